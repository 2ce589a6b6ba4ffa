/**
 * The JSON documents that this site exports, and their reader. Each contains bytes of one
 * connection: a trace, all units of a conversation, or one unit.
 */

import { lengthOfRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { MAX_WINDOW_BITS, MIN_WINDOW_BITS } from '#core/protocol/compression/deflate-parameters.ts';
import type {
  Compression,
  DeflateAgreement,
} from '#core/protocol/compression/permessage-deflate.ts';
import type { HeadPart } from '#core/protocol/http/http-head.ts';
import { DIRECTIONS, type Direction, type Side } from './direction.ts';
import { JsonValue, type JsonProblem, type ProblemSlot } from './json-value.ts';
import {
  decodeEndpoint,
  decodeProvenance,
  decodeRange,
  decodeTraceJson,
  TRACE_FORMAT,
} from './trace-json.ts';
import {
  capturedWithin,
  gapFrom,
  type ByteStream,
  type EndpointDescription,
  type Provenance,
  type Signal,
  type Trace,
} from './trace.ts';

export const UNIT_FORMAT = 'ws-101-unit/1';
export const CONVERSATION_FORMAT = 'ws-101-conversation/1';

/** What is read of a unit. Exports also describe its fields and findings. */
export type WireUnitJson = {
  /** "frame". Of "not-captured", the bytes were sent but are unknown. */
  readonly kind: string;
  readonly direction: Direction;
  /** The byte range in the stream of its direction. */
  readonly bytes: ByteRange;
  /** When its first byte was sent, in milliseconds since the trace began. Absent if unknown. */
  readonly sentAtMs?: number;
  /** As hex. Empty if they were not captured. */
  readonly buffers: { readonly wire?: string };
};

export type WireUnitDocument = {
  readonly format: typeof UNIT_FORMAT;
  readonly provenance: Provenance;
  readonly unit: WireUnitJson;
};

export type WireConversationDocument = {
  readonly format: typeof CONVERSATION_FORMAT;
  readonly provenance: Provenance;
  readonly endpoints: Readonly<Record<Side, EndpointDescription>>;
  readonly compression: DeflateAgreement | null;
  /** Both directions, in the order of sending. */
  readonly units: readonly WireUnitJson[];
};

/** Bytes that were exported together: a unit, or a segment of a trace. */
export type ExportedChunk = {
  readonly direction: Direction;
  /** Milliseconds since the trace began; null if unknown. */
  readonly atMs: number | null;
  /** The position in the stream of its direction. Between chunks, bytes can be missing. */
  readonly offset: number;
  readonly bytes: Uint8Array;
  /** TCP's, if the document has segments. */
  readonly signals: readonly Signal[];
  /** If it begins with a head: what is unknown of that. */
  readonly headLacks?: readonly HeadPart[];
};

export type ExportedConnection = {
  readonly provenance: Provenance;
  /** Null in the document of one unit. */
  readonly endpoints: Readonly<Record<Side, EndpointDescription>> | null;
  /** How each side compresses, if the document names it. */
  readonly compression: DeflateAgreement | null;
  /** In the order of sending. */
  readonly chunks: readonly ExportedChunk[];
  /** Only of a trace's document: when each segment arrived, what was lost or altered. */
  readonly trace: Trace | null;
};

export type OwnExport =
  | { readonly kind: 'connections'; readonly connections: readonly ExportedConnection[] }
  | { readonly kind: 'problem'; readonly problem: JsonProblem };

const FORMATS = [TRACE_FORMAT, CONVERSATION_FORMAT, UNIT_FORMAT] as const;

/** The exported bytes, or the first problem of a damaged document. Null for any other JSON. */
export function readOwnExport(json: unknown): OwnExport | null {
  if (!claimsToBeOwn(json)) return null;
  const slot: ProblemSlot = { problem: null };
  const root = new JsonValue(json, slot);
  const format = root.member('format').oneOf(FORMATS);
  if (slot.problem !== null) return { kind: 'problem', problem: slot.problem };
  if (format === TRACE_FORMAT) return readTrace(json);
  const connection = format === UNIT_FORMAT ? readUnitDocument(root) : readConversation(root);
  return slot.problem === null
    ? { kind: 'connections', connections: [connection] }
    : { kind: 'problem', problem: slot.problem };
}

/** Also of a version that is not known here. */
function claimsToBeOwn(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || !('format' in json)) return false;
  return typeof json.format === 'string' && json.format.startsWith('ws-101-');
}

function readTrace(json: unknown): OwnExport {
  const reading = decodeTraceJson(json);
  if (reading.kind === 'problem') return reading;
  const { trace } = reading;
  const { provenance, endpoints } = trace;
  const chunks = chunksOf(trace);
  const connection = { provenance, endpoints, compression: null, chunks, trace };
  return { kind: 'connections', connections: [connection] };
}

