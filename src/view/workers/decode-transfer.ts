/**
 * Sends what was decoded from the worker to the page in pieces. Each is small enough that the page
 * unpacks it without a noticeable pause, however many frames there are.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { Finding } from '#core/conversation/finding.ts';
import { MessageJoiner } from '#core/conversation/message.ts';
import { FrameSource, OrdinaryFrame } from '#core/conversation/ordinary-frame.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { SourceMap, type SourceMapData } from '#core/paste/assembly/source-map.ts';
import { DeliveryIndex, type Delivery } from '#core/trace/delivery.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { streamOf, type Trace, type TraceEvent } from '#core/trace/trace.ts';
import type { TcpRow } from '#core/transport/tcp-rows.ts';
import type { Decoded } from '#core/workbench/decoded.ts';
import { packEvents, unpackEvents, type PackedEvents } from './packed-events.ts';
import { packUnits, unpackUnits, type PackedUnits } from './packed-frames.ts';

type PlainStream = { readonly bytes: Uint8Array; readonly gaps: readonly ByteRange[] };

/** Without events, which come in pieces. */
type PlainTrace = Omit<Trace, 'streams'> & {
  readonly streams: Readonly<Record<Direction, PlainStream>>;
};

type Beginning = {
  readonly kind: 'beginning';
  /** Plain data, sent as it is. */
  readonly rest: Omit<Decoded, 'source' | 'original' | 'conversation' | 'tcp'>;
  readonly source: SourceMapData | null;
  readonly original: PlainTrace;
  /** Null if nothing was edited. */
  readonly edited: PlainTrace | null;
  readonly compression: Conversation['compression'];
};

/** The trace before all edits, and after them if there are any. */
type TraceName = 'original' | 'edited';

export type DecodedPiece =
  | Beginning
  | { readonly kind: 'events'; readonly of: TraceName; readonly events: PackedEvents }
  | { readonly kind: 'units'; readonly units: PackedUnits }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | { readonly kind: 'tcp'; readonly rows: readonly TcpRow[] }
  | { readonly kind: 'end' };

/** Items in a piece: a thousand take some milliseconds to send if they are objects. */
const PIECE_SIZE = 500;

/** Of numbers, which take less. */
const PACKED_PIECE_SIZE = 5000;

export function* packDecoded(decoded: Decoded): Generator<DecodedPiece> {
  const { source, original, conversation, tcp, ...rest } = decoded;
  const { trace, units, findings, compression } = conversation;
  yield {
    kind: 'beginning',
    rest,
    source: source && withOwnPositions(source.data),
    original: toPlain(original),
    edited: trace === original ? null : toPlain(trace),
    compression,
  };
  yield* packAllEvents('original', original);
  if (trace !== original) yield* packAllEvents('edited', trace);
  for (let start = 0, end = 0; start < units.length; start = end) {
    end = endOfPiece(units, start);
    yield { kind: 'units', units: packUnits(units.slice(start, end).map(withOwnBytes)) };
  }
  for (const start of pieceStarts(findings.length)) {
    yield { kind: 'findings', findings: findings.slice(start, start + PIECE_SIZE) };
  }
  for (const start of pieceStarts(tcp.length)) {
    yield { kind: 'tcp', rows: tcp.slice(start, start + PIECE_SIZE) };
  }
  yield { kind: 'end' };
}

function* packAllEvents(of: TraceName, { events }: Trace): Generator<DecodedPiece> {
  for (let start = 0; start < events.length; start += PACKED_PIECE_SIZE) {
    yield {
      kind: 'events',
      of,
      events: packEvents(events.slice(start, start + PACKED_PIECE_SIZE)),
    };
  }
}

/** A piece has few units that are sent as objects, or many that are sent as numbers. */
function endOfPiece(units: readonly Unit[], start: number): number {
  let objects = 0;
  let end = start;
  for (; end < units.length && end - start < PACKED_PIECE_SIZE && objects < PIECE_SIZE; end++) {
    if (!(units[end] instanceof OrdinaryFrame)) objects++;
  }
  return end;
}

/** Joins the pieces. What follows from the units is made here, while they come. */
export class DecodedAssembly {
  #beginning: Beginning | null = null;
  readonly #units: Unit[] = [];
  readonly #deliveries: Delivery[] = [];
  readonly #messages = new MessageJoiner();
  readonly #findings: Finding[] = [];
  readonly #tcp: TcpRow[] = [];
  readonly #events: Record<TraceName, TraceEvent[]> = { original: [], edited: [] };
  readonly #carriers = new DeliveryIndex();
  #sources: Readonly<Record<Direction, FrameSource>> | null = null;

