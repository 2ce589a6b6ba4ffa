/** Questions about how a connection ends. Each has its sources in `references`. */

import { toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { ABNORMAL_CLOSURE, NO_STATUS_RECEIVED } from '#core/protocol/messages/close-code.ts';
import { encodeClosePayload, MAX_REASON_SIZE } from '#core/protocol/messages/close-payload.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { haveBothClosed } from '#core/story/closing-facts.ts';
import { firstCloseIn } from '#core/story/notable-frames.ts';
import type { ChapterId } from '#core/story/step.ts';
import { senderOf } from '#core/trace/direction.ts';
import type { QuizMaker } from './question.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';

const closeBytes: QuizMaker = ({ conversation }) => {
  const { code = null, reason = '' } = firstCloseIn(conversation) ?? {};
  if (code === null) return null;
  const short = reason.slice(0, 4);
  const payload = encodeClosePayload(code, short);
  const frame = encodeFrame({ opcode: OPCODE.close, maskingKey: null, payload });
  return {
    id: 'closure.bytes',
    question: [
      `A server closes with code ${code} and ${short === '' ? 'no reason' : `the reason ${quoted(short)}`}. Which bytes does it send?`,
    ],
    form: { kind: 'bytes' },
    answer: toHex(frame, ' '),
    why: [
      `Opcode 8 with FIN is 88; a length of ${payload.length}; ${code} in two bytes, the more significant first, is `,
      { bytes: toHex(payload.subarray(0, 2), ' '), kind: 'close' },
      short === '' ? '.' : `; then ${countOf(toUtf8(short).length, 'byte')} of UTF-8.`,
    ],
    references: [rfc(6455, '5.5.1')],
  };
};

const emptyClose: QuizMaker = () => ({
  id: 'closure.empty',
  question: [
    'A server sends ',
    {
      bytes: toHex(
        encodeFrame({ opcode: OPCODE.close, maskingKey: null, payload: encodeClosePayload(null) }),
        ' ',
      ),
      kind: 'close',
    },
    ', and nothing goes wrong. What does ',
    { code: 'event.code' },
    ' read in the page?',
  ],
  form: { kind: 'number' },
  answer: String(NO_STATUS_RECEIVED),
  why: [
    `APIs report ${NO_STATUS_RECEIVED} for a Close frame without a code. It must not be sent. The connection still closes cleanly, because each side sends a Close frame before TCP closes.`,
  ],
  references: [rfc(6455, '7.1.4'), rfc(6455, '7.1.5'), rfc(6455, '7.4.1')],
});

const cable: QuizMaker = ({ steps }) => {
  const isAboutLoss = steps.some(
    ({ kind }) => kind === 'gave-up' || kind === 'tcp-reset' || kind === 'tcp-retransmission',
  );
  return isAboutLoss
    ? {
        id: 'closure.cable',
        question: [
          'The network goes dead. Which code does a page get when its browser notices at last?',
        ],
        form: { kind: 'number' },
        answer: String(ABNORMAL_CLOSURE),
        why: [
          'No Close frame arrived, so there is no code from the peer. How soon the browser notices depends on whether one side still sends something. Silence alone shows nothing.',
        ],
        references: [rfc(6455, '7.1.5')],
      }
    : null;
};

const longestReason: QuizMaker = () => {
  const sign = '€';
  const size = toUtf8(sign).length;
  return {
    id: 'closure.reason',
    question: [`How many “${sign}” fit into the reason of a Close frame?`],
    form: { kind: 'number' },
    answer: String(Math.floor(MAX_REASON_SIZE / size)),
    why: [
      `A control frame contains at most 125 bytes. Two of them are the code, so ${MAX_REASON_SIZE} are left. “${sign}” has ${size} in UTF-8. With one more, `,
      { code: 'close()' },
      ' throws.',
    ],
    references: [
      rfc(6455, '5.5'),
      rfc(6455, '5.5.1'),
      { document: 'WHATWG WebSockets', section: 'dom-websocket-close' },
    ],
  };
};

const whoEndsTcp: QuizMaker = (story) => {
  const fin = story.steps.find(({ id }) => id === 'server-tcp-fin' || id === 'client-tcp-fin');
  if (fin === undefined || fin.direction === null || !haveBothClosed(fin, story)) return null;
  return {
    id: 'closure.tcp',
    question: ['Both Close frames have arrived. Who ends the TCP connection first?'],
    form: { kind: 'choice', options: ['client', 'server'] },
    answer: senderOf(fin.direction),
    why: [
      'The server should, so that it stays in TIME-WAIT and the client can reconnect immediately. A client should wait for that. Chromium waits 2 seconds, Firefox doesn’t wait.',
    ],
    // Source: measured with a server that never ends TCP. Chromium 156 fires close after 2,026 ms
    // (net/websockets/websocket_channel.cc, kUnderlyingConnectionCloseTimeoutSeconds), Firefox 153
    // as soon as the server's Close frame arrives.
    references: [rfc(6455, '7.1.1'), rfc(6455, '5.5.1'), rfc(9293, '3.6')],
  };
};

export const CLOSURE_QUESTIONS = {
  closure: [cable, closeBytes, whoEndsTcp, emptyClose, longestReason],
} as const satisfies Partial<Record<ChapterId, readonly QuizMaker[]>>;
