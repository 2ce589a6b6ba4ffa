/**
 * DEFLATE data as no compressor writes them: blocks of every type in any order, with codes of every
 * length, matches of every length and distance, repetitions used or not. Made from an unending list
 * of random numbers.
 */

import { BitWriter, codesFor, FIXED_DISTANCES, FIXED_LITERALS } from './bit-writer.ts';

export type RandomDeflateOptions = {
  readonly windowSize: number;
  readonly blocks: number;
  /** At most, in each block. */
  readonly symbols: number;
  /** The share of final blocks. */
  readonly finals?: number;
};

/** Numbers from 0 up to, not including, the bound. */
export type Dice = (bound: number) => number;

/** Mulberry32: small, and the same everywhere. */
export function diceFrom(seed: number): Dice {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * bound);
  };
}

type Codes = { readonly literals: readonly string[]; readonly distances: readonly string[] };

/** The data, and what it inflates to. */
export function randomDeflate(
  dice: Dice,
  { windowSize, blocks, symbols, finals = 0 }: RandomDeflateOptions,
): { readonly data: Uint8Array; readonly output: Uint8Array } {
  const writer = new BitWriter();
  const output: number[] = [];
  for (let block = 0; block < blocks; block++) {
    const isFinal = dice(1000) < 1000 * finals;
    const type = dice(3);
    if (type === 0) {
      const bytes = Uint8Array.from({ length: dice(2) * dice(symbols) }, () => dice(256));
      writer.storedBlock(bytes, isFinal);
      output.push(...bytes);
    } else {
      writer.header(isFinal, type);
      const codes =
        type === 1
          ? { literals: FIXED_LITERALS, distances: FIXED_DISTANCES }
          : writeDynamicHeader(dice, writer);
      writeSymbols(dice, writer, output, codes, windowSize, dice(symbols));
    }
    if (isFinal) writer.pad();
  }
  return { data: writer.pad().toBytes(), output: Uint8Array.from(output) };
}

function writeSymbols(
  dice: Dice,
  writer: BitWriter,
  output: number[],
  { literals, distances }: Codes,
  windowSize: number,
  count: number,
): void {
  const usable = (codes: readonly string[], from: number, to: number) =>
    codes.flatMap((code, symbol) => (code !== '' && symbol >= from && symbol < to ? [symbol] : []));
  const bytes = usable(literals, 0, 256);
  const lengths = usable(literals, 257, 286);
  const pick = (symbols: readonly number[]) => symbols[dice(symbols.length)] ?? 0;
  for (let written = 0; written < count; written++) {
    const reach = Math.min(output.length, windowSize);
    const reachable = usable(distances, 0, 30).filter((symbol) => distanceBase(symbol) <= reach);
    const isMatch = lengths.length > 0 && reachable.length > 0 && (dice(2) === 0 || !bytes.length);
    if (!isMatch) {
      if (bytes.length === 0) break;
      const byte = pick(bytes);
      writer.code(literals[byte] ?? '');
      output.push(byte);
      continue;
    }
    const symbol = pick(lengths);
    const extra = dice(2 ** lengthExtraBits(symbol));
    writer.code(literals[symbol] ?? '').integer(extra, lengthExtraBits(symbol));
    const distanceSymbol = pick(reachable);
    const base = distanceBase(distanceSymbol);
    const bits = distanceExtraBits(distanceSymbol);
    const more = dice(Math.min(2 ** bits, reach - base + 1));
    writer.code(distances[distanceSymbol] ?? '').integer(more, bits);
    for (let length = lengthBase(symbol) + extra; length > 0; length--) {
      output.push(output[output.length - base - more] ?? 0);
    }
  }
  writer.code(literals[256] ?? '');
}

