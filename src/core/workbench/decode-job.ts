/**
 * Reading what Decode was given: its form, its connection, the edits, and what the bytes say then.
 */

import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf } from '#core/captures/captured-trace.ts';
import { readCapture } from '#core/captures/capture.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { recogniseStarts } from './recognised-start.ts';
import { applyEdit, type Edit } from '#core/editing/edit.ts';
import { pastedTrace } from '#core/notations/pasted-trace.ts';
import { rawConnection } from '#core/notations/raw-bytes.ts';
import { readText } from '#core/notations/read-text.ts';
import type { Reading, ReadConnection } from '#core/notations/reading.ts';
import type { SourceMap } from '#core/notations/source-map.ts';
import type { Trace } from '#core/trace/trace.ts';
import type {
  ConnectionChoice,
  Decoded,
  DecodeChoices,
  DecodeInput,
  DecodeRequest,
  ReadingSummary,
} from './decoded.ts';

/** What an input holds, whatever the reader chooses of it. */
type Opened = {
  readonly readings: readonly Reading[];
  readonly summaries: readonly ReadingSummary[];
  readonly captured: readonly Trace[];
  readonly unreadForm: string | null;
};

type Chosen = Pick<Decoded, 'connections' | 'reading' | 'connection' | 'source' | 'original'>;

/** Keeps what it read of the last input: edits and choices come one after the other. */
export class DecodeJob {
  #input: DecodeInput | null = null;
  #opened: Opened | null = null;

  run({ input, choices, edits, mostUnits }: DecodeRequest): Decoded {
    const opened = this.#open(input);
    const chosen = choose(input, opened, choices);
    const conversation = converse(chosen.original, choices, edits, mostUnits);
    return {
      ...chosen,
      edits,
      readings: opened.summaries,
      unreadForm: opened.unreadForm,
      conversation,
      recognised: recogniseStarts(conversation),
    };
  }

  #open(input: DecodeInput): Opened {
    if (this.#opened !== null && this.#input !== null && isSame(input, this.#input)) {
      return this.#opened;
    }
    this.#input = input;
    this.#opened = open(input);
    return this.#opened;
  }
}

function isSame(one: DecodeInput, other: DecodeInput): boolean {
  if (one.kind === 'text') return other.kind === 'text' && one.text === other.text;
  if (one.kind === 'file') return other.kind === 'file' && one.bytes === other.bytes;
  return one === other;
}

function open(input: DecodeInput): Opened {
  const nothing: Opened = { readings: [], summaries: [], captured: [], unreadForm: null };
  switch (input.kind) {
    case 'text': {
      const readings = readText(input.text);
      return { ...nothing, readings, summaries: readings.map(summaryOf) };
    }
    case 'file':
      return { ...nothing, ...openCapture(input.bytes) };
    case 'trace':
      return nothing;
  }
}

function openCapture(bytes: Uint8Array): Pick<Opened, 'captured' | 'unreadForm'> {
  const reading = readCapture(bytes);
  if (reading.kind === 'unreadable') return { captured: [], unreadForm: reading.form };
  const notes = {
    recordedOn: '',
    tool: reading.form,
    client: { name: 'Client' },
    server: { name: 'Server' },
  };
  const captured = listConnections(reading.packets).connections.map((connection) =>
    traceOf(connection, notes),
  );
  return { captured, unreadForm: null };
}

function choose(input: DecodeInput, opened: Opened, choices: DecodeChoices): Chosen {
  switch (input.kind) {
    case 'text': {
      const wanted = opened.readings.findIndex(({ notation }) => notation === choices.notation);
      const index = Math.max(0, wanted);
      const { connections } = opened.readings[index]!;
      const connection = clampIndex(choices.connection, connections.length);
      return { ...pasted(connections, connection, choices), reading: opened.summaries[index]! };
    }
    case 'file': {
      const connection = clampIndex(choices.connection, opened.captured.length);
      const original = opened.captured[connection];
      if (original === undefined)
        return { ...pasted([rawConnection(input.bytes)], 0, choices), reading: null, source: null };
      const connections = opened.captured.map(choiceOfTrace);
      return { connections, connection, reading: null, source: null, original };
    }
    case 'trace': {
      const original = input.trace;
      return {
        connections: [choiceOfTrace(original)],
        connection: 0,
        reading: null,
        source: null,
        original,
      };
    }
  }
}

function pasted(
  connections: readonly ReadConnection[],
  connection: number,
  { directions }: DecodeChoices,
): Omit<Chosen, 'reading'> & { readonly source: SourceMap } {
  const { trace, source } = pastedTrace(connections[connection]!, directions);
  return { connections: connections.map(choiceOf), connection, source, original: trace };
}

function converse(
  original: Trace,
  { compression }: DecodeChoices,
  edits: readonly Edit[],
  mostUnits: number,
): Conversation {
  const trace = edits.reduce(applyEdit, original);
  const options = { mostUnits };
  if (compression === 'as-agreed') return readInflatedConversation(trace, options);
  return readInflatedConversation(trace, {
    ...options,
    compression: compression === 'none' ? null : compression,
  });
}

function summaryOf({ connections, ...reading }: Reading): ReadingSummary {
  return { ...reading, connections: connections.map(choiceOf) };
}

function choiceOf({ client, server, bytes }: ReadConnection): ConnectionChoice {
  return { client, server, size: bytes.length };
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
