import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/folders.mjs';

/* Checks that what the documents name exists: files, links, and commands. */

const filesIn = (folder: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
    path.posix.join(folder, file.replaceAll(path.sep, '/')),
  );

const files = ['docs', 'src', 'scripts', 'tests'].flatMap(filesIn);

const documents = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].concat(
  files.filter((file) => file.endsWith('.md')),
);

const textOf = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** Folders that a path in running text may start in: `scenes/` means `src/core/scenes/`. */
const starts = ['.', 'src', 'src/core', 'src/core/paste', 'src/core/protocol', 'src/view', 'tests'];

/** Made by the build. */
const made = ['dist/', 'dist-node/', 'dist-node/ws-101.js'];

const names = new Set(files.map((file) => path.basename(file)));

/** The pattern's `*` matches any part of a name. */
function hasMatch(pattern: string): boolean {
  const [before = '', after = ''] = pattern.split('*');
  return files.some((file) => file.startsWith(before) && file.endsWith(after));
}

function isThere(named: string, document: string): boolean {
  if (names.has(named) || made.includes(named)) return true;
  return [...starts, path.posix.dirname(document)].some((start) => {
    const file = path.posix.join(start, named);
    return named.includes('*') ? hasMatch(file) : existsSync(path.join(root, file));
  });
}

/**
 * Matches `core/trace/trace.ts`, `src/core/scenes/`, `peer-verdicts*.ts`, but not `#core/…` or
 * `<id>.ts`.
 */
const namesPath = /^[\w.*-]+(\/[\w.*-]+)*(\.(ts|svelte|mjs|cjs|js|css|md|json|txt)|\/)$/;

describe.each(documents)('%s', (document) => {
  const text = textOf(document);

  test('names files that exist', () => {
    const named = Array.from(text.matchAll(/`([^`\s]+)`/g), ([, word = '']) => word);
    const missing = named.filter((word) => namesPath.test(word) && !isThere(word, document));
    expect(missing).toEqual([]);
  });

  test('links to files that exist', () => {
    const linked = Array.from(text.matchAll(/\]\(([^)#:]+)\)/g), ([, target = '']) => target);
    const missing = linked.filter(
      (target) => !existsSync(path.join(root, path.dirname(document), target)),
    );
    expect(missing).toEqual([]);
  });

  test('names commands that exist', () => {
    const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };
    const named = Array.from(text.matchAll(/npm run ([\w:]+)/g), ([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

test('a path that leads nowhere is seen', () => {
  expect(namesPath.test('core/dissection/unit.ts')).toBe(true);
  expect(isThere('core/dissection/unit.ts', 'README.md')).toBe(false);
  expect(isThere('no-such-folder/', 'README.md')).toBe(false);
});
