/**
 * What TCP did between the frames of a conversation, as rows of a list (RFC 9293 §3.5, §3.6, §3.8):
 * its opening, its ends, segments that were sent again, and segments that passed late.
 *
 * Only traces of segments have such rows. A text without packets has none, and a stream of HTTP/2
 * has no TCP of its own. Missing bytes are units of the conversation.
 */

import { lengthOfRange, type ByteRange } from '#core/bytes/bit-range.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { rareUnits } from '#core/conversation/rare-units.ts';
import { isHeadUnit } from '#core/conversation/unit.ts';
import { isKnownHttp2 } from '#core/protocol/http/partial-head.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { isPureSignal, type TraceEvent } from '#core/trace/trace.ts';
import { firstCarried } from './first-carried.ts';

export const TCP_ROW_KINDS = [
  'syn',
  'syn-ack',
  'fin',
  'rst',
  /** All of its bytes, or its signal, passed before. */
  'retransmission',
  /** Some of its bytes passed before. */
  'overlap',
  /** Bytes after it passed before it. */
  'late',
  /** It never arrived, as a simulation knows. */
  'lost',
] as const;

export type TcpRowKind = (typeof TCP_ROW_KINDS)[number];

export type TcpRow = {
  readonly kind: TcpRowKind;
  readonly direction: Direction;
  /** Of the trace. */
  readonly eventIndex: number;
  readonly sentAtMs: number | null;
  /** The bytes of its stream that the segment carries. */
  readonly range: ByteRange;
  /** What it sends again; null for bytes. */
  readonly signal: 'syn' | 'syn-ack' | 'fin' | null;
  /** The unit before which it is listed, by its index; the number of units at the end. */
  readonly beforeUnit: number;
};

type Draft = Omit<TcpRow, 'beforeUnit'>;

/** In the order in which they were sent. */
export function tcpRows(conversation: Conversation): readonly TcpRow[] {
  const { trace, units } = conversation;
  const isHttp2 = rareUnits(units).some(({ unit }) => isHeadUnit(unit) && isKnownHttp2(unit.head));
  const isOfSegments = trace.events.some(({ signals }) => signals.length > 0);
  if (isHttp2 || !isOfSegments) return [];
  const drafts = DIRECTIONS.flatMap((direction) => [
    ...signalRows(trace.events, direction),
    ...(isInOrder(trace.events, direction) ? [] : dataRows(trace.events, direction)),
  ]);
  return placeRows(
    drafts.sort((a, b) => a.eventIndex - b.eventIndex),
    conversation,
  );
}

function signalRows(events: readonly TraceEvent[], direction: Direction): Draft[] {
  const rows: Draft[] = [];
  const seen = new Set<string>();
  events.forEach((event, eventIndex) => {
    if (event.direction !== direction) return;
    const kind = signalOf(event);
    if (kind === null) return;
    const { sentAtMs, range } = event;
    const isAgain = kind !== 'rst' && seen.has(kind);
    seen.add(kind);
    rows.push({
      kind: event.arrival.kind === 'lost' ? 'lost' : isAgain ? 'retransmission' : kind,
      direction,
      eventIndex,
      sentAtMs,
      range,
      signal: kind === 'rst' ? null : kind,
    });
  });
  return rows;
}

function signalOf({ signals }: TraceEvent): 'syn' | 'syn-ack' | 'fin' | 'rst' | null {
  // Nearly all segments.
  if (signals.length === 1 && signals[0] === 'ack') return null;
  if (signals.includes('rst')) return 'rst';
  if (signals.includes('syn')) return signals.includes('ack') ? 'syn-ack' : 'syn';
  return signals.includes('fin') ? 'fin' : null;
}

/** Whether each segment begins where the one before ended, or later, and arrived: most do. */
function isInOrder(events: readonly TraceEvent[], direction: Direction): boolean {
  let reached = 0;
  for (const event of events) {
    if (event.direction !== direction || isPureSignal(event)) continue;
    if (event.range.start < reached || event.arrival.kind === 'lost') return false;
    reached = event.range.end;
  }
  return true;
}

function dataRows(events: readonly TraceEvent[], direction: Direction): Draft[] {
  const carriers: { readonly event: TraceEvent; readonly eventIndex: number }[] = [];
  events.forEach((event, eventIndex) => {
    if (event.direction === direction && !isPureSignal(event)) carriers.push({ event, eventIndex });
  });
  const carried = firstCarried(carriers.map(({ event }) => event.range));
  return carriers.flatMap(({ event, eventIndex }, at) => {
    const { sentAtMs, range, arrival } = event;
    // A FIN with bytes has a row as a FIN.
    if (signalOf(event) !== null) return [];
    const { size, isLate } = carried[at]!;
    const kind =
      arrival.kind === 'lost'
        ? 'lost'
        : size === 0
          ? 'retransmission'
          : kindOf(size, range, isLate);
    return kind === null
      ? []
      : [{ kind, direction, eventIndex, sentAtMs, range, signal: null } as const];
  });
}

function kindOf(size: number, range: ByteRange, isLate: boolean): 'overlap' | 'late' | null {
  if (size < lengthOfRange(range)) return 'overlap';
  return isLate ? 'late' : null;
}

/** A row comes after the units that begin in its segment or before. */
function placeRows(drafts: readonly Draft[], { units, deliveries }: Conversation): TcpRow[] {
  const rows: TcpRow[] = [];
  let reached = -1;
  let unitIndex = 0;
  for (const draft of drafts) {
    for (; unitIndex < units.length; unitIndex++) {
      const first = deliveries[unitIndex]!.eventIndices[0] ?? reached;
      if (Math.max(reached, first) > draft.eventIndex) break;
      reached = Math.max(reached, first);
    }
    rows.push({ ...draft, beforeUnit: unitIndex });
  }
  return rows;
}
