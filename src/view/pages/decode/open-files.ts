/** What to do with files that a reader chose or dropped together: captures and their keys. */

import {
  capturesTitle,
  fileTooBig,
  fileUnreadable,
  KEYS_WITHOUT_CAPTURE,
  othersNotOpened,
} from '#content/decode/file-words.ts';
import { beginsAsCapture } from '#core/captures/capture.ts';
import { isKeyLog } from '#core/tls/key-log.ts';
import type { DecodeInput } from '#core/workbench/decoded.ts';
import { textInput } from '#core/workbench/text-input.ts';
import { readSmallFile, type FileContent, type LargeFile } from '#view/browser/files.ts';
import { StoredFile } from '#view/workers/stored-file.ts';

/** What was tried. */
const MAX_SIZE = 2 * 1024 * 1024 * 1024;

/** Smaller files are in memory before anybody notices. */
const LARGE_FROM = 8 * 1024 * 1024;

export type FilesToOpen = {
  /** Null if nothing is to be opened. */
  readonly opened: { readonly input: DecodeInput; readonly title: string | null } | null;
  /** Key logs that no capture is there for. */
  readonly waiting: readonly string[];
  /** What was not opened, and why, in words. */
  readonly remarks: readonly string[];
};

type ReadFile = { readonly name: string; readonly content: FileContent | LargeFile };

/**
 * @param current what is on the bench, to which keys alone are added
 * @param waiting key logs that were given before their capture
 */
export async function openFiles(
  files: readonly File[],
  current: DecodeInput,
  waiting: readonly string[],
): Promise<FilesToOpen> {
  const read = await Promise.all(
    files.map(async (file) => ({
      name: file.name,
      content: await readSmallFile(file, { maxSize: MAX_SIZE, largeFrom: LARGE_FROM }),
    })),
  );
  const keyLogs = [...waiting, ...read.flatMap(keyLogOf)];
  const others = read.filter((file) => keyLogOf(file).length === 0);
  const inputs = others.flatMap((file) => inputOf(file, keyLogs));
  const remarks = others.flatMap(problemOf);
  const captures = inputs.flatMap(({ input, isCapture }) =>
    isCapture && input.kind === 'file' ? [input] : [],
  );
  if (captures.length > 1) {
    const input = { ...captures[0]!, more: captures.slice(1) };
    const names = captures.map(({ name }) => name);
    const left = inputs.filter(({ isCapture }) => !isCapture).map(({ name }) => name);
    return {
      opened: { input, title: capturesTitle(names) },
      waiting: [],
      remarks: left.length === 0 ? remarks : [...remarks, othersNotOpened(names, left)],
    };
  }
  const [first, ...rest] = inputs;
  if (first !== undefined) {
    const left = rest.map(({ name }) => name);
    return {
      opened: { input: first.input, title: first.input.kind === 'file' ? first.name : null },
      waiting: first.input.kind === 'file' ? [] : keyLogs,
      remarks: left.length === 0 ? remarks : [...remarks, othersNotOpened([first.name], left)],
    };
  }
  if (others.length > 0 || keyLogs.length === waiting.length) {
    return { opened: null, waiting: keyLogs, remarks };
  }
  if (current.kind !== 'file') {
    return { opened: null, waiting: keyLogs, remarks: [KEYS_WITHOUT_CAPTURE] };
  }
  const known = current.keyLogs ?? [];
  const input = { ...current, keyLogs: [...known, ...keyLogs] };
  const names = [current, ...(current.more ?? [])].map(({ name }) => name);
  return { opened: { input, title: capturesTitle(names) }, waiting: [], remarks: [] };
}

function keyLogOf({ content }: ReadFile): string[] {
  return content.kind === 'text' && isKeyLog(content.text) ? [content.text] : [];
}

type NamedInput = {
  readonly name: string;
  readonly input: DecodeInput;
  readonly isCapture: boolean;
};

function inputOf({ name, content }: ReadFile, keyLogs: readonly string[]): NamedInput[] {
  switch (content.kind) {
    case 'text': {
      return [{ name, input: textInput(name, content.text), isCapture: false }];
    }
    case 'binary': {
      const { bytes } = content;
      const input: DecodeInput = { kind: 'file', name, bytes, keyLogs };
      return [{ name, input, isCapture: beginsAsCapture(bytes) }];
    }
    case 'large': {
      const bytes = new StoredFile(content.file);
      const input: DecodeInput = { kind: 'file', name, bytes, keyLogs };
      return [{ name, input, isCapture: beginsAsCapture(content.beginning) }];
    }
    case 'too-big':
    case 'unreadable':
      return [];
  }
}

function problemOf({ name, content }: ReadFile): string[] {
  if (content.kind === 'too-big') return [fileTooBig(name, content.size, MAX_SIZE)];
  return content.kind === 'unreadable' ? [fileUnreadable(name)] : [];
}
