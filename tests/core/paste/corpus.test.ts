import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readPaste } from '#core/paste/read-paste.ts';
import { faultsOfReadings, type ExpectedReadings } from './corpus-expectation.ts';
import { describeReadings } from './reading-words.ts';

const folder = path.join(import.meta.dirname, '../../fixtures/pastes');
const readFixture = (name: string) => readFileSync(path.join(folder, name), 'utf8');

type PasteCase = {
  readonly name: string;
  readonly file: string;
  readonly kind: string;
  readonly expect: ExpectedReadings;
};

const { cases } = JSON.parse(readFixture('expected.json')) as { cases: readonly PasteCase[] };

const kinds = [...new Set(cases.map(({ kind }) => kind))];

describe.each(kinds)('a paste of the kind %s', (kind) => {
  for (const { name, file, expect: expected } of cases.filter((each) => each.kind === kind)) {
    test(`is read right: ${name}`, () => {
      const text = readFixture(file);
      const readings = readPaste(text);
      const faults = faultsOfReadings(readings, expected);
      expect(faults, describeReadings(text, readings)).toEqual([]);
    });
  }
});

test('each text of the corpus has a case, and each case a text', () => {
  const files = cases.map(({ file }) => file).sort();
  expect(files).toEqual(
    readdirSync(path.join(folder, 'texts'))
      .map((name) => `texts/${name}`)
      .sort(),
  );
  expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
});
