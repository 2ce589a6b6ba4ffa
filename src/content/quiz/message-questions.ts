/**
 * Questions about control frames, fragments, compression and delays. Each has its sources in
 * `references`.
 */

import { fromHex, toHex, toHexByte } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { isCompressedFrame } from '#core/conversation/compressed-frames.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { FIN_BIT, RSV1_BIT, RSV2_BIT, RSV3_BIT } from '#core/protocol/framing/frame-header.ts';
import { MESSAGE_TAIL } from '#core/protocol/compression/permessage-deflate.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { MAX_CONTROL_PAYLOAD } from '#core/protocol/framing/payload-length.ts';
import { MAX_REASON_SIZE } from '#core/protocol/messages/close-payload.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { RULES } from '#core/protocol/rules/rules.ts';
import { pollingDelay, longPollingDelay } from '#core/traffic/results/expected-delay.ts';
import type { Story } from '#core/story/story.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';
import type { QuestionId } from './question-ids.ts';
import { atExample, atStep } from './question-place.ts';
import {
  aboutRule,
  aboutStory,
  askBytes,
  askChoice,
  askNumber,
  askNumbers,
  type QuizSource,
} from './question.ts';

/** The payload size of the first Ping that a server sends; null if there is none. */
function pingSizeIn({ conversation }: Story): number | null {
  const ping = conversation.units.find(
    (unit) =>
      unit.kind === 'frame' &&
      unit.direction === 'server-to-client' &&
      unit.header.opcode === OPCODE.ping,
  );
  if (ping?.kind !== 'frame' || !ping.header.isFinal) return null;
  const size = ping.header.payloadLength.value;
  return size <= MAX_CONTROL_PAYLOAD ? size : null;
}

const pong = aboutStory('data', pingSizeIn, toUtf8('Hello').length, (size) => {
  const frame = encodeFrame({
    opcode: OPCODE.pong,
    maskingKey: new Uint8Array(MASKING_KEY_SIZE),
    payload: new Uint8Array(size),
  });
  const fromServer = frame.length - MASKING_KEY_SIZE;
  return askNumber({
    question: [
      `A browser receives a Ping with ${countOf(size, 'byte')} of payload. How many bytes does its Pong frame have?`,
    ],
    answer: String(frame.length),
    mistakes: [
      [
        fromServer,
        'That is the size of the server’s Ping. The browser’s Pong also needs a masking key of 4 bytes.',
      ],
      [frame.length - size, 'That is an empty Pong. A Pong has to return the payload of the Ping.'],
      [size, 'That is the payload alone. The frame begins with a header.'],
      [
        size + MASKING_KEY_SIZE,
        'You left out the first two bytes: flags and opcode, mask bit and length.',
      ],
      [
        2,
        'That is the size of an empty frame of a server. A browser masks, and returns the payload.',
      ],
    ],
    why: [
      `A Pong returns the Ping’s payload of ${countOf(size, 'byte')}. As a frame of a client it has a ${frame.length - size}-byte header, ${MASKING_KEY_SIZE} of them masking key.`,
    ],
    references: [rfc(6455, '5.5.3'), rfc(6455, '5.3')],
    place: atStep('hello-and-goodbye', 'client-pong-1'),
  });
});

const pongCode = aboutRule('data', () =>
  askChoice({
    question: ['A server sends a Ping. What does the page’s code have to do?'],
    answer: 'Nothing: the browser replies',
    mistakes: [
      [
        'Call socket.pong()',
        'Some libraries for servers have such a method. A page’s WebSocket has neither ping() nor pong().',
      ],
      [
        'Reply in its ping event',
        'A page has no such event: it learns nothing of Pings and Pongs.',
      ],
      [
        'Send the payload back with send()',
        'That would be a message, and no Pong. The browser has already replied.',
      ],
    ],
    why: [
      'The browser sends the Pong itself, without running page code. Pages can’t send Pings either, so their own heartbeat has to be a message.',
    ],
    references: [
      rfc(6455, '5.5.2'),
      { document: 'WHATWG WebSockets', section: 'ping-and-pong-frames' },
    ],
    place: atStep('hello-and-goodbye', 'client-pong-1'),
  }),
);

const TOO_LONG = MAX_CONTROL_PAYLOAD + 1;

const pingSize = aboutRule('data', () => {
  const { closeCode } = RULES['control.too-long'];
  return askChoice({
    question: [`A Ping arrives with ${TOO_LONG} bytes of payload. What happens?`],
    answer: `The receiver fails the connection: ${closeCode}`,
    mistakes: [
      [
        `The receiver replies with ${TOO_LONG} bytes`,
        `Control frames have at most ${MAX_CONTROL_PAYLOAD} bytes of payload, so that they never need an extended length.`,
      ],
      [
        'The receiver replies in two Pongs',
        'Control frames can’t be split: they must not be fragmented.',
      ],
      [
        'The receiver ignores it',
        'A frame that breaks a rule isn’t skipped. The connection fails.',
      ],
    ],
    why: [
      `Every control frame has at most ${MAX_CONTROL_PAYLOAD} bytes of payload: Ping, Pong and Close. A Close also contains a code, which leaves ${MAX_REASON_SIZE} for the reason.`,
    ],
    references: [rfc(6455, '5.5'), rfc(6455, '7.4.1')],
    place: atStep('rules-broken', 'server-ping-1', { breach: 'ping-too-long' }),
  });
});

