/**
 * Questions about TCP's opening, the opening handshake, and what is different once a connection is
 * open. Each has its sources in `references`.
 */

import { toBase64 } from '#core/bytes/base64.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import {
  computeAccept,
  keyOfNonce,
  NONCE_SIZE,
  WEBSOCKET_GUID,
} from '#core/protocol/opening/accept-value.ts';
import { ABNORMAL_CLOSURE } from '#core/protocol/messages/close-code.ts';
import { READY_STATES, readyStateNumber } from '#core/protocol/endpoint.ts';
import { findField } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { http2ResponseFields } from '#core/protocol/opening/http2-opening.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import type { ChapterId, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { QuizMaker } from './question.ts';

function stepOf(story: Story, id: string): Step | null {
  return story.steps.find((step) => step.id === id) ?? null;
}

const segmentsBefore: QuizMaker = (story) => {
  const request = story.steps.findIndex(({ id }) => id === 'request');
  const opening = story.steps.slice(0, Math.max(0, request)).filter(({ unit }) => unit === null);
  if (opening.length === 0) return null;
  return {
    id: 'tcp.segments',
    question: ['How many segments were sent before the first byte of HTTP?'],
    form: { kind: 'number' },
    answer: String(opening.length),
    why: [
      'SYN, SYN-ACK, ACK. The client sends the last of the three and its request together, without waiting again. Each lost segment adds a retransmission.',
    ],
    references: [rfc(9293, '3.5')],
  };
};

const timeBefore: QuizMaker = (story) => {
  const syn = stepOf(story, 'tcp-syn')?.sentAtMs ?? null;
  const request = stepOf(story, 'request')?.sentAtMs ?? null;
  const response = stepOf(story, 'response');
  if (syn === null || request === null || response?.arrival.kind !== 'arrived') return null;
  return {
    id: 'tcp.time',
    question: [
      `The client asked for the TCP connection at ${syn} ms. From there, how many milliseconds passed before its request left?`,
    ],
    form: { kind: 'number' },
    answer: String(request - syn),
    why: [
      `One round trip: the SYN there, the SYN-ACK back. The opening handshake takes another one, so the page’s connection opens ${response.arrival.atMs - syn} ms after the SYN. A full TLS 1.3 handshake would add one more.`,
    ],
    references: [rfc(9293, '3.5'), rfc(6455, '4.1'), rfc(8446, '2')],
  };
};

const acceptValue: QuizMaker = ({ conversation }) => {
  const request = conversation.units.find((unit) => unit.kind === 'request');
  const key = request && findField(request.head.fields, FIELD.webSocketKey)?.value;
  if (key === undefined) return null;
  const { accept } = computeAccept(key);
  const reversed = computeAccept([...key].reverse().join('')).accept;
  const joined = toBase64(concatBytes([toUtf8(key), toUtf8(WEBSOCKET_GUID)])).slice(
    0,
    accept.length,
  );
  return {
    id: 'handshake.accept',
    question: [
      'Which Sec-WebSocket-Accept belongs to the key ',
      { bytes: key, kind: 'http' },
      '? You don’t have to compute it: look at its form.',
    ],
    form: { kind: 'choice', options: [key, accept, `${joined.slice(0, -2)}==`].toSorted() },
    answer: accept,
    why: [
      `SHA-1 gives 20 bytes, which make ${accept.length} characters of base64 with a single “=” at the end. The key is joined to the GUID as text, not decoded. Reversed, it would give `,
      { bytes: reversed, kind: 'http' },
      '.',
    ],
    references: [rfc(6455, '4.2.2'), rfc(6455, '1.3')],
  };
};

const lastLetters: QuizMaker = () => {
  // The last character before "==" stores only the last two bits of the nonce, so try every last
  // byte.
  const letters = new Set(
    Array.from({ length: 256 }, (_, last) => {
      const nonce = new Uint8Array(NONCE_SIZE);
      nonce[NONCE_SIZE - 1] = last;
      return keyOfNonce(nonce).at(-3) ?? '';
    }),
  );
  return {
    id: 'handshake.last-letter',
    question: [
      'A key in canonical base64 ends with “==”. How many characters can come before that?',
    ],
    form: { kind: 'number' },
    answer: String(letters.size),
    why: [
      `${[...letters].toSorted().join(', ')}. 16 bytes are 128 bits, and 22 characters of six bits contain 132. So only two bits of the last character count, and the other four are 0. The example of RFC 6455 §4.1 has it wrong (erratum 3150).`,
    ],
    references: [rfc(6455, '4.1'), rfc(4648, '3.5')],
  };
};

const refusalSeen: QuizMaker = () => ({
  id: 'handshake.refusal',
  question: ['A server answers 403. Which code does the page’s close event have?'],
  form: { kind: 'number' },
  answer: String(ABNORMAL_CLOSURE),
  why: [
    'A page learns neither the status nor the reason. Otherwise a script could probe servers in the user’s network. It gets ',
    { code: 'error' },
    ', then ',
    { code: 'close' },
    `, with ${ABNORMAL_CLOSURE}.`,
  ],
  references: [
    rfc(6455, '7.1.5'),
    { document: 'WHATWG WebSockets', section: 'feedback-from-the-protocol' },
  ],
});

const stateWhile101InFlight: QuizMaker = (story) => {
  const index = story.steps.findIndex(({ id }) => id === 'response');
  const sent = story.moments.find(
    ({ stepIndex, phase }) => stepIndex === index && phase === 'sent',
  );
  if (sent === undefined) return null;
  const { readyState } = sent.states.client;
  return {
    id: 'connection.behind',
    question: [
      'The server has just sent its 101, which is in flight. What does ',
      { code: 'socket.readyState' },
      ' read in the page at that moment?',
    ],
    form: {
      kind: 'choice',
      options: READY_STATES.map((state) => `${readyStateNumber(state)}, ${state}`),
    },
    answer: `${readyStateNumber(readyState)}, ${readyState}`,
    why: [
      'The server’s side is open as soon as it has sent its 101, so it can send frames directly after it. The page’s side opens when the 101 has arrived and was validated.',
    ],
    references: [rfc(6455, '4.2.2'), rfc(6455, '4.1')],
  };
};

const overHttp2: QuizMaker = () => ({
  id: 'connection.http2',
  question: ['Over HTTP/2, with which status does a server open a WebSocket?'],
  form: { kind: 'number' },
  answer: http2ResponseFields({}).find(({ name }) => name === ':status')?.value ?? '',
  why: [
    'HTTP/2 doesn’t have 101, because a stream doesn’t switch protocols. A server accepts an extended CONNECT like any CONNECT, with 200. There is neither key nor accept value.',
  ],
  references: [rfc(8441, '5'), rfc(9113, '8.6')],
});

export const HANDSHAKE_QUESTIONS = {
  tcp: [segmentsBefore, timeBefore],
  handshake: [acceptValue, lastLetters, refusalSeen],
  connection: [stateWhile101InFlight, overHttp2],
} as const satisfies Partial<Record<ChapterId, readonly QuizMaker[]>>;
