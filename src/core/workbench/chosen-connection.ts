/** The connection of an input that Decode shows: the reader's choice, if the input has it. */

import { pastedTrace } from '#core/notations/pasted-trace.ts';
import { rawConnection } from '#core/notations/raw-bytes.ts';
import type { ReadConnection } from '#core/notations/reading.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { ConnectionChoice, Decoded, DecodeChoices, DecodeInput } from './decoded.ts';
import { toConnectionChoice, type InputContents } from './input-contents.ts';

export type ChosenConnection = Pick<
  Decoded,
  'connections' | 'reading' | 'connection' | 'source' | 'original'
>;

/** A notation that no reading has means the likeliest reading; an index is clamped. */
export function chooseConnection(
  input: DecodeInput,
  contents: InputContents,
  choices: DecodeChoices,
): ChosenConnection {
  switch (input.kind) {
    case 'text':
      return chooseReading(contents, choices);
    case 'file':
      return contents.captured.length > 0
        ? chooseCaptured(contents.captured, choices.connection)
        : { ...fromText([rawConnection(input.bytes)], choices), source: null };
    case 'trace':
      return chooseCaptured([input.trace], 0);
  }
}

function chooseReading(
  { readings, summaries }: InputContents,
  choices: DecodeChoices,
): ChosenConnection {
  const found = readings.findIndex(({ notation }) => notation === choices.notation);
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
  const { trace, source } = pastedTrace(chosen, choices.directions);
  return {
    connections: connections.map(toConnectionChoice),
    connection: index,
    reading: null,
    source,
    original: trace,
  };
}

/** @param traces at least one */
function chooseCaptured(traces: readonly Trace[], requested: number): ChosenConnection {
  const connection = clampIndex(requested, traces.length);
  const original = traces[connection];
  if (original === undefined) throw new Error('expected a captured connection, got none');
  return {
    connections: traces.map(choiceOfTrace),
    connection,
    reading: null,
    source: null,
    original,
  };
}

function choiceOfTrace({ endpoints, streams }: Trace): ConnectionChoice {
  return {
    client: endpoints.client.address ?? null,
    server: endpoints.server.address ?? null,
    size: streams['client-to-server'].length + streams['server-to-client'].length,
  };
}

function clampIndex(index: number, count: number): number {
  return Math.max(0, Math.min(index, count - 1));
}
