/** Reads what a command was given, from a file or the standard input, with its key log. */

import { readFile, stat } from 'node:fs/promises';
import {
  fileProblemWords,
  isKeyLogWords,
  KEYS_NEED_A_CAPTURE,
  noKeyLogWords,
  type FileProblem,
} from '#content/command-line/failure-words.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { textOfFile } from '#core/bytes/file-text.ts';
import { beginsAsCapture } from '#core/captures/capture.ts';
import { isKeyLog } from '#core/tls/key-log.ts';
import type { DecodeInput } from '#core/workbench/decoded.ts';
import { textInput } from '#core/workbench/text-input.ts';
import type { InputOptions } from './arguments.ts';
import { CommandFailure, systemCode } from './failure.ts';

export type ReadStandardInput = () => Promise<Uint8Array>;

/** The largest file that Node reads as a whole. */
const MAX_SIZE = 2 * 1024 * 1024 * 1024;

/** Lines of comments that a key log can begin with. */
const MAX_COMMENTS = 100;

export async function readInput(
  { file, keys }: InputOptions,
  readStandardInput: ReadStandardInput,
): Promise<DecodeInput> {
  const keyLogs = keys === null ? [] : [await readKeyLog(keys, readStandardInput)];
  const bytes = await readBytes(file, readStandardInput);
  const text = textOfFile(bytes);
  // Its secrets are in hex, but they aren't traffic.
  if (text !== null && beginsAsKeyLog(text)) throw new CommandFailure(isKeyLogWords(file));
  const input: DecodeInput =
    text === null ? { kind: 'file', name: file, bytes, keyLogs } : textInput(file, text);
  if (keys !== null && (text !== null || !beginsAsCapture(bytes))) {
    throw new CommandFailure(KEYS_NEED_A_CAPTURE);
  }
  return input;
}

/** Whether the first line that isn't a comment is one of a key log: other text can contain one. */
function beginsAsKeyLog(text: string): boolean {
  const first = text.split('\n', MAX_COMMENTS).find((line) => !/^\s*(?:#|$)/.test(line));
  return first !== undefined && isKeyLog(first);
}

async function readKeyLog(name: string, readStandardInput: ReadStandardInput): Promise<string> {
  const text = textOfFile(await readBytes(name, readStandardInput));
  if (text === null || !isKeyLog(text)) throw new CommandFailure(noKeyLogWords(name));
  return text;
}

async function readBytes(name: string, readStandardInput: ReadStandardInput): Promise<Uint8Array> {
  const bytes = name === '-' ? await readStandardInput() : await readWhole(name);
  if (bytes.length === 0) throw problemWith(name, 'empty');
  return bytes;
}

/** The standard input, which can be without an end. */
export async function readStreamWithin(
  stream: AsyncIterable<Uint8Array>,
  limit = MAX_SIZE,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of stream) {
    size += piece.length;
    if (size >= limit) throw problemWith('-', 'too-large');
    pieces.push(piece);
  }
  return concatBytes(pieces);
}

async function readWhole(name: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(name);
    if (size >= MAX_SIZE) throw problemWith(name, 'too-large');
    return await readFile(name);
  } catch (error) {
    if (error instanceof CommandFailure) throw error;
    throw problemWith(name, fileProblemOf(error));
  }
}

function problemWith(name: string, problem: FileProblem): CommandFailure {
  return new CommandFailure(fileProblemWords(problem, name));
}

const PROBLEMS: Readonly<Record<string, FileProblem>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EISDIR: 'folder',
  EACCES: 'forbidden',
  EPERM: 'forbidden',
  EROFS: 'forbidden',
  ERR_FS_FILE_TOO_LARGE: 'too-large',
};

export function fileProblemOf(error: unknown): FileProblem {
  return PROBLEMS[systemCode(error) ?? ''] ?? 'other';
}
