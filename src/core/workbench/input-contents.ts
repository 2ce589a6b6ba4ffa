/**
 * What an input of Decode contains, before any choice: the readings of a text, or the connections
 * of a capture.
 */

import { readCapture, type CaptureReading } from '#core/captures/capture.ts';
import { listConnections } from '#core/captures/captured-connection.ts';
import { captureFacts, jointFacts, type CaptureFacts } from '#core/captures/capture-facts.ts';
import { partOf, UNREPORTED, type ReportProgress } from '#core/captures/progress.ts';
import { heldInMemory, traceOf } from '#core/captures/captured-trace.ts';
import { foreignFormatOf, type ForeignFormat } from '#core/captures/foreign-format.ts';
import {
  CONTENT_KINDS,
  contentOf,
  type ConnectionContent,
} from '#core/captures/connection-content.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import type { ReadConnection, Reading } from '#core/paste/reading.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { summarizeConnection, type ConnectionSummary } from './connection-summary.ts';
import type { TlsFacts } from '#core/tls/tls-connection.ts';
import type { ConnectionChoice, DecodeInput, FileInput, ReadingSummary } from './decoded.ts';

export type InputContents = {
  /** Of a text: at least one, the likeliest first. Empty for other inputs. */
  readonly readings: readonly Reading[];
  /** One for each reading. */
  readonly summaries: readonly ReadingSummary[];
  /** Null for an input that is no capture. */
  readonly capture: OpenedCapture | null;
  /** A known format of a file that isn't read here; null for other inputs. */
  readonly foreign: ForeignFormat | null;
};

export type CapturedTrace = {
  readonly trace: Trace;
  readonly content: ConnectionContent;
  readonly tls: TlsFacts | null;
  /** Bytes of the HTTP/2 connection around it that could not be read. */
  readonly unreadSize: number;
};

/** One that is listed, with what its row says. */
export type ListedTrace = CapturedTrace & {
  readonly summary: ConnectionSummary;
  /** The name of its file, if several are open. */
  readonly file: string | null;
};

/** Finds the connections within captured ones, with the secrets of key logs. */
export type ConnectionOpener = (
  keyLogs: readonly string[],
) => (trace: Trace) => readonly CapturedTrace[];

export type OpenedCapture = {
  readonly facts: CaptureFacts;
  /** WebSocket first, otherwise in the order of their first packets. */
  readonly connections: readonly ListedTrace[];
};

const NOTHING: InputContents = { readings: [], summaries: [], capture: null, foreign: null };

/** Without an opener, TLS and HTTP/2 stay closed. */
export function readContents(
  input: DecodeInput,
  opener: ConnectionOpener | null = null,
  report = UNREPORTED,
): InputContents {
  switch (input.kind) {
    case 'text': {
      const readings = readPaste(input.text);
      return { ...NOTHING, readings, summaries: readings.map(summaryOf) };
    }
    case 'file':
      return readFileContents(input, opener, report);
    case 'trace':
      return NOTHING;
  }
}

function readFileContents(
  input: FileInput,
  opener: ConnectionOpener | null,
  report: ReportProgress,
): InputContents {
  const capture = readCaptureContents(input, opener, report);
  return { ...NOTHING, capture, foreign: capture === null ? foreignFormatOf(input.bytes) : null };
}

/** The parts of the work on a file after which its packets are found, and decoded. */
const PACKETS_READ = 0.2;
const PACKETS_DECODED = 0.7;

type ReadableCapture = Extract<CaptureReading, { readonly kind: 'capture' }>;

/** Null if no file is a capture that can be read: the first one is then read as frames. */
function readCaptureContents(
  { more = [], keyLogs = [], ...first }: FileInput,
  opener: ConnectionOpener | null,
  report: ReportProgress,
): OpenedCapture | null {
  const files = [first, ...more];
  const unreadFiles: string[] = [];
  const readings = files.flatMap(({ name, bytes }, index) => {
    const reading = readCapture(bytes);
    report(((index + 1) / files.length) * PACKETS_READ);
    if (reading.kind === 'capture') return [{ name, reading }];
    unreadFiles.push(name);
    return [];
  });
  if (readings.length === 0) return null;
  const ownKeyLogs = readings.flatMap(({ reading }) => reading.keyLogs);
  const open = opener?.([...ownKeyLogs, ...keyLogs]) ?? leaveClosed;
  const read = readings.map(({ name, reading }, index) => {
    const part = (done: number) => (index + done) / readings.length;
    const own = partOf(partOf(report, PACKETS_READ, 1), part(0), part(1));
    return readOne(reading, readings.length === 1 ? null : name, open, own);
  });
  const found = read.flatMap(({ connections }) => connections);
  const rank = ({ content }: CapturedTrace) => CONTENT_KINDS.indexOf(content.kind);
  const ordered = found.toSorted((a, b) => rank(a) - rank(b));
  return {
    facts: jointFacts(
      read.map(({ facts }) => facts),
      unreadFiles,
    ),
    connections: summarize(ordered),
  };
}

type FoundTrace = CapturedTrace &
  Pick<ListedTrace, 'file'> & {
    readonly startedAtMs: number | null;
  };

/** The connections of one file, in the order of their first packets. */
function readOne(
  reading: ReadableCapture,
  file: string | null,
  open: ReturnType<ConnectionOpener>,
  report: ReportProgress,
): { readonly facts: CaptureFacts; readonly connections: readonly FoundTrace[] } {
  const notes = {
    recordedOn: '',
    tool: reading.form,
    client: { name: 'Client' },
    server: { name: 'Server' },
  };
  const listing = listConnections(reading, partOf(report, 0, PACKETS_DECODED));
  const { length } = listing.connections;
  const reportOpened = partOf(report, PACKETS_DECODED, 1);
  const connections = listing.connections.flatMap((connection, index) => {
    reportOpened(index / length);
    const { seenAtNs = null } = connection.tcp.segments.at(0) ?? {};
    const startedAtMs = seenAtNs === null ? null : Number(seenAtNs) / 1e6;
    return open(traceOf(connection, notes)).map((opened) => ({ ...opened, file, startedAtMs }));
  });
  return { facts: captureFacts(reading, listing), connections };
}

/** Units of each direction that are read for a row: as many as are shown at first. */
const MAX_UNITS = 50_000;

/** Bytes whose frames are counted for the rows of all connections together. */
const MOST_COUNTED = 32 * 1024 * 1024;

function summarize(found: readonly FoundTrace[]): ListedTrace[] {
  let counted = 0;
  return found.map(({ startedAtMs, ...captured }) => {
    const { trace, content } = captured;
    const size = DIRECTIONS.reduce((sum, each) => sum + trace.streams[each].length, 0);
    // The only one is read anyway, when it is shown.
    const isCounted = hasFrames(content) && found.length > 1 && counted + size <= MOST_COUNTED;
    if (isCounted) counted += size;
    return {
      ...captured,
      summary: summarizeConnection(
        isCounted ? heldInMemory(trace) : trace,
        startedAtMs,
        isCounted ? MAX_UNITS : 0,
      ),
    };
  });
}

function hasFrames({ kind }: ConnectionContent): boolean {
  return kind === 'websocket' || kind === 'handshake' || kind === 'frames';
}

function leaveClosed(trace: Trace): readonly CapturedTrace[] {
  return [{ trace, content: contentOf(trace), tls: null, unreadSize: 0 }];
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
  return {
    name,
    client,
    server,
    content: null,
    tls: null,
    unreadSize: 0,
    summary: null,
    file: null,
    size: bytes.length,
  };
}
