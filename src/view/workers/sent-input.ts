/** An input as it is sent to the worker: a large file as the browser's own object. */

import type { DecodeInput, FileInput, NamedFile } from '#core/workbench/decoded.ts';
import { openStoredFile, StoredFile } from './stored-file.ts';

export type SentInput =
  | Exclude<DecodeInput, FileInput>
  | (Omit<FileInput, 'bytes' | 'more'> & SentFile & { readonly more: readonly SentFile[] });

type SentFile = { readonly name: string; readonly bytes: Uint8Array | Blob };

/** On the page. */
export function sendable(input: DecodeInput): SentInput {
  if (input.kind !== 'file') return input;
  return { ...input, ...sendableFile(input), more: (input.more ?? []).map(sendableFile) };
}

function sendableFile({ name, bytes }: NamedFile): SentFile {
  if (bytes instanceof StoredFile) return { name, bytes: bytes.file };
  return { name, bytes: bytes instanceof Uint8Array ? bytes : bytes.read(0, bytes.size) };
}

/** In the worker. */
export function openInput(input: SentInput): DecodeInput {
  if (input.kind !== 'file') return input;
  return { ...input, ...openFile(input), more: input.more.map(openFile) };
}

function openFile({ name, bytes }: SentFile): NamedFile {
  return { name, bytes: bytes instanceof Uint8Array ? bytes : openStoredFile(bytes) };
}