  /** Everything that was decoded, after the last piece; null before it. */
  take(piece: DecodedPiece): Decoded | null {
    switch (piece.kind) {
      case 'beginning':
        this.#beginning = piece;
        return null;
      case 'events':
        this.#takeEvents(piece.of, unpackEvents(piece.events));
        return null;
      case 'units':
        this.#takeUnits(unpackUnits(piece.units, (this.#sources ??= this.#makeSources())));
        return null;
      case 'findings':
        this.#findings.push(...piece.findings);
        return null;
      case 'tcp':
        this.#tcp.push(...piece.rows);
        return null;
      case 'end':
        return this.#finish();
    }
  }

  #begun(): Beginning {
    if (this.#beginning === null) throw new Error('expected a beginning first, got none');
    return this.#beginning;
  }

  #takeEvents(of: TraceName, events: readonly TraceEvent[]): void {
    const isRead = of === 'edited' || this.#begun().edited === null;
    for (const event of events) {
      this.#events[of].push(event);
      if (isRead) this.#carriers.add(event);
    }
  }

  #takeUnits(units: readonly Unit[]): void {
    for (const unit of units) {
      this.#units.push(unit);
      this.#deliveries.push(this.#carriers.deliveryOf(unit.direction, unit.range));
      this.#messages.take(unit);
    }
  }

  /** The bytes of each direction after all edits. */
  #makeSources(): Record<Direction, FrameSource> {
    const { original, edited } = this.#begun();
    const { streams } = edited ?? original;
    const sourceOf = (direction: Direction) => new FrameSource(direction, streams[direction].bytes);
    return {
      'client-to-server': sourceOf('client-to-server'),
      'server-to-client': sourceOf('server-to-client'),
    };
  }

  #finish(): Decoded {
    const { rest, source, original, edited, compression } = this.#begun();
    const originalTrace = fromPlain(original, this.#events.original);
    return {
      ...rest,
      tcp: this.#tcp,
      source: source && new SourceMap(source),
      original: originalTrace,
      conversation: {
        trace: edited === null ? originalTrace : fromPlain(edited, this.#events.edited),
        units: this.#units,
        deliveries: this.#deliveries,
        messages: this.#messages.end(),
        findings: this.#findings,
        compression,
      },
    };
  }
}

function pieceStarts(count: number): number[] {
  return Array.from({ length: Math.ceil(count / PIECE_SIZE) }, (_, index) => index * PIECE_SIZE);
}

/** A view is sent with its whole buffer, so inflated bytes get a separate, smaller buffer. */
function withOwnBytes(unit: Unit): Unit {
  if (unit.kind !== 'frame' || unit.inflation === undefined) return unit;
  return { ...unit, inflation: { ...unit.inflation, bytes: unit.inflation.bytes.slice() } };
}

/** Copies, because the buffers are transferred and the reading keeps using the originals. */
function withOwnPositions({ positions, runs }: SourceMapData): SourceMapData {
  return { runs, positions: { starts: positions.starts.slice(), ends: positions.ends.slice() } };
}

/** The buffers to transfer rather than copy: the worker doesn't need them afterwards. */
export function buffersOf(piece: DecodedPiece): ArrayBuffer[] {
  if (piece.kind === 'units') return [piece.units.frames.buffer as ArrayBuffer];
  if (piece.kind === 'events') return [piece.events.numbers.buffer as ArrayBuffer];
  if (piece.kind !== 'beginning') return [];
  const { source, original, edited } = piece;
  const arrays = [
    ...[original, edited].flatMap((trace) =>
      trace ? Object.values(trace.streams).map(({ bytes }) => bytes) : [],
    ),
    ...(source ? [source.positions.starts, source.positions.ends] : []),
  ];
  return arrays.map(({ buffer }) => buffer as ArrayBuffer);
}

function toPlain(trace: Trace): PlainTrace {
  const [toServer, toClient] = DIRECTIONS.map((direction) => ({
    bytes: trace.streams[direction].read(0, trace.streams[direction].length).slice(),
    gaps: trace.streams[direction].gaps,
  }));
  return {
    ...trace,
    events: [],
    streams: { 'client-to-server': toServer!, 'server-to-client': toClient! },
  };
}

function fromPlain(trace: PlainTrace, events: readonly TraceEvent[]): Trace {
  const streamFrom = (direction: Direction) => {
    const { bytes, gaps } = trace.streams[direction];
    return streamOf(bytes, gaps);
  };
  return {
    ...trace,
    events,
    streams: {
      'client-to-server': streamFrom('client-to-server'),
      'server-to-client': streamFrom('server-to-client'),
    },
  };
}
