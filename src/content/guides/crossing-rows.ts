/** The rows of a small sequence diagram, in words. */

import { formatBytes, formatDelay } from '#content/compare/numbers.ts';
import type { ConnectionEvent } from '#core/protocol/connection.ts';
import {
  listCrossings,
  type ActedOut,
  type Crossed,
  type Heard,
} from '#core/scenes/crossing-list.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import type { Direction, Side } from '#core/trace/direction.ts';

export type CrossingRow = {
  readonly kind: 'crossing';
  /** Empty if unknown. */
  readonly time: string;
  readonly direction: Direction;
  readonly label: string;
  readonly byteKind: ByteKind;
  readonly isLost: boolean;
};

export type EventRow = {
  readonly kind: 'event';
  readonly time: string;
  readonly side: Side;
  readonly label: string;
  readonly isFailure: boolean;
};

/** Time in which nothing new was sent. */
export type PauseRow = { readonly kind: 'pause'; readonly label: string };

export type DiagramRow = CrossingRow | EventRow | PauseRow;

/** A shorter pause isn't worth a row. */
const LEAST_PAUSE_MS = 5000;

export function diagramRows(acted: ActedOut): readonly DiagramRow[] {
  // A server that rejects the handshake has no WebSocket that could close.
  const hasOpened = (side: Side) =>
    side === 'client' ||
    acted.heard.some((each) => each.side === side && each.event.kind === 'open');
  let lastMs = 0;
  return listCrossings(acted).flatMap((entry): DiagramRow[] => {
    if (entry.kind === 'event' && !hasOpened(entry.side)) return [];
    const row = entry.kind === 'crossing' ? crossingRow(entry) : eventRow(entry);
    if (row === null) return [];
    const pauseMs = entry.atMs - lastMs;
    lastMs = entry.atMs;
    return pauseMs < LEAST_PAUSE_MS
      ? [row]
      : [{ kind: 'pause', label: `${formatDelay(Math.round(pauseMs / 100) * 100)} later` }, row];
  });
}

function eventRow({ event, side, atMs }: Heard): EventRow | null {
  const words = eventWords(event);
  return words && { kind: 'event', time: formatDelay(atMs), side, ...words };
}

/** Null for events that the diagram omits. */
function eventWords(event: ConnectionEvent): Pick<EventRow, 'label' | 'isFailure'> | null {
  switch (event.kind) {
    case 'open':
      return { label: 'open', isFailure: false };
    case 'close':
      return {
        label: `close ${event.code}${event.wasClean ? '' : ', not clean'}`,
        isFailure: !event.wasClean,
      };
    default:
      return null;
  }
}

/** A crossing in words. */
export function crossingRow({ atMs, direction, isLost, ...crossed }: Crossed): CrossingRow {
  const words = carriedWords({ direction, ...crossed });
  return { kind: 'crossing', time: formatDelay(atMs), direction, isLost, ...words };
}

function carriedWords({
  carried,
  direction,
}: Pick<Crossed, 'carried' | 'direction'>): Pick<CrossingRow, 'label' | 'byteKind'> {
  switch (carried.kind) {
    case 'request':
      return { label: `${carried.method} ${carried.target}`, byteKind: 'http' };
    case 'response':
      return { label: `${carried.status} ${carried.reason}`, byteKind: 'http' };
    case 'signal':
      return { label: carried.signal.toUpperCase(), byteKind: 'tcp' };
    case 'frame': {
      const { opcode, size, isMasked, closeCode } = carried;
      if (opcode === 'close') {
        return { label: closeCode === null ? 'close' : `close ${closeCode}`, byteKind: 'close' };
      }
      if (opcode === 'ping' || opcode === 'pong') return { label: opcode, byteKind: 'flag' };
      const isOdd = isMasked && direction === 'server-to-client';
      const label = `${opcode}, ${formatBytes(size)}${isOdd ? ', masked' : ''}`;
      return { label, byteKind: isOdd ? 'mask' : 'data' };
    }
  }
}
