/**
 * What an input of Decode contains, before any choice: the readings of a text, or the connections
 * of a capture.
 */

import { readCapture } from '#core/captures/capture.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { captureFacts, type CaptureFacts } from '#core/captures/capture-facts.ts';
import { traceOf } from '#core/captures/captured-trace.ts';
import {
  CONTENT_KINDS,
  contentOf,
  type ConnectionContent,
} from '#core/captures/connection-content.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import type { ReadConnection, Reading } from '#core/paste/reading.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { OpenedTrace } from '#core/tls/opened-trace.ts';
import type { TlsFacts } from '#core/tls/tls-connection.ts';
import type { ConnectionChoice, DecodeInput, FileInput, ReadingSummary } from './decoded.ts';

export type InputContents = {
  /** Of a text: at least one, the likeliest first. Empty for other inputs. */
  readonly readings: readonly Reading[];
  /** One for each reading. */
  readonly summaries: readonly ReadingSummary[];
  /** Null for an input that is no capture. */
  readonly capture: OpenedCapture | null;
};

export type CapturedTrace = {
  readonly trace: Trace;
  readonly content: ConnectionContent;
  readonly tls: TlsFacts | null;
};

/** Opens TLS with the secrets of key logs. It is loaded apart, because few inputs need it. */
export type TlsOpener = (keyLogs: readonly string[]) => (trace: Trace) => OpenedTrace;

export type OpenedCapture = {
  readonly facts: CaptureFacts;
  /** WebSocket first, otherwise in the order of their first packets. */
  readonly connections: readonly CapturedTrace[];
};

const NOTHING: InputContents = { readings: [], summaries: [], capture: null };

/** Without an opener, TLS stays closed. */
export function readContents(input: DecodeInput, opener: TlsOpener | null = null): InputContents {
  switch (input.kind) {
    case 'text': {
      const readings = readPaste(input.text);
      return { ...NOTHING, readings, summaries: readings.map(summaryOf) };
    }
    case 'file':
      return { ...NOTHING, capture: readCaptureContents(input, opener) };
    case 'trace':
      return NOTHING;
  }
}

/** Null if the file isn't a capture that can be read: its bytes are then read as frames. */
function readCaptureContents(
  { bytes, keyLogs = [] }: FileInput,
  opener: TlsOpener | null,
): OpenedCapture | null {
  const reading = readCapture(bytes);
  if (reading.kind === 'unreadable') return null;
  const openTls = opener?.([...reading.keyLogs, ...keyLogs]) ?? null;
  const notes = {
    recordedOn: '',
    tool: reading.form,
    client: { name: 'Client' },
    server: { name: 'Server' },
  };
  const listing = listConnections(reading.packets);
  const connections = listing.connections.map((connection) => {
    const trace = traceOf(connection, notes);
    const content = contentOf(trace);
    if (content.kind !== 'tls' || openTls === null) return { trace, content, tls: null };
    const opened = openTls(trace);
    return { ...opened, content: opened.trace === trace ? content : contentOf(opened.trace) };
  });
  const rank = ({ content }: CapturedTrace) => CONTENT_KINDS.indexOf(content.kind);
  return {
    facts: captureFacts(reading, listing),
    connections: connections.toSorted((a, b) => rank(a) - rank(b)),
  };
}

function summaryOf(reading: Reading): ReadingSummary {
  const { form, forms, variant, confidence, leftOut, lost, isReconstructed, problems, unread } =
    reading;
  return { form, forms, variant, confidence, leftOut, lost, isReconstructed, problems, unread };
}

export function toConnectionChoice({
  name,
  client,
  server,
  bytes,
}: ReadConnection): ConnectionChoice {
  return { name, client, server, content: null, tls: null, size: bytes.length };
}
