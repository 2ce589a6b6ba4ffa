/**
 * The reader's files: downloads, and files that are chosen or dropped. None of them leaves the
 * page.
 */

import { textOfFile } from '#core/bytes/file-text.ts';

/** A file's content, as far as its bytes show. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array }
  /** Larger than the caller accepts, so it was not read. */
  | { readonly kind: 'too-big'; readonly size: number }
  /** Deleted, locked, or a folder. */
  | { readonly kind: 'unreadable' };

/** Binary by its beginning, and so large that only its parts should be read. */
export type LargeFile = {
  readonly kind: 'large';
  readonly file: File;
  readonly beginning: Uint8Array;
};

/** Enough time for any browser to start the download. */
const KEPT_FOR_MS = 60_000;

/** Longer turns would make the page miss frames. */
const SLICE_MS = 12;

/** Downloads a file. Its pieces are made in short turns, so the page stays responsive. */
export async function downloadPieces(
  name: string,
  pieces: Iterable<string | Uint8Array<ArrayBuffer>>,
  type: string,
): Promise<void> {
  const parts: BlobPart[] = [];
  let sliceEnd = performance.now() + SLICE_MS;
  for (const piece of pieces) {
    parts.push(piece);
    if (performance.now() < sliceEnd) continue;
    await new Promise((resolve) => setTimeout(resolve));
    sliceEnd = performance.now() + SLICE_MS;
  }
  downloadBlob(name, new Blob(parts, { type }));
}

export function downloadBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR_MS);
}

/** Asks the reader for a file. Null if they cancel. `accept` is the attribute of an input. */
export async function chooseFile(accept = ''): Promise<File | null> {
  const [file] = await askForFiles(accept, false);
  return file ?? null;
}

/** Asks the reader for any number of files. None if they cancel. */
export function chooseFiles(): Promise<readonly File[]> {
  return askForFiles('', true);
}

function askForFiles(accept: string, isMultiple: boolean): Promise<readonly File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  input.multiple = isMultiple;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** Whether a file is dragged over the page. Its content is hidden until it is dropped. */
export function isFileDragged({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** The dropped files. None if a text or nothing was dropped. */
export function droppedFiles({ dataTransfer }: DragEvent): readonly File[] {
  return [...(dataTransfer?.files ?? [])];
}

/** Enough to see whether it is a text. */
const BEGINNING = 1 << 16;

export async function readFile(file: File, maxSize: number): Promise<FileContent> {
  if (file.size > maxSize) return { kind: 'too-big', size: file.size };
  try {
    return contentOf(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return { kind: 'unreadable' };
  }
}

/** The same, but files from a size on aren't read as a whole, unless they are text. */
export async function readSmallFile(
  file: File,
  { maxSize, largeFrom }: { readonly maxSize: number; readonly largeFrom: number },
): Promise<FileContent | LargeFile> {
  if (file.size < largeFrom || file.size > maxSize) return readFile(file, maxSize);
  try {
    const beginning = new Uint8Array(await file.slice(0, BEGINNING).arrayBuffer());
    if (textOfFile(beginning, true) === null) return { kind: 'large', file, beginning };
  } catch {
    return { kind: 'unreadable' };
  }
  return readFile(file, maxSize);
}

function contentOf(bytes: Uint8Array): FileContent {
  const text = textOfFile(bytes);
  return text === null ? { kind: 'binary', bytes } : { kind: 'text', text };
}
