import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readConversation } from '#core/dissection/conversation.ts';
import { pastedTrace } from '#core/notations/pasted-trace.ts';
import { readText } from '#core/notations/read-text.ts';
import { exampleText } from '#content/examples.ts';
import { SourceMarks } from '#view/figures/source-text/source-marks.ts';
import {
  colouredStretch,
  lineAndColumn,
  sourcePieces,
} from '#view/figures/source-text/source-pieces.ts';

function marksOf(text: string) {
  const { trace, source } = pastedTrace(readText(text)[0]!.connections[0]!);
  return new SourceMarks(source, readConversation(trace));
}

const whole = (text: string) => ({ start: 0, end: text.length });

describe('marks in a text', () => {
  test('say of each byte what it is, and which unit’s', () => {
    const text = '8900\n8100';
    const marks = marksOf(text).within(whole(text));
    expect(marks.map(({ start, end, kind, unit }) => [start, end, kind, unit])).toEqual([
      [0, 2, 'flag', 0],
      [2, 4, 'length', 0],
      [5, 7, 'flag', 1],
      [7, 9, 'length', 1],
    ]);
  });

  test('are those of a stretch only', () => {
    expect(marksOf(exampleText()).within({ start: 0, end: 5 })).toHaveLength(2);
  });

  test('are found by place', () => {
    const marks = marksOf('81 05 48 65');
    expect(marks.at(3)).toMatchObject({ start: 3, end: 5, range: { start: 8, end: 16 } });
    expect(marks.at(6)?.range).toEqual({ start: 16, end: 32 });
    expect(marksOf('81   05').at(4)).toBeNull();
  });
});

describe('pieces of a text', () => {
  const piecesOf = (text: string, problem: { start: number; end: number } | null = null) =>
    sourcePieces(text, marksOf(text).within(whole(text)), problem);

  test('are bytes and what lies between', () => {
    const pieces = piecesOf(' 81 05\n');
    expect(pieces.map(({ text, mark }) => (mark ? `[${text}]` : text))).toEqual([
      ' ',
      '[81]',
      ' ',
      '[05]',
      '\n',
    ]);
  });

  test('mark where reading stopped', () => {
    const pieces = piecesOf('81 05 zz', { start: 6, end: 7 });
    expect(pieces.filter(({ isProblem }) => isProblem).map(({ text }) => text)).toEqual(['z']);
  });

  test('know whether they have room around them', () => {
    expect(piecesOf('81 05').filter(({ isApart }) => isApart)).toHaveLength(2);
    expect(piecesOf('8105').filter(({ isApart }) => isApart)).toHaveLength(0);
  });

  test('are the whole text, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(50), fc.nat(50), (text, from, size) => {
        const stretch = { start: from, end: from + size };
        const pieces = sourcePieces(text, marksOf(text).within(stretch), null);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
      }),
    );
  });
});

test('what is coloured holds what is in view, and moves in steps', () => {
  for (const first of [0, 100, 255, 256, 5000]) {
    const { start, end } = colouredStretch(first);
    expect(start).toBeLessThanOrEqual(first);
    expect(end - first).toBeGreaterThanOrEqual(1000);
  }
  expect(colouredStretch(600)).toEqual(colouredStretch(700));
});

test.each([
  ['81 zz', 3, { line: 1, column: 4 }],
  ['81\n05\nzz', 6, { line: 3, column: 1 }],
  ['81\r\nzz', 4, { line: 2, column: 1 }],
])('%j at %i', (text, place, expected) => {
  expect(lineAndColumn(text, place)).toEqual(expected);
});