/** The captured bytes of each event, then those that no event carries. */
function chunksOf({ events, streams }: Trace): ExportedChunk[] {
  const chunks: ExportedChunk[] = [];
  const reached: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  for (const { direction, range, sentAtMs, signals, headLacks } of events) {
    reached[direction] = Math.max(reached[direction], range.end);
    const pieces = piecesOf(streams[direction], range);
    // An event without bytes has signals.
    const [first = { offset: range.start, bytes: NO_BYTES }, ...others] = pieces;
    const lacks = headLacks && { headLacks };
    chunks.push({ direction, atMs: sentAtMs, ...first, signals, ...lacks });
    for (const piece of others) chunks.push({ direction, atMs: sentAtMs, ...piece, signals: [] });
  }
  for (const direction of DIRECTIONS) {
    const rest = { start: reached[direction], end: streams[direction].length };
    for (const piece of piecesOf(streams[direction], rest)) {
      chunks.push({ direction, atMs: null, ...piece, signals: [] });
    }
  }
  return chunks;
}

/** The captured bytes of a range, without its gaps. */
function piecesOf(
  stream: ByteStream,
  { start, end }: ByteRange,
): Pick<ExportedChunk, 'offset' | 'bytes'>[] {
  const pieces: Pick<ExportedChunk, 'offset' | 'bytes'>[] = [];
  for (let at = start; at < end;) {
    const captured = capturedWithin(stream, { start: at, end });
    if (lengthOfRange(captured) > 0) {
      pieces.push({ offset: at, bytes: stream.read(at, captured.end) });
    }
    at = Math.max(captured.end, gapFrom(stream, captured.end)?.end ?? end);
  }
  return pieces;
}

function readConversation(root: JsonValue): ExportedConnection {
  const provenance = decodeProvenance(root.member('provenance'));
  const endpoints = {
    client: decodeEndpoint(root.member('endpoints').member('client')),
    server: decodeEndpoint(root.member('endpoints').member('server')),
  };
  const compression = decodeCompression(root.member('compression'));
  const reached: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const chunks: ExportedChunk[] = [];
  for (const unit of root.member('units').elements()) {
    const { isCaptured, ...chunk } = readUnit(unit, reached);
    if (isCaptured) chunks.push(chunk);
  }
  return { provenance, endpoints, compression, chunks, trace: null };
}

function readUnitDocument(root: JsonValue): ExportedConnection {
  const provenance = decodeProvenance(root.member('provenance'));
  const { isCaptured, ...chunk } = readUnit(root.member('unit'), null);
  // Nothing is known of the bytes before it.
  const chunks = isCaptured ? [{ ...chunk, offset: 0 }] : [];
  return { provenance, endpoints: null, compression: null, chunks, trace: null };
}

/** Units tile their stream: each begins where the one before it ended, if `reached` is known. */
function readUnit(
  json: JsonValue,
  reached: Record<Direction, number> | null,
): ExportedChunk & { readonly isCaptured: boolean } {
  const direction = json.member('direction').oneOf(DIRECTIONS);
  const range = decodeRange(json.member('bytes'), Number.MAX_SAFE_INTEGER);
  if (reached) {
    const start = json.member('bytes').member('start');
    if (range.start !== reached[direction]) start.reject(String(reached[direction]), null);
    reached[direction] = range.end;
  }
  const sentAtMs = json.member('sentAtMs');
  const wire = json.member('buffers').member('wire');
  const bytes = decodeHex(wire);
  const isCaptured = json.member('kind').text() !== 'not-captured';
  if (bytes.length !== (isCaptured ? lengthOfRange(range) : 0)) {
    wire.reject(isCaptured ? `hex of ${lengthOfRange(range)} bytes` : 'no bytes', NO_BYTES);
  }
  return {
    direction,
    atMs: sentAtMs.isAbsent ? null : sentAtMs.number(),
    offset: range.start,
    bytes,
    signals: [],
    isCaptured,
  };
}

function decodeHex(json: JsonValue): Uint8Array {
  const text = json.text();
  const isHex = text.length % 2 === 0 && !/[^\da-f]/i.test(text);
  return isHex ? fromHex(text) : json.reject('hex', NO_BYTES);
}

function decodeCompression(json: JsonValue): DeflateAgreement | null {
  if (json.isNull) return null;
  const sideOf = (side: Side): Compression => {
    const member = json.member(side);
    return {
      contextTakeover: member.member('contextTakeover').flag(),
      windowBits: member.member('windowBits').integer(MIN_WINDOW_BITS, MAX_WINDOW_BITS),
    };
  };
  return { client: sideOf('client'), server: sideOf('server') };
}