/** A text in two fragments with a Ping between them, from a server. */
export const FRAGMENTED_FRAMES: readonly Uint8Array[] = [
  encodeFrame({ isFinal: false, opcode: OPCODE.text, maskingKey: null, payload: toUtf8('Hel') }),
  encodeFrame({ opcode: OPCODE.ping, maskingKey: null, payload: new Uint8Array() }),
  encodeFrame({ opcode: OPCODE.continuation, maskingKey: null, payload: toUtf8('lo') }),
];

const fragments = aboutRule('data', () =>
  askChoice({
    question: [
      'A server sends ',
      ...FRAGMENTED_FRAMES.flatMap((frame, index) => [
        index === 0 ? '' : ', then ',
        { bytes: toHex(frame, ' '), kind: 'data' } as const,
      ]),
      '. What happens in the browser?',
    ],
    answer: `It sends a Pong, then the page gets ${quoted('Hello')}`,
    mistakes: [
      [
        'It fails: a Ping within a message',
        'Control frames may come between fragments. Only another message may not.',
      ],
      [
        `The page gets ${quoted('Hel')}, then ${quoted('lo')}`,
        'Fragments of a message are joined. A page gets the message when it is complete.',
      ],
      [
        `The page gets ${quoted('Hello')}, then it sends a Pong`,
        'The Ping arrives before the message is complete, and is answered as soon as is practical.',
      ],
      [
        'It fails: opcode 0 is reserved',
        'Opcode 0 continues the message that has begun. The reserved ones are 3 to 7 and 11 to 15.',
      ],
    ],
    why: [
      'The first frame has FIN 0 and the message’s type, the last one FIN 1 and opcode 0. Between them, a Ping is allowed, and answered.',
    ],
    references: [rfc(6455, '5.4'), rfc(6455, '5.5.2')],
    place: atExample('fragments-and-close'),
  }),
);

const interleaving = aboutRule('data', () =>
  askChoice({
    question: ['A sender has sent the first fragment of a long message. What may it send next?'],
    answer: 'The next fragment, or a control frame',
    mistakes: [
      [
        'A short message that is urgent',
        'Frames contain no number of their message, so a receiver couldn’t tell two messages apart.',
      ],
      [
        'Only the next fragment',
        'That would hold up Pings and Close. Control frames may come between fragments.',
      ],
      [
        'The first fragment of another message',
        'Fragments of two messages must not be mixed, unless an extension defines how.',
      ],
    ],
    why: [
      'Fragments of a message follow one another, and only control frames may come between them. So a long message in one direction holds up shorter ones.',
    ],
    references: [rfc(6455, '5.4')],
    place: atStep('rules-broken', 'client-binary-1', { breach: 'interleaved' }),
  }),
);

type Compressed = { readonly inflated: number; readonly deflated: number };

/** The first compressed message, if it is one frame from which all could be inflated. */
function compressedIn({ conversation }: Story): Compressed | null {
  const unit = conversation.units.find(isCompressedFrame);
  if (unit === undefined || !unit.header.isFinal || !unit.header.rsv1) return null;
  const { bytes, unknown, violation } = unit.inflation;
  if (violation !== null || unknown.length > 0) return null;
  return { inflated: bytes.length, deflated: unit.header.payloadLength.value };
}

/** “Hello” as RFC 7692 §7.2.3.1 compresses it. */
const HELLO_DEFLATED = fromHex('f2 48 cd c9 c9 07 00');

const compressed = aboutStory(
  'data',
  compressedIn,
  { inflated: toUtf8('Hello').length, deflated: HELLO_DEFLATED.length },
  ({ inflated, deflated }) =>
    askChoice({
      question: [
        `The first compressed message of a connection has ${countOf(inflated, 'byte')}. How many bytes does its payload have on the wire?`,
      ],
      answer: String(deflated),
      mistakes: [
        [String(inflated), 'That is the message as it was before. Its payload is compressed.'],
        [
          String(deflated + MESSAGE_TAIL.length),
          'You counted 00 00 ff ff. The sender omits these four bytes, and the receiver adds them.',
        ],
        [
          String(Math.ceil(inflated / 2)),
          deflated > inflated
            ? 'So short a message doesn’t shrink. DEFLATE has its own overhead.'
            : 'How much DEFLATE saves depends on the message. This one doesn’t shrink to half.',
        ],
      ],
      why: [
        deflated > inflated
          ? 'DEFLATE has its own overhead, and so short a message repeats nothing. '
          : 'DEFLATE replaces repetitions with references. ',
        'RSV1 is set, so that the receiver knows. The sender omits the last four bytes, 00 00 ff ff.',
      ],
      references: [rfc(7692, '7.2.1'), rfc(7692, '7.2.3.1')],
      place: atStep('compressed', 'server-text-1'),
    }),
);

