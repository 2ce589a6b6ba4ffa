/** The connection of an input that Decode shows: the reader's choice, if the input has it. */

import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { asStored, type StoredBytes } from '#core/bytes/stored-bytes.ts';
import { heldInMemory } from '#core/captures/captured-trace.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { rawConnection } from '#core/paste/assembly/raw-bytes.ts';
import { readingId, type ReadConnection } from '#core/paste/reading.ts';
import { swapSides } from '#core/trace/swapped-trace.ts';
import type { Trace } from '#core/trace/trace.ts';
import {
  DEFAULT_CHOICES,
  type ConnectionChoice,
  type Decoded,
  type DecodeChoices,
  type DecodeInput,
} from './decoded.ts';
import { toConnectionChoice, type InputContents } from './input-contents.ts';

export type ChosenConnection = Pick<
  Decoded,
  'connections' | 'reading' | 'connection' | 'chunks' | 'source' | 'original'
>;

/**
 * A reading that the text doesn't have means the likeliest; an index is clamped.
 *
 * @param hold puts the bytes of the chosen connection into memory
 */
export function chooseConnection(
  input: DecodeInput,
  contents: InputContents,
  choices: DecodeChoices,
  hold = heldInMemory,
): ChosenConnection {
  switch (input.kind) {
    case 'text':
      return chooseReading(contents, choices);
    case 'file':
      return chooseInFile(input.bytes, contents, choices, hold);
    case 'trace':
      return chooseCaptured(
        [
          {
            trace: input.trace,
            content: null,
            tls: null,
            unreadSize: 0,
            summary: null,
            file: null,
          },
        ],
        DEFAULT_CHOICES,
        (trace) => trace,
      );
  }
}

/** A capture without a connection, or that isn't read, has no bytes of one. */
function chooseInFile(
  bytes: Uint8Array | StoredBytes,
  { capture, foreign }: InputContents,
  choices: DecodeChoices,
  hold: typeof heldInMemory,
): ChosenConnection {
  if (capture !== null && capture.connections.length > 0) {
    return chooseCaptured(capture.connections, choices, hold);
  }
  const isBytes = capture === null && foreign === null;
  const file = asStored(bytes);
  const raw = rawConnection(isBytes ? file.read(0, file.size) : NO_BYTES);
  return { ...fromText([raw], choices), source: null };
}

function chooseReading(
  { readings, summaries }: InputContents,
  choices: DecodeChoices,
): ChosenConnection {
  const found = readings.findIndex((each) => readingId(each) === choices.reading);
  const index = Math.max(0, found);
  const reading = readings[index];
  if (reading === undefined) throw new Error('expected a reading of the text, got none');
  return { ...fromText(reading.connections, choices), reading: summaries[index] ?? null };
}

function fromText(
  connections: readonly ReadConnection[],
  choices: DecodeChoices,
): ChosenConnection {
  const index = clampIndex(choices.connection, connections.length);
  const chosen = connections[index];
  if (chosen === undefined) throw new Error('expected a connection in the reading, got none');
  const { trace, source } = pastedTrace(chosen, choices.directions, choices.senders);
  return {
    connections: connections.map(toConnectionChoice),
    connection: index,
    reading: null,
    chunks: chosen.chunks,
    source,
    original: trace,
  };
}

/** @param captured at least one */
function chooseCaptured(
  captured: readonly KnownTrace[],
  { connection: requested, directions }: DecodeChoices,
  hold: typeof heldInMemory,
): ChosenConnection {
  const connection = clampIndex(requested, captured.length);
  const chosen = captured[connection];
  if (chosen === undefined) throw new Error('expected a captured connection, got none');
  const trace = hold(chosen.trace);
  return {
    connections: captured.map(choiceOfTrace),
    connection,
    reading: null,
    chunks: [],
    source: null,
    original: directions === 'swapped' ? swapSides(trace) : trace,
  };
}

/** What a trace carries is only asked where there are several. */
type KnownTrace = Pick<ConnectionChoice, 'content' | 'tls' | 'unreadSize' | 'summary' | 'file'> & {
  readonly trace: Trace;
};

function choiceOfTrace({
  trace: { endpoints, streams },
  content,
  tls,
  unreadSize,
  summary,
  file,
}: KnownTrace): ConnectionChoice {
  return {
    name: null,
    content,
    tls,
    unreadSize,
    summary,
    file,
    client: endpoints.client.address ?? null,
    server: endpoints.server.address ?? null,
    size: streams['client-to-server'].length + streams['server-to-client'].length,
  };
}

function clampIndex(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1));
}
