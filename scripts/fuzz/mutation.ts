/** Makes inputs from known ones: flips bits, and cuts, doubles, splices and overwrites bytes. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';

/** Bytes with a meaning somewhere: lengths, opcodes, line ends, limits of UTF-8. */
const TELLING_BYTES = [
  0x00, 0x01, 0x02, 0x08, 0x0a, 0x0d, 0x20, 0x3a, 0x7d, 0x7e, 0x7f, 0x80, 0x81, 0x88, 0x8a, 0xc0,
  0xc1, 0xed, 0xf4, 0xfe, 0xff,
];
/** The 64-bit lengths at which behaviour changes. */
const TELLING_LENGTHS = [
  '0000000000000000',
  '0000000000010000',
  '001fffffffffffff',
  '0020000000000000',
  '7fffffffffffffff',
  '8000000000000000',
  'ffffffffffffffff',
];
const MAX_BYTES = 16 * 1024;

export class Dice {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  below(limit: number): number {
    return Math.floor(this.#random.next() * limit);
  }

  /** True once in `times` throws, on average. */
  once(times: number): boolean {
    return this.below(times) === 0;
  }

  oneOf<Value>(values: readonly Value[]): Value {
    const value = values[this.below(values.length)];
    if (value === undefined) throw new RangeError('expected something to choose from, got nothing');
    return value;
  }

  /** A range within `length` bytes. Short ranges are more likely. */
  range(length: number): { start: number; end: number } {
    const start = this.below(length + 1);
    const max = this.once(3) ? length : 16;
    return { start, end: Math.min(length, start + this.below(max + 1)) };
  }

  /** Cuts the bytes into pieces of at most a random size. Some pieces may be empty. */
  cut(bytes: Uint8Array): Uint8Array[] {
    const largest = this.oneOf([1, 3, 30, 1000, bytes.length + 1]);
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < bytes.length;) {
      const end = Math.min(bytes.length, at + this.below(largest + 1) + (largest === 1 ? 1 : 0));
      pieces.push(bytes.slice(at, end));
      at = end;
    }
    return pieces;
  }
}

type Mutation = (bytes: Uint8Array, dice: Dice, other: Uint8Array) => Uint8Array;

const join = (...parts: readonly Uint8Array[]) => concatBytes(parts);

const MUTATIONS: readonly Mutation[] = [
  function turnBit(bytes, dice) {
    const at = dice.below(bytes.length);
    return bytes.with(at, (bytes[at] ?? 0) ^ (1 << dice.below(8)));
  },
  function setByte(bytes, dice) {
    return bytes.with(dice.below(bytes.length), dice.oneOf(TELLING_BYTES));
  },
  function setLength(bytes, dice) {
    const hex = dice.oneOf(TELLING_LENGTHS);
    const at = dice.below(bytes.length);
    const length = Uint8Array.from(hex.match(/../g) ?? [], (digits) => parseInt(digits, 16));
    const form = Uint8Array.of((bytes[at] ?? 0) | 0x7f);
    return join(bytes.subarray(0, at), form, length, bytes.subarray(at + 9));
  },
  function cutEnd(bytes, dice) {
    return bytes.slice(0, dice.below(bytes.length + 1));
  },
  function cutOut(bytes, dice) {
    const { start, end } = dice.range(bytes.length);
    return join(bytes.subarray(0, start), bytes.subarray(end));
  },
  function double(bytes, dice) {
    const { start, end } = dice.range(bytes.length);
    const part = bytes.subarray(start, end);
    const times = 1 + dice.below(4);
    return join(
      bytes.subarray(0, end),
      ...Array.from({ length: times }, () => part),
      bytes.subarray(end),
    );
  },
  function splice(bytes, dice, other) {
    return join(
      bytes.subarray(0, dice.below(bytes.length + 1)),
      other.subarray(dice.below(other.length + 1)),
    );
  },
  function insert(bytes, dice, other) {
    const { start, end } = dice.range(other.length);
    const at = dice.below(bytes.length + 1);
    return join(bytes.subarray(0, at), other.subarray(start, end), bytes.subarray(at));
  },
  function swap(bytes, dice) {
    const { start, end } = dice.range(bytes.length);
    return join(bytes.subarray(start, end), bytes.subarray(0, start), bytes.subarray(end));
  },
];

/** A random seed, unchanged or with up to eight changes. */
export function mutate(seeds: readonly Uint8Array[], dice: Dice): Uint8Array {
  let bytes = dice.oneOf(seeds).slice();
  for (let times = dice.below(9); times > 0; times--) {
    if (bytes.length > 0)
      bytes = dice.oneOf(MUTATIONS)(bytes, dice, dice.oneOf(seeds)).slice(0, MAX_BYTES);
  }
  return bytes;
}
