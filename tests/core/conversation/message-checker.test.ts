import { describe, expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { MessageChecker } from '#core/conversation/message-checker.ts';
import { payloadOf } from '#core/conversation/message.ts';
import type { FrameUnit, Inflation } from '#core/conversation/unit.ts';
import { readUnits } from '#core/conversation/unit-reader.ts';
import { BETWEEN_MESSAGES, UNKNOWN_ORDER } from '#core/protocol/messages/message-order.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import { streamOf } from '#core/trace/trace.ts';

type Changes = Partial<Pick<FrameUnit, 'inflation' | 'notCaptured'>>;

function framesOf(hex: string, changes: readonly Changes[] = []): FrameUnit[] {
  return readUnits('server-to-client', fromHex(hex)).map((unit, index) => {
    if (unit.kind !== 'frame') throw new TypeError(`expected a frame, got ${unit.kind}`);
    return { ...unit, ...changes[index] };
  });
}

const told = (index: number) => (violation: Violation) =>
  `${index} ${violation.id} ${violation.range.start}-${violation.range.end}`;

function contentIn(hex: string, changes: readonly Changes[] = []): string[] {
  const checker = new MessageChecker(BETWEEN_MESSAGES);
  const stream = streamOf(fromHex(hex));
  return framesOf(hex, changes).flatMap((frame, index) =>
    checker.checkContent(frame, payloadOf(frame, stream)).map(told(index)),
  );
}

const inflation = (hex: string, changes: Partial<Inflation> = {}): Changes => ({
  inflation: { bytes: fromHex(hex), unknown: [], violation: null, ...changes },
});

describe('content', () => {
  test.each<{ name: string; hex: string; changes?: readonly Changes[]; expected: string[] }>([
    { name: 'of text is UTF-8', hex: '81 01 ff', expected: ['0 message.text-not-utf8 0-8'] },
    { name: 'of an empty text is checked', hex: '81 00 81 01 61', expected: [] },
    {
      name: 'that ends inside a character in an empty frame',
      hex: '01 01 c3 80 00',
      expected: ['1 message.text-not-utf8 0-0'],
    },
    { name: 'of binary messages can be anything', hex: '82 01 ff', expected: [] },
    { name: 'of reserved opcodes can be anything', hex: '83 01 ff', expected: [] },
    { name: 'of pings can be anything', hex: '01 01 c3 89 01 ff 80 01 bc', expected: [] },
    {
      name: 'of a continuation after a binary frame is not text',
      hex: '81 01 61 02 01 ff 80 01 ff',
      expected: [],
    },
    {
      name: 'of a Close has a code',
      hex: '88 01 03',
      expected: ['0 close.one-byte 0-8'],
    },
    { name: 'of a Close that is cut is not checked', hex: '88 03 03', expected: [] },
    { name: 'that is compressed is not checked', hex: 'c1 01 ff', expected: [] },
    {
      name: 'that was inflated is checked as it inflates',
      hex: 'c1 01 61',
      changes: [inflation('61 ff')],
      expected: ['0 message.text-not-utf8 8-16'],
    },
    {
      name: 'with unknown inflated bytes is not checked, nor is the rest',
      hex: '41 01 61 80 01 61',
      changes: [inflation('ff', { unknown: [{ start: 0, end: 1 }] }), inflation('ff')],
      expected: [],
    },
    {
      name: 'with missing bytes is not checked, nor is the rest',
      hex: '01 01 ff 80 01 ff',
      changes: [{ notCaptured: 1 }],
      expected: [],
    },
  ])('$name', ({ hex, changes, expected }) => {
    expect(contentIn(hex, changes)).toEqual(expected);
  });

  test('that could not be inflated is not checked', () => {
    const [violation] = new MessageChecker(BETWEEN_MESSAGES).checkContent(
      framesOf('88 01 03')[0]!,
      fromHex('03'),
    );
    expect(contentIn('c1 01 61', [inflation('ff', { violation: violation! })])).toEqual([]);
  });
});

describe('order', () => {
  const orderIn = (hex: string, start = BETWEEN_MESSAGES) => {
    const checker = new MessageChecker(start);
    return framesOf(hex).flatMap((frame, index) => checker.checkOrder(frame).map(told(index)));
  };

  test('is reported at the opcode', () => {
    expect(orderIn('80 00 01 00 82 00')).toEqual([
      '0 message.continuation-without-start 4-8',
      '2 message.interleaved 4-8',
    ]);
  });

  test('is unknown after a gap', () => {
    expect(orderIn('80 00 80 00', UNKNOWN_ORDER)).toEqual([
      '1 message.continuation-without-start 4-8',
    ]);
  });
});

describe('size', () => {
  const sizesIn = (hex: string, max: number, changes: readonly Changes[] = []) => {
    const checker = new MessageChecker(BETWEEN_MESSAGES);
    return framesOf(hex, changes).flatMap((frame, index) =>
      checker.checkSize(frame, max).map(told(index)),
    );
  };

  test('counts inflated bytes', () => {
    expect(sizesIn('c1 01 61', 2, [inflation('61 62')])).toEqual([]);
    expect(sizesIn('c1 01 61', 2, [inflation('61 62 63')])).toEqual(['0 message.too-big 9-16']);
  });

  test('begins at 0 if the start of the message was not captured', () => {
    expect(sizesIn('80 02 61 62', 2)).toEqual([]);
    expect(sizesIn('80 03 61 62 63', 2)).toEqual(['0 message.too-big 9-16']);
  });

  test('is of one message', () => {
    expect(sizesIn('81 02 61 62 81 02 61 62', 2)).toEqual([]);
  });

  test('is reported once', () => {
    expect(sizesIn('01 03 61 62 63 00 00 80 01 64', 2)).toEqual(['0 message.too-big 9-16']);
  });
});
