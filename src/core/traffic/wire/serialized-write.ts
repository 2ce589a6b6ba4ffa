/** A write of a run with its size, and its bytes if they are asked for. */

import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { writeUint16 } from '#core/bytes/big-endian.ts';
import { computeAccept, keyOfNonce, NONCE_SIZE } from '#core/protocol/opening/accept-value.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';
import { compressWrites, contentOf } from './compressed-messages.ts';
import { encodeEvent, inChunk } from './event-encoding.ts';
import { encodeHead, type HeadValues } from '#core/traffic/heads/head-template.ts';
import type { HeadId } from '#core/traffic/heads/header-profile.ts';
import { encodeMessage, type MessageFormat } from '#core/traffic/workload/app-message.ts';
import { encodeMessageList } from './message-list.ts';
import type {
  Answer,
  Crossing,
  Exchange,
  MethodRun,
  SentFrame,
  Write,
} from '#core/traffic/methods/method-run.ts';
import { CLOSE_PAYLOAD_SIZE, WriteCounter } from '#core/traffic/counting/write-counter.ts';
import type { WirePlan } from './wire-plan.ts';

export type SerializedWrite = Crossing & {
  /** Bytes, known before they are made. */
  readonly size: number;
  readonly encode: () => Uint8Array;
};

/** RFC 6455 §7.4.1. */
const NORMAL_CLOSURE = 1000;

/** When the observation began, for the Date of the responses: the time of the recording. */
const EPOCH_SECONDS = 1_795_336_458;

/**
 * All writes of a run, in the order of sending. Expects HTTP/1.1, and heads whose text is known.
 */
export function serializeWrites(run: MethodRun, plan: WirePlan, seed: number): SerializedWrite[] {
  const counter = new WriteCounter(plan, plan.isCompressed ? compressWrites(run, plan) : null);
  return run.writes.map((write, index): SerializedWrite => ({
    connection: write.connection,
    direction: write.direction,
    sentAtMs: write.sentAtMs,
    arrivedAtMs: write.arrivedAtMs,
    size: counter.count(write),
    encode: () => encodeWrite(write, plan, maskingKeyOf(write, index, seed), seed, counter),
  }));
}

function encodeWrite(
  write: Write,
  plan: WirePlan,
  maskingKey: Uint8Array | null,
  seed: number,
  counter: WriteCounter,
): Uint8Array {
  switch (write.kind) {
    case 'request': {
      const body = write.posted === null ? NO_BYTES : encodeMessage(write.posted, plan.format);
      return withHead(plan, `${write.purpose}-request`, write, body, seed);
    }
    case 'answer': {
      const { id, body } = answerOf(write, plan);
      return withHead(plan, id, write, counter.compressedOf(write) ?? body, seed);
    }
    case 'event': {
      const compressed = counter.compressedOf(write);
      if (compressed !== undefined) return inChunk(compressed);
      return encodeEvent(write.message, plan.format, plan.hasEventIds);
    }
    case 'frame':
      return encodeSentFrame(write, plan, maskingKey, counter.compressedOf(write));
  }
}

function answerOf(
  { purpose, messages }: Answer,
  { emptyAnswer, format }: WirePlan,
): { id: HeadId; body: Uint8Array } {
  if (purpose !== 'poll' && purpose !== 'long-poll') {
    return { id: `${purpose}-response`, body: NO_BYTES };
  }
  return messages.length > 0 || emptyAnswer === 'empty-list'
    ? { id: 'news-response', body: encodeMessageList(messages, format) }
    : { id: 'empty-response', body: NO_BYTES };
}

function withHead(
  { profile }: WirePlan,
  id: HeadId,
  write: Exchange | Answer,
  body: Uint8Array,
  seed: number,
): Uint8Array {
  const values: HeadValues = {
    since: write.kind === 'request' ? write.since : 0,
    length: body.length,
    date: EPOCH_SECONDS + write.sentAtMs / 1000,
    ...(write.purpose === 'opening' ? handshakeValues(seed) : { key: '', accept: '' }),
  };
  return concatBytes([encodeHead(profile.heads[id], values), body]);
}

function handshakeValues(seed: number): Pick<HeadValues, 'key' | 'accept'> {
  const key = keyOfNonce(new SeededRandom(seed).nextBytes(NONCE_SIZE));
  return { key, accept: computeAccept(key).accept };
}

const OPCODE_OF: Readonly<Record<MessageFormat, typeof OPCODE.text | typeof OPCODE.binary>> = {
  text: OPCODE.text,
  json: OPCODE.text,
  binary: OPCODE.binary,
};

function encodeSentFrame(
  frame: SentFrame,
  { format, isCoalesced }: WirePlan,
  maskingKey: Uint8Array | null,
  compressed: Uint8Array | undefined,
): Uint8Array {
  switch (frame.carries) {
    case 'messages':
      return encodeFrame({
        opcode: OPCODE_OF[format],
        rsv1: compressed !== undefined,
        maskingKey,
        payload: compressed ?? contentOf(frame, format, isCoalesced),
      });
    case 'ping':
      return encodeFrame({ opcode: OPCODE.ping, maskingKey, payload: NO_BYTES });
    case 'pong':
      return encodeFrame({ opcode: OPCODE.pong, maskingKey, payload: NO_BYTES });
    case 'close': {
      const payload = new Uint8Array(CLOSE_PAYLOAD_SIZE);
      writeUint16(payload, 0, NORMAL_CLOSURE);
      return encodeFrame({ opcode: OPCODE.close, maskingKey, payload });
    }
  }
}

/** Each frame has its own masking key, the same every time its bytes are made. */
function maskingKeyOf(write: Write, index: number, seed: number): Uint8Array | null {
  if (write.kind !== 'frame' || write.direction === 'server-to-client') return null;
  return new SeededRandom(Math.imul(seed + 1, 0x9e37_79b1) + index).nextBytes(MASKING_KEY_SIZE);
}