const compressedByte = aboutRule('data', () => {
  const frame = encodeFrame({
    rsv1: true,
    opcode: OPCODE.text,
    maskingKey: null,
    payload: HELLO_DEFLATED,
  });
  return askBytes({
    question: [
      'A server sends a compressed text in one frame. What is the first byte of the frame?',
    ],
    answer: toHexByte(frame[0] ?? 0),
    mistakes: [
      [
        toHexByte(FIN_BIT | OPCODE.text),
        'Without RSV1, the receiver would take the payload for plain text, and find it isn’t UTF-8.',
      ],
      [toHexByte(FIN_BIT | RSV2_BIT | OPCODE.text), 'That is RSV2, which no known extension uses.'],
      [toHexByte(FIN_BIT | RSV3_BIT | OPCODE.text), 'That is RSV3, which no known extension uses.'],
      [
        toHexByte(RSV1_BIT | OPCODE.text),
        'You left out FIN. Without it, more fragments of this message follow.',
      ],
      [
        toHexByte(FIN_BIT | RSV1_BIT | OPCODE.binary),
        'Compressed text is still text: it has opcode 1, because it is text after inflating.',
      ],
      [
        toHexByte(FIN_BIT | RSV1_BIT),
        'Opcode 0 continues a message. Only its first frame has RSV1.',
      ],
    ],
    why: [
      { bytes: toHexByte(frame[0] ?? 0), kind: 'flag' },
      ': FIN 0x80, RSV1 0x40 for “compressed”, opcode 1 for text.',
    ],
    references: [rfc(7692, '6'), rfc(7692, '7.2.3.1')],
    place: atStep('compressed', 'server-text-1'),
  });
});

const ONE_WAY_MS = 50;
const INTERVAL_MS = 1000;

const polling = aboutRule('data', () => {
  const { bestMs, meanMs, worstMs } = pollingDelay(INTERVAL_MS, ONE_WAY_MS);
  return askNumber({
    question: [
      `A page polls every ${INTERVAL_MS} ms, and one way takes ${ONE_WAY_MS} ms. How many milliseconds late does a message arrive on average?`,
    ],
    answer: String(meanMs),
    mistakes: [
      [
        meanMs - ONE_WAY_MS,
        'You counted only the wait for the next request. The response also has to cross.',
      ],
      [worstMs, 'That is the worst case: the message was made just after a request arrived.'],
      [
        INTERVAL_MS,
        'On average, a message waits half an interval. Then the response has to cross.',
      ],
      [bestMs, 'That is the best case, and WebSocket’s: only the way to the client.'],
      [
        meanMs + ONE_WAY_MS,
        'You counted the request’s way, too. The message waits for its arrival, so it is in the wait.',
      ],
    ],
    why: [
      `Half an interval of ${INTERVAL_MS / 2} ms until the next request arrives, and ${ONE_WAY_MS} ms for its response. With a WebSocket it would be ${bestMs} ms.`,
    ],
    references: [rfc(6202, '1')],
    place: { kind: 'compare' },
  });
});

const longPolling = aboutRule('data', () => {
  const { bestMs, worstMs } = longPollingDelay(ONE_WAY_MS);
  return askNumbers(2, {
    question: [
      `With long polling, one way takes ${ONE_WAY_MS} ms. How late does a message for the client arrive at best and at worst, in milliseconds?`,
    ],
    answer: `${bestMs}, ${worstMs}`,
    mistakes: [
      [
        `${bestMs}, ${2 * bestMs}`,
        'At worst, a response has just left: it has to arrive, then the next request, then its response.',
      ],
      [
        `${bestMs}, ${bestMs}`,
        'That is WebSocket. With long polling, the next message may have to wait for a new request.',
      ],
      [
        `${2 * bestMs}, ${worstMs}`,
        'At best, a request already waits at the server. Then only the response has to cross.',
      ],
      [`0, ${2 * bestMs}`, 'Even at best, the response has to cross, which is one way.'],
      [
        `${2 * bestMs}, ${4 * bestMs}`,
        'At best, a request already waits at the server, so only one way counts. At worst, three do.',
      ],
    ],
    why: [
      'At best, a request is waiting at the server: one way. At worst, a response has just left: it has to arrive, the next request has to cross, and its response, too.',
    ],
    references: [rfc(6202, '2.2')],
    place: { kind: 'compare' },
  });
});

export const MESSAGE_QUESTIONS = {
  'data.pong': pong,
  'data.pong-code': pongCode,
  'data.ping-size': pingSize,
  'data.fragments': fragments,
  'data.interleaving': interleaving,
  'data.compressed': compressed,
  'data.compressed-byte': compressedByte,
  'data.polling': polling,
  'data.long-polling': longPolling,
} as const satisfies Partial<Record<QuestionId, QuizSource>>;
