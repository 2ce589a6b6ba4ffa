/** Documents of BSON (1.1), read as a tree with byte ranges. Numbers are little-endian. */

import { toHex } from '#core/bytes/hex.ts';
import { fromValidUtf8 } from '#core/bytes/text.ts';
import { guess, type Guess } from './guess-result.ts';
import {
  MAX_DEPTH,
  nodeOf,
  numberContent,
  TreeBudget,
  type ValueContent,
  type ValueNode,
  type ValueReading,
} from './guess-tree.ts';

/** A length of four bytes and the zero at the end. */
const EMPTY_SIZE = 5;

export function guessBson(bytes: Uint8Array): Guess | null {
  const reading = readBson(bytes);
  if (reading === null) return null;
  const { children } = reading.node;
  // Without members, it is a length and a zero.
  const confidence = children.length === 0 ? 'weak' : 'likely';
  return guess('bson', confidence, ['map', String(children.length)], reading);
}

/** The document that fills the bytes; null if they aren't one. */
export function readBson(bytes: Uint8Array): ValueReading | null {
  const reader = new BsonReader(bytes);
  const content = reader.readDocument('map', 0);
  if (content === null || reader.at !== bytes.length) return null;
  const node = nodeOf(content, null, null, { start: 0, end: bytes.length });
  return { node, end: bytes.length, omitted: reader.omitted };
}

class BsonReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #budget = new TreeBudget();
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get at(): number {
    return this.#at;
  }

  get omitted(): number {
    return this.#budget.omitted;
  }

  /** An array is a document whose names are indices. */
  readDocument(kind: 'map' | 'list', depth: number): ValueContent | null {
    const start = this.#at;
    const size = this.#readInt32();
    if (size === null || size < EMPTY_SIZE || depth > MAX_DEPTH) return null;
    const end = start + size;
    if (end > this.#bytes.length || this.#bytes[end - 1] !== 0) return null;
    const children: ValueNode[] = [];
    while (this.#at < end - 1) {
      const child = this.#readElement(depth);
      if (child === null || this.#at >= end) return null;
      this.#budget.keep(children, child);
    }
    this.#at = end;
    return { kind, text: '', children };
  }

  #readElement(depth: number): ValueNode | null {
    const type = this.#bytes[this.#at++] ?? 0;
    const keyRange = { start: this.#at, end: this.#at };
    const key = this.#readCString();
    if (key === null) return null;
    keyRange.end = this.#at - 1;
    const start = this.#at;
    const content = this.#readValue(type, depth);
    return content && nodeOf(content, key, keyRange, { start, end: this.#at });
  }

  #readValue(type: number, depth: number): ValueContent | null {
    switch (type) {
      case 0x01: {
        const at = this.#skip(8);
        return at === null ? null : numberContent(this.#view.getFloat64(at, true));
      }
      case 0x02:
      case 0x0d:
      case 0x0e:
        return this.#readString();
      case 0x03:
        return this.readDocument('map', depth + 1);
      case 0x04:
        return this.readDocument('list', depth + 1);
      case 0x05:
        return this.#readBinary();
      case 0x06:
        return { kind: 'literal', text: 'undefined' };
      case 0x07:
        return this.#readExtension('ObjectId', 12);
      case 0x08:
        return this.#readBoolean();
      case 0x09:
        return this.#readInteger('Date: ');
      case 0x0a:
        return { kind: 'literal', text: 'null' };
      case 0x0b: {
        const pattern = this.#readCString();
        const options = pattern === null ? null : this.#readCString();
        return options === null ? null : { kind: 'extension', text: `/${pattern}/${options}` };
      }
      case 0x0c: {
        const name = this.#readString();
        const id = name && this.#readExtension('ObjectId', 12);
        return id && { kind: 'extension', text: `${name?.text}, ${id.text}` };
      }
      case 0x0f:
        return this.#readScopedCode(depth);
      case 0x10: {
        const value = this.#readInt32();
        return value === null ? null : numberContent(value);
      }
      case 0x11:
        return this.#readExtension('Timestamp', 8);
      case 0x12:
        return this.#readInteger();
      case 0x13:
        return this.#readExtension('Decimal128', 16);
      case 0x7f:
        return { kind: 'literal', text: 'MaxKey' };
      case 0xff:
        return { kind: 'literal', text: 'MinKey' };
      default:
        return null;
    }
  }

  /** Where the skipped bytes start; null if there are fewer. */
  #skip(size: number): number | null {
    const start = this.#at;
    if (size < 0 || start + size > this.#bytes.length) return null;
    this.#at += size;
    return start;
  }

  #readInt32(): number | null {
    const at = this.#skip(4);
    return at === null ? null : this.#view.getInt32(at, true);
  }

  /** 64 bits; a date counts milliseconds since 1970. */
  #readInteger(label = ''): ValueContent | null {
    const at = this.#skip(8);
    if (at === null) return null;
    const value = this.#view.getBigInt64(at, true);
    return label === '' ? numberContent(value) : { kind: 'extension', text: `${label}${value} ms` };
  }

  #readBoolean(): ValueContent | null {
    const at = this.#skip(1);
    const value = at === null ? 2 : (this.#bytes[at] ?? 2);
    return value > 1 ? null : { kind: 'literal', text: value === 1 ? 'true' : 'false' };
  }

  /** Up to a zero. */
  #readCString(): string | null {
    const end = this.#bytes.indexOf(0, this.#at);
    if (end === -1) return null;
    const text = fromValidUtf8(this.#bytes.subarray(this.#at, end));
    this.#at = end + 1;
    return text;
  }

  /** After its length, with a zero at the end. */
  #readString(): ValueContent | null {
    const size = this.#readInt32();
    const start = size === null || size < 1 ? null : this.#skip(size);
    if (start === null || this.#bytes[this.#at - 1] !== 0) return null;
    const text = fromValidUtf8(this.#bytes.subarray(start, this.#at - 1));
    return text === null ? null : { kind: 'text', text };
  }

  #readBinary(): ValueContent | null {
    const size = this.#readInt32();
    const subtype = this.#skip(1);
    const start = size === null || subtype === null ? null : this.#skip(size);
    return start === null
      ? null
      : { kind: 'bytes', text: toHex(this.#bytes.subarray(start, this.#at)) };
  }

  #readExtension(label: string, size: number): ValueContent | null {
    const start = this.#skip(size);
    if (start === null) return null;
    return {
      kind: 'extension',
      text: `${label}: ${toHex(this.#bytes.subarray(start, this.#at))}`,
    };
  }

  /** JavaScript with its variables. */
  #readScopedCode(depth: number): ValueContent | null {
    const start = this.#at;
    const size = this.#readInt32();
    const code = this.#readString();
    const scope = code && this.readDocument('map', depth + 1);
    return scope && start + (size ?? 0) === this.#at ? code : null;
  }
}
