import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/folders.mjs';
import { GUIDES } from '#content/guides/guide-list.ts';

/* A reader who touches a figure loads its words, but not the text of its guide. */

const folder = path.join(root, 'src/view/pages/guides');
const figures = readdirSync(folder).filter((file) => file.endsWith('Figure.svelte'));

test('every guide has a figure', () => {
  expect(figures.length).toBeGreaterThanOrEqual(GUIDES.length);
});

const texts = new Set<string>(GUIDES.map(({ slug }) => `#content/guides/${slug}.ts`));

function importsOf(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  return Array.from(source.matchAll(/ from '([^']+)'/g), ([, from = '']) => from);
}

test.each(figures)('%s imports no text of a guide', (figure) => {
  const imported = importsOf(path.join(folder, figure));
  expect(imported.filter((from) => texts.has(from))).toEqual([]);
  const words = imported.filter((from) => from.startsWith('#content/guides/'));
  for (const file of words) {
    const inner = importsOf(path.join(root, file.replace('#content', 'src/content')));
    expect(inner, file).not.toContain('./guide-text.ts');
    for (const { slug } of GUIDES) expect(inner, file).not.toContain(`./${slug}.ts`);
  }
});
