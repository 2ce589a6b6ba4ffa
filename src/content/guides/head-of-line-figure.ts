/** The settings and sentences of the figure of a lost segment. */

import { formatDelay } from '#content/compare/numbers.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { loseMessage, messageSegment, messageStream } from '#core/scenarios/lost-segment.ts';

export type LossChoice = {
  readonly roundTripMs: number;
  /** Between two messages. */
  readonly everyMs: number;
};

export type StreamMessage = {
  /** From 1. */
  readonly id: number;
  readonly madeAtMs: number;
  readonly arrivedAtMs: number;
};

export type LostSegment = {
  /** The message whose segment is lost. */
  readonly lostId: number;
  readonly lostAtMs: number;
  /** When it is sent again. */
  readonly retransmittedAtMs: number;
  /** As the page gets them, in order. */
  readonly oneStream: readonly StreamMessage[];
  /** As they would arrive if none waited for another. */
  readonly separate: readonly StreamMessage[];
  readonly endMs: number;
};

const COUNT = 30;
const LOST = 8;

/** What the page gets of a stream by our TCP, and what had reached its computer when. */
export function playLoss({ roundTripMs, everyMs }: LossChoice): LostSegment {
  const script = messageStream({ oneWayMs: roundTripMs / 2, everyMs, count: COUNT });
  const deliveredAtMs: number[] = [];
  const trace = actOut(script, loseMessage(LOST), {
    takeEvent: (side, event, atMs) => {
      if (side === 'client' && event.kind === 'message') deliveredAtMs.push(atMs);
    },
  });
  const segmentOf = (name: string) => {
    const found = trace.events.find((event) => event.name === name);
    if (found === undefined) throw new Error(`expected a segment ${name}, got none`);
    return found;
  };
  const startMs = segmentOf(messageSegment(1)).sentAtMs ?? 0;
  const again = segmentOf(`${messageSegment(LOST)}-again-1`);
  const replyMs = script.replyDelayMs.client;
  const messages = Array.from({ length: COUNT }, (_, index) => {
    const id = index + 1;
    const { sentAtMs, arrival } = segmentOf(messageSegment(id));
    const reached = arrival.kind === 'arrived' ? arrival : again.arrival;
    const reachedAtMs = (reached.kind === 'arrived' ? reached.atMs : 0) + replyMs;
    return { id, madeAtMs: (sentAtMs ?? 0) - startMs, reachedAtMs: reachedAtMs - startMs };
  });
  const oneStream = messages.map(({ id, madeAtMs }, index) => ({
    id,
    madeAtMs,
    arrivedAtMs: (deliveredAtMs[index] ?? 0) - startMs,
  }));
  return {
    lostId: LOST,
    lostAtMs: messages[LOST - 1]?.madeAtMs ?? 0,
    retransmittedAtMs: (again.sentAtMs ?? 0) - startMs,
    oneStream,
    separate: messages.map(({ id, madeAtMs, reachedAtMs }) => ({
      id,
      madeAtMs,
      arrivedAtMs: reachedAtMs,
    })),
    endMs: Math.max(...oneStream.map(({ arrivedAtMs }) => arrivedAtMs)),
  };
}

/** The messages that had arrived and waited for the lost one, with their waits. */
export function heldUp({ oneStream, separate }: LostSegment): readonly number[] {
  return oneStream
    .map(({ arrivedAtMs }, index) => arrivedAtMs - (separate[index]?.arrivedAtMs ?? 0))
    .filter((waitMs) => waitMs > 0);
}

export function lossOutcome(played: LostSegment): string {
  const waits = heldUp(played);
  const { separate, oneStream, lostId } = played;
  const lost = separate[lostId - 1];
  const late = formatDelay((lost?.arrivedAtMs ?? 0) - (lost?.madeAtMs ?? 0));
  const usual = formatDelay((oneStream[0]?.arrivedAtMs ?? 0) - (oneStream[0]?.madeAtMs ?? 0));
  const own = `The lost message arrives ${late} after it was sent, instead of ${usual}.`;
  if (waits.length === 0) return `${own} No other message has to wait for it.`;
  const others =
    waits.length === 1
      ? 'The message after it waits'
      : `The ${formatCount(waits.length)} messages after it wait`;
  return `${own} ${others}, too, up to ${formatDelay(Math.max(...waits))}, although ${waits.length === 1 ? 'it has' : 'they have'} arrived. With separate streams, only the lost one would be late.`;
}

export const LOSS_CAPTION = `Simulated by our own TCP, which retransmits after three duplicate acknowledgements or a timeout. Of ${countOf(COUNT, 'message')}, the segment of one is lost. The second lane is a model: the same arrivals, without the order of one stream.`;

export const LOSS_COLUMNS = [
  'Message',
  'Sent after',
  'One connection',
  'Separate streams',
] as const;

/** The messages around the loss. */
export function lossTable({ oneStream, separate, lostId }: LostSegment): readonly string[][] {
  return oneStream
    .slice(lostId - 3, lostId + 12)
    .map(({ id, madeAtMs, arrivedAtMs }) => [
      formatCount(id),
      formatDelay(madeAtMs),
      `after ${formatDelay(arrivedAtMs - madeAtMs)}`,
      `after ${formatDelay((separate[id - 1]?.arrivedAtMs ?? 0) - madeAtMs)}`,
    ]);
}
