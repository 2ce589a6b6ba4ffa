/** The connections of an input that a command is about, each read as Decode reads it. */

import { NO_BYTES_FOUND, outOfRangeWords } from '#content/command-line/failure-words.ts';
import { noConnectionWords } from '#content/decode/capture-words.ts';
import { foreignWords } from '#content/decode/foreign-words.ts';
import { withoutBytesWords } from '#content/decode/form-words.ts';
import { DEFAULT_CHOICES, type Decoded, type DecodeInput } from '#core/workbench/decoded.ts';
import { InputReader } from '#core/workbench/input-reader.ts';
import { connectionOpener } from '#core/workbench/opened-connections.ts';
import { CommandFailure } from './failure.ts';
import { sentencesOf } from './remarks.ts';

export type Connections = {
  /** Of the input, whichever connection is read. */
  readonly first: Decoded;
  /** Indices among all connections of the input, at least one. */
  readonly indices: readonly number[];
  readonly read: (index: number) => Decoded;
};

/** @param wanted counted from 1; null for each that is a WebSocket */
export function readConnections(input: DecodeInput, wanted: number | null): Connections {
  const reader = new InputReader(connectionOpener);
  const read = (connection: number): Decoded =>
    reader.read({
      input,
      choices: { ...DEFAULT_CHOICES, connection },
      edits: [],
      maxUnits: Infinity,
    });
  const first = read(0);
  const obstacle = obstacleIn(first, input);
  if (obstacle !== null) throw new CommandFailure(obstacle);
  const { length } = first.connections;
  if (wanted !== null && wanted > length) throw new CommandFailure(outOfRangeWords(wanted, length));
  const indices = wanted === null ? webSocketsOf(first) : [wanted - 1];
  return { first, indices, read: (index) => (index === 0 ? first : read(index)) };
}

function webSocketsOf({ connections }: Decoded): number[] {
  return connections.flatMap(({ content, size }, index) => {
    const kind = content?.kind ?? 'websocket';
    const isWanted = kind === 'websocket' || kind === 'handshake' || kind === 'frames';
    return isWanted && size > 0 ? [index] : [];
  });
}

/** Why there is no connection at all, in words; null if there is one. */
function obstacleIn(
  { foreign, capture, connections, reading, conversation }: Decoded,
  input: DecodeInput,
): string | null {
  if (foreign !== null && input.kind === 'file') {
    return sentencesOf(foreignWords(foreign, input.name));
  }
  if (connections.some(({ size }) => size > 0)) return null;
  if (capture !== null) return sentencesOf(noConnectionWords(capture));
  const problem = reading?.problems.find(({ kind }) => kind === 'no-bytes');
  if (problem?.kind === 'no-bytes') {
    return sentencesOf(withoutBytesWords(problem.text));
  }
  return conversation.units.length === 0 ? NO_BYTES_FOUND : null;
}
