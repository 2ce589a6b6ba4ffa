import { beforeAll, describe, expect, test } from 'vitest';
import { PREVIEW_SIZE } from '#core/exports/preview-svg.ts';
import { DOCUMENTS } from '#content/documents/document-list.ts';
import { previewOf, type Preview } from '#view/app/previews/preview.ts';
import { framed } from '../../scripts/documents/frame.mjs';
import { drawingOf, pictureSize } from '../../scripts/documents/pictures.mjs';

const entries = DOCUMENTS;

test('documents of one file have one picture', () => {
  const known = new Map<string, string>();
  for (const preview of entries.map(previewOf)) {
    const alt = known.get(preview.file) ?? preview.alt;
    expect(preview.alt).toBe(alt);
    known.set(preview.file, alt);
  }
});

describe('a picture', () => {
  const previews = [
    ...new Map(entries.map(previewOf).map((preview) => [preview.file, preview])).values(),
  ];
  const drawn: { readonly preview: Preview; readonly svg: string }[] = [];

  beforeAll(() => {
    drawn.push(...previews.map((preview) => ({ preview, svg: preview.svg() })));
  });

  test('has the size that the build announces', () => {
    expect(pictureSize).toEqual(PREVIEW_SIZE);
    for (const { preview, svg } of drawn) {
      expect(svg, preview.file).toContain('viewBox="0 0 1200 630"');
    }
  });

  test('cuts no text off', async () => {
    // The texts of the picture itself are large. Those of its figure are checked there.
    const texts = drawn.flatMap(({ svg }) =>
      Array.from(svg.matchAll(/<text [^>]*font-size="(?:60|38|28|24)"[^>]*>[^<]*<\/text>/g)),
    );
    expect(texts.length).toBeGreaterThan(2 * drawn.length);
    const drawing = await drawingOf(
      `<svg xmlns="http://www.w3.org/2000/svg" width="3000" height="630">${texts.join('')}</svg>`,
    );
    const box = drawing.innerBBox();
    expect(box?.x).toBeGreaterThan(40);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThan(PREVIEW_SIZE.width - 40);
  });

  test('never shows an ellipsis in place of a title', () => {
    for (const { preview, svg } of drawn) {
      expect(svg, preview.file).not.toMatch(/font-size="60"[^>]*>[^<]*…</);
    }
  });
});

describe('a document', () => {
  const [start] = entries;
  const frame = '<html lang="en"><head><title>x</title></head><div id="app"></div></html>';
  const document = {
    ...start!,
    path: 'guides/polling/',
    tab: '',
    fragment: '#/guides/polling',
    root: '../../',
    sources: [],
    body: '',
    preview: previewOf(start!),
  };

  test.each([
    [null, '../../previews/start.png'],
    ['https://site.example/ws/', 'https://site.example/ws/previews/start.png'],
  ])('names its picture if the address of the site is %s', (address, expected) => {
    const html = framed(frame, document, [], address);
    expect(html).toContain(`<meta property="og:image" content="${expected}" />`);
  });
});
