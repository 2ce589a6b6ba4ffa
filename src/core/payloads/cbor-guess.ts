/** Reads CBOR (RFC 8949) as a tree with byte ranges. */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toHex } from '#core/bytes/hex.ts';
import { fromValidUtf8 } from '#core/bytes/text.ts';
import {
  keyTextOf,
  MAX_DEPTH,
  nodeOf,
  numberContent,
  TreeBudget,
  type ValueContent,
  type ValueNode,
  type ValueReading,
} from './guess-tree.ts';

/** The data item at `start`; null if it isn't well-formed (RFC 8949 Appendix C). */
export function readCbor(bytes: Uint8Array, start = 0): ValueReading | null {
  const reader = new CborReader(bytes, start);
  const node = reader.readItem(null, null, 0);
  return node && { node, end: node.range.end, omitted: reader.omitted };
}

/** The value after the major type (§3), or the mark of an item that ends with a "break". */
type Argument = { readonly value: bigint; readonly size: number } | 'indefinite';

const BREAK = 0xff;
const SIMPLE_VALUES = new Map([
  [20, 'false'],
  [21, 'true'],
  [22, 'null'],
  [23, 'undefined'],
]);

class CborReader {
  readonly #bytes: Uint8Array;
  readonly #budget = new TreeBudget();
  #at: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#at = start;
  }

  get omitted(): number {
    return this.#budget.omitted;
  }

  readItem(key: string | null, keyRange: ByteRange | null, depth: number): ValueNode | null {
    const start = this.#at;
    const initial = this.#bytes[start];
    if (initial === undefined || initial === BREAK || depth > MAX_DEPTH) return null;
    this.#at++;
    const argument = this.#readArgument(initial & 0x1f);
    const content = argument && this.#readContent(initial >> 5, argument, depth);
    return content && nodeOf(content, key, keyRange, { start, end: this.#at });
  }

  #readArgument(information: number): Argument | null {
    if (information < 24) return { value: BigInt(information), size: 0 };
    if (information === 31) return 'indefinite';
    if (information > 27) return null;
    const size = 1 << (information - 24);
    const bytes = this.#take(BigInt(size));
    return bytes && { value: BigInt(`0x${toHex(bytes)}`), size };
  }

  #readContent(majorType: number, argument: Argument, depth: number): ValueContent | null {
    const isIndefinite = argument === 'indefinite';
    switch (majorType) {
      case 0:
        return isIndefinite ? null : numberContent(argument.value);
      case 1:
        return isIndefinite ? null : numberContent(-1n - argument.value);
      case 2: {
        const bytes = this.#readString(majorType, argument);
        return bytes && { kind: 'bytes', text: toHex(concatBytes(bytes)) };
      }
      case 3: {
        const bytes = this.#readString(majorType, argument);
        // Each piece must be valid UTF-8 (§3.2.3).
        const pieces = bytes?.map(fromValidUtf8) ?? [null];
        return pieces.includes(null) ? null : { kind: 'text', text: pieces.join('') };
      }
      case 4: {
        const children = this.#readChildren(argument, (index) =>
          this.readItem(String(index), null, depth + 1),
        );
        return children && { kind: 'list', text: '', children };
      }
      case 5: {
        const children = this.#readChildren(argument, () => this.#readEntry(depth));
        return children && { kind: 'map', text: '', children };
      }
      case 6: {
        const child = isIndefinite ? null : this.readItem('', null, depth + 1);
        if (child === null || isIndefinite) return null;
        return { kind: 'tag', text: String(argument.value), children: [child] };
      }
      default:
        return isIndefinite ? null : simpleOrFloat(argument);
    }
  }

  /** The pieces of a string: one, or several up to the break. */
  #readString(majorType: number, argument: Argument): Uint8Array[] | null {
    if (argument !== 'indefinite') {
      const bytes = this.#take(argument.value);
      return bytes && [bytes];
    }
    const pieces: Uint8Array[] = [];
    while (!this.#skipBreak()) {
      const initial = this.#bytes[this.#at];
      if (initial === undefined || initial >> 5 !== majorType) return null;
      this.#at++;
      const size = this.#readArgument(initial & 0x1f);
      const piece = size === null || size === 'indefinite' ? null : this.#take(size.value);
      if (piece === null) return null;
      pieces.push(piece);
    }
    return pieces;
  }

  #readChildren(
    count: Argument,
    readOne: (index: number) => ValueNode | null,
  ): readonly ValueNode[] | null {
    const children: ValueNode[] = [];
    const isAtEnd = (index: number) =>
      count === 'indefinite' ? this.#skipBreak() : index >= count.value;
    for (let index = 0; !isAtEnd(index); index++) {
      const child = readOne(index);
      if (child === null) return null;
      this.#budget.keep(children, child);
    }
    return children;
  }

  #readEntry(depth: number): ValueNode | null {
    const key = this.readItem(null, null, depth + 1);
    return key && this.readItem(keyTextOf(key), key.range, depth + 1);
  }

  #skipBreak(): boolean {
    if (this.#bytes[this.#at] !== BREAK) return false;
    this.#at++;
    return true;
  }

  #take(size: bigint): Uint8Array | null {
    const start = this.#at;
    if (size > BigInt(this.#bytes.length - start)) return null;
    this.#at += Number(size);
    return this.#bytes.subarray(start, this.#at);
  }
}

function simpleOrFloat({ value, size }: Exclude<Argument, string>): ValueContent | null {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, value);
  switch (size) {
    case 2:
      return numberContent(toHalf(Number(value)));
    case 4:
      return numberContent(view.getFloat32(4));
    case 8:
      return numberContent(view.getFloat64(0));
    default: {
      const simple = Number(value);
      // Values below 32 must not use a second byte (§3.3).
      if (size === 1 && simple < 32) return null;
      return { kind: 'literal', text: SIMPLE_VALUES.get(simple) ?? `simple(${simple})` };
    }
  }
}

/** Half-precision floats of IEEE 754 (§3.3, Appendix D). */
function toHalf(bits: number): number {
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  const sign = bits & 0x8000 ? -1 : 1;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (fraction + 1024) * 2 ** (exponent - 25);
}
