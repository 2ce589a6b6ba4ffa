/** Questions about TCP's opening, which comes before HTTP. */

import { rfc } from '#core/protocol/rules/reference.ts';
import { openedAt, openingSignals } from '#core/story/opening-facts.ts';
import type { QuestionId } from './question-ids.ts';
import { atStep } from './question-place.ts';
import { aboutRule, aboutStory, askChoice, askNumber, type QuizSource } from './question.ts';
import { SAMPLE_LATENCY_MS } from '#core/scenarios/empty-script.ts';

const segments = aboutStory(
  'tcp',
  (story) => openingSignals(story)?.count ?? null,
  // Source: RFC 9293 §3.5, "the three-way handshake".
  3,
  (count) =>
    askNumber({
      question: ['How many segments are sent before the first byte of HTTP?'],
      answer: String(count),
      mistakes: [
        [
          count - 1,
          'You left out the ACK. The browser sends it together with the request, but before it.',
        ],
        [0, 'HTTP needs an open TCP connection first, and opening it takes segments.'],
        [1, 'You counted only the SYN. The server has to answer it before the browser may send.'],
        [
          count + 1,
          'You counted the segment with the request. It contains the first byte of HTTP.',
        ],
      ],
      why: [
        'SYN, SYN-ACK, ACK. The browser sends the last of the three and its request together, without waiting again.',
      ],
      references: [rfc(9293, '3.5')],
      place: atStep('hello-and-goodbye', 'tcp-ack'),
    }),
);

const time = aboutStory(
  'tcp',
  (story) => {
    const opening = openingSignals(story);
    const openedAtMs = openedAt(story);
    if (opening === null || openedAtMs === null) return null;
    const { synAtMs, synAckAtMs, requestAtMs } = opening;
    const facts = {
      synAtMs,
      oneWayMs: synAckAtMs - synAtMs,
      passedMs: requestAtMs - synAtMs,
      openMs: openedAtMs - synAtMs,
    };
    return Object.values(facts).every(Number.isInteger) ? facts : null;
  },
  {
    synAtMs: 0,
    oneWayMs: SAMPLE_LATENCY_MS,
    passedMs: 2 * SAMPLE_LATENCY_MS,
    openMs: 4 * SAMPLE_LATENCY_MS,
  },
  ({ synAtMs, oneWayMs, passedMs, openMs }) =>
    askNumber({
      question: [
        `A browser sends its SYN at ${synAtMs} ms, and a segment takes ${oneWayMs} ms in each direction. After how many milliseconds does its request leave?`,
      ],
      answer: String(passedMs),
      mistakes: [
        [0, 'The request can’t leave with the SYN. The browser first waits for the SYN-ACK.'],
        [oneWayMs, 'That is one way. The SYN has to arrive, and the SYN-ACK has to come back.'],
        [
          passedMs + oneWayMs,
          'That is when the ACK arrives. The browser doesn’t wait for that: its request follows directly.',
        ],
        [
          openMs,
          'That is when the WebSocket opens. The opening handshake takes another round trip.',
        ],
        [
          2 * passedMs,
          'Those are two round trips. TCP needs one; the opening handshake is the other.',
        ],
      ],
      why: [
        'One round trip: the SYN there, the SYN-ACK back. The opening handshake takes another one. A full TLS 1.3 handshake would add one more.',
      ],
      references: [rfc(9293, '3.5'), rfc(6455, '4.1'), rfc(8446, '2')],
      place: atStep('hello-and-goodbye', 'request'),
    }),
);

const order = aboutRule('tcp', () =>
  askChoice({
    question: [
      'A segment is lost, and the next one arrives. What does the receiver’s WebSocket get?',
    ],
    answer: 'Nothing yet',
    mistakes: [
      [
        'The later bytes first',
        'TCP delivers bytes in order. It keeps the later ones until the lost ones arrive.',
      ],
      [
        'A gap, filled in later',
        'A TCP stream has no gaps. An application reads its bytes in order, or waits.',
      ],
      [
        'An error',
        'TCP repairs the loss itself: the sender retransmits. The application only sees a delay.',
      ],
    ],
    why: [
      'TCP delivers bytes in order, so a lost segment holds up everything after it. That is why WebSocket frames need no numbers.',
    ],
    references: [rfc(9293, '3.4'), rfc(9293, '3.8.1')],
    place: atStep('hello-and-goodbye', 'client-text-1', { tamper: 'client-text-1:lose' }),
  }),
);

export const TCP_QUESTIONS = {
  'tcp.segments': segments,
  'tcp.time': time,
  'tcp.order': order,
} as const satisfies Partial<Record<QuestionId, QuizSource>>;
