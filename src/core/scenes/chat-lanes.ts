/**
 * The same chat with two methods, each as two lifelines that lie on their side: the server above,
 * the browser below. A message that waits is a line along its sender's lifeline, as long as it
 * waits. Both have one time axis.
 */

import {
  CHAT_METHODS,
  delayOf,
  type ChatComparison,
  type ChatMethod,
  type ChatRun,
  type Transfer,
} from '#core/traffic/results/chat-comparison.ts';
import { isEmptyPoll, type Exchange } from '#core/traffic/methods/method-run.ts';
import { boxPath, dotPath, squarePath } from './timeline-paths.ts';
import { timelineTicks, type TimelineTick } from './timeline-ticks.ts';

export const CHAT_MARKS = [
  /** The WebSocket is open. */
  'open',
  /** A poll that returned nothing, or that is not answered yet. */
  'empty-poll',
  /** A request and its response. */
  'exchange',
  /** Ping and Pong frames. */
  'heartbeat',
  'close',
  /** A message that its sender can't send yet. */
  'waiting',
  'message',
  'at-browser',
  'at-server',
] as const;

export type ChatMark = (typeof CHAT_MARKS)[number];

export type ChatShape = { readonly mark: ChatMark; readonly path: string };

/** The delay of a message, beside the place where it was made. */
export type DelayLabel = {
  readonly transfer: Transfer;
  readonly delayMs: number;
  readonly x: number;
  /** Its baseline. */
  readonly y: number;
};

export type ChatLane = {
  readonly method: ChatMethod;
  /** In drawing order, at most one for each mark. */
  readonly shapes: readonly ChatShape[];
  /** Those that there is room for. */
  readonly labels: readonly DelayLabel[];
};

export type ChatLanes = {
  readonly width: number;
  /** Of each lane, which is a drawing of its own. */
  readonly laneHeight: number;
  readonly plot: { readonly left: number; readonly right: number };
  /** The y of both lifelines within a lane. */
  readonly serverY: number;
  readonly browserY: number;
  readonly ticks: readonly TimelineTick[];
  readonly lanes: readonly ChatLane[];
};

/** Below this width, there is less room for the names of the lifelines. */
export const NARROW = 500;
const NAME_WIDTH = { wide: 104, narrow: 70 };
const END_MARGIN = 14;

const SERVER_Y = 18;
const BROWSER_Y = 54;
const LANE_HEIGHT = 72;
const LABEL_WIDTH = 42;
const LABEL_RISE = 7;
const LABEL_DROP = 16;

const EXCHANGE_WIDTH = { min: 2, max: 8 };
const MESSAGE_WIDTH = 4;
const WAITING_HEIGHT = 5;
const MARK_RADIUS = 4.5;

type Space = {
  readonly xOf: (ms: number) => number;
  readonly untilMs: number;
  readonly endMs: number;
  readonly exchangeWidth: number;
};

/** What had happened by `atMs`; at the end and later, everything. */
export function layoutChat(chat: ChatComparison, width: number, atMs = chat.endMs): ChatLanes {
  const { endMs, runs } = chat;
  const left = width < NARROW ? NAME_WIDTH.narrow : NAME_WIDTH.wide;
  const right = Math.max(left + 1, width - END_MARGIN);
  const exchanges = Math.max(1, ...CHAT_METHODS.map((each) => runs[each].run.exchanges.length));
  const room = (right - left) / exchanges / 3;
  const space: Space = {
    xOf: (ms) => left + (Math.min(ms, endMs) / endMs) * (right - left),
    untilMs: atMs >= endMs ? Infinity : atMs,
    endMs,
    exchangeWidth: Math.min(EXCHANGE_WIDTH.max, Math.max(EXCHANGE_WIDTH.min, room)),
  };
  return {
    width,
    laneHeight: LANE_HEIGHT,
    plot: { left, right },
    serverY: SERVER_Y,
    browserY: BROWSER_Y,
    ticks: timelineTicks(endMs, right - left).map((tick) => ({ ...tick, x: left + tick.x })),
    lanes: CHAT_METHODS.map((method) => ({
      method,
      shapes: shapesOf(runs[method], space),
      labels: labelsOf(runs[method], space),
    })),
  };
}

