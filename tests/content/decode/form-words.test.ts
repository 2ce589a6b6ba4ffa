import { describe, expect, test } from 'vitest';
import { FORM_IDS, type FormId } from '#core/paste/form.ts';
import { TEXTS_WITHOUT_BYTES, type PasteProblem } from '#core/paste/problem.ts';
import { bestOf } from '../../core/paste/reading-of.ts';
import {
  leftOutWords,
  lostWords,
  FORM_NAMES,
  PASTABLE,
  problemWords,
  readingName,
  withoutBytesWords,
} from '#content/decode/form-words.ts';

describe('words about a paste', () => {
  test('name each form differently', () => {
    expect(new Set(Object.values(FORM_NAMES)).size).toBe(FORM_IDS.length);
  });

  test.each(PASTABLE)('show an example that can be pasted: $example', ({ example }) => {
    const { connections, problems } = bestOf(example);
    expect(problems).toEqual([]);
    expect(connections[0]?.bytes.length).toBeGreaterThan(0);
  });

  test('count what was left out', () => {
    expect(leftOutWords({ kind: 'offsets', count: 1 })).toBe('1 offset');
    expect(leftOutWords({ kind: 'packet-headers', count: 1316 })).toBe(
      '1,316 bytes of packet headers',
    );
    expect(leftOutWords({ kind: 'other-blocks', count: 2 })).toBe('2 blocks that repeat frames');
  });

  test('say how much Node printed, and how to have it all', () => {
    expect(
      lostWords({ kind: 'print-limit', printer: 'Node', shown: 50, total: 134, count: 1 }),
    ).toBe(
      "Node printed 50 of 134 bytes. The other 84 aren’t in the text. To get all of them, log bytes.toString('hex').",
    );
  });

  test.each<[PasteProblem, string]>([
    [
      { kind: 'not-hex', range: { start: 3, end: 4 }, character: '\u202e' },
      'Line 2, column 4: “\\u202e” isn’t a hex digit. This part was read up to here.',
    ],
    [
      { kind: 'odd-digit', range: { start: 346, end: 347 }, digits: 347 },
      'Line 2, column 4: 347 hex digits together are an odd number. One is probably missing. This part was read up to here.',
    ],
    [
      { kind: 'not-a-byte', range: { start: 0, end: 3 }, written: '300' },
      'Line 2, column 4: “300” isn’t a byte. A byte is 0 to 255, or −128 to 127. This part was read up to here.',
    ],
  ])('say where reading stopped, and why', (problem, words) => {
    expect(problemWords(problem, { line: 2, column: 4 })).toBe(words);
  });

  test('name the other forms of a reading, and how many there are', () => {
    const named = (...forms: FormId[]) => readingName({ form: forms[0]!, forms, variant: null });
    expect(named('xxd')).toBe('xxd');
    expect(named('http', 'xxd')).toBe('HTTP text and xxd');
    expect(named('http', 'xxd', 'hex')).toBe('HTTP text, xxd and 1 more form');
    expect(named('http', 'xxd', 'hex', 'base64')).toBe('HTTP text, xxd and 2 more forms');
  });

  test.each(TEXTS_WITHOUT_BYTES)('say what %s is, and what to do', (text) => {
    const { title, advice } = withoutBytesWords(text);
    expect(title).toMatch(/^(?:This|These|The) .*[^.]$/);
    expect(advice).toMatch(/^\p{Lu}.*\.$/u);
  });

  test('say the same number once if a text has another number of bytes than it announces', () => {
    const lost = { kind: 'declared-length-differs', printer: null, count: 1 } as const;
    expect(lostWords({ ...lost, shown: 3, total: 4 })).toBe(
      'The text announces 4 bytes but contains 3.',
    );
    expect(lostWords({ ...lost, shown: 9, total: 8, count: 2 })).toBe(
      'The text announces 8 bytes but contains 9, in 2 places.',
    );
  });

  test('give a recipe where bytes are lost for good', () => {
    const problem: PasteProblem = { kind: 'characters-lost', range: { start: 0, end: 1 } };
    expect(problemWords(problem, { line: 1, column: 1 })).toContain('Copy Bytes as a Hex Stream');
  });
});
