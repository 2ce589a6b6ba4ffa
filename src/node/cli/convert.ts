/** `ws-101 convert`: writes one connection as a capture. */

import { open, realpath, rm } from 'node:fs/promises';
import {
  chooseOneWords,
  notWrittenWords,
  noWebSocketWords,
  SAME_FILE,
} from '#content/command-line/failure-words.ts';
import { captureComment } from '#content/decode/capture-comment.ts';
import { packetFilePieces } from '#core/exports/packet-file.ts';
import type { Decoded, DecodeInput } from '#core/workbench/decoded.ts';
import { CommandFailure } from './failure.ts';
import { fileProblemOf } from './input-file.ts';
import type { Output } from './output.ts';
import { readConnections } from './read-connections.ts';
import { connectionRemarks, inputRemarks } from './remarks.ts';

type ConvertOptions = {
  readonly file: string;
  readonly output: string;
  /** Null if the input has only one. */
  readonly connection: number | null;
};

export async function convert(
  input: DecodeInput,
  { file, output, connection }: ConvertOptions,
  { write, warn }: Output,
): Promise<void> {
  if (await isSameFile(file, output)) throw new CommandFailure(SAME_FILE);
  const { first, indices, read } = readConnections(input, connection);
  const [index] = indices;
  if (index === undefined) throw new CommandFailure(noWebSocketWords(first.connections.length));
  if (indices.length > 1) throw new CommandFailure(chooseOneWords(indices.length));
  const decoded = read(index);
  const remarks = connectionRemarks(decoded);
  if (decoded.otherProtocol !== null) throw new CommandFailure(remarks.join(' '));
  [...inputRemarks(first, input), ...remarks].forEach(warn);
  const pieces = packetFilePieces(decoded.conversation.trace, {
    comment: captureComment(decoded.conversation.trace),
    startedAtMs: startOf(decoded),
  });
  if (output === '-') for (const piece of pieces) await write(piece);
  else await writeFile(output, pieces);
}

/** When the trace began: its times count from then. */
function startOf({ connections, connection, conversation }: Decoded): number {
  const firstAtMs = conversation.trace.events[0]?.sentAtMs ?? 0;
  return (connections[connection]?.summary?.startedAtMs ?? firstAtMs) - firstAtMs;
}

async function writeFile(name: string, pieces: Iterable<Uint8Array>): Promise<void> {
  try {
    const file = await open(name, 'w');
    try {
      for (const piece of pieces) await file.writeFile(piece);
    } catch (error) {
      // Half a file is of no use, but a device isn't ours to remove.
      if ((await file.stat()).isFile()) await rm(name, { force: true });
      throw error;
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new CommandFailure(notWrittenWords(fileProblemOf(error), name));
  }
}

/** Writing begins by emptying the output. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  if (one === '-' || other === '-') return false;
  const [first, second] = await Promise.all(
    [one, other].map((name) => realpath(name).catch(() => null)),
  );
  return first !== null && first === second;
}
