/** A trace, read: units of both directions in order of time, messages, and all findings. */

import type { DeflateAgreement } from '#core/protocol/compression/permessage-deflate.ts';
import type { ByteRange } from '#core/bytes/bit-range.ts';
import { isInterim, opensFrames } from '#core/protocol/opening/opening-response.ts';
import type { HeadPart } from '#core/protocol/http/http-head.ts';
import {
  capturedWithin,
  hasGaps,
  isPureSignal,
  readStream,
  type Trace,
} from '#core/trace/trace.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { DeliveryIndex, type Delivery } from '#core/trace/delivery.ts';
import { findAgreement, showsExtensions } from './compression-agreement.ts';
import { findViolations, type Finding, type KnownCompression } from './finding.ts';
import { joinMessages, type Message } from './message.ts';
import { isHeadUnit, type HeadUnit, type Unit } from './unit.ts';
import type { ReadingParts } from './reading-parts.ts';
import { readUnits } from './unit-reader.ts';

export type Conversation = {
  readonly trace: Trace;
  /** Units of both directions, in the order in which they were sent. */
  readonly units: readonly Unit[];
  /** Beside each unit: when it was sent and when it arrived. */
  readonly deliveries: readonly Delivery[];
  readonly messages: readonly Message[];
  /** How each side compresses its messages; null if they don't, or if it is unknown. */
  readonly compression: DeflateAgreement | null;
  readonly findings: readonly Finding[];
};

export type ReadingOptions = {
  /** How each side compresses. Default: as the handshake negotiated. Null: not at all. */
  readonly compression?: DeflateAgreement | null;
  /**
   * The maximum number of units to read per direction. The rest becomes one unread unit. Default:
   * no limit.
   */
  readonly maxUnits?: number;
  /** Ordinary frames of streams with so many bytes are read only when they are used. */
  readonly longFrom?: number;
  /** None, by default. */
  readonly parts?: ReadingParts;
};

export function readConversation(trace: Trace, options: ReadingOptions = {}): Conversation {
  const { parts = {} } = options;
  const index = new DeliveryIndex(trace);
  const mayBeCompressed = mayCompress(trace, options);
  const acceptedRequest = findAcceptedRequest(trace);
  const [sent, received] = DIRECTIONS.map((direction) => {
    const units = readUnits(direction, readStream(trace, direction), {
      maxUnits: options.maxUnits ?? Infinity,
      ...(options.longFrom !== undefined && { longFrom: options.longFrom }),
      gaps: trace.streams[direction].gaps,
      segmentStarts: segmentStarts(trace, direction),
      mayBeCompressed,
      headLacks: lacksOfHeads(trace, direction),
      acceptedRequest,
      parts,
    });
    return placeUnits(units, index);
  });
  const found = inOrder(sent!, received!);
  const compression =
    options.compression === undefined ? findAgreement(found) : options.compression;
  const units = (compression && parts.inflation?.inflateUnits(found, trace, compression)) ?? found;
  return {
    trace,
    units,
    deliveries: units.map(({ direction, range }) => index.deliveryOf(direction, range)),
    messages: joinMessages(units),
    compression,
    findings: findViolations(units, trace, knownCompression(units, compression, options)),
  };
}

/** Units of one direction, with what decides their place among those of the other one. */
type PlacedUnits = {
  readonly units: readonly Unit[];
  /** The last event that a unit and those before it begin in; -1 for none. */
  readonly reached: Int32Array;
};

function placeUnits(units: readonly Unit[], index: DeliveryIndex): PlacedUnits {
  const reached = new Int32Array(units.length);
  // TCP delivers bytes in order, whatever order their segments arrived in.
  let last = -1;
  units.forEach(({ kind, direction, range }, at) => {
    // A gap has no segment, so it is ordered by the first captured byte after it.
    const carried = kind === 'not-captured' ? firstByteAfter(range) : range;
    last = Math.max(last, index.deliveryOf(direction, carried).eventIndices[0] ?? last);
    reached[at] = last;
  });
  return { units, reached };
}

