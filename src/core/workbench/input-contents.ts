/**
 * What an input of Decode contains, before any choice: the readings of a text, or the connections
 * of a capture.
 */

import { readCapture } from '#core/captures/capture.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { traceOf } from '#core/captures/captured-trace.ts';
import { readText } from '#core/notations/read-text.ts';
import type { ReadConnection, Reading } from '#core/notations/reading.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { ConnectionChoice, DecodeInput, ReadingSummary } from './decoded.ts';

export type InputContents = {
  /** Of a text: at least one, the likeliest first. Empty for other inputs. */
  readonly readings: readonly Reading[];
  /** One for each reading. */
  readonly summaries: readonly ReadingSummary[];
  /** The connections of a capture; empty for a file that is not a capture. */
  readonly captured: readonly Trace[];
};

const NOTHING: InputContents = { readings: [], summaries: [], captured: [] };

export function readContents(input: DecodeInput): InputContents {
  switch (input.kind) {
    case 'text': {
      const readings = readText(input.text);
      return { ...NOTHING, readings, summaries: readings.map(summaryOf) };
    }
    case 'file':
      return { ...NOTHING, captured: readCaptured(input.bytes) };
    case 'trace':
      return NOTHING;
  }
}

/** None if the file isn't a capture that can be read: its bytes are then read as frames. */
function readCaptured(bytes: Uint8Array): Trace[] {
  const reading = readCapture(bytes);
  if (reading.kind === 'unreadable') return [];
  const notes = {
    recordedOn: '',
    tool: reading.form,
    client: { name: 'Client' },
    server: { name: 'Server' },
  };
  const { connections } = listConnections(reading.packets);
  return connections.map((connection) => traceOf(connection, notes));
}

function summaryOf({ connections, ...reading }: Reading): ReadingSummary {
  return { ...reading, connections: connections.map(toConnectionChoice) };
}

export function toConnectionChoice({ client, server, bytes }: ReadConnection): ConnectionChoice {
  return { client, server, size: bytes.length };
}
