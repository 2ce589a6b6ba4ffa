/**
 * The inflater held to Node's zlib: what it compresses, what no compressor makes, and what is
 * broken.
 */

import zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import type { DeflateFault } from '#core/deflate/fault.ts';
import { Inflater, type InflaterOptions } from '#core/deflate/inflater.ts';
import { diceFrom, randomDeflate, type Dice } from './random-deflate.ts';

function inflate(chunks: readonly Uint8Array[], options?: InflaterOptions) {
  const inflater = new Inflater(options);
  const pieces: Uint8Array[] = [];
  let fault: DeflateFault | null = null;
  for (const chunk of chunks) {
    const inflated = inflater.feed(chunk);
    pieces.push(...inflated.pieces);
    ({ fault } = inflated);
  }
  return { output: concatBytes(pieces), fault, inflater };
}

/** Expecting arrays of megabytes to be equal is slow, and fails with a megabyte of words. */
function expectSame(got: Uint8Array, wanted: Uint8Array): void {
  expect(got.length).toBe(wanted.length);
  expect(Buffer.compare(got, wanted)).toBe(0);
}

/** Pieces of random lengths, most of them short. */
function cut(dice: Dice, bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const end = at + 1 + dice(dice(2) === 0 ? 4 : 3000);
    pieces.push(bytes.slice(at, end));
    at = end;
  }
  return pieces;
}

const WORDS = 'she sells sea shells by the sea shore {"id":1,"price":101.25,"name":"ws"}'.split(
  ' ',
);

/** Text of repeated words, noise, and long runs, in turn. */
function sampleOf(dice: Dice, size: number): Uint8Array {
  const parts: Buffer[] = [];
  for (let length = 0; length < size;) {
    const kind = dice(8);
    const part =
      kind === 0
        ? Buffer.from(Array.from({ length: dice(400) }, () => dice(256)))
        : kind === 1
          ? Buffer.alloc(dice(2000), dice(256))
          : Buffer.from(`${WORDS[dice(WORDS.length)]} ${dice(2) === 0 ? dice(1000) : ''}`);
    parts.push(part);
    length += part.length;
  }
  return Buffer.concat(parts).subarray(0, size);
}

const { constants } = zlib;
const STRATEGIES = {
  default: constants.Z_DEFAULT_STRATEGY,
  filtered: constants.Z_FILTERED,
  'Huffman only': constants.Z_HUFFMAN_ONLY,
  'run lengths': constants.Z_RLE,
  'fixed codes': constants.Z_FIXED,
};

describe('what zlib compresses', () => {
  const dice = diceFrom(1951);
  const sample = sampleOf(dice, 150_000);
  const levels = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

  test.each(levels)('at level %i, by every strategy', (level) => {
    for (const strategy of Object.values(STRATEGIES)) {
      const data = zlib.deflateRawSync(sample, { level, strategy });
      const { output, fault, inflater } = inflate(cut(dice, data));
      expect(fault).toBeNull();
      expectSame(output, sample);
      expect(inflater.isAtBlockBoundary).toBe(true);
    }
  });

  test.each([9, 10, 11, 12, 13, 14, 15])('in a window of %i bits', (windowBits) => {
    const data = zlib.deflateRawSync(sample, { windowBits });
    const { output, fault } = inflate(cut(dice, data), { windowBits });
    expect(fault).toBeNull();
    expectSame(output, sample);
    if (windowBits < 15) return;
    expect(inflate([data], { windowBits: 14 }).fault?.kind).toBe('distance-outside-window');
  });

  test.each([
    { name: 'Z_PARTIAL_FLUSH', flush: constants.Z_PARTIAL_FLUSH },
    { name: 'Z_SYNC_FLUSH', flush: constants.Z_SYNC_FLUSH },
    { name: 'Z_FULL_FLUSH', flush: constants.Z_FULL_FLUSH },
    { name: 'Z_BLOCK', flush: constants.Z_BLOCK },
  ])('with $name after every write', async ({ flush }) => {
    const deflate = zlib.createDeflateRaw();
    const compressed: Buffer[] = [];
    deflate.on('data', (chunk: Buffer) => compressed.push(chunk));
    const inflater = new Inflater();
    const pieces: Uint8Array[] = [];
    for (const part of cut(dice, sample.subarray(0, 60_000))) {
      await new Promise((resolve) => deflate.write(part, resolve));
      await new Promise<void>((resolve) => deflate.flush(flush, resolve));
      for (const chunk of compressed.splice(0)) pieces.push(...inflater.feed(chunk).pieces);
    }
    await new Promise((resolve) => deflate.end(resolve));
    for (const chunk of compressed) pieces.push(...inflater.feed(chunk).pieces);
    expectSame(concatBytes(pieces), sample.subarray(0, 60_000));
  });

  test('with a dictionary, as history', () => {
    const dictionary = sample.subarray(0, 40_000);
    const rest = sample.subarray(40_000);
    const data = zlib.deflateRawSync(rest, { dictionary });
    expectSame(inflate([data], { history: dictionary }).output, rest);
    expect(inflate([data]).fault?.kind).toBe('distance-before-start');
  });

  test('of any bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 3000 });
    fc.assert(
      fc.property(bytes, fc.integer({ min: 0, max: 9 }), (wanted, level) => {
        expectSame(inflate([zlib.deflateRawSync(wanted, { level })]).output, wanted);
      }),
      { seed: 1951, numRuns: 200 },
    );
  });
});

