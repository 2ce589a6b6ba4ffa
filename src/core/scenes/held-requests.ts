/**
 * Long polling as two lifelines that lie on their side: the server above, the browser below. A held
 * request is a bar on the server's lifeline, and what waits for one a line above it.
 */

import type { Answer, Exchange, MethodRun } from '#core/traffic/methods/method-run.ts';
import { boxPath, dotPath } from './timeline-paths.ts';
import { timelineTicks, type TimelineTick } from './timeline-ticks.ts';

export const HELD_MARKS = [
  'held',
  'request',
  'empty-response',
  'waiting',
  'response',
  'arrival',
  'cut',
] as const;

export type HeldMark = (typeof HELD_MARKS)[number];

export type HeldRequests = {
  readonly width: number;
  readonly height: number;
  readonly plot: { readonly left: number; readonly right: number };
  readonly serverY: number;
  readonly browserY: number;
  readonly ticks: readonly TimelineTick[];
  /** In drawing order, at most one path for each mark. */
  readonly shapes: readonly { readonly mark: HeldMark; readonly path: string }[];
};

export type HeldWindow = {
  /** Time that is drawn. */
  readonly endMs: number;
  /** How long the connection lets a request be held; Infinity for ever. */
  readonly idleLimitMs: number;
};

const NARROW = 500;
const NAME_WIDTH = { wide: 104, narrow: 70 };
const END_MARGIN = 14;
const SERVER_Y = 26;
const BROWSER_Y = 92;
const HEIGHT = 128;
const HELD_HEIGHT = 10;
const WAITING_HEIGHT = 5;
const WAITING_RISE = 12;
const DOT = 4.5;
const CROSS = 5;

export function layoutHeldRequests(
  { exchanges, deliveries }: Pick<MethodRun, 'exchanges' | 'deliveries'>,
  { endMs, idleLimitMs }: HeldWindow,
  width: number,
): HeldRequests {
  const left = width < NARROW ? NAME_WIDTH.narrow : NAME_WIDTH.wide;
  const right = Math.max(left + 1, width - END_MARGIN);
  const xOf = (ms: number) => left + (Math.min(ms, endMs) / endMs) * (right - left);
  const line = (from: number, fromY: number, to: number, toY: number) =>
    from > endMs ? '' : lineUntil(from, fromY, to, toY, endMs, xOf);
  const begun = exchanges.filter(({ sentAtMs }) => sentAtMs <= endMs);
  const answered = begun.flatMap(({ answer }) => answer ?? []);
  const cuts = begun.filter(({ answer }, index) => answer === null && index + 1 < begun.length);
  const paths: Record<HeldMark, string> = {
    held: begun.map((exchange) => heldPath(exchange)).join(''),
    request: begun
      .map(({ sentAtMs, arrivedAtMs }) => line(sentAtMs, BROWSER_Y, arrivedAtMs, SERVER_Y))
      .join(''),
    'empty-response': responsePaths(answered.filter(({ messages }) => messages.length === 0)),
    response: responsePaths(answered.filter(({ messages }) => messages.length > 0)),
    waiting: answered
      .flatMap(({ messages, sentAtMs }) => messages.map(({ madeAtMs }) => [madeAtMs, sentAtMs]))
      .filter(([madeAtMs = 0, sentAtMs = 0]) => sentAtMs > madeAtMs && madeAtMs < endMs)
      .map(([madeAtMs = 0, sentAtMs = 0]) => {
        const x = xOf(madeAtMs);
        return boxPath(x, SERVER_Y - WAITING_RISE, xOf(sentAtMs) - x, WAITING_HEIGHT);
      })
      .join(''),
    arrival: deliveries
      .filter(({ deliveredAtMs }) => deliveredAtMs <= endMs)
      .map(({ deliveredAtMs }) => dotPath(xOf(deliveredAtMs), BROWSER_Y, DOT))
      .join(''),
    cut: cuts
      .map(({ arrivedAtMs }) => arrivedAtMs + idleLimitMs)
      .filter((atMs) => atMs <= endMs)
      .map((atMs) => crossPath(xOf(atMs), SERVER_Y))
      .join(''),
  };
  return {
    width,
    height: HEIGHT,
    plot: { left, right },
    serverY: SERVER_Y,
    browserY: BROWSER_Y,
    ticks: timelineTicks(endMs, right - left).map((tick) => ({ ...tick, x: left + tick.x })),
    shapes: HELD_MARKS.map((mark) => ({ mark, path: paths[mark] })).filter(
      ({ path }) => path !== '',
    ),
  };

  function heldPath({ arrivedAtMs, answer }: Exchange): string {
    if (arrivedAtMs >= endMs) return '';
    const x = xOf(arrivedAtMs);
    const until = answer?.sentAtMs ?? arrivedAtMs + idleLimitMs;
    return boxPath(x, SERVER_Y - HELD_HEIGHT / 2, xOf(until) - x, HELD_HEIGHT);
  }

  function responsePaths(answers: readonly Answer[]): string {
    return answers
      .map(({ sentAtMs, arrivedAtMs }) => line(sentAtMs, SERVER_Y, arrivedAtMs, BROWSER_Y))
      .join('');
  }
}

/** A crossing, as far as it comes by the end of the window. */
function lineUntil(
  from: number,
  fromY: number,
  to: number,
  toY: number,
  endMs: number,
  xOf: (ms: number) => number,
): string {
  const share = to <= endMs ? 1 : (endMs - from) / (to - from);
  const reachedY = fromY + (toY - fromY) * share;
  return `M${short(xOf(from))} ${fromY}L${short(xOf(to))} ${short(reachedY)}`;
}

function crossPath(x: number, y: number): string {
  const [l, r] = [short(x - CROSS), short(x + CROSS)];
  return `M${l} ${y - CROSS}L${r} ${y + CROSS}M${l} ${y + CROSS}L${r} ${y - CROSS}`;
}

function short(value: number): number {
  return Math.round(value * 100) / 100;
}
