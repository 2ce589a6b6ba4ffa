/**
 * Composes a conversation: an optional opening handshake, then messages, encoded by this project
 * (RFC 6455).
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import { encodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import {
  encodeAnswer,
  encodeOffer,
  PLAIN_OFFER,
} from '#core/protocol/compression/deflate-parameters.ts';
import { encodeExtensionList } from '#core/protocol/compression/extension-list.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import type { MessageDeflater } from '#core/protocol/compression/message-deflater.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { encodeOpeningRequest } from '#core/protocol/opening/opening-request.ts';
import { encodeOpeningResponse } from '#core/protocol/opening/opening-response.ts';
import { agreementOf } from '#core/protocol/compression/permessage-deflate.ts';
import { directionFrom, type Direction, type Side } from '#core/trace/direction.ts';
import { streamOf, type Trace, type TraceEvent } from '#core/trace/trace.ts';
import { toBigEndian } from './frame-rewriting.ts';
import { EXAMPLE_KEY } from './set-payload.ts';

type MessageContent =
  | {
      readonly type: 'text' | 'binary';
      /** The UTF-8 bytes of a text message. */
      readonly content: Uint8Array;
      /** The number of frames. Default: 1. */
      readonly fragments?: number;
      /** If any message is compressed, the handshake negotiates permessage-deflate. */
      readonly isCompressed?: boolean;
    }
  | { readonly type: 'ping'; readonly content: Uint8Array }
  | { readonly type: 'pong'; readonly content: Uint8Array }
  | { readonly type: 'close'; readonly code: number | null; readonly reason: string };

export type ComposedMessage = MessageContent & {
  readonly sender: Side;
  /** The masking key of all frames of a client message. Default: a made-up key for each frame. */
  readonly maskingKey?: Uint8Array;
};

export type ComposedHandshake = {
  readonly target: string;
  readonly host: string;
  /** 16 bytes. Default: the example of RFC 6455 §1.2. */
  readonly nonce?: Uint8Array;
};

export type ConversationSpec = {
  readonly handshake: ComposedHandshake | null;
  readonly messages: readonly ComposedMessage[];
};

/**
 * Loaded lazily, because the compression library is large: `MessageDeflater` of
 * `message-deflater.ts`.
 */
export type DeflaterClass = typeof MessageDeflater;

const EXAMPLE_NONCE = toUtf8('the sample nonce');
/** The server's answer if anything is compressed: the extension without parameters. */
const ANSWER = { ...PLAIN_OFFER, clientMaxWindowBits: null };
const AGREEMENT = agreementOf(ANSWER);

/**
 * The conversation as a trace, with one segment per head and frame. Throws a TypeError if a message
 * is compressed and `Deflater` is missing. Contents must be sendable; invalid Close codes are for
 * `breakFrame`.
 */
export function composeConversation(spec: ConversationSpec, Deflater?: DeflaterClass): Trace {
  const isCompressing = spec.messages.some(isCompressed);
  const pieces: Piece[] = spec.handshake ? encodeHandshake(spec.handshake, isCompressing) : [];
  const deflaters: Partial<Record<Side, MessageDeflater>> = {};
  let frameCount = 0;
  for (const message of spec.messages) {
    const { sender } = message;
    const compress = (content: Uint8Array) => {
      if (Deflater === undefined) throw new TypeError('expected a compressor, got none');
      deflaters[sender] ??= new Deflater(AGREEMENT[sender]);
      return deflaters[sender].compress(content);
    };
    for (const fragment of fragmentsOf(message, compress)) {
      const maskingKey = sender === 'client' ? (message.maskingKey ?? madeUpKey(frameCount)) : null;
      const bytes = encodeFrame({ ...fragment, maskingKey });
      pieces.push({ direction: directionFrom(sender), bytes });
      frameCount++;
    }
  }
  return traceOver(pieces);
}

type Piece = { readonly direction: Direction; readonly bytes: Uint8Array };

function isCompressed(message: ComposedMessage): boolean {
  return 'isCompressed' in message && message.isCompressed === true;
}

function encodeHandshake(
  { target, host, nonce = EXAMPLE_NONCE }: ComposedHandshake,
  isCompressing: boolean,
): Piece[] {
  const key = keyOfNonce(nonce);
  const offered = isCompressing && { extensions: encodeExtensionList([encodeOffer(PLAIN_OFFER)]) };
  const answered = isCompressing && { extensions: encodeExtensionList([encodeAnswer(ANSWER)]) };
  const request = encodeOpeningRequest({ target, host, key, ...offered });
  const response = encodeOpeningResponse({ key, ...answered });
  return [
    { direction: 'client-to-server', bytes: request },
    { direction: 'server-to-client', bytes: response },
  ];
}

type Fragment = Omit<Parameters<typeof encodeFrame>[0], 'maskingKey'>;

function fragmentsOf(
  message: ComposedMessage,
  compress: (content: Uint8Array) => Uint8Array,
): Fragment[] {
  if (message.type === 'close') {
    return [{ opcode: OPCODE.close, payload: encodeClosePayload(message.code, message.reason) }];
  }
  if (message.type === 'ping' || message.type === 'pong') {
    return [{ opcode: OPCODE[message.type], payload: message.content }];
  }
  const { type, content } = message;
  const rsv1 = isCompressed(message);
  const payload = rsv1 ? compress(content) : content;
  const count = message.fragments ?? 1;
  const size = Math.ceil(payload.length / count);
  return Array.from({ length: count }, (_, index) => ({
    opcode: index === 0 ? OPCODE[type] : OPCODE.continuation,
    rsv1: rsv1 && index === 0,
    isFinal: index === count - 1,
    payload: payload.slice(index * size, (index + 1) * size),
  }));
}

/**
 * The example key of the RFC for the first frame, then another key for each. They need not be
 * secret.
 */
function madeUpKey(frame: number): Uint8Array {
  if (frame === 0) return EXAMPLE_KEY;
  // Fibonacci hashing, so that consecutive keys look unrelated.
  return toBigEndian(BigInt(Math.imul(frame, 0x9e37_79b1) >>> 0), 4);
}

function traceOver(pieces: readonly Piece[]): Trace {
  const sizes: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const events = pieces.map(({ direction, bytes }): TraceEvent => {
    const start = sizes[direction];
    sizes[direction] += bytes.length;
    const range = { start, end: sizes[direction] };
    return { direction, signals: [], range, sentAtMs: null, arrival: { kind: 'unknown' } };
  });
  const streamFrom = (direction: Direction) =>
    streamOf(
      concatBytes(
        pieces.filter((piece) => piece.direction === direction).map(({ bytes }) => bytes),
      ),
    );
  return {
    provenance: { kind: 'composed' },
    endpoints: { client: { name: 'Client' }, server: { name: 'Server' } },
    streams: {
      'client-to-server': streamFrom('client-to-server'),
      'server-to-client': streamFrom('server-to-client'),
    },
    events,
  };
}
