/**
 * The compressed data of a block (RFC 1951 §3.2.3, §3.2.5): literal bytes, and matches that repeat
 * earlier output, up to the end of the block. Inflating spends most of its time here.
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
  /** The largest distance that the negotiated window allows. */
  readonly maxDistance: number;
  /** The output limit of the window, to report in the fault. */
  readonly limit: number;
  readonly onPart: PartObserver | null;
};

/**
 * Reads symbols until the block ends, the bits run out, or something is invalid. If the bits run
 * out, the reader is back at the start of the incomplete symbol.
 */
export function inflateCompressedData(
  reader: BitReader,
  { literals, distances }: BlockCodes,
  window: SlidingWindow,
  { maxDistance, limit, onPart }: CompressedDataOptions,
): 'end-of-block' | 'incomplete' | DeflateFault {
  for (;;) {
    const start = reader.position;
    const symbol = literals.decode(reader);

    if (symbol < END_OF_BLOCK) {
      if (reader.isPastEnd) return undo(reader, start);
      if (!window.put(symbol)) return tooBig(reader, start, limit);
      if (onPart !== null) reportLiteral(onPart, reader, window, start, symbol);
      continue;
    }
    if (symbol === END_OF_BLOCK) {
      if (reader.isPastEnd) return undo(reader, start);
      onPart?.({ kind: 'end-of-block', range: { start, end: reader.position } });
      return 'end-of-block';
    }

    const lengthBase = LENGTH_BASES[symbol - FIRST_LENGTH_SYMBOL];
    if (lengthBase === undefined) return invalidSymbol(reader, start, 'literals', symbol);
    const lengthCodeEnd = reader.position;
    const lengthExtraBits = LENGTH_EXTRA_BITS[symbol - FIRST_LENGTH_SYMBOL] ?? 0;
    const length = lengthBase + reader.read(lengthExtraBits);

    const distanceStart = reader.position;
    const distanceSymbol = distances.decode(reader);
    const distanceBase = DISTANCE_BASES[distanceSymbol];
    if (distanceBase === undefined) {
      const fault = invalidSymbol(reader, distanceStart, 'distances', distanceSymbol);
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
    if (onPart !== null) {
      reportMatch(onPart, window, length, distance, {
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

/** Back to the first bit of the symbol, to read it again when the rest has arrived. */
function undo(reader: BitReader, start: number): 'incomplete' {
  reader.goTo(start);
  return 'incomplete';
}

/** A code without a symbol, or a reserved symbol. Incomplete if its bits have not all arrived. */
function invalidSymbol(
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

function reportLiteral(
  onPart: PartObserver,
  reader: BitReader,
  window: SlidingWindow,
  start: number,
  byte: number,
): void {
  const end = window.outputSize;
  const output = { start: end - 1, end };
  onPart({ kind: 'literal', byte, output, range: { start, end: reader.position } });
}

function reportMatch(
  onPart: PartObserver,
  window: SlidingWindow,
  length: number,
  distance: number,
  codes: MatchCodes,
): void {
  const end = window.outputSize;
  const range = { start: codes.lengthCode.start, end: codes.distanceExtra.end };
  const output = { start: end - length, end };
  onPart({ kind: 'match', length, distance, codes, output, range });
}
