import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FIELD_IDS } from '#core/dissection/field.ts';
import { NOTATION_IDS } from '#core/notations/notation.ts';
import { GUESS_IDS } from '#core/payloads/guess-result.ts';
import { RULES } from '#core/protocol/rules/rules.ts';
import { CHAPTER_IDS } from '#core/story/step.ts';
import { HEAD_IDS } from '#core/traffic/heads/header-profile.ts';
import { root } from '../../scripts/folders.mjs';

/*
 * Finds ids that are declared but not named in the code that should use them: a rule that no check
 * reports, a notation that nothing reads. Words in content don't count.
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

/** Only lists the rules that a handshake has to follow. It reports none. */
const CHECKLIST = 'src/core/handshake/handshake-checks.ts';

const lists: readonly { name: string; files: readonly string[]; ids: readonly string[] }[] = [
  { name: 'rule', files: ['src/core/protocol/rules/rules.ts', CHECKLIST], ids: Object.keys(RULES) },
  { name: 'notation', files: ['src/core/notations/notation.ts'], ids: NOTATION_IDS },
  { name: 'field', files: ['src/core/dissection/field.ts'], ids: FIELD_IDS },
  { name: 'chapter', files: ['src/core/story/step.ts'], ids: CHAPTER_IDS },
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
