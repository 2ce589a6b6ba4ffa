/**
 * The description of the codes of a dynamic block (RFC 1951 §3.2.7). It lists the length of each
 * symbol's code, itself Huffman-coded; the code lengths of that code come first.
 */

import {
  DISTANCE_SYMBOL_COUNT,
  END_OF_BLOCK,
  FIRST_LENGTH_SYMBOL,
  LENGTH_SYMBOL_COUNT,
} from './alphabets.ts';
import type { BitReader } from './bit-reader.ts';
import type { CodeLengths } from './block-codes.ts';
import type { CodeName, DeflateFault } from './fault.ts';
import { codeShapeOf, HuffmanCode, NO_SYMBOL } from './huffman-code.ts';
import type { PartObserver } from './part.ts';

/** The order of RFC 1951 §3.2.7: trailing zeros are omitted, so rarely used symbols come last. */
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** Symbols 16 to 18: repeat the previous length, few zeros, many zeros. */
const REPEAT_PREVIOUS = 16;
const REPEATS = [
  { extraBits: 2, min: 3 },
  { extraBits: 3, min: 3 },
  { extraBits: 7, min: 11 },
];

/**
 * The counts could encode 288 and 32, but the last symbols of each are reserved. RFC 1951 allows 32
 * in HDIST. zlib, which most software uses, rejects more than 30, and so does this.
 */
const MAX_LITERAL_CODES = FIRST_LENGTH_SYMBOL + LENGTH_SYMBOL_COUNT;
const MAX_DISTANCE_CODES = DISTANCE_SYMBOL_COUNT;

type Counts = {
  readonly literals: number;
  readonly distances: number;
  readonly codeLengths: number;
};

type Step = 'done' | 'incomplete' | DeflateFault;

/** Reads one description, which can arrive in several chunks. */
export class DynamicHeader {
  readonly #reader: BitReader;
  readonly #onPart: PartObserver | null;
  #counts: Counts | null = null;
  readonly #codeLengthLengths = new Uint8Array(CODE_LENGTH_ORDER.length);
  #codeLengthLengthsRead = 0;
  #code: HuffmanCode | null = null;
  /**
   * Lengths of literals, then of distances, because a repetition can run from one into the other.
   */
  readonly #lengths = new Uint8Array(MAX_LITERAL_CODES + MAX_DISTANCE_CODES);
  #lengthsRead = 0;
  /** The packed position where the code description that is being read starts. */
  #start: number;

  constructor(reader: BitReader, onPart: PartObserver | null) {
    this.#reader = reader;
    this.#onPart = onPart;
    this.#start = reader.position;
  }

  /** Reads as far as the bytes allow. Call it again after more bytes arrive. */
  read(): CodeLengths | 'incomplete' | DeflateFault {
    for (;;) {
      const counts = this.#counts;
      const start = this.#reader.position;
      let step: Step;
      if (counts === null) step = this.#readCounts(start);
      else if (this.#code === null) step = this.#readCodeLengthLength(counts, start);
      else if (this.#lengthsRead < counts.literals + counts.distances) {
        step = this.#readCodeLength(counts, this.#code, start);
      } else {
        return this.#finish(counts);
      }
      if (step === 'incomplete') this.#reader.goTo(start);
      if (step !== 'done') return step;
    }
  }

  #readCounts(start: number): Step {
    const reader = this.#reader;
    const literals = reader.read(5) + FIRST_LENGTH_SYMBOL;
    const distances = reader.read(5) + 1;
    const codeLengths = reader.read(4) + 4;
    if (reader.isPastEnd) return 'incomplete';
    const parts = [
      { code: 'literals', count: literals, range: { start, end: start + 5 } },
      { code: 'distances', count: distances, range: { start: start + 5, end: start + 10 } },
      { code: 'code-lengths', count: codeLengths, range: { start: start + 10, end: start + 14 } },
    ] as const;
    for (const part of parts) this.#onPart?.({ kind: 'code-count', ...part });
    const [literalPart, distancePart] = parts;
    if (literals > MAX_LITERAL_CODES) return { kind: 'too-many-codes', ...literalPart };
    if (distances > MAX_DISTANCE_CODES) return { kind: 'too-many-codes', ...distancePart };
    this.#counts = { literals, distances, codeLengths };
    this.#start = reader.position;
    return 'done';
  }

  #readCodeLengthLength(counts: Counts, start: number): Step {
    const length = this.#reader.read(3);
    if (this.#reader.isPastEnd) return 'incomplete';
    const symbol = CODE_LENGTH_ORDER[this.#codeLengthLengthsRead++] ?? 0;
    this.#codeLengthLengths[symbol] = length;
    const end = this.#reader.position;
    this.#onPart?.({ kind: 'code-length-length', symbol, length, range: { start, end } });
    if (this.#codeLengthLengthsRead < counts.codeLengths) return 'done';
    const shape = codeShapeOf(this.#codeLengthLengths);
    if (shape !== 'complete') {
      const isOver = shape === 'over-subscribed';
      return this.#codeFault('code-lengths', isOver ? shape : 'under-subscribed');
    }
    this.#code = new HuffmanCode(this.#codeLengthLengths);
    this.#start = end;
    return 'done';
  }

  #readCodeLength(counts: Counts, code: HuffmanCode, start: number): Step {
    const reader = this.#reader;
    const symbol = code.decode(reader);
    const repetition = REPEATS[symbol - REPEAT_PREVIOUS];
    const repeat = repetition ? repetition.min + reader.read(repetition.extraBits) : 1;
    if (reader.isPastEnd) return 'incomplete';
    const range = { start, end: reader.position };
    if (symbol === NO_SYMBOL) return { kind: 'code-unassigned', code: 'code-lengths', range };
    if (symbol === REPEAT_PREVIOUS && this.#lengthsRead === 0) {
      return { kind: 'repeat-of-nothing', range };
    }
    const excess = this.#lengthsRead + repeat - counts.literals - counts.distances;
    if (excess > 0) return { kind: 'repeat-too-long', excess, range };
    const length = this.#codeLengthOf(symbol);
    this.#lengths.fill(length, this.#lengthsRead, this.#lengthsRead + repeat);
    this.#lengthsRead += repeat;
    this.#onPart?.({ kind: 'code-length', symbol, length, repeat, range });
    return 'done';
  }

  #codeLengthOf(symbol: number): number {
    if (symbol < REPEAT_PREVIOUS) return symbol;
    return symbol === REPEAT_PREVIOUS ? (this.#lengths[this.#lengthsRead - 1] ?? 0) : 0;
  }

  #finish(counts: Counts): CodeLengths | DeflateFault {
    const literals = this.#lengths.slice(0, counts.literals);
    const distances = this.#lengths.slice(counts.literals, counts.literals + counts.distances);
    if (literals[END_OF_BLOCK] === 0) {
      return { kind: 'end-of-block-without-code', range: this.#descriptionRange() };
    }
    // A block of literals only has no distance codes, and a single symbol has a 1-bit code
    // (§3.2.7).
    for (const [code, lengths] of [
      ['literals', literals],
      ['distances', distances],
    ] as const) {
      const shape = codeShapeOf(lengths);
      if (shape === 'over-subscribed' || shape === 'under-subscribed') {
        return this.#codeFault(code, shape);
      }
    }
    return { literals, distances };
  }

  #codeFault(code: CodeName, shape: 'over-subscribed' | 'under-subscribed'): DeflateFault {
    return { kind: `code-${shape}`, code, range: this.#descriptionRange() };
  }

  #descriptionRange() {
    return { start: this.#start, end: this.#reader.position };
  }
}