/** Both directions in the order of their events; the client's first where that is the same. */
function inOrder(sent: PlacedUnits, received: PlacedUnits): Unit[] {
  const units = new Array<Unit>(sent.units.length + received.units.length);
  let atReceived = 0;
  let at = 0;
  for (let atSent = 0; atSent < sent.units.length; atSent++) {
    while (received.reached[atReceived]! < sent.reached[atSent]!) {
      units[at++] = received.units[atReceived++]!;
    }
    units[at++] = sent.units[atSent]!;
  }
  while (atReceived < received.units.length) units[at++] = received.units[atReceived++]!;
  return units;
}

/** What is known of permessage-deflate: without a response, nobody knows what was negotiated. */
function knownCompression(
  units: readonly Unit[],
  compression: DeflateAgreement | null,
  options: ReadingOptions,
): KnownCompression {
  if (compression !== null) return 'negotiated';
  const isKnown = options.compression !== undefined || units.some(showsExtensions);
  return isKnown ? 'none' : 'unknown';
}

function firstByteAfter({ end }: ByteRange): ByteRange {
  return { start: end, end: end + 1 };
}

/** Heads that were put together from some of their fields, by where they begin. */
function lacksOfHeads(
  { events }: Trace,
  direction: Direction,
): ReadonlyMap<number, readonly HeadPart[]> {
  const lacks = new Map<number, readonly HeadPart[]>();
  for (const event of events) {
    if (event.direction === direction && event.headLacks) {
      lacks.set(event.range.start, event.headLacks);
    }
  }
  return lacks;
}

/** Segment starts are needed only after a gap. */
function segmentStarts({ events, streams }: Trace, direction: Direction): number[] {
  if (streams[direction].gaps.length === 0) return [];
  const starts = events
    .filter((event) => event.direction === direction && !isPureSignal(event))
    .map(({ range }) => range.start);
  return [...new Set(starts)].sort((a, b) => a - b);
}

/** False if the handshake is known to have accepted no compression. */
function mayCompress(trace: Trace, { compression }: ReadingOptions): boolean {
  if (compression !== undefined) return compression !== null;
  if (!hasGaps(trace)) return true;
  const heads = DIRECTIONS.flatMap((direction) => readHeads(trace, direction));
  return !heads.some(showsExtensions) || findAgreement(heads) !== null;
}

/** Without the frames after them. */
function readHeads(trace: Trace, direction: Direction): HeadUnit[] {
  return readUnits(direction, readStream(trace, direction), {
    maxUnits: 0,
    gaps: trace.streams[direction].gaps,
    headLacks: lacksOfHeads(trace, direction),
  }).filter(isHeadUnit);
}

/**
 * Which request the server accepted, counted from 1: each final response answers one (RFC
 * 9110 §15.2). Null if it accepted none, or if bytes are missing that could be heads.
 */
function findAcceptedRequest(trace: Trace): number | null {
  if (hasGaps(trace)) return null;
  const heads = readHeads(trace, 'server-to-client').flatMap((unit) =>
    unit.kind === 'response' ? [unit.head] : [],
  );
  const switching = heads.findIndex(opensFrames);
  if (switching === -1) return null;
  return 1 + heads.slice(0, switching).filter((head) => !isInterim(head.startLine.status)).length;
}

/** The number of the packet in which a unit begins, in the capture file; null if there is none. */
export function packetOf({ trace, deliveries }: Conversation, unitIndex: number): number | null {
  const [first] = deliveries[unitIndex]?.eventIndices ?? [];
  return first === undefined ? null : (trace.events[first]?.packet ?? null);
}

/** The unit's bytes as they were sent; empty for a gap. */
export function unitBytes(
  trace: Trace,
  { direction, range }: Pick<Unit, 'direction' | 'range'>,
): Uint8Array {
  const { start, end } = capturedWithin(trace.streams[direction], range);
  return trace.streams[direction].read(start, end);
}
