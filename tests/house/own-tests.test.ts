import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../scripts/folders.mjs';

/** Modules here that do anything are covered by a test file of their name. */
const FOLDERS = ['protocol', 'conversation', 'trace', 'packets', 'story'];

const isFile = (file: string) =>
  statSync(path.join(root, file), { throwIfNoEntry: false })?.isFile() === true;

test.each(FOLDERS)('each module of core/%s has its own test', (folder) => {
  const place = `src/core/${folder}`;
  const modules = readdirSync(path.join(root, place), { recursive: true, encoding: 'utf8' })
    .map((name) => path.posix.join(place, name.replaceAll(path.sep, '/')))
    .filter((file) => file.endsWith('.ts'))
    .filter((file) =>
      /^export (const|class|function)\b/m.test(readFileSync(path.join(root, file), 'utf8')),
    );
  expect(modules.length).toBeGreaterThan(5);
  const testOf = (file: string) => file.replace(/^src/, 'tests').replace(/\.ts$/, '.test.ts');
  expect(modules.map(testOf).filter((file) => !isFile(file))).toEqual([]);
});
