/**
 * What was recorded, as a file that only grows. It is in memory at first, then in a private
 * temporary file. At its limit it ends, and the connections go on unrecorded.
 */

import { closeSync, mkdtempSync, openSync, read, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const MEBIBYTE = 1024 * 1024;

/** Blocks without data, such as a FIN, still fit after the limit. */
const RESERVE = MEBIBYTE;

export type LogLimits = {
  /** In memory, in bytes. */
  readonly memory: number;
  /** Altogether, in bytes. */
  readonly size: number;
};

const LOG_LIMITS: LogLimits = { memory: 64 * MEBIBYTE, size: 1024 * MEBIBYTE };

/** Memory is taken in pages of this size, so that small blocks cost no more than their bytes. */
const PAGE = MEBIBYTE;

export type LogEnd = 'limit' | 'disk';

type LogFile = { readonly folder: string; readonly descriptor: number; size: number };

export type LogOptions = {
  readonly limits?: LogLimits;
  /** Where the temporary folder is made. */
  readonly directory?: string;
};

/** Where whole blocks go. */
export type BlockLog = {
  /**
   * @param parts whole blocks, in any parts
   * @param isSmall whether they have no data, and may use the reserve
   */
  append(parts: readonly Uint8Array[], isSmall?: boolean): unknown;
};

export class TraceLog implements BlockLog {
  readonly #limits: LogLimits;
  readonly #directory: string;
  /** The bytes after those in the file. All pages but the last are full. */
  #pages: Uint8Array[] = [];
  #inMemory = 0;
  #file: LogFile | null = null;
  #end: LogEnd | null = null;
  /** Called once, when there is more. */
  #waiting = new Set<() => void>();

  constructor({ limits = LOG_LIMITS, directory = tmpdir() }: LogOptions = {}) {
    this.#limits = limits;
    this.#directory = directory;
  }

  get size(): number {
    return this.#fileSize + this.#inMemory;
  }

  /** In bytes. */
  get sizeInMemory(): number {
    return this.#inMemory;
  }

  /** Why nothing more is recorded; null while the log grows. */
  get end(): LogEnd | null {
    return this.#end;
  }

  get #fileSize(): number {
    return this.#file?.size ?? 0;
  }

  /**
   * Adds whole blocks, in any parts. Returns whether they fit.
   *
   * @param isSmall whether they have no data, and may use the reserve
   */
  append(parts: readonly Uint8Array[], isSmall = false): boolean {
    const size = parts.reduce((sum, { length }) => sum + length, 0);
    const limit = this.#limits.size + (isSmall ? RESERVE : 0);
    if (this.#end === null && this.size + size > this.#limits.size) this.#end = 'limit';
    if (this.#end === 'disk' || this.size + size > limit) return false;
    if (this.#end !== null && !isSmall) return false;
    for (const part of parts) this.#copy(part);
    this.#spill();
    this.#wake();
    return true;
  }

  /** Up to `most` bytes from an offset; fewer at the end. */
  async read(from: number, most: number): Promise<Uint8Array> {
    if (this.#file !== null && from < this.#file.size) {
      const size = Math.min(most, this.#file.size - from);
      return readFrom(this.#file.descriptor, from, size);
    }
    const start = from - this.#fileSize;
    const size = Math.min(most, this.#inMemory - start);
    const bytes = new Uint8Array(Math.max(0, size));
    for (let copied = 0; copied < size;) {
      const page = Math.floor((start + copied) / PAGE);
      const inPage = (start + copied) % PAGE;
      const part = this.#pages[page]!.subarray(inPage, inPage + size - copied);
      bytes.set(part, copied);
      copied += part.length;
    }
    return bytes;
  }

  /** Calls back once, when the log has grown or `notify` is called. Returns how to stop. */
  whenMore(callback: () => void): () => void {
    this.#waiting.add(callback);
    return () => this.#waiting.delete(callback);
  }

  /** Lets everybody look who waits. */
  notify(): void {
    this.#wake();
  }

  /** Forgets everything, and removes the file. */
  clear(): void {
    if (this.#file !== null) {
      closeSync(this.#file.descriptor);
      rmSync(this.#file.folder, { recursive: true, force: true });
    }
    this.#file = null;
    this.#pages = [];
    this.#inMemory = 0;
    this.#end = null;
    this.#wake();
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const callback of waiting) callback();
  }

  #copy(bytes: Uint8Array): void {
    for (let copied = 0; copied < bytes.length;) {
      const inPage = this.#inMemory % PAGE;
      if (inPage === 0) this.#pages.push(new Uint8Array(PAGE));
      const part = bytes.subarray(copied, copied + PAGE - inPage);
      this.#pages.at(-1)!.set(part, inPage);
      this.#inMemory += part.length;
      copied += part.length;
    }
  }

  /** Moves full pages to the file: at first if they are too many, then always. */
  #spill(): void {
    const isDue = this.#file !== null || this.#inMemory > this.#limits.memory;
    if (!isDue || this.#inMemory < PAGE || this.#end === 'disk') return;
    try {
      this.#file ??= openTemporary(this.#directory);
      while (this.#inMemory >= PAGE) {
        const written = writeSync(this.#file.descriptor, this.#pages[0]!, 0, PAGE, this.#file.size);
        if (written < PAGE) throw new Error(`expected to write ${PAGE} bytes, got ${written}`);
        this.#file.size += PAGE;
        this.#inMemory -= PAGE;
        this.#pages.shift();
      }
    } catch {
      // What is in memory stays, and can still be read.
      this.#end = 'disk';
    }
  }
}

/** Only this user can read the folder, whose name nobody can guess. */
function openTemporary(directory: string): LogFile {
  const folder = mkdtempSync(path.join(directory, 'ws101-'));
  const descriptor = openSync(path.join(folder, 'log.pcapng'), 'wx+', 0o600);
  return { folder, descriptor, size: 0 };
}

function readFrom(descriptor: number, from: number, size: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  return new Promise((resolve, reject) => {
    read(descriptor, bytes, 0, size, from, (error, count) => {
      if (error === null) resolve(bytes.subarray(0, count));
      else reject(error);
    });
  });
}
