/**
 * The key log that a watched browser writes (SSLKEYLOGFILE), read while it grows. It is in a folder
 * that only this user can read, and is gone when the server stops.
 */

import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const PART = 64 * 1024;

export class KeyLog {
  readonly path: string;
  readonly #folder: string;
  readonly #descriptor: number;
  #size = 0;
  /** The beginning of a line whose end isn't written yet. */
  #rest = '';

  /** @param directory where the folder is made */
  constructor(directory = tmpdir()) {
    this.#folder = mkdtempSync(path.join(directory, 'ws101-keys-'));
    this.path = path.join(this.#folder, 'keys.log');
    this.#descriptor = openSync(this.path, 'wx+', 0o600);
  }

  /** The whole lines that were added since the last call. */
  readNew(): string {
    const buffer = Buffer.alloc(PART);
    let text = this.#rest;
    for (;;) {
      const count = readSync(this.#descriptor, buffer, 0, PART, this.#size);
      if (count === 0) break;
      this.#size += count;
      text += buffer.toString('latin1', 0, count);
    }
    const end = text.lastIndexOf('\n') + 1;
    this.#rest = text.slice(end);
    return text.slice(0, end);
  }

  remove(): void {
    closeSync(this.#descriptor);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
