/** A large file that stays on the disk. The page sends it to a worker, which reads it in parts. */

import { ChunkedBytes, type StoredBytes } from '#core/bytes/stored-bytes.ts';

/** On the page. Only a worker can read it. */
export class StoredFile implements StoredBytes {
  readonly file: Blob;

  constructor(file: Blob) {
    this.file = file;
  }

  get size(): number {
    return this.file.size;
  }

  read(): never {
    throw new Error('expected a worker to read a large file');
  }
}

/** Of all types of workers, which TypeScript's library for pages doesn't have. */
declare const FileReaderSync: new () => { readAsArrayBuffer(blob: Blob): ArrayBuffer };

/** In a worker. A read throws a DOMException if the file has changed or is gone. */
export function openStoredFile(file: Blob): StoredBytes {
  const reader = new FileReaderSync();
  return new ChunkedBytes(
    file.size,
    (start, end) => new Uint8Array(reader.readAsArrayBuffer(file.slice(start, end))),
  );
}