const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function writeDynamicHeader(dice: Dice, writer: BitWriter): Codes {
  const literalLengths = randomLengths(dice, 257 + dice(30), 15, [256]);
  const distanceLengths = randomLengths(dice, 1 + dice(30), 15, []);
  const all = [...literalLengths, ...distanceLengths];
  const steps = toSteps(dice, all);
  const used = [...new Set(steps.map(({ symbol }) => symbol))];
  // A code of code lengths needs two symbols at least to use up its bits.
  const lengths = randomLengths(dice, 19, 7, used.length > 1 ? used : [...used, 0, 18]);
  const codes = codesFor(lengths);
  const inOrder = CODE_LENGTH_ORDER.map((symbol) => lengths[symbol] ?? 0);
  const count = Math.max(4, inOrder.findLastIndex((length) => length > 0) + 1);
  writer.integer(literalLengths.length - 257, 5).integer(distanceLengths.length - 1, 5);
  writer.integer(count - 4, 4);
  for (const length of inOrder.slice(0, count)) writer.integer(length, 3);
  for (const { symbol, extra, bits } of steps) {
    writer.code(codes[symbol] ?? '').integer(extra, bits);
  }
  return { literals: codesFor(literalLengths), distances: codesFor(distanceLengths) };
}

/** Code lengths that use up all bits, for a random choice of symbols with these among them. */
function randomLengths(
  dice: Dice,
  alphabet: number,
  longest: number,
  wanted: readonly number[],
): number[] {
  const lengths = Array<number>(alphabet).fill(0);
  const symbols = new Set(wanted);
  const count = Math.min(alphabet, symbols.size + dice(2) * dice(alphabet));
  while (symbols.size < count) symbols.add(dice(alphabet));
  if (symbols.size === 1) for (const symbol of symbols) lengths[symbol] = 1;
  if (symbols.size < 2) return lengths;
  // Leaves of a tree, split at random until there are enough.
  const leaves = [1, 1];
  while (leaves.length < symbols.size) {
    const place = dice(3) === 0 ? dice(leaves.length) : leaves.length - 1;
    const depth = leaves[place] ?? 0;
    if (depth >= longest) leaves.sort((one, other) => other - one);
    else leaves.splice(place, 1, depth + 1, depth + 1);
  }
  for (const symbol of symbols) lengths[symbol] = leaves.pop() ?? 0;
  return lengths;
}

type Step = { readonly symbol: number; readonly extra: number; readonly bits: number };

/** Code lengths as symbols of the code of code lengths, with random repetitions. */
function toSteps(dice: Dice, lengths: readonly number[]): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < lengths.length;) {
    const length = lengths[at] ?? 0;
    let run = 1;
    while (lengths[at + run] === length) run++;
    const isAgain = at > 0 && lengths[at - 1] === length;
    const usesRepeat = dice(4) > 0;
    if (usesRepeat && length === 0 && run >= 11) {
      const repeat = 11 + dice(Math.min(run, 138) - 10);
      steps.push({ symbol: 18, extra: repeat - 11, bits: 7 });
      at += repeat;
    } else if (usesRepeat && length === 0 && run >= 3) {
      const repeat = 3 + dice(Math.min(run, 10) - 2);
      steps.push({ symbol: 17, extra: repeat - 3, bits: 3 });
      at += repeat;
    } else if (usesRepeat && isAgain && run >= 3) {
      const repeat = 3 + dice(Math.min(run, 6) - 2);
      steps.push({ symbol: 16, extra: repeat - 3, bits: 2 });
      at += repeat;
    } else {
      steps.push({ symbol: length, extra: 0, bits: 0 });
      at++;
    }
  }
  return steps;
}

/**
 * The table of RFC 1951 §3.2.5 as a rule: four lengths of each number of extra bits, and the last
 * one alone.
 */
export function lengthExtraBits(symbol: number): number {
  return symbol < 265 || symbol === 285 ? 0 : Math.floor((symbol - 261) / 4);
}

export function lengthBase(symbol: number): number {
  if (symbol === 285) return 258;
  let base = 3;
  for (let earlier = 257; earlier < symbol; earlier++) base += 2 ** lengthExtraBits(earlier);
  return base;
}

/** And two distances of each number of extra bits. */
export function distanceExtraBits(symbol: number): number {
  return symbol < 4 ? 0 : Math.floor(symbol / 2) - 1;
}

export function distanceBase(symbol: number): number {
  let base = 1;
  for (let earlier = 0; earlier < symbol; earlier++) base += 2 ** distanceExtraBits(earlier);
  return base;
}
