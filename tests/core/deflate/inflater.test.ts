import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { fromUtf8, toUtf8 } from '#core/bytes/text.ts';
import { Inflater, type InflaterOptions } from '#core/deflate/inflater.ts';
import { BitWriter, codesFor, FIXED_DISTANCES, FIXED_LITERALS } from './bit-writer.ts';

function inflate(data: Uint8Array, options?: InflaterOptions) {
  const { pieces, fault } = new Inflater(options).feed(data);
  return { output: concatBytes(pieces), fault };
}

const literals = (writer: BitWriter, text: string) => {
  for (const byte of toUtf8(text)) writer.code(FIXED_LITERALS[byte] ?? '');
  return writer;
};

const fixed = (text = '', isFinal = false) => literals(new BitWriter().header(isFinal, 1), text);

/** A fixed block of `text` and one match, of the shortest length. */
const withMatch = (text: string, distanceSymbol: number, extra = 0, extraBits = 0) =>
  fixed(text)
    .code(FIXED_LITERALS[257] ?? '')
    .code(FIXED_DISTANCES[distanceSymbol] ?? '')
    .integer(extra, extraBits);

const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The header of a dynamic block up to its code of code lengths, given by symbol. */
function dynamic(
  hlit: number,
  hdist: number,
  lengths: Readonly<Record<number, number>>,
  isFinal = false,
): BitWriter {
  const writer = new BitWriter().header(isFinal, 2);
  writer.integer(hlit, 5).integer(hdist, 5).integer(15, 4);
  for (const symbol of CODE_LENGTH_ORDER) writer.integer(lengths[symbol] ?? 0, 3);
  return writer;
}

/** A code of code lengths: of 0, 1, 2 and the three repetitions. */
const LENGTHS: Readonly<Record<number, number>> = { 0: 2, 1: 2, 2: 3, 16: 3, 17: 3, 18: 3 };
const CODES = codesFor(Array.from({ length: 19 }, (_, symbol) => LENGTHS[symbol] ?? 0));
const [ZERO = '', ONE = '', TWO = ''] = CODES;
const AGAIN = CODES[16] ?? '';

/** 11 to 138 zeros. */
const zeros = (writer: BitWriter, count: number) =>
  writer.code(CODES[18] ?? '').integer(count - 11, 7);

describe('reads', () => {
  test.each([
    { name: 'a fixed block', hex: 'f2 48 cd c9 c9 07 00', text: 'Hello' },
    { name: 'a final block', hex: 'f3 48 cd c9 c9 07 00', text: 'Hello' },
    { name: 'a stored block', hex: '00 05 00 fa ff 48 65 6c 6c 6f', text: 'Hello' },
    { name: 'two blocks', hex: 'f2 48 05 00 00 00 ff ff ca c9 c9 07 00', text: 'Hello' },
    {
      name: 'a block after a final block',
      hex: 'f3 48 cd c9 c9 07 00 0b cf 2f ca 49 01 00',
      text: 'HelloWorld',
    },
    { name: 'nothing at all', hex: '', text: '' },
  ])('$name', ({ hex, text }) => {
    const { output, fault } = inflate(fromHex(hex));
    expect(fromUtf8(output)).toBe(text);
    expect(fault).toBeNull();
  });

  test('a match into the history', () => {
    const { output } = inflate(fromHex('f2 00 11 00 00'), { history: toUtf8('Hello') });
    expect(fromUtf8(output)).toBe('Hello');
  });

  test('a match over a final block', () => {
    const data = fixed('abc', true)
      .code(FIXED_LITERALS[256] ?? '')
      .pad()
      .header(true, 1)
      .code(FIXED_LITERALS[257] ?? '')
      .code(FIXED_DISTANCES[2] ?? '')
      .code(FIXED_LITERALS[256] ?? '');
    expect(fromUtf8(inflate(data.toBytes()).output)).toBe('abcabc');
  });

  test('a dynamic block of literals alone, without a distance', () => {
    const writer = dynamic(0, 0, LENGTHS);
    zeros(writer, 97).code(ONE);
    zeros(zeros(writer, 138), 20).code(ONE).code(ZERO);
    writer.code('001');
    expect(fromUtf8(inflate(writer.toBytes()).output)).toBe('aa');
  });

  test('a dynamic block with nothing but its end, in one bit', () => {
    const writer = dynamic(0, 0, LENGTHS, true);
    zeros(zeros(writer, 138), 118).code(ONE).code(ZERO).code('0');
    const inflater = new Inflater();
    expect(inflater.feed(writer.toBytes())).toEqual({ pieces: [], fault: null });
    expect(inflater.isAtBlockBoundary).toBe(true);
  });

  test('a repetition that runs from the literals on into the distances', () => {
    const writer = dynamic(1, 3, LENGTHS);
    zeros(zeros(zeros(writer, 97).code(ONE), 138), 20).code(TWO);
    writer.code(AGAIN).integer(0, 2).code(TWO).code(TWO);
    writer.code('0').code('11').code('00').code('10');
    expect(fromUtf8(inflate(writer.toBytes()).output)).toBe('aaaa');
  });
});

