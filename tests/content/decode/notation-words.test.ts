import { describe, expect, test } from 'vitest';
import { NOTATION_IDS, type NotationProblem } from '#core/notations/notation.ts';
import { bestOf } from '../../core/notations/reading-of.ts';
import {
  leftOutWords,
  lostWords,
  NOTATION_NAMES,
  PASTABLE,
  problemWords,
} from '#content/decode/notation-words.ts';

describe('words about a paste', () => {
  test('name each notation differently', () => {
    expect(new Set(Object.values(NOTATION_NAMES)).size).toBe(NOTATION_IDS.length);
  });

  test.each(PASTABLE)('show an example that can be pasted: $example', ({ example }) => {
    const { connections, problem } = bestOf(example);
    expect(problem).toBeNull();
    expect(connections[0]?.bytes.length).toBeGreaterThan(0);
  });

  test('count what was left out', () => {
    expect(leftOutWords({ kind: 'offsets', count: 1 })).toBe('1 offset');
    expect(leftOutWords({ kind: 'packet-headers', count: 1316 })).toBe(
      '1,316 bytes of packet headers',
    );
    expect(leftOutWords({ kind: 'other-blocks', count: 2 })).toBe(
      '2 blocks that show a frame once more',
    );
  });

  test('say how much Node printed, and how to have it all', () => {
    expect(lostWords({ kind: 'print-limit', printer: 'Node', shown: 50, total: 134 })).toBe(
      "Node printed 50 of 134 bytes. The other 84 are not in the text: log them as hex, bytes.toString('hex'), to have them all.",
    );
  });

  test.each<[NotationProblem, string]>([
    [
      { kind: 'not-hex', range: { start: 3, end: 4 }, character: '\u202e' },
      'Line 2, column 4: “\\u202e” isn’t a hex digit. The bytes before it were read, the rest wasn’t.',
    ],
    [
      { kind: 'odd-digit', range: { start: 346, end: 347 }, digits: 347 },
      'Line 2, column 4: these are 347 digits together, an odd number. One is probably missing. The bytes before it were read, the rest wasn’t.',
    ],
    [
      { kind: 'not-a-byte', range: { start: 0, end: 3 }, written: '300' },
      'Line 2, column 4: “300” isn’t a byte. Bytes go from 0 to 255, or from −128 to 127. The bytes before it were read, the rest wasn’t.',
    ],
  ])('say where reading stopped, and why', (problem, words) => {
    expect(problemWords(problem, { line: 2, column: 4 })).toBe(words);
  });

  test('give a recipe where bytes are lost for good', () => {
    const problem: NotationProblem = { kind: 'characters-lost', range: { start: 0, end: 1 } };
    expect(problemWords(problem, { line: 1, column: 1 })).toContain('Copy Bytes as a Hex Stream');
  });
});
