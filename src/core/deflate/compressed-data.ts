/**
 * The compressed data of a block: literal bytes, and matches that repeat what came before, up to
 * the end of the block (RFC 1951 §3.2.3, §3.2.5). Most of the time that inflating takes is spent
 * here.
 */

import {
  DISTANCE_BASES,
  DISTANCE_EXTRA_BITS,
  END_OF_BLOCK,
  FIRST_LENGTH_SYMBOL,
  LENGTH_BASES,
  LENGTH_EXTRA_BITS,
} from './alphabets.ts';
import type { BitReader } from './bit-reader.ts';
import type { BlockCodes } from './block-codes.ts';
import type { CodeName, DeflateFault } from './fault.ts';
import { NO_SYMBOL } from './huffman-code.ts';
import type { MatchCodes, PartObserver } from './part.ts';
import type { SlidingWindow } from './sliding-window.ts';

export type CompressedDataOptions = {
  /** The largest distance agreed on. */
  readonly maxDistance: number;
  /** What the window lets through, for the fault that says so. */
  readonly limit: number;
  readonly tell: PartObserver | null;
};

/**
 * Reads symbols until the block ends, the bits run out (in front of what they cut), or something is
 * wrong.
 */
export function inflateCompressedData(
  reader: BitReader,
  { literals, distances }: BlockCodes,
  window: SlidingWindow,
  { maxDistance, limit, tell }: CompressedDataOptions,
): 'end-of-block' | 'incomplete' | DeflateFault {
  for (;;) {
    const start = reader.position;
    const symbol = literals.decode(reader);

    if (symbol < END_OF_BLOCK) {
      if (reader.isPastEnd) return undo(reader, start);
      if (!window.put(symbol)) return tooBig(reader, start, limit);
      if (tell !== null) tellLiteral(tell, reader, window, start, symbol);
      continue;
    }
    if (symbol === END_OF_BLOCK) {
      if (reader.isPastEnd) return undo(reader, start);
      tell?.({ kind: 'end-of-block', range: { start, end: reader.position } });
      return 'end-of-block';
    }

    const lengthBase = LENGTH_BASES[symbol - FIRST_LENGTH_SYMBOL];
    if (lengthBase === undefined) return noMeaning(reader, start, 'literals', symbol);
    const lengthCodeEnd = reader.position;
    const lengthExtraBits = LENGTH_EXTRA_BITS[symbol - FIRST_LENGTH_SYMBOL] ?? 0;
    const length = lengthBase + reader.read(lengthExtraBits);

    const distanceStart = reader.position;
    const distanceSymbol = distances.decode(reader);
    const distanceBase = DISTANCE_BASES[distanceSymbol];
    if (distanceBase === undefined) {
      const fault = noMeaning(reader, distanceStart, 'distances', distanceSymbol);
      return fault === 'incomplete' ? undo(reader, start) : fault;
    }
    const distanceCodeEnd = reader.position;
    const distance = distanceBase + reader.read(DISTANCE_EXTRA_BITS[distanceSymbol] ?? 0);
    if (reader.isPastEnd) return undo(reader, start);

    const { reach } = window;
    if (distance > reach || distance > maxDistance) {
      const range = { start: distanceStart, end: reader.position };
      return distance > reach
        ? { kind: 'distance-before-start', distance, reach, range }
        : { kind: 'distance-outside-window', distance, size: maxDistance, range };
    }
    if (!window.repeat(distance, length)) return tooBig(reader, start, limit);
    if (tell !== null) {
      tellMatch(tell, window, length, distance, {
        lengthSymbol: symbol,
        lengthCode: { start, end: lengthCodeEnd },
        lengthExtra: { start: lengthCodeEnd, end: distanceStart },
        distanceSymbol,
        distanceCode: { start: distanceStart, end: distanceCodeEnd },
        distanceExtra: { start: distanceCodeEnd, end: reader.position },
      });
    }
  }
}

/** Back to the symbol's first bit, to read it again when all of it is there. */
function undo(reader: BitReader, start: number): 'incomplete' {
  reader.goTo(start);
  return 'incomplete';
}

/**
 * A code without a symbol, or a symbol without a meaning; unless its bits were not there at all.
 */
function noMeaning(
  reader: BitReader,
  start: number,
  code: CodeName,
  symbol: number,
): 'incomplete' | DeflateFault {
  if (reader.isPastEnd) return undo(reader, start);
  const range = { start, end: reader.position };
  return symbol === NO_SYMBOL
    ? { kind: 'code-unassigned', code, range }
    : { kind: 'symbol-reserved', code, symbol, range };
}

function tooBig(reader: BitReader, start: number, limit: number): DeflateFault {
  return { kind: 'output-too-big', limit, range: { start, end: reader.position } };
}

function tellLiteral(
  tell: PartObserver,
  reader: BitReader,
  window: SlidingWindow,
  start: number,
  byte: number,
): void {
  const end = window.outputSize;
  const output = { start: end - 1, end };
  tell({ kind: 'literal', byte, output, range: { start, end: reader.position } });
}

function tellMatch(
  tell: PartObserver,
  window: SlidingWindow,
  length: number,
  distance: number,
  codes: MatchCodes,
): void {
  const end = window.outputSize;
  const range = { start: codes.lengthCode.start, end: codes.distanceExtra.end };
  const output = { start: end - length, end };
  tell({ kind: 'match', length, distance, codes, output, range });
}