describe('finds fault with', () => {
  const bits = (start: number, end: number) => ({ start, end });
  const block = 3 + 14 + 57;

  test.each([
    {
      name: 'the reserved block type',
      data: new BitWriter().header(false, 3),
      fault: { kind: 'block-type-reserved', range: bits(1, 3) },
    },
    {
      name: 'a stored length whose complement is wrong',
      data: new BitWriter().raw(fromHex('00 05 00 fb ff')),
      fault: { kind: 'stored-length-mismatch', length: 5, complement: 0xfffb, range: bits(8, 40) },
    },
    {
      name: '287 codes for literals and lengths',
      data: new BitWriter().header(false, 2).integer(30, 5).integer(0, 9),
      fault: { kind: 'too-many-codes', code: 'literals', count: 287, range: bits(3, 8) },
    },
    {
      name: '31 codes for distances',
      data: new BitWriter().header(false, 2).integer(29, 5).integer(30, 5).integer(0, 4),
      fault: { kind: 'too-many-codes', code: 'distances', count: 31, range: bits(8, 13) },
    },
    {
      name: 'too many short codes for code lengths',
      data: dynamic(0, 0, { 0: 1, 1: 1, 2: 1 }),
      fault: { kind: 'code-over-subscribed', code: 'code-lengths', range: bits(17, block) },
    },
    {
      name: 'too few codes for code lengths',
      data: dynamic(0, 0, { 0: 1, 1: 2 }),
      fault: { kind: 'code-under-subscribed', code: 'code-lengths', range: bits(17, block) },
    },
    {
      name: 'no code for code lengths',
      data: dynamic(0, 0, {}),
      fault: { kind: 'code-under-subscribed', code: 'code-lengths', range: bits(17, block) },
    },
    {
      name: 'a repetition before the first code length',
      data: dynamic(0, 0, LENGTHS).code(AGAIN).integer(0, 2),
      fault: { kind: 'repeat-of-nothing', range: bits(block, block + 5) },
    },
    {
      name: 'a repetition past the last code',
      data: zeros(zeros(dynamic(0, 0, LENGTHS), 138), 138),
      fault: { kind: 'repeat-too-long', excess: 18, range: bits(block + 10, block + 20) },
    },
    {
      name: 'a block that cannot end',
      data: zeros(zeros(dynamic(0, 0, LENGTHS), 138), 120),
      fault: { kind: 'end-of-block-without-code', range: bits(block, block + 20) },
    },
    {
      name: 'too many short codes for literals',
      data: zeros(zeros(dynamic(0, 0, LENGTHS).code(ONE).code(ONE), 138), 116)
        .code(ONE)
        .code(ZERO),
      fault: { kind: 'code-over-subscribed', code: 'literals', range: bits(block, block + 28) },
    },
    {
      name: 'too few codes for literals',
      data: zeros(zeros(dynamic(0, 0, LENGTHS).code(TWO), 138), 117)
        .code(ONE)
        .code(ZERO),
      fault: { kind: 'code-under-subscribed', code: 'literals', range: bits(block, block + 27) },
    },
    {
      name: 'too few codes for distances',
      data: zeros(zeros(dynamic(0, 0, LENGTHS).code(ONE), 138), 117)
        .code(ONE)
        .code(TWO),
      fault: { kind: 'code-under-subscribed', code: 'distances', range: bits(block, block + 27) },
    },
    {
      name: 'the bit that is no code where there is a single one',
      data: zeros(zeros(dynamic(0, 0, LENGTHS), 138), 118)
        .code(ONE)
        .code(ZERO)
        .code('1'),
      fault: { kind: 'code-unassigned', code: 'literals', range: bits(block + 24, block + 25) },
    },
    {
      name: 'length symbol 286',
      data: fixed('a').code(FIXED_LITERALS[286] ?? ''),
      fault: { kind: 'symbol-reserved', code: 'literals', symbol: 286, range: bits(11, 19) },
    },
    {
      name: 'distance symbol 30',
      data: withMatch('abc', 30),
      fault: { kind: 'symbol-reserved', code: 'distances', symbol: 30, range: bits(34, 39) },
    },
    {
      name: 'a distance before the first byte',
      data: withMatch('abc', 3),
      fault: { kind: 'distance-before-start', distance: 4, reach: 3, range: bits(34, 39) },
    },
    {
      name: 'a distance before the first byte, in extra bits',
      data: withMatch('abcde', 4, 1, 1),
      fault: { kind: 'distance-before-start', distance: 6, reach: 5, range: bits(50, 56) },
    },
  ])('$name', ({ data, fault }) => {
    const bytes = data.toBytes();
    expect(inflate(bytes).fault).toEqual(fault);
    // With a byte less, it could still be right.
    expect(inflate(bytes.subarray(0, -1)).fault).toBeNull();
  });

  test('nothing else, once it has found fault', () => {
    const inflater = new Inflater();
    const { fault } = inflater.feed(fromHex('06'));
    const after = inflater.feed(fromHex('f2 48 cd c9 c9 07 00'));
    expect(after).toEqual({ pieces: [], fault });
  });

  test('nothing before the last bit that matters, and hands out what came before', () => {
    const data = withMatch('abc', 3).toBytes();
    const inflater = new Inflater();
    const output = [...data].map((byte) => inflater.feed(Uint8Array.of(byte)));
    expect(output.map(({ fault }) => fault === null)).toEqual([true, true, true, true, false]);
    expect(fromUtf8(concatBytes(output.flatMap(({ pieces }) => pieces)))).toBe('abc');
  });
});

