/**
 * What crossed a connection and what both sides' code got, as rows of a small sequence diagram: an
 * acted-out script without TCP's acknowledgements and repetitions.
 */

import { formatBytes, formatDelay } from '#content/compare/numbers.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import type { ConnectionEvent } from '#core/protocol/connection.ts';
import { decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import { decodeFrame } from '#core/protocol/framing/frame.ts';
import { isControlOpcode, OPCODE, opcodeName } from '#core/protocol/framing/opcode.ts';
import { parseStartLine } from '#core/protocol/http/start-line.ts';
import { decodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import type { Script } from '#core/scenarios/script.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import type { Direction, Side } from '#core/trace/direction.ts';
import type { Trace, TraceEvent } from '#core/trace/trace.ts';

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

export type HeardEvent = {
  readonly side: Side;
  readonly atMs: number;
  readonly event: ConnectionEvent;
};

export type ActedOut = { readonly trace: Trace; readonly heard: readonly HeardEvent[] };

export function actOutHeard(script: Script): ActedOut {
  const heard: HeardEvent[] = [];
  const trace = actOut(script, undefined, {
    takeEvent: (side, event, atMs) => heard.push({ side, event, atMs }),
  });
  return { trace, heard };
}

/** A shorter pause isn't worth a row. */
const LEAST_PAUSE_MS = 5000;

type Placed = { readonly atMs: number; readonly row: CrossingRow | EventRow };

export function diagramRows({ trace, heard }: ActedOut): readonly DiagramRow[] {
  const opened = new Set(
    heard.filter(({ event }) => event.kind === 'open').map(({ side }) => side),
  );
  const events = heard
    // A server that rejects the handshake has no WebSocket that could close.
    .filter(({ side }) => side === 'client' || opened.has(side))
    .flatMap(({ side, event, atMs }): Placed[] => {
      const words = eventWords(event);
      const time = formatDelay(atMs);
      return words === null ? [] : [{ atMs, row: { kind: 'event', time, side, ...words } }];
    });
  const crossings = trace.events.flatMap((event): Placed[] => {
    const row = crossingRow(event, trace);
    return row === null ? [] : [{ atMs: event.sentAtMs ?? 0, row }];
  });
  const placed = [...crossings, ...events].sort((one, other) => one.atMs - other.atMs);
  return placed.flatMap(({ atMs, row }, index): DiagramRow[] => {
    const pause = atMs - (placed[index - 1]?.atMs ?? 0);
    return pause < LEAST_PAUSE_MS
      ? [row]
      : [{ kind: 'pause', label: `${formatDelay(Math.round(pause / 100) * 100)} later` }, row];
  });
}

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

/** Null for TCP's own work: acknowledgements, repetitions, and further parts of a message. */
function crossingRow(event: TraceEvent, trace: Trace): CrossingRow | null {
  const { direction, signals, range, arrival, name = '', sentAtMs } = event;
  if (/-(?:again|part|reset)-\d+$/.test(name)) return null;
  const content =
    range.end > range.start
      ? contentWords(trace.streams[direction].read(range.start, range.end), direction)
      : signalWords(signals);
  if (content === null) return null;
  return {
    kind: 'crossing',
    time: formatDelay(sentAtMs ?? 0),
    direction,
    ...content,
    isLost: arrival.kind === 'lost',
  };
}

type Content = Pick<CrossingRow, 'label' | 'byteKind'>;

function signalWords(signals: TraceEvent['signals']): Content | null {
  if (signals.includes('rst')) return { label: 'RST', byteKind: 'tcp' };
  return signals.includes('fin') ? { label: 'FIN', byteKind: 'tcp' } : null;
}

/** Of a segment that begins with a head or a frame. */
function contentWords(bytes: Uint8Array, direction: Direction): Content {
  const [line = ''] = fromLatin1(bytes).split('\r\n');
  const start = parseStartLine(line);
  if (start !== null) {
    const label =
      start.kind === 'request'
        ? `${start.method} ${start.target}`
        : `${start.status} ${start.reason}`;
    return { label, byteKind: 'http' };
  }
  const reading = decodeFrame(bytes);
  // The rest of a larger frame follows in other segments.
  if (reading.kind === 'incomplete') return largeWords(bytes);
  const { header, payload } = reading.frame;
  if (header.opcode === OPCODE.close) {
    return { label: `close ${decodeClosePayload(payload).code ?? ''}`.trim(), byteKind: 'close' };
  }
  const frame = opcodeName(header.opcode);
  if (isControlOpcode(header.opcode)) return { label: frame, byteKind: 'flag' };
  const isOdd = header.maskingKey !== null && direction === 'server-to-client';
  const label = `${frame}, ${formatBytes(payload.length)}${isOdd ? ', masked' : ''}`;
  return { label, byteKind: isOdd ? 'mask' : 'data' };
}

function largeWords(bytes: Uint8Array): Content {
  const reading = decodeFrameHeader(bytes);
  if (reading.kind === 'incomplete') return { label: 'part of a frame', byteKind: 'data' };
  const { opcode, payloadLength } = reading.header;
  return { label: `${opcodeName(opcode)}, ${formatBytes(payloadLength.value)}`, byteKind: 'data' };
}
