/**
 * The guide to head-of-line blocking, and the sentences of its figure. Sources: RFC 9293 §3.4 and
 * §3.10.7.4; RFC 6455 §5.4; RFC 9000 §2.
 */

import { formatDelay } from '#content/compare/numbers.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { loseMessage, messageSegment, messageStream } from '#core/scenarios/lost-segment.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';

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

const LARGE_SIZE = 1_000_000;
const BITS_PER_SECOND = 10_000_000;

const largeTime = () => computed(formatDelay(((LARGE_SIZE * 8) / BITS_PER_SECOND) * 1000));

export const HEAD_OF_LINE: Guide = {
  topic: 'Head-of-line blocking: one lost segment, many late messages',
  answer: [
    'A WebSocket is one TCP connection, and TCP delivers bytes in order. If a segment is lost, everything after it waits, although it has arrived. It waits until TCP has sent the lost segment again.',
    'Messages can’t overtake each other, either. A large one delays all small ones after it. For prices, chats and editors this is what you want. For games, voice and many independent streams, look at WebTransport, or send large data elsewhere.',
  ],
  sections: [
    {
      title: 'Why everything waits',
      text: [
        'TCP promises a stream without gaps. So the operating system keeps what comes after a gap, and gives it to the browser when the gap is closed. No setting of WebSocket changes that.',
        'The sender notices the loss by acknowledgements that repeat, about a round trip later. If too little follows, only a timer notices it. So a quiet connection waits longest. Change the time between messages in the figure to see both.',
      ],
    },
    {
      title: 'Large messages block small ones',
      text: [
        `The frames of two messages must not be mixed. [§5.4] A message of a megabyte takes ${largeTime()} at ten megabits per second, and everything behind it waits.`,
        'Only control frames may come between fragments. So Ping and Close frames get through if the sender fragments the large message. [Watch that](#/learn/fragments).',
        'Split large data into messages of your own, and send others in between. Or load it with `fetch`, which uses another connection or stream.',
      ],
    },
    {
      title: 'What HTTP/2 and HTTP/3 change',
      text: [
        'Over HTTP/2, a WebSocket is one stream of many, but all share a TCP connection. A loss still stops all of them. [RFC 8441 §5]',
        'HTTP/3 uses QUIC, whose streams don’t wait for each other. A WebSocket over it is one stream, so its own messages still wait. [RFC 9220 §3]',
        '[WebTransport gives a page several streams, and datagrams]{webtransport} that may be lost. That is what removes the waiting.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'A lost packet loses a message.',
      correction: 'TCP sends it again. While the connection lives, messages are only late.',
    },
    {
      claim: 'Several WebSockets don’t help.',
      correction:
        'Each has its own TCP connection, so a loss stops only one. But they compete for the same network.',
    },
    {
      claim: 'The frames of HTTP/2 solve it.',
      correction:
        'They let requests share a connection. They don’t let bytes overtake each other in TCP.',
    },
    {
      claim: 'Compressing or batching makes it worse.',
      correction:
        'Fewer segments are fewer chances for a loss. But each loss then delays more messages.',
    },
  ],
  further: [
    '[Change any segment’s fate in Learn](#/learn/chat): lose it, delay it, cut it.',
    '[Compare](#/compare) has a setting for loss, which makes messages late with every method.',
    '[Which method?](guides/which-one/) If a message may be lost, its verdict says so.',
  ],
};
