import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../scripts/folders.mjs';

/*
 * Finds sets of ids that only their own file knows: nothing reads what they name, or no test makes
 * it. `every-id.test.ts` of each folder runs the code that makes each id.
 */

type Sources = ReadonlyMap<string, string>;

function sourcesIn(...folders: readonly string[]): Sources {
  return new Map(
    folders.flatMap((folder) =>
      readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|mjs|svelte)$/.test(file))
        .map((file): [string, string] => {
          const name = path.posix.join(folder, file.replaceAll(path.sep, '/'));
          return [name, withoutComments(readFileSync(path.join(root, name), 'utf8'))];
        }),
    ),
  );
}

const withoutComments = (source: string) => source.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');

type IdSet = {
  /** "HeadId" */
  readonly name: string;
  /** All names that it goes by: "HeadId", and "HEAD_IDS", of which it is the type. */
  readonly names: readonly string[];
  readonly file: string;
  readonly ids: readonly string[];
};

const TYPE = /^export type (\w+) =([^{}();]*(?:\(typeof \w+\)\[number\])?);/gm;

/** Unions of strings, and types of the keys or members of a table. */
function idSetsIn(sources: Sources): IdSet[] {
  return [...sources].flatMap(([file, source]) =>
    [...source.matchAll(TYPE)].flatMap(([, name = '', body = '']): IdSet[] => {
      if (/\b(?:Pick|Omit|Exclude|Extract)</.test(body)) return [];
      const table = /typeof ([A-Z][A-Z_\d]*)\b/.exec(body)?.[1];
      if (table === undefined) {
        const ids = quotedIn(body);
        return ids.length < 2 ? [] : [{ name, names: [name], file, ids }];
      }
      const list = new RegExp(`const ${table} = \\[([^\\]]*)\\]`).exec(source)?.[1] ?? '';
      const keys = new RegExp(`const (\\w+)[^=\\n]* = Object\\.keys\\(${table}\\)`).exec(
        source,
      )?.[1];
      const names = [name, table, ...(keys === undefined ? [] : [keys])];
      return [{ name, names, file, ids: quotedIn(list) }];
    }),
  );
}

const quotedIn = (text: string) => [...text.matchAll(/'([^']+)'/g)].map(([, id = '']) => id);

const escaped = (id: string) => id.replace(/[^\w]/g, '\\$&');

/** The other files that name the set, or else all files that name its ids, if each is named. */
function readersOf({ names, file, ids }: IdSet, sources: Sources): string[] {
  const others = [...sources].filter(([other]) => other !== file);
  const anyName = new RegExp(`\\b(?:${names.join('|')})\\b`);
  const naming = others.filter(([, source]) => anyName.test(source));
  if (naming.length > 0) return naming.map(([other]) => other);
  const mentions = ids.map((id) => {
    const pattern = new RegExp(`'${escaped(id)}'|^\\s*${escaped(id)}:`, 'm');
    return others.filter(([, source]) => pattern.test(source)).map(([other]) => other);
  });
  return mentions.length > 0 && mentions.every((each) => each.length > 0) ? mentions.flat() : [];
}

const code = sourcesIn('src/core', 'src/content', 'src/view', 'src/node', 'scripts');
const shown = new Map([...code].filter(([file]) => /^src\/(content|view)\//.test(file)));
const tests = sourcesIn('tests');

/** Its reader asks for two of the ids, and treats all others alike. */
const READ_IN_PART = ['CodeShape'];

const sets = idSetsIn(code).filter(({ file }) => /^src\/(core|content)\//.test(file));

describe('a set of ids', () => {
  test('is found, whether it is a table, its keys or a union', () => {
    const names = sets.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['HeadId', 'RuleId', 'EditProblem', 'PeerId']));
  });

  test.each(sets.filter(({ name }) => !READ_IN_PART.includes(name)))(
    'has a reader in another file: $name of $file',
    (set) => {
      expect(readersOf(set, code)).not.toEqual([]);
    },
  );

  test.each(sets.filter((set) => readersOf(set, shown).length > 0))(
    'that a page shows has a test that names it: $name of $file',
    (set) => {
      expect(readersOf(set, tests)).not.toEqual([]);
    },
  );
});

test('a set that only its own file knows is seen', () => {
  const planted = new Map([
    [
      'src/core/a.ts',
      "export type Fate =\n  | 'kept'\n  | 'lost';\nexport const fate: Fate = 'lost';",
    ],
    ['src/core/b.ts', "export const text = { lost: 'gone' };\nconst { kept } = text;"],
  ]);
  const [fate] = idSetsIn(planted);
  expect(fate).toMatchObject({ name: 'Fate', ids: ['kept', 'lost'] });
  expect(readersOf(fate!, planted)).toEqual([]);
});
