/** Reads MessagePack (github.com/msgpack/msgpack, spec.md) as a tree with byte ranges. */

import type { ByteRange } from '#core/bytes/bit-range.ts';
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

/** The extension type that the format itself defines. */
const TIMESTAMP = -1;

/** The value at `start`; null if it is invalid or incomplete. */
export function readMessagePack(bytes: Uint8Array, start = 0): ValueReading | null {
  const reader = new MessagePackReader(bytes, start);
  const node = reader.readValue(null, null, 0);
  return node && { node, end: node.range.end, omitted: reader.omitted };
}

class MessagePackReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #budget = new TreeBudget();
  #at: number;

  constructor(bytes: Uint8Array, start: number) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
  }

  get omitted(): number {
    return this.#budget.omitted;
  }

  readValue(key: string | null, keyRange: ByteRange | null, depth: number): ValueNode | null {
    const start = this.#at;
    const format = this.#bytes[start];
    if (format === undefined || depth > MAX_DEPTH) return null;
    this.#at++;
    const content = this.#readContent(format, depth);
    return content && nodeOf(content, key, keyRange, { start, end: this.#at });
  }

  #readContent(format: number, depth: number): ValueContent | null {
    if (format <= 0x7f) return numberContent(format);
    if (format >= 0xe0) return numberContent(format - 0x100);
    if (format <= 0x8f) return this.#readMap(format & 0x0f, depth);
    if (format <= 0x9f) return this.#readList(format & 0x0f, depth);
    if (format <= 0xbf) return this.#readText(format & 0x1f);
    switch (format) {
      case 0xc0:
        return literal('null');
      case 0xc2:
        return literal('false');
      case 0xc3:
        return literal('true');
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.#readBytes(this.#readUnsigned(1 << (format - 0xc4)));
      case 0xc7:
      case 0xc8:
      case 0xc9:
        return this.#readExtension(this.#readUnsigned(1 << (format - 0xc7)));
      case 0xca:
        return this.#hasLeft(4) ? numberContent(this.#view.getFloat32(this.#skip(4))) : null;
      case 0xcb:
        return this.#hasLeft(8) ? numberContent(this.#view.getFloat64(this.#skip(8))) : null;
      case 0xcc:
      case 0xcd:
      case 0xce:
      case 0xcf:
        return numberOrNull(this.#readUnsigned(1 << (format - 0xcc)));
      case 0xd0:
      case 0xd1:
      case 0xd2:
      case 0xd3:
        return this.#readSigned(1 << (format - 0xd0));
      case 0xd4:
      case 0xd5:
      case 0xd6:
      case 0xd7:
      case 0xd8:
        return this.#readExtension(BigInt(1 << (format - 0xd4)));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.#readText(this.#readUnsigned(1 << (format - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.#readList(this.#readUnsigned(2 << (format - 0xdc)), depth);
      case 0xde:
      case 0xdf:
        return this.#readMap(this.#readUnsigned(2 << (format - 0xde)), depth);
      // 0xc1 is never used.
      default:
        return null;
    }
  }

  #hasLeft(size: number): boolean {
    return this.#at + size <= this.#bytes.length;
  }

  /** Returns where the skipped bytes start. */
  #skip(size: number): number {
    const start = this.#at;
    this.#at += size;
    return start;
  }

  #readUnsigned(size: number): bigint | null {
    if (!this.#hasLeft(size)) return null;
    let value = 0n;
    for (let left = size; left > 0; left--)
      value = (value << 8n) | BigInt(this.#bytes[this.#skip(1)] ?? 0);
    return value;
  }

  #readSigned(size: number): ValueContent | null {
    const value = this.#readUnsigned(size);
    return value === null ? null : numberContent(BigInt.asIntN(8 * size, value));
  }

  /** Null if there are fewer bytes than the data claims. */
  #take(size: number | bigint | null): Uint8Array | null {
    if (size === null || !this.#hasLeft(Number(size))) return null;
    const start = this.#skip(Number(size));
    return this.#bytes.subarray(start, this.#at);
  }

  #readText(size: number | bigint | null): ValueContent | null {
    const bytes = this.#take(size);
    if (bytes === null) return null;
    const text = fromValidUtf8(bytes);
    return text === null ? { kind: 'bytes', text: toHex(bytes) } : { kind: 'text', text };
  }

  #readBytes(size: bigint | null): ValueContent | null {
    const bytes = this.#take(size);
    return bytes && { kind: 'bytes', text: toHex(bytes) };
  }

  #readExtension(size: bigint | null): ValueContent | null {
    if (size === null || !this.#hasLeft(1)) return null;
    const type = this.#view.getInt8(this.#skip(1));
    const bytes = this.#take(size);
    if (bytes === null) return null;
    const time = type === TIMESTAMP ? timestampOf(bytes) : null;
    return { kind: 'extension', text: time ?? `${type}: ${toHex(bytes)}` };
  }

  #readList(size: number | bigint | null, depth: number): ValueContent | null {
    if (size === null) return null;
    const children: ValueNode[] = [];
    for (let index = 0; index < size; index++) {
      const child = this.readValue(String(index), null, depth + 1);
      if (child === null) return null;
      this.#budget.keep(children, child);
    }
    return { kind: 'list', text: '', children };
  }

  #readMap(size: number | bigint | null, depth: number): ValueContent | null {
    if (size === null) return null;
    const children: ValueNode[] = [];
    for (let index = 0; index < size; index++) {
      const key = this.readValue(null, null, depth + 1);
      const child = key && this.readValue(keyTextOf(key), key.range, depth + 1);
      if (child === null) return null;
      this.#budget.keep(children, child);
    }
    return { kind: 'map', text: '', children };
  }
}

/** Seconds since 1970 with nanoseconds, in 4, 8 or 12 bytes. Null for other sizes. */
function timestampOf(bytes: Uint8Array): string | null {
  const value = BigInt(`0x${toHex(bytes) || '0'}`);
  const secondsText = (seconds: bigint, nanoseconds: bigint) =>
    nanoseconds === 0n ? `${seconds} s` : `${seconds}.${String(nanoseconds).padStart(9, '0')} s`;
  switch (bytes.length) {
    case 4:
      return secondsText(value, 0n);
    case 8:
      return secondsText(value & 0x3_ffff_ffffn, value >> 34n);
    case 12:
      return secondsText(BigInt.asIntN(64, value), value >> 64n);
    default:
      return null;
  }
}

function numberOrNull(value: bigint | null): ValueContent | null {
  return value === null ? null : numberContent(value);
}

function literal(text: string): ValueContent {
  return { kind: 'literal', text };
}
