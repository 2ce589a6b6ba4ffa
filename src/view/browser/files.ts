/**
 * Files of the reader's: handed out as downloads, and taken in by choosing or dropping. None of
 * them leaves the page.
 */

/** What a file holds, as far as its bytes tell. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly bytes: Uint8Array }
  /** More than whoever asked would take: it was not read. */
  | { readonly kind: 'too-big'; readonly size: number }
  /** Gone, locked, or a folder. */
  | { readonly kind: 'unreadable' };

/** Long enough for any browser to have begun the download. */
const KEPT_FOR_MS = 60_000;

/** As long as one may work without keeping anybody waiting. */
const SLICE_MS = 12;

/**
 * A file of text, which is made meanwhile: a little at a time, so that the page stays responsive
 * however large it gets.
 */
export async function downloadText(
  name: string,
  pieces: Iterable<string>,
  type: string,
): Promise<void> {
  const parts: string[] = [];
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

/**
 * Asks the reader for a file; null when they think better of it. `accept` is as an input has it.
 */
export function chooseFile(accept = ''): Promise<File | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.item(0) ?? null));
    input.addEventListener('cancel', () => resolve(null));
    input.click();
  });
}

/** Whether what is dragged over the page is a file: its content is hidden until it is dropped. */
export function isFileDragged({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

/** The first file that was dropped; null where it was text, or nothing. */
export function droppedFile({ dataTransfer }: DragEvent): File | null {
  return dataTransfer?.files.item(0) ?? null;
}

export async function readFile(file: File, maxSize: number): Promise<FileContent> {
  if (file.size > maxSize) return { kind: 'too-big', size: file.size };
  try {
    return contentOf(new Uint8Array(await file.arrayBuffer()));
  } catch {
    return { kind: 'unreadable' };
  }
}

/** Text is what decodes as such and has none of the controls that no text has. */
function contentOf(bytes: Uint8Array): FileContent {
  try {
    const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);

    return /[\u0000-\u0008\u000e-\u001a]/.test(text)
      ? { kind: 'binary', bytes }
      : { kind: 'text', text };
  } catch {
    return { kind: 'binary', bytes };
  }
}

/** PowerShell and Notepad write UTF-16, and mark it. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return 'utf-8';
}
