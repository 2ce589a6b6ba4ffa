/**
 * The sessions of tests/fixtures/sessions: real connections, and what TShark and a second parser
 * read in them.
 */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import type { Direction } from '#core/trace/direction.ts';
import { streamOf, type Trace, type TraceEvent } from '#core/trace/trace.ts';

export type Dir = 'c2s' | 's2c';

/** A frame as other tools read it. Payloads over 256 bytes are represented by their SHA-256. */
export type RecordedFrame = {
  readonly dir: Dir;
  readonly fin: number;
  readonly rsv1: number;
  readonly rsv2: number;
  readonly rsv3: number;
  readonly opcode: number;
  readonly masked: number;
  readonly maskKey?: string | null;
  readonly lengthForm: number;
  /** A string above 2^53. */
  readonly payloadLength: number | string;
  readonly headerLength: number;
  readonly payloadHex?: string;
  readonly payloadSha256?: string;
  readonly closeCode?: number | null;
  readonly closeReason?: string;
  /** The recording has less than the declared length. */
  readonly incomplete?: boolean;
  readonly tsharkExpert?: readonly string[];
  /** Present where only the second parser found it. */
  readonly source?: string;
};

type RecordedMessage = {
  readonly dir: Dir;
  readonly opcode: number;
  readonly compressed: boolean;
  readonly compressedLength?: number;
  /** Indices of its frames. */
  readonly frames: readonly number[];
  readonly length?: number;
  readonly dataHex?: string;
  readonly dataSha256?: string;
  readonly invalidUtf8At?: number;
  readonly inflateError?: string;
  readonly unfinished?: boolean;
};

type Handshake = {
  readonly request?: string | null;
  readonly response?: string | null;
  readonly requestBytes?: number;
  readonly responseBytes?: number;
  readonly status?: number;
  readonly responseBodyBytes?: number;
};

type Segment = readonly [Dir, seconds: number, sequence: number, length: number, ...unknown[]];

export type RecordedConnection = {
  /** What was tried on purpose. */
  readonly label?: string;
  readonly handshake?: Handshake;
  /** All heads, where there are more than those of the handshake. */
  readonly http?: readonly {
    readonly dir: Dir;
    readonly head: string;
    readonly bodyLength: number;
    readonly status?: number;
  }[];
  readonly permessageDeflate?: Readonly<Record<string, string | true>>;
  readonly frames: readonly RecordedFrame[];
  /** Absent for HTTP/2. */
  readonly messages?: readonly RecordedMessage[];
  /** Bytes after the last complete frame. */
  readonly trailingBytes?: Readonly<Partial<Record<Dir, { readonly length: number }>>>;
  readonly h2Stream?: number;
  readonly streams: {
    readonly c2s: string;
    readonly s2c: string;
    /** Absent for HTTP/2, whose DATA bytes these streams are. */
    readonly segments?: readonly Segment[];
    /** Present where the segments are those of TLS. */
    readonly note?: string;
  };
};

type RecordedSession = {
  readonly name: string;
  readonly title: string;
  readonly connections: readonly RecordedConnection[];
};

const folder = new URL('../fixtures/sessions/', import.meta.url);

export const SESSIONS: readonly RecordedSession[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json.gz'))
  .map((file) => {
    const text = gunzipSync(readFileSync(new URL(file, folder))).toString('utf8');
    return { name: file.replace('.json.gz', ''), ...(JSON.parse(text) as object) };
  }) as unknown as RecordedSession[];

/** One segment's bytes, in the order in which the segments passed. */
type Cut = { readonly dir: Dir; readonly start: number; readonly end: number };

/**
 * Cuts where there are no segments of the bytes themselves: every size from 1 to 40, again and
 * again, in turns.
 */
function cutsOfOurOwn(lengths: Readonly<Record<Dir, number>>): Cut[] {
  const cuts: Cut[] = [];
  const reached = { c2s: 0, s2c: 0 };
  for (let turn = 0; reached.c2s < lengths.c2s || reached.s2c < lengths.s2c; turn++) {
    for (const dir of ['c2s', 's2c'] as const) {
      const start = reached[dir];
      const end = Math.min(lengths[dir], start + 1 + ((turn * 7) % 40));
      if (end > start) cuts.push({ dir, start, end });
      reached[dir] = end;
    }
  }
  return cuts;
}

/** Bytes that become known with a segment. */
type Delivered = {
  /** Its index among the cuts. */
  readonly segment: number;
  readonly start: number;
  readonly end: number;
};

export function bytesOf({ streams }: RecordedConnection): Readonly<Record<Dir, Uint8Array>> {
  return { c2s: fromHex(streams.c2s), s2c: fromHex(streams.s2c) };
}

function cutsOf({ streams }: RecordedConnection): readonly Cut[] {
  const { c2s, s2c, segments, note } = streams;
  if (segments === undefined || note !== undefined) {
    return cutsOfOurOwn({ c2s: c2s.length / 2, s2c: s2c.length / 2 });
  }
  // Relative sequence numbers count the SYN.
  return segments.map(([dir, , sequence, length]) => ({
    dir,
    start: sequence - 1,
    end: sequence - 1 + length,
  }));
}

export function directionOf(dir: Dir): Direction {
  return dir === 'c2s' ? 'client-to-server' : 'server-to-client';
}

/** The recording as a trace. Its times are those of the cuts' order. */
export function traceOfRecorded(connection: RecordedConnection): Trace {
  const { c2s, s2c } = bytesOf(connection);
  const events = cutsOf(connection).map(({ dir, start, end }, index): TraceEvent => ({
    direction: directionOf(dir),
    signals: [],
    range: { start, end },
    sentAtMs: index,
    arrival: { kind: 'unknown' },
  }));
  return {
    provenance: { kind: 'recorded', recordedOn: '2026-11-22', tool: 'dumpcap' },
    endpoints: { client: { name: 'client' }, server: { name: 'server' } },
    streams: { 'client-to-server': streamOf(c2s), 'server-to-client': streamOf(s2c) },
    events,
  };
}

/** What TCP hands on of one direction, segment by segment: in order, and nothing twice. */
export function deliveries(connection: RecordedConnection, dir: Dir): readonly Delivered[] {
  const early: Cut[] = [];
  let reached = 0;
  return cutsOf(connection).flatMap((cut, segment) => {
    if (cut.dir !== dir) return [];
    early.push(cut);
    const start = reached;
    for (let found = true; found;) {
      const next = early.find((each) => each.start <= reached && each.end > reached);
      found = next !== undefined;
      reached = next?.end ?? reached;
    }
    return reached > start ? [{ segment, start, end: reached }] : [];
  });
}

export function deliveredChunks(connection: RecordedConnection, dir: Dir): Uint8Array[] {
  const bytes = bytesOf(connection)[dir];
  return deliveries(connection, dir).map(({ start, end }) => bytes.slice(start, end));
}

/** Bytes in the words of the recordings: hex up to 256, and above that their digest. */
export function bytesSummary(bytes: Uint8Array): string {
  return bytes.length <= 256 ? toHex(bytes) : createHash('sha256').update(bytes).digest('hex');
}
