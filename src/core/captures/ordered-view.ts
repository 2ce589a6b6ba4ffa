/** Integers in the byte order of a capture file. Throws a RangeError after the last byte. */

import type { StoredBytes } from '#core/bytes/stored-bytes.ts';

/** Bytes that are looked at without asking the storage again. */
const SPAN = 1 << 16;

export class OrderedView {
  readonly #storage: StoredBytes;
  readonly #isLittleEndian: boolean;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #from = 0;
  #to = 0;

  constructor(storage: StoredBytes, isLittleEndian: boolean) {
    this.#storage = storage;
    this.#isLittleEndian = isLittleEndian;
  }

  uint8(at: number): number {
    return this.#at(at, 1).getUint8(at - this.#from);
  }

  uint16(at: number): number {
    return this.#at(at, 2).getUint16(at - this.#from, this.#isLittleEndian);
  }

  uint32(at: number): number {
    return this.#at(at, 4).getUint32(at - this.#from, this.#isLittleEndian);
  }

  int64(at: number): bigint {
    return this.#at(at, 8).getBigInt64(at - this.#from, this.#isLittleEndian);
  }

  /** A view that contains so many bytes from `at`, unless the storage ends before. */
  #at(at: number, size: number): DataView {
    if (at >= this.#from && at + size <= this.#to) return this.#view;
    const from = Math.min(at, this.#storage.size);
    const bytes = this.#storage.read(from, Math.min(this.#storage.size, from + SPAN));
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#from = from;
    this.#to = from + bytes.byteLength;
    return this.#view;
  }
}
