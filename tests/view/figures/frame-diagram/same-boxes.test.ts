import { render } from '@testing-library/svelte';
import { afterEach, expect, test, vi } from 'vitest';
import { DIAGRAM_WORDS } from '#content/decode/export-words.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { frameDiagramSvg } from '#core/exports/frame-diagram-svg.ts';
import { LIGHT, LIGHT_KINDS } from '#core/exports/light-colors.ts';
import FrameDiagram from '#view/figures/frame-diagram/FrameDiagram.svelte';
import { Selection } from '#view/state/selection.svelte.ts';

afterEach(() => vi.restoreAllMocks());

/** Bits `start` up to `end` of a row. */
type Box = { row: number; start: number; end: number; look: string; text: string };

function boxesOnPage(figure: Element): Box[] {
  return [...figure.querySelectorAll('.row')].flatMap((line, row) =>
    [...line.querySelectorAll<HTMLElement>('.box')].map((box) => {
      const [first = 0, span = 0] = box.getAttribute('style')?.match(/\d+/g)?.map(Number) ?? [];
      const start = first - 1;
      const end = start + span;
      const look = `${box.dataset['kind']} ${box.dataset['emphasis']}`;
      return { row, start, end, look, text: box.firstElementChild?.textContent ?? '' };
    }),
  );
}

/** Derived from the positions of the bit numbers, and the colours of the boxes. */
function boxesInPicture(svg: string): Box[] {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const numbers = [...root.children].filter(({ localName }) => localName === 'text');
  const columns = numbers.map((text) => Number(text.getAttribute('x')));
  const groups = [...root.children].filter((group) => group.querySelector('title') !== null);
  const tops = groups.map((group) => Number(group.querySelector('rect')?.getAttribute('y')));
  const rows = [...new Set(tops)];
  return groups.map((group, index) => {
    const rect = group.querySelector('rect')!;
    const left = Number(rect.getAttribute('x'));
    const right = left + Number(rect.getAttribute('width'));
    const covered = columns.flatMap((x, bit) => (left < x && x < right ? [bit] : []));
    return {
      row: rows.indexOf(tops[index]!),
      start: covered[0]!,
      end: covered.at(-1)! + 1,
      look: lookOf(rect),
      text: group.querySelector('text')?.textContent ?? '',
    };
  });
}

function lookOf(rect: Element): string {
  const [fill, stroke] = [rect.getAttribute('fill'), rect.getAttribute('stroke')];
  if (rect.hasAttribute('stroke-dasharray')) {
    return stroke === LIGHT.strongLine ? 'note missing' : 'unknown';
  }
  const kinds = Object.entries(LIGHT_KINDS);
  const isFolded = fill === 'none';
  const kind = kinds.find(([, { ink, ground }]) => (isFolded ? stroke === ink : fill === ground));
  return `${kind?.[0]} ${isFolded ? 'folded' : 'plain'}`;
}

test.each([
  ['a masked text', '818537fa213d7f9f4d5158'],
  ['a Close frame', '880503e8627965'],
  ['a 16-bit length, folded', `827e0100${'00'.repeat(256)}`],
  ['a 64-bit length', `827f0000000000000010${'ff'.repeat(16)}`],
  ['an empty frame', '8200'],
  ['a payload of which some is missing', '810548656c'],
  ['a payload that is folded and of which some is missing', `827e0100${'00'.repeat(100)}`],
  ['a cut header', '818537fa'],
  ['a reserved opcode', 'f30161'],
])('%s has the same boxes on the page and in the picture', (_, hex) => {
  // jsdom has no layout, so give the diagram the width of 32 bits.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(function (
    this: HTMLElement,
  ) {
    return this.classList.contains('ten-characters') ? 80 : 900;
  });
  const dissection = dissectFrame(fromHex(hex));
  const { container } = render(FrameDiagram, {
    dissection,
    selection: new Selection(),
    maxRows: 4,
  });
  const svg = frameDiagramSvg(dissection, DIAGRAM_WORDS, { title: '', sender: null, maxRows: 4 });
  const [page, picture] = [boxesOnPage(container), boxesInPicture(svg)];
  const places = (boxes: Box[]) => boxes.map((box) => ({ ...box, text: '' }));
  expect(page.length).toBeGreaterThan(1);
  expect(places(page)).toEqual(places(picture));
  // In a picture the name precedes the value, and a long value is cut.
  page.forEach(({ text }, index) => {
    const shown = picture[index]!.text.replace(/…$/, '').trim();
    expect(shown.includes(text) || text.startsWith(shown)).toBe(true);
  });
});
