import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { GUESS_IDS } from '#core/payloads/guess-result.ts';
import { HEAD_IDS } from '#core/traffic/heads/header-profile.ts';
import { root } from '../../scripts/folders.mjs';

/*
 * Finds ids that are declared but not named in the code that should use them. Words in content
 * don't count. Rules, notations, fields and steps have tests that run the code that makes them.
 */

const sources = new Map(
  ['src/core', 'src/view'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|svelte)$/.test(file))
      .map((file): [string, string] => {
        const name = path.posix.join(folder, file.replaceAll(path.sep, '/'));
        return [name, readFileSync(path.join(root, name), 'utf8')];
      }),
  ),
);

/** How often the code contains the id in quotes, or as a key of a table. */
function mentionsOf(id: string, except: readonly string[]): number {
  const escaped = id.replace(/[^\w]/g, '\\$&');
  const pattern = new RegExp(`'${escaped}'|^\\s*${escaped}:`, 'gm');
  let count = 0;
  for (const [file, source] of sources) {
    if (!except.includes(file)) count += source.match(pattern)?.length ?? 0;
  }
  return count;
}

const lists: readonly { name: string; files: readonly string[]; ids: readonly string[] }[] = [
  { name: 'head', files: ['src/core/traffic/heads/header-profile.ts'], ids: HEAD_IDS },
  { name: 'guess', files: ['src/core/payloads/guess-result.ts'], ids: GUESS_IDS },
];

describe.each(lists)('the code makes or reads each $name', ({ files, ids }) => {
  test('and the list is not empty', () => {
    expect(ids).not.toEqual([]);
  });

  test.each(ids)('%s', (id) => {
    expect(mentionsOf(id, files)).toBeGreaterThan(0);
  });
});

test('an id that only its list has is seen', () => {
  expect(mentionsOf('request.cookie-repeated', [])).toBe(0);
});
