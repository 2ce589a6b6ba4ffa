/** HPACK: header fields, compressed by what was sent before them (RFC 7541). */

import { fromLatin1 } from '#core/bytes/text.ts';
import { decodeHuffman } from './huffman.ts';
import { STATIC_TABLE } from './static-table.ts';

export type HeaderField = { readonly name: string; readonly value: string };

/** The value of the first field with a name; null if there is none. */
export function fieldValue(fields: readonly HeaderField[], name: string): string | null {
  return fields.find((field) => field.name === name)?.value ?? null;
}

/** What an entry takes besides its name and value (RFC 7541 §4.1). */
const ENTRY_OVERHEAD = 32;

/** Until the table's size is updated (RFC 9113 §6.5.2). */
const DEFAULT_TABLE_SIZE = 4096;

/** More is no table of a real connection. */
const MAX_TABLE_SIZE = 1024 * 1024;

/** No head of a real connection has more, but an index of one byte can name a long field. */
const MAX_FIELDS_SIZE = 1024 * 1024;

/**
 * Decodes the field blocks of one direction, in order. All of them share a table, so after a block
 * that can't be decoded no other one can.
 */
export class HpackDecoder {
  /** The newest entry first. */
  #entries: HeaderField[] = [];
  #size = 0;
  #maxSize = DEFAULT_TABLE_SIZE;
  #isBroken = false;

  /** Null if the block, or one before it, isn't HPACK. */
  decode(block: Uint8Array): readonly HeaderField[] | null {
    if (this.#isBroken) return null;
    const fields = this.#decodeBlock(new BlockReader(block));
    this.#isBroken = fields === null;
    return fields;
  }

  #decodeBlock(reader: BlockReader): HeaderField[] | null {
    const fields: HeaderField[] = [];
    let size = 0;
    while (!reader.isAtEnd) {
      const first = reader.peek();
      if ((first & 0xe0) === 0x20) {
        if (!this.#resize(reader.integer(5))) return null;
        continue;
      }
      const field = (first & 0x80) === 0 ? this.#literal(reader, first) : this.#indexed(reader);
      if (field === null) return null;
      size += sizeOf(field);
      if (size > MAX_FIELDS_SIZE) return null;
      fields.push(field);
    }
    return fields;
  }

  #indexed(reader: BlockReader): HeaderField | null {
    const index = reader.integer(7);
    return index === null ? null : this.#entryAt(index);
  }

  /** With a new name or that of an entry, and kept or not (RFC 7541 §6.2). */
  #literal(reader: BlockReader, first: number): HeaderField | null {
    const isKept = (first & 0x40) !== 0;
    const index = reader.integer(isKept ? 6 : 4);
    if (index === null) return null;
    const name = index === 0 ? reader.string() : (this.#entryAt(index)?.name ?? null);
    const value = name === null ? null : reader.string();
    if (name === null || value === null) return null;
    const field = { name, value };
    if (isKept) this.#keep(field);
    return field;
  }

  #entryAt(index: number): HeaderField | null {
    const known = STATIC_TABLE[index - 1];
    if (known !== undefined) return { name: known[0], value: known[1] };
    return this.#entries[index - 1 - STATIC_TABLE.length] ?? null;
  }

  #keep(field: HeaderField): void {
    this.#entries.unshift(field);
    this.#size += sizeOf(field);
    this.#evict();
  }

  #resize(size: number | null): boolean {
    if (size === null || size > MAX_TABLE_SIZE) return false;
    this.#maxSize = size;
    this.#evict();
    return true;
  }

  #evict(): void {
    while (this.#size > this.#maxSize) this.#size -= sizeOf(this.#entries.pop()!);
  }
}

function sizeOf({ name, value }: HeaderField): number {
  return name.length + value.length + ENTRY_OVERHEAD;
}

/** Integers and strings of a block (RFC 7541 §5). */
class BlockReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  peek(): number {
    return this.#bytes[this.#at]!;
  }

  /** An integer whose first part has `prefix` bits; null if it is cut or too large. */
  integer(prefix: number): number | null {
    const most = 2 ** prefix - 1;
    let value = (this.#bytes[this.#at++] ?? 0) & most;
    if (value < most) return value;
    for (let shift = 0; shift <= 28; shift += 7) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) return null;
      value += (byte & 0x7f) * 2 ** shift;
      if ((byte & 0x80) === 0) return value;
    }
    return null;
  }

  /** Null if it is cut, or wrongly coded. */
  string(): string | null {
    if (this.isAtEnd) return null;
    const isHuffman = (this.peek() & 0x80) !== 0;
    const size = this.integer(7);
    if (size === null || this.#at + size > this.#bytes.length) return null;
    const bytes = this.#bytes.subarray(this.#at, this.#at + size);
    this.#at += size;
    const decoded = isHuffman ? decodeHuffman(bytes) : bytes;
    return decoded && fromLatin1(decoded);
  }
}