describe('the window agreed on', () => {
  const history = Uint8Array.from({ length: 600 }, (_, index) => index);
  // Symbol 15 is 193 to 256, symbol 16 is 257 to 384.
  const reachesBack = (symbol: number, extra: number) =>
    withMatch('', symbol, extra, symbol === 15 ? 6 : 7).toBytes();

  test('is reached to its end, and not beyond it', () => {
    expect(inflate(reachesBack(15, 63), { windowBits: 8, history }).fault).toBeNull();
    expect(inflate(reachesBack(16, 0), { windowBits: 8, history }).fault).toMatchObject({
      kind: 'distance-outside-window',
      distance: 257,
      size: 256,
    });
    expect(inflate(reachesBack(16, 0), { windowBits: 9, history }).fault).toBeNull();
  });

  test('can be forgotten', () => {
    const inflater = new Inflater();
    inflater.feed(fromHex('f2 48 cd c9 c9 07 00 00 00 ff ff'));
    inflater.forgetWindow();
    const { fault } = inflater.feed(fromHex('f2 00 11 00 00'));
    expect(fault).toMatchObject({ kind: 'distance-before-start', distance: 5, reach: 1 });
  });
});

describe('the limit on the output', () => {
  const stored = new BitWriter().storedBlock(toUtf8('Hello')).toBytes();
  const repeated = withMatch('ab', 1)
    .code(FIXED_LITERALS[256] ?? '')
    .toBytes();

  test.each([
    {
      name: 'literals',
      data: fixed('Hello')
        .code(FIXED_LITERALS[256] ?? '')
        .toBytes(),
      size: 5,
      rest: 4,
    },
    { name: 'stored bytes', data: stored, size: 5, rest: 4 },
    { name: 'a match, which is taken whole or not at all', data: repeated, size: 5, rest: 2 },
  ])('is held at the byte by $name', ({ data, size, rest }) => {
    const exact = inflate(data, { maxOutputSize: size });
    expect([exact.output.length, exact.fault]).toEqual([size, null]);
    const over = inflate(data, { maxOutputSize: size - 1 });
    expect(over.fault).toMatchObject({ kind: 'output-too-big', limit: size - 1 });
    expect(over.output.length).toBe(rest);
  });

  test('can be replaced', () => {
    const inflater = new Inflater({ maxOutputSize: 5 });
    expect(inflater.feed(stored).fault).toBeNull();
    inflater.allowOutput(5);
    expect(inflater.feed(stored).fault).toBeNull();
    expect(inflater.feed(stored).fault?.kind).toBe('output-too-big');
  });

  test('stops a bomb in its tracks', () => {
    // Matches of 258 bytes in two bits each: 1032 times the input, the most that DEFLATE can do.
    const writer = fixed('z');
    for (let count = 0; count < 100_000; count++) {
      writer.code(FIXED_LITERALS[285] ?? '').code(FIXED_DISTANCES[0] ?? '');
    }
    const { output, fault } = inflate(writer.toBytes(), { maxOutputSize: 100_000 });
    expect(fault?.kind).toBe('output-too-big');
    expect(output.length).toBeGreaterThan(100_000 - 258);
    expect(output.length).toBeLessThanOrEqual(100_000);
  });
});

test('knows its position', () => {
  const inflater = new Inflater();
  const seen = [...fromHex('f2 48 cd c9 c9 07 00 00 00 ff ff')].map((byte) => {
    inflater.feed(Uint8Array.of(byte));
    return [inflater.position, inflater.isInsideBlock, inflater.isAtBlockBoundary];
  });
  // The code of the l ends in the fourth byte, at bit 27 + 8; the end of the block at bit 50.
  expect(seen.map(([position]) => position)).toEqual([3, 11, 19, 27, 35, 43, 56, 56, 56, 56, 88]);
  expect(seen.slice(-2)).toEqual([
    [56, true, false],
    [88, false, true],
  ]);
  expect(inflater.outputSize).toBe(5);
});

test('leaves its input as it was, and keeps no hold of it', () => {
  const data = fromHex('f2 48 cd c9 c9 07 00');
  const inflater = new Inflater();
  const first = data.slice(0, 3);
  const before = inflater.feed(first);
  expect(toHex(first)).toBe('f248cd');
  first.fill(0xff);
  const after = inflater.feed(data.slice(3));
  expect(fromUtf8(concatBytes([...before.pieces, ...after.pieces]))).toBe('Hello');
});
