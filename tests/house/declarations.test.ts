import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/folders.mjs';

/* What our linters don't see: docblocks that document nothing, and names with two meanings. */

const files = readdirSync(path.join(root, 'src/core'), { recursive: true, encoding: 'utf8' })
  .map((file) => path.posix.join('src/core', file.replaceAll(path.sep, '/')))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .sort();
const sourceOf = (file: string) => readFileSync(path.join(root, file), 'utf8');

const isStacked = (source: string) => /\*\/\n[ \t]*\/\*\*/.test(source);
const opensWithDocblock = (source: string) => source.startsWith('/**');

/** The folders of core that export a type or class with each name, if there are several. */
function homonymsIn(sources: readonly { folder: string; source: string }[]) {
  const folders = new Map<string, Set<string>>();
  for (const { folder, source } of sources) {
    for (const [, name = ''] of source.matchAll(/^export (?:type|interface|class) (\w+)/gm)) {
      folders.set(name, (folders.get(name) ?? new Set()).add(folder));
    }
  }
  return [...folders].filter(([, found]) => found.size > 1).map(([name]) => name);
}

test('no exported type or class of core has the name of another', () => {
  const sources = files.map((file) => ({
    folder: file.split('/')[2] ?? '',
    source: sourceOf(file),
  }));
  expect(homonymsIn(sources)).toEqual([]);
});

test('no docblock of core follows another directly', () => {
  expect(files.filter((file) => isStacked(sourceOf(file)))).toEqual([]);
});

test('every file of core opens with a docblock', () => {
  expect(files.filter((file) => !opensWithDocblock(sourceOf(file)))).toEqual([]);
});

describe('the checks see', () => {
  test('a homonym', () => {
    const source = 'export type Unit = number;\n';
    const one = { folder: 'traffic', source };
    expect(homonymsIn([one, { folder: 'dissection', source }])).toEqual(['Unit']);
    expect(homonymsIn([one, one])).toEqual([]);
  });

  test('stacked docblocks', () => {
    expect(isStacked('/** One. */\n/** Two. */\nconst two = 2;\n')).toBe(true);
    expect(isStacked('/** One. */\n\n/** Two. */\nconst two = 2;\n')).toBe(false);
  });

  test('a file without a docblock', () => {
    expect(opensWithDocblock("import './one.ts';\n")).toBe(false);
  });
});
