/** An input as it is sent to the worker: a large file as the browser's own object. */

import type { DecodeInput, FileInput } from '#core/workbench/decoded.ts';
import { openStoredFile, StoredFile } from './stored-file.ts';

export type SentInput =
  | Exclude<DecodeInput, FileInput>
  | (Omit<FileInput, 'bytes'> & { readonly bytes: Uint8Array | Blob });

/** On the page. */
export function sendable(input: DecodeInput): SentInput {
  if (input.kind !== 'file') return input;
  const { bytes } = input;
  if (bytes instanceof StoredFile) return { ...input, bytes: bytes.file };
  return { ...input, bytes: bytes instanceof Uint8Array ? bytes : bytes.read(0, bytes.size) };
}

/** In the worker. */
export function openInput(input: SentInput): DecodeInput {
  if (input.kind !== 'file') return input;
  const { bytes } = input;
  return { ...input, bytes: bytes instanceof Uint8Array ? bytes : openStoredFile(bytes) };
}
