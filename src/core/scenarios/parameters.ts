/** What a reader can change about scenarios: each parameter with what it may be. */

import { isClosableByPage, isSendableCloseCode } from '#core/protocol/messages/close-code.ts';
import { MAX_REASON_SIZE } from '#core/protocol/messages/close-payload.ts';
import { NONCE_SIZE } from '#core/protocol/opening/accept-value.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import type { MessageType } from '#core/protocol/messages/message-sink.ts';
import type { Side } from '#core/trace/direction.ts';

/** How a server answers an opening request, or what an intermediary makes of its answer. */
export const ANSWERS = [
  'subprotocol',
  'no-subprotocol',
  '400',
  '401',
  '403',
  '404',
  '426',
  '503',
  'redirect',
  'wrong-accept',
] as const;

/** Rules of the framing, each broken in one frame. */
export const BREACHES = [
  'unmasked-client',
  'masked-server',
  'reserved-bit',
  'reserved-opcode',
  'fragmented-ping',
  'ping-too-long',
  'lone-continuation',
  'interleaved',
  'bad-utf8',
  'too-big',
] as const;

/**
 * What a connection is to a page that reconnects: the one that dies, a try in vain, a try that
 * succeeds.
 */
export const ATTEMPTS = ['dies', 'in-vain', 'succeeds'] as const;

export type ParameterValues = {
  readonly message: string;
  readonly messageType: MessageType;
  readonly sender: Side;
  /** Bytes of the largest message. */
  readonly size: number;
  /** Messages each side sends. */
  readonly repetitions: number;
  /** Bytes of each fragment but the last. */
  readonly fragmentSize: number;
  /** Bytes of the first segment; the rest follows in a second. */
  readonly segmentSize: number;
  /** Makes the key. */
  readonly nonce: Uint8Array;
  /** Of the client's first frame. */
  readonly maskingKey: Uint8Array;
  /** One way. */
  readonly latencyMs: number;
  readonly closer: Side;
  /** Null: a Close without a code, which is reported as 1005. */
  readonly closeCode: number | null;
  readonly closeReason: string;
  readonly compression: 'takeover' | 'no-takeover' | 'off';
  readonly answer: (typeof ANSWERS)[number];
  readonly proxy: 'drops-upgrade' | 'forwards';
  readonly breach: (typeof BREACHES)[number];
  readonly attempt: (typeof ATTEMPTS)[number];
  readonly heartbeatSeconds: number;
  readonly timeoutSeconds: number;
};

export type ParameterId = keyof ParameterValues;

/** Whole numbers from `min` to `max`. */
export type NumberBounds = { readonly min: number; readonly max: number };

/** What a parameter may be. Sizes are bytes; a text's are those of its UTF-8. */
export type ParameterKind =
  | ({ readonly kind: 'number' } & NumberBounds)
  | { readonly kind: 'text'; readonly maxSize: number }
  | { readonly kind: 'bytes'; readonly size: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'close-code' };

const SIDES: readonly Side[] = ['client', 'server'];

export const PARAMETERS: Readonly<Record<ParameterId, ParameterKind>> = {
  message: { kind: 'text', maxSize: 4096 },
  messageType: { kind: 'choice', choices: ['text', 'binary'] satisfies MessageType[] },
  sender: { kind: 'choice', choices: SIDES },
  size: { kind: 'number', min: 0, max: 131_072 },
  repetitions: { kind: 'number', min: 1, max: 5 },
  fragmentSize: { kind: 'number', min: 1, max: 4096 },
  segmentSize: { kind: 'number', min: 1, max: 1460 },
  nonce: { kind: 'bytes', size: NONCE_SIZE },
  maskingKey: { kind: 'bytes', size: MASKING_KEY_SIZE },
  latencyMs: { kind: 'number', min: 1, max: 2000 },
  closer: { kind: 'choice', choices: SIDES },
  closeCode: { kind: 'close-code' },
  closeReason: { kind: 'text', maxSize: MAX_REASON_SIZE },
  compression: { kind: 'choice', choices: ['takeover', 'no-takeover', 'off'] },
  answer: { kind: 'choice', choices: ANSWERS },
  proxy: { kind: 'choice', choices: ['drops-upgrade', 'forwards'] },
  breach: { kind: 'choice', choices: BREACHES },
  attempt: { kind: 'choice', choices: ATTEMPTS },
  heartbeatSeconds: { kind: 'number', min: 5, max: 300 },
  timeoutSeconds: { kind: 'number', min: 1, max: 60 },
};

/**
 * Whether `closer` may close with this code: a page only with 1000 and 3000 to 4999 (WHATWG
 * WebSockets).
 */
export function mayCloseWith(code: number | null, closer: Side): boolean {
  if (code === null) return true;
  return closer === 'client' ? isClosableByPage(code) : isSendableCloseCode(code);
}
