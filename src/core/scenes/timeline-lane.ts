/** One lane of the timeline with a mark for each exchange, message and connection. */

import { isEmptyPoll, type Exchange, type MethodRun } from '#core/traffic/methods/method-run.ts';
import { boxPath, dotPath, squarePath, verticalPath } from './timeline-paths.ts';

/** The meaning of a mark on a lane. */
export type TimelineMark =
  /** A request that the server holds. */
  | 'held'
  /** An open WebSocket or event stream. */
  | 'connection'
  /** A ping, a pong or a comment, which only keeps the connection alive. */
  | 'heartbeat'
  /** A request and its response. */
  | 'exchange'
  /** A request whose response contained no message. */
  | 'empty-exchange'
  | 'to-client'
  | 'from-client';

export type TimelineShape = { readonly mark: TimelineMark; readonly path: string };

/** The positions within a lane, and the time scale. */
export type LaneSpace = {
  readonly xOf: (ms: number) => number;
  readonly plotWidth: number;
  /** The time that is drawn. */
  readonly fromMs: number;
  readonly endMs: number;
  /** Exchanges are drawn between these. */
  readonly exchangeTop: number;
  readonly exchangeBottom: number;
  /** The y of messages. */
  readonly messageLine: number;
};

const HELD_HEIGHT = 6;
const CONNECTION_HEIGHT = 4;
/** In both directions from the middle of the exchanges. */
const BEAT_HEIGHT = 6;
const MIN_GAP = 0.5;
const MARK_WIDTH = { min: 1.5, max: 8 };
const DOT_RADIUS = { min: 1.5, max: 4.5 };

type Span = readonly [from: number, to: number];

/** Marks with a duration: held requests, and the open WebSocket or stream. */
export function bandsOf({ exchanges }: MethodRun, space: LaneSpace): TimelineShape[] {
  const { xOf, endMs, exchangeTop, exchangeBottom } = space;
  const held: Span[] = [];
  const open: Span[] = [];
  for (const { purpose, arrivedAtMs, answer } of exchanges) {
    if (purpose === 'long-poll') held.push([xOf(arrivedAtMs), xOf(answer?.sentAtMs ?? endMs)]);
    if (purpose === 'opening' || purpose === 'stream') {
      open.push([xOf(answer?.arrivedAtMs ?? endMs), xOf(endMs)]);
    }
  }
  const path = (spans: readonly Span[], height: number) =>
    closeSmallGaps(spans)
      .map(([from, to]) =>
        boxPath(from, (exchangeTop + exchangeBottom - height) / 2, to - from, height),
      )
      .join('');
  return [
    { mark: 'held', path: path(held, HELD_HEIGHT) },
    { mark: 'connection', path: path(open, CONNECTION_HEIGHT) },
  ];
}

/** Merges bands that are too close to see a gap between them. */
function closeSmallGaps(spans: readonly Span[]): Span[] {
  const closed: Span[] = [];
  for (const [from, to] of spans) {
    const last = closed.at(-1);
    if (last && from - last[1] < MIN_GAP) closed[closed.length - 1] = [last[0], to];
    else closed.push([from, to]);
  }
  return closed;
}

/** A separate mark for every exchange and message. */
export function marksOf(run: MethodRun, space: LaneSpace): TimelineShape[] {
  const { exchanges, deliveries } = run;
  const { xOf, plotWidth, exchangeTop, exchangeBottom, messageLine } = space;
  const minWidth = fitted(plotWidth / exchanges.length, 0.6, MARK_WIDTH);
  const radius = fitted(plotWidth / deliveries.length, 0.45, DOT_RADIUS);
  const boxOf = (exchange: Exchange) => {
    const [fromMs, toMs] = crossingOf(exchange);
    const width = Math.max(minWidth, xOf(toMs) - xOf(fromMs));
    // The last one of a part ends with it.
    const x = toMs > space.endMs ? xOf(space.endMs) - width : xOf(fromMs);
    return boxPath(x, exchangeTop, width, exchangeBottom - exchangeTop);
  };
  const answered = exchanges.filter(({ answer }) => answer !== null);
  const paths: Record<'to-client' | 'from-client', string> = { 'to-client': '', 'from-client': '' };
  for (const { message, deliveredAtMs } of deliveries) {
    const x = xOf(deliveredAtMs);
    if (message.direction === 'server-to-client') {
      paths['to-client'] += dotPath(x, messageLine, radius);
    } else {
      paths['from-client'] += squarePath(x, messageLine, radius * 0.9);
    }
  }
  return [
    { mark: 'empty-exchange', path: answered.filter(isEmptyPoll).map(boxOf).join('') },
    {
      mark: 'exchange',
      path: answered
        .filter((exchange) => !isEmptyPoll(exchange))
        .map(boxOf)
        .join(''),
    },
    { mark: 'heartbeat', path: heartbeatPath(run, space) },
    { mark: 'from-client', path: paths['from-client'] },
    { mark: 'to-client', path: paths['to-client'] },
  ];
}

function heartbeatPath({ writes }: MethodRun, space: LaneSpace): string {
  const middle = (space.exchangeTop + space.exchangeBottom) / 2;
  let path = '';
  for (const write of writes) {
    const isHeartbeat =
      write.kind === 'frame'
        ? write.carries === 'ping' || write.carries === 'pong'
        : write.kind === 'event' && write.message === null;
    if (!isHeartbeat) continue;
    path += verticalPath(space.xOf(write.sentAtMs), middle - BEAT_HEIGHT, middle + BEAT_HEIGHT);
  }
  return path;
}

/**
 * The time in which an exchange is in transit. A long poll is in transit when it is answered, and
 * held before.
 */
function crossingOf({ purpose, sentAtMs, answer }: Exchange): [fromMs: number, toMs: number] {
  const toMs = answer?.arrivedAtMs ?? sentAtMs;
  return [purpose === 'long-poll' ? (answer?.sentAtMs ?? sentAtMs) : sentAtMs, toMs];
}

/** A share of `room`, within bounds. The upper bound if there is nothing to draw. */
function fitted(room: number, share: number, bounds: { min: number; max: number }): number {
  return Math.min(bounds.max, Math.max(bounds.min, room * share));
}
