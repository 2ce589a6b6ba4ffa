import { describe, expect, test } from 'vitest';
import { blockWords, partWords, type PartOutput } from '#content/decode/deflate-words.ts';
import type { DeflateBlock } from '#core/deflate/blocks.ts';
import type { DeflatePart } from '#core/deflate/part.ts';

const RANGE = { start: 0, end: 8 };
const HELLO: PartOutput = { text: 'Hello', isFromEarlierMessage: false };

const MATCH = {
  kind: 'match',
  length: 5,
  distance: 1,
  codes: {
    lengthSymbol: 259,
    lengthCode: RANGE,
    lengthExtra: RANGE,
    distanceSymbol: 0,
    distanceCode: RANGE,
    distanceExtra: RANGE,
  },
  output: { start: 0, end: 5 },
  range: RANGE,
} as const;

/** At least one of each kind: the type fails if one is missing. */
const PARTS: {
  readonly [Kind in DeflatePart['kind']]: readonly (readonly [
    Omit<DeflatePart & { readonly kind: Kind }, 'range' | 'kind'>,
    string,
  ])[];
} = {
  'final-bit': [
    [{ isFinal: true }, 'the last block'],
    [{ isFinal: false }, 'more blocks'],
  ],
  'block-type': [
    [{ type: 'stored' }, 'stored'],
    [{ type: 'fixed' }, 'fixed codes'],
    [{ type: 'dynamic' }, 'its own codes'],
  ],
  padding: [[{}, 'padding']],
  'stored-length': [[{ value: 1 }, 'LEN: 1 byte']],
  'stored-complement': [[{ value: 0xfffe }, 'NLEN']],
  'stored-bytes': [[{ output: { start: 0, end: 5 } }, '5 bytes as they are: “Hello”']],
  'code-count': [
    [{ code: 'code-lengths', count: 4 }, '4 code lengths of code lengths'],
    [{ code: 'literals', count: 257 }, '257 code lengths of literals'],
    [{ code: 'distances', count: 1 }, '1 code length of distances'],
  ],
  'code-length-length': [[{ symbol: 18, length: 1 }, 'code length 18 takes 1 bit']],
  'code-length': [
    [{ symbol: 8, length: 8, repeat: 1 }, 'a code of 8 bits'],
    [{ symbol: 16, length: 1, repeat: 3 }, '3 codes of 1 bit each'],
  ],
  literal: [
    [{ byte: 0x48, output: RANGE }, 'literal “H”'],
    [{ byte: 0x1f, output: RANGE }, 'literal 0x1f'],
    [{ byte: 0x7f, output: RANGE }, 'literal 0x7f'],
    [{ byte: 0xc3, output: RANGE }, 'literal 0xc3'],
  ],
  match: [[MATCH, '5 bytes copied from 1 byte back: “Hello”']],
  'end-of-block': [[{}, 'end of the block']],
};

const ROWS = Object.entries(PARTS).flatMap(([kind, rows]) =>
  rows.map(
    ([part, expected]) => [expected, { ...part, kind, range: RANGE } as DeflatePart] as const,
  ),
);

describe('each part in words', () => {
  test.each(ROWS)('%s', (expected, part) => {
    expect(partWords(part, HELLO)).toContain(expected);
  });

  test('a match that copies from an earlier message', () => {
    const earlier = { ...HELLO, isFromEarlierMessage: true };
    expect(partWords(MATCH, HELLO)).not.toContain('earlier message');
    expect(partWords(MATCH, earlier)).toContain('earlier message');
  });
});

test.each([
  ['stored', '1 bit for 7 bytes'],
  ['fixed', '1 bit for 7 bytes'],
  ['dynamic', '1 bit for 7 bytes'],
  [null, 'no type'],
] as const)('a block of type %s', (type, expected) => {
  const block: DeflateBlock = {
    isFinal: true,
    type,
    range: { start: 3, end: 4 },
    output: { start: 0, end: 7 },
    codeLengths: null,
    header: [],
    data: [],
    dataCount: 0,
    isComplete: true,
  };
  expect(blockWords(block)).toContain(expected);
});
