/**
 * One lane of the timeline while its marks can be drawn one by one: what crossed, what was held,
 * what arrived.
 */

import { isEmptyPoll, type Exchange, type MethodRun } from '#core/traffic/methods/method-run.ts';
import { boxPath, dotPath, squarePath, verticalPath } from './timeline-paths.ts';

/** What a mark on a lane stands for. */
export type TimelineMark =
  /** A question that the server holds. */
  | 'held'
  /** An open WebSocket, or an open stream of events. */
  | 'connection'
  /** A ping, a pong or a comment: nothing but a sign of life. */
  | 'heartbeat'
  /** A request with its answer. */
  | 'exchange'
  /** One that brought nothing. */
  | 'empty-exchange'
  | 'to-client'
  | 'from-client';

export type TimelineShape = { readonly mark: TimelineMark; readonly path: string };

/** Where things of a lane lie, and how to place a time. */
export type LaneSpace = {
  readonly xOf: (ms: number) => number;
  readonly plotWidth: number;
  readonly endMs: number;
  /** Between these stand the exchanges. */
  readonly exchangeTop: number;
  readonly exchangeBottom: number;
  /** Messages stand on this line. */
  readonly messageLine: number;
};

const HELD_HEIGHT = 6;
const CONNECTION_HEIGHT = 4;
/** Up and down from the line. */
const BEAT_HEIGHT = 6;
const LEAST_GAP = 0.5;
const MARK_WIDTH = { least: 1.5, most: 8 };
const DOT_RADIUS = { least: 1.5, most: 4.5 };

type Span = readonly [from: number, to: number];

/** What lasts: questions that are held, the open WebSocket or stream. */
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

/** Bands in order, one for those that nothing visible parts. */
function closeSmallGaps(spans: readonly Span[]): Span[] {
  const closed: Span[] = [];
  for (const [from, to] of spans) {
    const last = closed.at(-1);
    if (last && from - last[1] < LEAST_GAP) closed[closed.length - 1] = [last[0], to];
    else closed.push([from, to]);
  }
  return closed;
}

/** Every exchange and every message as a mark of its own. */
export function marksOf(run: MethodRun, space: LaneSpace): TimelineShape[] {
  const { exchanges, deliveries } = run;
  const { xOf, plotWidth, exchangeTop, exchangeBottom, messageLine } = space;
  const leastWidth = fitted(plotWidth / exchanges.length, 0.6, MARK_WIDTH);
  const radius = fitted(plotWidth / deliveries.length, 0.45, DOT_RADIUS);
  const boxOf = (exchange: Exchange) => {
    const [fromMs, toMs] = crossingOf(exchange);
    const width = Math.max(leastWidth, xOf(toMs) - xOf(fromMs));
    return boxPath(xOf(fromMs), exchangeTop, width, exchangeBottom - exchangeTop);
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
 * From when to when an exchange crosses. A long poll crosses when it is answered; before, it is
 * held.
 */
function crossingOf({ purpose, sentAtMs, answer }: Exchange): [fromMs: number, toMs: number] {
  const toMs = answer?.arrivedAtMs ?? sentAtMs;
  return [purpose === 'long-poll' ? (answer?.sentAtMs ?? sentAtMs) : sentAtMs, toMs];
}

/** A share of the room that each has, within bounds; with none to draw, the largest. */
function fitted(room: number, share: number, bounds: { least: number; most: number }): number {
  return Math.min(bounds.most, Math.max(bounds.least, room * share));
}