describe('what no compressor makes', () => {
  test.each([8, 9, 12, 15])(
    'is inflated in a window of %i bits, however it is cut',
    (windowBits) => {
      const dice = diceFrom(windowBits);
      for (let run = 0; run < 60; run++) {
        const { data, output } = randomDeflate(dice, {
          windowSize: 2 ** windowBits,
          blocks: 1 + dice(8),
          symbols: 400,
          finals: run % 3 === 0 ? 0.3 : 0,
        });
        const whole = inflate([data], { windowBits });
        expect(whole.fault).toBeNull();
        expectSame(whole.output, output);
        const inPieces = inflate(cut(dice, data), { windowBits });
        expect([inPieces.fault, inPieces.inflater.position]).toEqual([
          null,
          whole.inflater.position,
        ]);
        expectSame(inPieces.output, output);
        const inBytes = inflate(
          [...data].map((byte) => Uint8Array.of(byte)),
          { windowBits },
        );
        expectSame(inBytes.output, output);
        // The writer is judged too: zlib, which stops at the first final block, must agree so far.
        const known = zlib.inflateRawSync(data, { finishFlush: constants.Z_SYNC_FLUSH });
        expectSame(output.subarray(0, known.length), known);
        if (run % 3 !== 0) expect(known.length).toBe(output.length);
      }
    },
  );
});

/** The fault in the words of zlib. */
const WORDS_OF_ZLIB: Readonly<Record<string, (fault: DeflateFault) => boolean>> = {
  'invalid block type': ({ kind }) => kind === 'block-type-reserved',
  'invalid stored block lengths': ({ kind }) => kind === 'stored-length-mismatch',
  'too many length or distance symbols': ({ kind }) => kind === 'too-many-codes',
  'invalid code lengths set': (fault) => isCodeFault(fault, 'code-lengths'),
  'invalid bit length repeat': ({ kind }) => kind.startsWith('repeat-'),
  'invalid code -- missing end-of-block': ({ kind }) => kind === 'end-of-block-without-code',
  'invalid literal/lengths set': (fault) => isCodeFault(fault, 'literals'),
  'invalid distances set': (fault) => isCodeFault(fault, 'distances'),
  'invalid literal/length code': (fault) => isSymbolFault(fault, 'literals'),
  'invalid distance code': (fault) => isSymbolFault(fault, 'distances'),
  'invalid distance too far back': ({ kind }) => kind === 'distance-before-start',
};

function isCodeFault(fault: DeflateFault, code: string): boolean {
  const isShape = fault.kind === 'code-over-subscribed' || fault.kind === 'code-under-subscribed';
  return isShape && fault.code === code;
}

function isSymbolFault(fault: DeflateFault, code: string): boolean {
  const isSymbol = fault.kind === 'code-unassigned' || fault.kind === 'symbol-reserved';
  return isSymbol && fault.code === code;
}

/**
 * zlib reads code lengths in a code that has no code as zeros; it finds fault later, or never where
 * the data end.
 */
function isEmptyCode(fault: DeflateFault | null): boolean {
  return fault?.kind === 'code-under-subscribed' && fault.code === 'code-lengths';
}

/** What zlib makes of it, up to a final block or the end. */
function askZlib(data: Uint8Array) {
  try {
    const options = { finishFlush: constants.Z_SYNC_FLUSH, info: true };
    // The type declarations know nothing of `info`, which Node documents.
    const { buffer, engine } = zlib.inflateRawSync(data, options) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return { output: buffer, consumed: engine.bytesWritten, error: null };
  } catch (error) {
    return { output: null, consumed: 0, error: (error as Error).message };
  }
}

function expectLikeZlib(data: Uint8Array): string {
  const { output, consumed, error } = askZlib(data);
  if (error === null) {
    const own = inflate([data.subarray(0, consumed)]);
    if (isEmptyCode(own.fault)) return 'no code lengths';
    expect(own.fault).toBeNull();
    expectSame(own.output, output);
    return 'right';
  }
  const { fault } = inflate([data]);
  if (fault === null) throw new Error(`expected "${error}", got no fault`);
  if (isEmptyCode(fault)) return 'no code lengths';
  expect(WORDS_OF_ZLIB[error]?.(fault), `${error}: ${JSON.stringify(fault)}`).toBe(true);
  return error;
}

describe('what is broken', () => {
  test('is found so by both, for the same reason', () => {
    const dice = diceFrom(7692);
    const seen = new Set<string>();
    for (let run = 0; run < 6000; run++) {
      const made =
        run % 2 === 0
          ? randomDeflate(dice, { windowSize: 32768, blocks: 2, symbols: 60 }).data
          : zlib.deflateRawSync(sampleOf(dice, 300), { level: dice(10) });
      const data = Uint8Array.from(made);
      for (let flips = 1 + dice(3); flips > 0 && data.length > 0; flips--) {
        // Headers are short, so most flips go there.
        const at = dice(dice(2) === 0 ? Math.min(12, data.length) : data.length);
        data[at] = (data[at] ?? 0) ^ (1 << dice(8));
      }
      seen.add(expectLikeZlib(data));
    }
    expect([...Object.keys(WORDS_OF_ZLIB)].filter((words) => !seen.has(words))).toEqual([]);
  });

  test('is found so in noise, at the same bit however it is cut, and within the limit', () => {
    const dice = diceFrom(6455);
    for (let run = 0; run < 3000; run++) {
      const data = Uint8Array.from({ length: 1 + dice(200) }, () => dice(256));
      expectLikeZlib(data);
      const maxOutputSize = dice(300);
      const whole = inflate([data], { maxOutputSize });
      const inPieces = inflate(cut(dice, data), { maxOutputSize });
      expect(inPieces.fault).toEqual(whole.fault);
      expectSame(inPieces.output, whole.output);
      expect(whole.output.length).toBeLessThanOrEqual(maxOutputSize);
    }
  });
});
