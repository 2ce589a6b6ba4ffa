/**
 * Sends what was decoded from the worker to the page in pieces. Each is small enough that the page
 * unpacks it without a noticeable pause, however many frames there are.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { Finding } from '#core/conversation/finding.ts';
import type { Message } from '#core/conversation/message.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { SourceMap, type SourceMapData } from '#core/paste/assembly/source-map.ts';
import type { Delivery } from '#core/trace/delivery.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { readStream, streamOf, type Trace } from '#core/trace/trace.ts';
import type { Decoded } from '#core/workbench/decoded.ts';
import { packUnits, unpackUnits, type PackedUnits } from './packed-frames.ts';

type PlainStream = { readonly bytes: Uint8Array; readonly gaps: readonly ByteRange[] };

type PlainTrace = Omit<Trace, 'streams'> & {
  readonly streams: Readonly<Record<Direction, PlainStream>>;
};

type Beginning = {
  readonly kind: 'beginning';
  /** Plain data, sent as it is. */
  readonly rest: Omit<Decoded, 'source' | 'original' | 'conversation'>;
  readonly source: SourceMapData | null;
  readonly original: PlainTrace;
  /** Null if nothing was edited. */
  readonly edited: PlainTrace | null;
  readonly compression: Conversation['compression'];
};

export type DecodedPiece =
  | Beginning
  | {
      readonly kind: 'units';
      readonly units: PackedUnits;
      readonly deliveries: readonly Delivery[];
    }
  | { readonly kind: 'messages'; readonly messages: readonly Message[] }
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | { readonly kind: 'end' };

/** Items in a piece: a thousand take some milliseconds to send. */
const PIECE_SIZE = 500;

export function* packDecoded(decoded: Decoded): Generator<DecodedPiece> {
  const { source, original, conversation, ...rest } = decoded;
  const { trace, units, deliveries, messages, findings, compression } = conversation;
  yield {
    kind: 'beginning',
    rest,
    source: source && withOwnPositions(source.data),
    original: toPlain(original),
    edited: trace === original ? null : toPlain(trace),
    compression,
  };
  for (const start of pieceStarts(units.length)) {
    yield {
      kind: 'units',
      units: packUnits(units.slice(start, start + PIECE_SIZE).map(withOwnBytes)),
      deliveries: deliveries.slice(start, start + PIECE_SIZE),
    };
  }
  for (const start of pieceStarts(messages.length)) {
    yield { kind: 'messages', messages: messages.slice(start, start + PIECE_SIZE) };
  }
  for (const start of pieceStarts(findings.length)) {
    yield { kind: 'findings', findings: findings.slice(start, start + PIECE_SIZE) };
  }
  yield { kind: 'end' };
}

/** Joins the pieces. */
export class DecodedAssembly {
  #beginning: Beginning | null = null;
  readonly #units: Unit[] = [];
  readonly #deliveries: Delivery[] = [];
  readonly #messages: Message[] = [];
  readonly #findings: Finding[] = [];

  /** Everything that was decoded, after the last piece; null before it. */
  take(piece: DecodedPiece): Decoded | null {
    switch (piece.kind) {
      case 'beginning':
        this.#beginning = piece;
        return null;
      case 'units':
        this.#units.push(...unpackUnits(piece.units, this.#bytes()));
        this.#deliveries.push(...piece.deliveries);
        return null;
      case 'messages':
        this.#messages.push(...piece.messages);
        return null;
      case 'findings':
        this.#findings.push(...piece.findings);
        return null;
      case 'end':
        return this.#finish();
    }
  }

  #begun(): Beginning {
    if (this.#beginning === null) throw new Error('expected a beginning first, got none');
    return this.#beginning;
  }

  /** The bytes of each direction after all edits. */
  #bytes(): Record<Direction, Uint8Array> {
    const { original, edited } = this.#begun();
    const { streams } = edited ?? original;
    return {
      'client-to-server': streams['client-to-server'].bytes,
      'server-to-client': streams['server-to-client'].bytes,
    };
  }

  #finish(): Decoded {
    const { rest, source, original, edited, compression } = this.#begun();
    const originalTrace = fromPlain(original);
    return {
      ...rest,
      source: source && new SourceMap(source),
      original: originalTrace,
      conversation: {
        trace: edited === null ? originalTrace : fromPlain(edited),
        units: this.#units,
        deliveries: this.#deliveries,
        messages: this.#messages,
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
    bytes: readStream(trace, direction).slice(),
    gaps: trace.streams[direction].gaps,
  }));
  return {
    ...trace,
    streams: { 'client-to-server': toServer!, 'server-to-client': toClient! },
  };
}

function fromPlain(trace: PlainTrace): Trace {
  const streamFrom = (direction: Direction) => {
    const { bytes, gaps } = trace.streams[direction];
    return streamOf(bytes, gaps);
  };
  return {
    ...trace,
    streams: {
      'client-to-server': streamFrom('client-to-server'),
      'server-to-client': streamFrom('server-to-client'),
    },
  };
}