function shapesOf({ run, transfers }: ChatRun, space: Space): ChatShape[] {
  const { xOf, untilMs, endMs } = space;
  const begun = run.exchanges.filter(({ sentAtMs }) => sentAtMs <= untilMs);
  const frames = run.writes.filter((write) => write.kind === 'frame' && write.sentAtMs <= untilMs);
  const framesOf = (...kinds: readonly string[]) =>
    frames.filter((frame) => frame.kind === 'frame' && kinds.includes(frame.carries));
  const exchangePath = (exchanges: readonly Exchange[]) =>
    exchanges.map((exchange) => crossingPath(exchange.sentAtMs, space)).join('');
  const arrived = transfers.filter(({ arrivedAtMs }) => arrivedAtMs <= untilMs);
  const markPath = (direction: Transfer['message']['direction'], pathOf: typeof dotPath) =>
    arrived
      .filter(({ message }) => message.direction === direction)
      .map(({ message, arrivedAtMs }) =>
        pathOf(
          xOf(arrivedAtMs),
          message.direction === 'server-to-client' ? BROWSER_Y : SERVER_Y,
          MARK_RADIUS,
        ),
      )
      .join('');
  const paths: Record<ChatMark, string> = {
    open: begun
      .filter(({ purpose, answer }) => purpose === 'opening' && answer !== null)
      .map(({ answer }) => answer!.arrivedAtMs)
      .filter((openAtMs) => openAtMs <= untilMs)
      .map((openAtMs) => {
        const x = xOf(openAtMs);
        return boxPath(x, SERVER_Y, xOf(Math.min(untilMs, endMs)) - x, BROWSER_Y - SERVER_Y);
      })
      .join(''),
    'empty-poll': exchangePath(begun.filter((exchange) => isNotNews(exchange, untilMs))),
    exchange: exchangePath(begun.filter((exchange) => !isNotNews(exchange, untilMs))),
    heartbeat: framesOf('ping', 'pong')
      .map(({ sentAtMs }) => crossingPath(sentAtMs, space))
      .join(''),
    close: framesOf('close')
      .map(({ sentAtMs }) => crossingPath(sentAtMs, space))
      .join(''),
    waiting: transfers
      .filter(({ message, sentAtMs }) => message.madeAtMs <= untilMs && sentAtMs > message.madeAtMs)
      .map(({ message, sentAtMs }) => {
        const y = message.direction === 'server-to-client' ? SERVER_Y : BROWSER_Y;
        const x = xOf(message.madeAtMs);
        const reached = xOf(Math.min(sentAtMs, untilMs));
        return boxPath(x, y - WAITING_HEIGHT / 2, reached - x, WAITING_HEIGHT);
      })
      .join(''),
    message: transfers
      .filter(({ sentAtMs }) => sentAtMs <= untilMs)
      .map(({ sentAtMs }) =>
        boxPath(xOf(sentAtMs) - MESSAGE_WIDTH / 2, SERVER_Y, MESSAGE_WIDTH, BROWSER_Y - SERVER_Y),
      )
      .join(''),
    'at-browser': markPath('server-to-client', dotPath),
    'at-server': markPath('client-to-server', squarePath),
  };
  return CHAT_MARKS.map((mark) => ({ mark, path: paths[mark] })).filter(({ path }) => path !== '');
}

/** A crossing and its answer, in the middle of the time at which it begins. */
function crossingPath(sentAtMs: number, { xOf, exchangeWidth }: Space): string {
  return boxPath(xOf(sentAtMs) - exchangeWidth / 2, SERVER_Y, exchangeWidth, BROWSER_Y - SERVER_Y);
}

/** Whether a poll has brought nothing by now. */
function isNotNews(exchange: Exchange, untilMs: number): boolean {
  const { purpose, answer } = exchange;
  if (purpose !== 'poll') return false;
  return answer === null || answer.sentAtMs > untilMs || isEmptyPoll(exchange);
}

/** From left to right, without those that would touch the one before in their row. */
function labelsOf({ transfers }: ChatRun, { xOf, untilMs }: Space): DelayLabel[] {
  const reached = { 'server-to-client': -Infinity, 'client-to-server': -Infinity };
  const labels: DelayLabel[] = [];
  for (const transfer of transfers) {
    const { madeAtMs, direction } = transfer.message;
    const x = xOf(madeAtMs);
    if (x < reached[direction]) continue;
    reached[direction] = x + LABEL_WIDTH;
    // The room is kept for those to come, so that nothing moves while time passes.
    if (transfer.arrivedAtMs > untilMs) continue;
    const y = direction === 'server-to-client' ? SERVER_Y - LABEL_RISE : BROWSER_Y + LABEL_DROP;
    labels.push({ transfer, delayMs: delayOf(transfer), x, y });
  }
  return labels;
}
