/** What one side hands to a connection whole: a request, an answer or a frame. Its bytes are made when asked for. */

import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { computeAccept, keyOfNonce, NONCE_SIZE } from '#core/protocol/accept-value.ts';
import { frameHeaderSize } from '#core/protocol/frame-header.ts';
import { encodeFrame } from '#core/protocol/frame.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/masking.ts';
import { OPCODE } from '#core/protocol/opcode.ts';
import { minimalLengthForm } from '#core/protocol/payload-length.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';
import type { Direction } from '#core/trace/direction.ts';
import { encodeHead, headSize, type HeadValues } from './head-template.ts';
import type { HeaderProfile, HeadId } from './header-profile.ts';
import { messageText, type Message } from './message.ts';
import { encodeMessageList, wrappingSize } from './message-list.ts';
import type { Exchange, MethodRun, SentFrame } from './method-run.ts';

export type Unit = {
  readonly connection: number;
  readonly direction: Direction;
  readonly sentAtMs: number;
  readonly arrivedAtMs: number;
  /** Bytes, known before they are made. */
  readonly size: number;
  readonly encode: () => Uint8Array;
};

/** When the observation began, for the Date of the answers: the moment of the recording. */
const EPOCH_SECONDS = 1_795_336_458;

/** All that a method sent, each connection's units in the order of their sending. */
export function unitsOf(run: MethodRun, profile: HeaderProfile, seed: number): Unit[] {
  return [
    ...run.exchanges.flatMap((exchange) => unitsOfExchange(exchange, profile, seed)),
    ...run.frames.map((frame, index) => unitOfFrame(frame, index, seed)),
  ];
}

function unitsOfExchange(exchange: Exchange, profile: HeaderProfile, seed: number): Unit[] {
  const { answer, purpose, posted } = exchange;
  const request: Unit = {
    connection: exchange.connection,
    direction: 'client-to-server',
    sentAtMs: exchange.sentAtMs,
    arrivedAtMs: exchange.arrivedAtMs,
    ...headAndBody(profile, `${purpose}-request`, exchange, {
      bodySize: posted?.size ?? 0,
      encodeBody: () => (posted === null ? NO_BYTES : toUtf8(messageText(posted))),
      seed,
    }),
  };
  if (answer === null) return [request];
  const { messages } = answer;
  const isNews = messages.length > 0;
  const payload = messages.reduce((size, message) => size + message.size, 0);
  const response: Unit = {
    connection: exchange.connection,
    direction: 'server-to-client',
    sentAtMs: answer.sentAtMs,
    arrivedAtMs: answer.arrivedAtMs,
    ...headAndBody(profile, answerHead(exchange, isNews), exchange, {
      bodySize: isNews ? wrappingSize(messages.length) + payload : 0,
      encodeBody: () => (isNews ? encodeMessageList(messages) : NO_BYTES),
      seed,
    }),
  };
  return [request, response];
}

function answerHead({ purpose }: Exchange, isNews: boolean): HeadId {
  if (purpose === 'opening' || purpose === 'post') return `${purpose}-response`;
  return isNews ? 'news-response' : 'empty-response';
}

type Content = {
  readonly bodySize: number;
  readonly encodeBody: () => Uint8Array;
  readonly seed: number;
};

function headAndBody(
  profile: HeaderProfile,
  id: HeadId,
  { purpose, since, answer }: Exchange,
  { bodySize, encodeBody, seed }: Content,
): Pick<Unit, 'size' | 'encode'> {
  const head = profile.heads[id];
  const encode = () => {
    const values: HeadValues = {
      since,
      length: bodySize,
      date: EPOCH_SECONDS + (answer?.sentAtMs ?? 0) / 1000,
      ...(purpose === 'opening' ? handshakeValues(seed) : { key: '', accept: '' }),
    };
    return concatBytes([encodeHead(head, values), encodeBody()]);
  };
  return { size: headSize(head, { since, length: bodySize }) + bodySize, encode };
}

function handshakeValues(seed: number): Pick<HeadValues, 'key' | 'accept'> {
  const key = keyOfNonce(new SeededRandom(seed).nextBytes(NONCE_SIZE));
  return { key, accept: computeAccept(key).accept };
}

function unitOfFrame(frame: SentFrame, index: number, seed: number): Unit {
  const { message, sentAtMs, arrivedAtMs } = frame;
  const isMasked = message.direction === 'client-to-server';
  return {
    connection: 0,
    direction: message.direction,
    sentAtMs,
    arrivedAtMs,
    size: frameHeaderSize(minimalLengthForm(message.size), isMasked) + message.size,
    encode: () => encodeMessage(message, isMasked ? maskingKeyOf(index, seed) : null),
  };
}

function encodeMessage(message: Message, maskingKey: Uint8Array | null): Uint8Array {
  return encodeFrame({ opcode: OPCODE.text, maskingKey, payload: toUtf8(messageText(message)) });
}

/** A key of its own for each frame, the same whenever its bytes are looked at. */
function maskingKeyOf(index: number, seed: number): Uint8Array {
  return new SeededRandom(Math.imul(seed + 1, 0x9e37_79b1) + index).nextBytes(MASKING_KEY_SIZE);
}
