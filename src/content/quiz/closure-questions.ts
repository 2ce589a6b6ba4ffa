/** Questions about how a connection ends. Each has its sources in `references`. */

import { toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { MAX_CONTROL_PAYLOAD } from '#core/protocol/framing/payload-length.ts';
import {
  ABNORMAL_CLOSURE,
  classifyCloseCode,
  INVALID_DATA,
  isClosableByPage,
  isCloseCodeOf,
  isSendableCloseCode,
  MESSAGE_TOO_BIG,
  NO_STATUS_RECEIVED,
  PROTOCOL_ERROR,
} from '#core/protocol/messages/close-code.ts';
import {
  CLOSE_CODE_SIZE,
  encodeClosePayload,
  MAX_REASON_SIZE,
  type ClosePayload,
} from '#core/protocol/messages/close-payload.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { RULES } from '#core/protocol/rules/rules.ts';
import { SAMPLE_MASKING_KEY } from '#core/scenarios/empty-script.ts';
import { haveBothClosed } from '#core/story/closing-facts.ts';
import type { Story } from '#core/story/story.ts';
import { senderOf, type Side } from '#core/trace/direction.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';
import type { QuestionId } from './question-ids.ts';
import { atStep } from './question-place.ts';
import {
  aboutRule,
  aboutStory,
  askBytes,
  askChoice,
  askNumber,
  type QuizSource,
} from './question.ts';

type CodedClose = { readonly code: number; readonly reason: string };

type SentClose = CodedClose & { readonly maskingKey: Uint8Array | null };

/** A longer reason makes more bytes than a reader wants to type. */
const MAX_TYPED_REASON = 12;

/** The first Close frame of this side, or of either, that contains a code. */
function closeIn({ conversation }: Story, by?: Side): SentClose | null {
  const { units, trace } = conversation;
  const unit = units.find(
    (each) =>
      each.kind === 'frame' &&
      each.header.opcode === OPCODE.close &&
      each.missing === 0 &&
      (by === undefined || senderOf(each.direction) === by),
  );
  if (unit?.kind !== 'frame') return null;
  const payload: ClosePayload | null = closePayloadOf(unit, trace.streams[unit.direction]);
  const code = payload?.code ?? null;
  const reason = payload?.reason ?? '';
  // U+FFFD is in the place of bytes that aren't UTF-8.
  const isSendable = code !== null && isCloseCodeOf(code, 'server') && !reason.includes('\ufffd');
  const isShort = toUtf8(reason).length <= MAX_TYPED_REASON;
  return isSendable && isShort ? { code, reason, maskingKey: unit.header.maskingKey } : null;
}

function closeFrame(payload: Uint8Array, maskingKey: Uint8Array | null = null): Uint8Array {
  return encodeFrame({ opcode: OPCODE.close, maskingKey, payload });
}

const SAMPLE: CodedClose = { code: 1000, reason: 'bye' };

const reasonText = (reason: string) =>
  reason === '' ? 'without a reason' : `and the reason ${quoted(reason)}`;

const bytes = aboutStory<CodedClose>('closure', closeIn, SAMPLE, ({ code, reason }) => {
  const payload = encodeClosePayload(code, reason);
  const text = toUtf8(reason);
  const frame = closeFrame(payload);
  const [first = 0, second = 0] = frame;
  const [high = 0, low = 0] = payload;
  const hex = (...parts: readonly (number | Uint8Array)[]) =>
    parts
      .map((part) => toHex(typeof part === 'number' ? Uint8Array.of(part) : part, ' '))
      .filter((part) => part !== '')
      .join(' ');
  return askBytes({
    question: [
      `A server closes with code ${code} ${reasonText(reason)}. Which bytes does its Close frame have?`,
    ],
    answer: toHex(frame, ' '),
    mistakes: [
      [
        toHex(closeFrame(encodeClosePayload(code)), ' '),
        'You left out the reason. It follows the code as UTF-8, and counts in the length.',
      ],
      [
        hex(first, second - CLOSE_CODE_SIZE, payload),
        'You left the code out of the length. Code and reason are both payload.',
      ],
      [
        hex(first, second - CLOSE_CODE_SIZE, text),
        'You left out the code, which is the first two bytes of the payload.',
      ],
      [
        hex(first, second, low, high, text),
        'You turned the code round. The more significant byte comes first.',
      ],
      [
        hex(first, second | 0x80, payload),
        'You set the mask bit. A server must not mask, and a masked frame would contain a key.',
      ],
      [
        hex(first & 0x7f, second, payload),
        'You left out FIN. A control frame must not be fragmented, so it is always 1.',
      ],
      [
        hex(first, second + 2, toUtf8(String(code)), text),
        'You wrote the code as digits. It is a number in two bytes.',
      ],
      [
        toHex(payload, ' '),
        'That is the payload alone. The frame begins with two bytes of header.',
      ],
    ],
    why: [
      `Opcode 8 with FIN is 88; a length of ${payload.length}; ${code} in two bytes, the more significant first, is `,
      { bytes: toHex(payload.subarray(0, CLOSE_CODE_SIZE), ' '), kind: 'close' },
      reason === '' ? '.' : `; then ${countOf(text.length, 'byte')} of UTF-8.`,
    ],
    references: [rfc(6455, '5.5.1'), rfc(6455, '5.2')],
    place: atStep('hello-and-goodbye', 'server-close-1', { closer: 'server', reason: 'bye' }),
  });
});

const clientBytes = aboutStory<SentClose>(
  'closure',
  (story) => closeIn(story, 'client'),
  { ...SAMPLE, maskingKey: SAMPLE_MASKING_KEY },
  ({ code, reason, maskingKey }) => {
    const key = maskingKey ?? SAMPLE_MASKING_KEY;
    const payload = encodeClosePayload(code, reason);
    const frame = closeFrame(payload, key);
    const unmasked = closeFrame(payload);
    const header = frame.subarray(0, frame.length - payload.length);
    const masked = frame.subarray(header.length);
    return askBytes({
      question: [
        `A browser closes with code ${code} ${reasonText(reason)}. Its masking key is `,
        { bytes: toHex(key, ' '), kind: 'mask' },
        '. Which bytes does it send?',
      ],
      answer: toHex(frame, ' '),
      mistakes: [
        [
          toHex(unmasked, ' '),
          'That is a server’s frame. A browser masks every frame, Close as well.',
        ],
        [
          `${toHex(header, ' ')} ${toHex(payload, ' ')}`,
          'You left the payload unmasked. XOR its bytes with the key, the code as well.',
        ],
        [
          `${toHex(header.subarray(0, 2), ' ')} ${toHex(masked, ' ')}`,
          'You left out the key. The server can’t unmask without it, so it is part of the header.',
        ],
        [
          `${toHex(unmasked.subarray(0, 2), ' ')} ${toHex(frame.subarray(2), ' ')}`,
          'You left out the mask bit, the first bit of the second byte.',
        ],
        [
          `${toHex(header, ' ')} ${toHex(payload.subarray(0, CLOSE_CODE_SIZE), ' ')} ${toHex(masked.subarray(CLOSE_CODE_SIZE), ' ')}`,
          'You left the code unmasked. The whole payload is masked.',
        ],
      ],
      why: [
        '88, then the mask bit with the length, the key, and the payload XORed with it: ',
        { bytes: toHex(masked, ' '), kind: 'close' },
        '.',
      ],
      references: [rfc(6455, '5.5.1'), rfc(6455, '5.3')],
      place: atStep('hello-and-goodbye', 'client-close-1'),
    });
  },
);

const empty = aboutRule('closure', () =>
  askNumber({
    question: [
      'A server sends ',
      { bytes: toHex(closeFrame(encodeClosePayload(null)), ' '), kind: 'close' },
      ', a Close frame without a payload, and nothing goes wrong. What does ',
      { code: 'event.code' },
      ' read in the page?',
    ],
    answer: String(NO_STATUS_RECEIVED),
    mistakes: [
      [1000, 'A page gets 1000 only if the frame contains it. Here it contains no code.'],
      [
        ABNORMAL_CLOSURE,
        'That means that no Close frame arrived. Here one did, only without a code.',
      ],
      [0, 'An API has to give a number, and the RFC reserves one for this case.'],
      [PROTOCOL_ERROR, 'An empty Close frame breaks no rule: the code is optional.'],
    ],
    why: [
      `APIs report ${NO_STATUS_RECEIVED} for a Close frame without a code. It must not be sent. The connection still closes cleanly, because each side sends a Close frame before TCP closes.`,
    ],
    references: [rfc(6455, '7.1.4'), rfc(6455, '7.1.5'), rfc(6455, '7.4.1')],
    place: atStep('hello-and-goodbye', 'server-close-1', {
      closer: 'server',
      code: 'none',
      reason: '',
    }),
  }),
);

const SIGN = '€';

const reason = aboutRule('closure', () => {
  const size = toUtf8(SIGN).length;
  const most = Math.floor(MAX_REASON_SIZE / size);
  return askNumber({
    question: [`How many “${SIGN}” fit into the reason of a Close frame?`],
    answer: String(most),
    mistakes: [
      [MAX_REASON_SIZE, `You counted bytes, not characters. “${SIGN}” has ${size} bytes in UTF-8.`],
      [
        MAX_CONTROL_PAYLOAD,
        `That is the payload in bytes. Two of them are the code, and “${SIGN}” has ${size} bytes.`,
      ],
      [
        most + 1,
        `${most + 1} make ${(most + 1) * size} bytes. The reason has at most ${MAX_REASON_SIZE}.`,
      ],
      [
        Math.floor(MAX_REASON_SIZE / 2),
        `You counted two bytes each. In UTF-8, “${SIGN}” has ${size}.`,
      ],
      [Math.floor(MAX_REASON_SIZE / 4), `“${SIGN}” has ${size} bytes in UTF-8, not four.`],
    ],
    why: [
      `A control frame contains at most ${MAX_CONTROL_PAYLOAD} bytes. Two of them are the code, so ${MAX_REASON_SIZE} are left. “${SIGN}” has ${size} in UTF-8. With one more, `,
      { code: 'close()' },
      ' throws.',
    ],
    references: [
      rfc(6455, '5.5'),
      rfc(6455, '5.5.1'),
      { document: 'WHATWG WebSockets', section: 'dom-websocket-close' },
    ],
    place: atStep('hello-and-goodbye', 'client-close-1', { reason: SIGN.repeat(most) }),
  });
});

const GOING_AWAY = 1001;

const pageCode = aboutRule('closure', () =>
  askChoice({
    question: ['A page calls ', { code: `socket.close(${GOING_AWAY})` }, '. What happens?'],
    answer: isClosableByPage(GOING_AWAY)
      ? `A Close frame with ${GOING_AWAY} is sent`
      : 'The call throws InvalidAccessError',
    mistakes: [
      [
        `A Close frame with ${GOING_AWAY} is sent`,
        'A browser sends it by itself when a page goes away. Code may only pass 1000 and 3000 to 4999.',
      ],
      [
        'A Close frame with 1000 is sent',
        'The code isn’t replaced. The call throws, and the connection stays open.',
      ],
      [
        'A Close frame without a code is sent',
        'That is what close() without an argument does. A wrong argument throws.',
      ],
    ],
    why: [
      'A page may pass 1000 and 3000 to 4999. The others have meanings that only a browser or a server can vouch for.',
    ],
    references: [{ document: 'WHATWG WebSockets', section: 'dom-websocket-close' }],
    place: atStep('server-goodbye', 'server-close-1'),
  }),
);

/** The side that ends TCP first, after both Close frames, if it is the one that should. */
function firstToEndTcp(story: Story): 'server' | null {
  const fin = story.steps.find(({ kind }) => kind === 'tcp-fin');
  if (fin === undefined || fin.direction === null || !haveBothClosed(fin, story)) return null;
  return senderOf(fin.direction) === 'server' ? 'server' : null;
}

const tcp = aboutStory('closure', firstToEndTcp, 'server', (side) =>
  askChoice({
    question: ['Both Close frames have crossed. Who should end the TCP connection first?'],
    answer: `The ${side}`,
    mistakes: [
      [
        'The client',
        'Then the client would stay in TIME-WAIT, and couldn’t reuse its port for a while.',
      ],
      [
        'The sender of the first Close',
        'The order of the Close frames doesn’t matter for TCP. It is always the same side.',
      ],
      [
        'Both at the same time',
        'TCP allows that, but then both sides stay in TIME-WAIT. One of them should wait.',
      ],
    ],
    why: [
      'The server should, so that it stays in TIME-WAIT and the client can reconnect immediately. A client should wait for that. Chromium waits 2 seconds, Firefox doesn’t wait.',
    ],
    // Source: measured with a server that never ends TCP. Chromium 156 fires close after 2,026 ms
    // (net/websockets/websocket_channel.cc, kUnderlyingConnectionCloseTimeoutSeconds), Firefox 153
    // as soon as the server's Close frame arrives.
    references: [rfc(6455, '7.1.1'), rfc(6455, '5.5.1'), rfc(9293, '3.6')],
    place: atStep('hello-and-goodbye', 'server-tcp-fin'),
  }),
);

const lateData = aboutRule('closure', () =>
  askChoice({
    question: [
      'A server has sent its Close frame. A text from the browser then arrives. What now?',
    ],
    answer: 'It is allowed: the server still reads',
    mistakes: [
      [
        'It breaks a rule: 1002',
        'The browser sent it before it had seen the Close. Only its own Close ends what it may send.',
      ],
      [
        'The text is always lost',
        'The server hasn’t received a Close yet, so it is still reading. What it does with the text is up to its code.',
      ],
      [
        'The closing handshake starts again',
        'It goes on: the browser’s Close frame follows the text.',
      ],
    ],
    why: [
      'A Close frame ends what its sender may send, not what it receives. Messages that were in flight still arrive before the peer’s Close frame.',
    ],
    references: [rfc(6455, '5.5.1'), rfc(6455, '1.4')],
    place: atStep('server-goodbye', 'client-text-1'),
  }),
);

const cable = aboutRule('closure', () =>
  askNumber({
    question: ['The network fails. Which code does a page get when its browser notices?'],
    answer: String(ABNORMAL_CLOSURE),
    mistakes: [
      [1000, 'That needs a Close frame that contains 1000. Nothing arrived.'],
      [
        GOING_AWAY,
        'That is what a server or browser sends when it goes away. Nothing could be sent.',
      ],
      [NO_STATUS_RECEIVED, 'That means a Close frame without a code. Here no Close frame arrived.'],
      [1011, 'That is sent by a server that fails. From a dead network, nothing arrives.'],
      [1015, 'That is reserved for a failed TLS handshake.'],
    ],
    why: [
      'No Close frame arrived, so there is no code from the peer. How soon the browser notices depends on whether one side still sends something. Silence alone shows nothing.',
    ],
    references: [rfc(6455, '7.1.5'), rfc(6455, '7.4.1')],
    place: atStep('line-goes-dead', 'client-gave-up', { attempt: 'dies' }),
  }),
);

/** Source: RFC 6455 §7.4.1, §7.4.2. */
const OFFERED: readonly (readonly [code: number, meaning: string])[] = [
  [1000, 'That is a normal end, which is the usual code in a Close frame.'],
  [1011, 'A server sends it when something unexpected keeps it from going on.'],
  [4000, 'From 4000 to 4999, applications may send what they agree on.'],
];

const neverSent = aboutRule('closure', () =>
  askChoice({
    question: ['Which of these codes is never in a Close frame?'],
    answer: String(
      [ABNORMAL_CLOSURE, ...OFFERED.map(([code]) => code)].find(
        (code) => !isSendableCloseCode(code),
      ),
    ),
    mistakes: OFFERED,
    why: [
      `APIs report ${ABNORMAL_CLOSURE} if a connection ended without a Close frame. It, ${NO_STATUS_RECEIVED} and 1015 must not be sent.`,
    ],
    references: [rfc(6455, '7.4.1'), rfc(6455, '7.4.2')],
    place: atStep('line-goes-dead', 'client-gave-up', { attempt: 'dies' }),
  }),
);

/** The thousand that begins here, if all its codes are of one class. */
const privateThousand = [1000, 2000, 3000, 4000].find((start) =>
  [start, start + 999].every((code) => classifyCloseCode(code) === 'private'),
);

const ownCodes = aboutRule('closure', () =>
  askChoice({
    question: ['Which close codes may an application define for itself?'],
    answer: `${privateThousand} to ${Number(privateThousand) + 999}`,
    mistakes: [
      [
        '1000 to 1999',
        'These belong to the protocol. Codes for new meanings are assigned by IANA.',
      ],
      ['2000 to 2999', 'These are reserved for the protocol and its extensions.'],
      ['3000 to 3999', 'These are for libraries and frameworks, which register them with IANA.'],
      ['5000 to 5999', 'The RFC defines no codes above 4999.'],
    ],
    why: [
      'Codes from 4000 to 4999 are for private use: client and server agree on them. A page may also pass 3000 to 3999 to ',
      { code: 'close()' },
      '.',
    ],
    references: [rfc(6455, '7.4.2')],
    place: atStep('server-goodbye', 'server-close-1', { code: '4000' }),
  }),
);

const utf8Code = aboutRule('closure', () =>
  askNumber({
    question: ['A text message isn’t UTF-8. With which code should its receiver close?'],
    answer: String(RULES['message.text-not-utf8'].closeCode ?? INVALID_DATA),
    mistakes: [
      [PROTOCOL_ERROR, '1002 is for broken framing. The frame is fine here; its content isn’t.'],
      [1003, '1003 refuses a type, such as binary where only text is expected.'],
      [1008, '1008 is for policies, if no other code fits. Here one does.'],
      [MESSAGE_TOO_BIG, '1009 is for a message that is too big.'],
    ],
    why: [
      `${INVALID_DATA} means data that doesn’t fit the type of its message. The payload of a text message has to be UTF-8 as a whole; a fragment may end within a character.`,
    ],
    references: [rfc(6455, '8.1'), rfc(6455, '7.4.1')],
    place: atStep('rules-broken', 'server-close-1', { breach: 'bad-utf8' }),
  }),
);

export const CLOSURE_QUESTIONS = {
  'closure.bytes': bytes,
  'closure.client-bytes': clientBytes,
  'closure.empty': empty,
  'closure.reason': reason,
  'closure.page-code': pageCode,
  'closure.tcp': tcp,
  'closure.late-data': lateData,
  'closure.cable': cable,
  'closure.never-sent': neverSent,
  'closure.own-codes': ownCodes,
  'closure.utf8-code': utf8Code,
} as const satisfies Partial<Record<QuestionId, QuizSource>>;
