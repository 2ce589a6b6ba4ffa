import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { readBlocks, type DeflateBlock } from '#core/deflate/blocks.ts';
import type { PackedRange } from '#core/deflate/packed-bits.ts';
import type { DeflatePart } from '#core/deflate/part.ts';
import { BitWriter, codesFor } from './bit-writer.ts';
import { diceFrom, randomDeflate } from './random-deflate.ts';

const all = { withData: true };

/** "3..11 H": where, and what. */
function tell({ range, ...part }: DeflatePart): string {
  const where = `${range.start}..${range.end}`;
  switch (part.kind) {
    case 'literal':
      return `${where} ${String.fromCharCode(part.byte)}`;
    case 'match':
      return `${where} ${part.length} from ${part.distance} back`;
    case 'block-type':
      return `${where} ${part.type}`;
    case 'stored-length':
    case 'stored-complement':
      return `${where} ${part.kind} ${part.value}`;
    default:
      return `${where} ${part.kind}`;
  }
}

const tellBlock = ({ header, data }: DeflateBlock) => [...header, ...data].map(tell);

describe('the examples of RFC 7692 §7.2.3', () => {
  test('Hello, with the tail restored: a block of literals, and an empty stored one', () => {
    const { blocks, fault } = readBlocks(fromHex('f2 48 cd c9 c9 07 00 00 00 ff ff'), all);
    expect(fault).toBeNull();
    expect(blocks.map(tellBlock)).toEqual([
      [
        ...['0..1 final-bit', '1..3 fixed', '3..11 H', '11..19 e', '19..27 l', '27..35 l'],
        ...['35..43 o', '43..50 end-of-block'],
      ],
      [
        ...['50..51 final-bit', '51..53 stored', '53..56 padding'],
        ...['56..72 stored-length 0', '72..88 stored-complement 65535'],
      ],
    ]);
    expect(blocks.map(({ output }) => output)).toEqual([
      { start: 0, end: 5 },
      { start: 5, end: 5 },
    ]);
  });

  test('Hello again: H is nearer than a match would be, so the rest is one', () => {
    const { blocks } = readBlocks(fromHex('f2 00 11 00 00 00 00 ff ff'), {
      ...all,
      history: toUtf8('Hello'),
    });
    expect(blocks.map(tellBlock)[0]).toEqual([
      ...['0..1 final-bit', '1..3 fixed', '3..11 H', '11..24 4 from 5 back', '24..31 end-of-block'],
    ]);
    const match = blocks[0]?.data.find((part) => part.kind === 'match');
    expect(match?.codes).toEqual({
      lengthSymbol: 258,
      lengthCode: { start: 11, end: 18 },
      lengthExtra: { start: 18, end: 18 },
      distanceSymbol: 4,
      distanceCode: { start: 18, end: 23 },
      distanceExtra: { start: 23, end: 24 },
    });
    expect(match?.output).toEqual({ start: 1, end: 5 });
  });

  test('a final block is padded, and the next one follows', () => {
    const { blocks } = readBlocks(fromHex('f3 48 cd c9 c9 07 00 00 00 00 ff ff'), all);
    expect(blocks.map(({ isFinal, range }) => ({ isFinal, range }))).toEqual([
      { isFinal: true, range: { start: 0, end: 56 } },
      { isFinal: false, range: { start: 56, end: 96 } },
    ]);
    expect(tell(blocks[0]?.data.at(-1) as DeflatePart)).toBe('50..56 padding');
  });
});

test('lists no data unless asked, but counts them', () => {
  const { blocks } = readBlocks(fromHex('f2 48 cd c9 c9 07 00 00 00 ff ff'));
  expect(blocks.map(({ data, dataCount }) => [data.length, dataCount])).toEqual([
    [0, 6],
    [0, 0],
  ]);
  expect(blocks.every(({ isComplete }) => isComplete)).toBe(true);
});

test.each([
  { name: 'a cut end', hex: 'f2 48 cd c9 c9 07', types: ['fixed'], isComplete: false },
  { name: 'a cut block', hex: 'f2 48 cd', types: ['fixed'], isComplete: false },
  { name: 'cut stored bytes', hex: '00 02 00 fd ff 41', types: ['stored'], isComplete: false },
  { name: 'the reserved type', hex: '07', types: [null], isComplete: false },
  { name: 'a fault in the data', hex: 'f2 80', types: ['fixed'], isComplete: false },
])('$name leaves the last block as it is', ({ hex, types, isComplete }) => {
  const { blocks } = readBlocks(fromHex(hex), all);
  expect(blocks.map(({ type }) => type)).toEqual(types);
  expect(blocks.at(-1)?.isComplete).toBe(isComplete);
});

describe('in data of every sort', () => {
  const dice = diceFrom(20);
  const made = Array.from({ length: 60 }, () =>
    randomDeflate(dice, { windowSize: 32768, blocks: 6, symbols: 80, finals: 0.2 }),
  );

  test('the parts tile the bits', () => {
    for (const { data } of made) {
      const { blocks } = readBlocks(data, all);
      const parts = blocks.flatMap((block) => [...block.header, ...block.data]);
      expectTiles(parts.map(({ range }) => range));
      expectTiles(blocks.map(({ range }) => range));
      expect(data.length * 8 - (blocks.at(-1)?.range.end ?? 0)).toBeLessThan(8);
    }
  });

  test('their output tiles the output', () => {
    for (const { data, output } of made) {
      const { blocks, pieces } = readBlocks(data, all);
      expect(concatBytes(pieces)).toEqual(output);
      const outputs = blocks
        .flatMap((block) => block.data)
        .flatMap((part) => ('output' in part ? [part.output] : []));
      expectTiles(outputs);
      expect(outputs.at(-1)?.end ?? 0).toBe(output.length);
      expectTiles(blocks.map((block) => block.output));
    }
  });

  test('the code lengths are those that the literals are written in', () => {
    for (const { data } of made) {
      for (const block of readBlocks(data, all).blocks) {
        const codes = codesFor([...(block.codeLengths?.literals ?? [])]);
        for (const part of block.data) {
          if (part.kind !== 'literal') continue;
          expect(bitsOf(data, part.range)).toBe(codes[part.byte]);
        }
      }
    }
  });
});

test('omits codes that are cut', () => {
  const cut = new BitWriter().header(false, 2).integer(0, 5).integer(0, 5).integer(0, 4).toBytes();
  const { blocks } = readBlocks(cut);
  expect(blocks[0]).toMatchObject({ type: 'dynamic', codeLengths: null, isComplete: false });
  expect(blocks[0]?.header.map(({ kind }) => kind)).toEqual([
    ...['final-bit', 'block-type', 'code-count', 'code-count', 'code-count'],
    ...['code-length-length', 'code-length-length'],
  ]);
});

function expectTiles(ranges: readonly PackedRange[]): void {
  let end = 0;
  const gaps = ranges.filter((range) => {
    const isGap = range.start !== end;
    ({ end } = range);
    return isGap;
  });
  expect(gaps).toEqual([]);
}

function bitsOf(bytes: Uint8Array, { start, end }: PackedRange): string {
  return Array.from({ length: end - start }, (_, index) => {
    const bit = start + index;
    return ((bytes[Math.floor(bit / 8)] ?? 0) >> (bit % 8)) & 1;
  }).join('');
}
