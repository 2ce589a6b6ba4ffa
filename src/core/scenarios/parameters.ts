/** The parameters that a reader can change in scenarios, each with its bounds. */

import { isClosableByPage, isCloseCodeOf } from '#core/protocol/messages/close-code.ts';
import { MAX_REASON_SIZE } from '#core/protocol/messages/close-payload.ts';
import { NONCE_SIZE } from '#core/protocol/opening/accept-value.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import type { Side } from '#core/trace/direction.ts';

/** Whole numbers from `min` to `max`. */
export type NumberBounds = { readonly min: number; readonly max: number };

/** The values that a parameter can have. Sizes are bytes; those of a text are of its UTF-8. */
export type ParameterKind =
  | ({ readonly kind: 'number' } & NumberBounds)
  | { readonly kind: 'text'; readonly maxSize: number }
  | { readonly kind: 'bytes'; readonly size: number }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'close-code' };

const SIDE = { kind: 'choice', choices: ['client', 'server'] } as const;

/** A new parameter starts here. The type check then asks for its name in links and its words. */
const TABLE = {
  message: { kind: 'text', maxSize: 4096 },
  messageType: { kind: 'choice', choices: ['text', 'binary'] },
  sender: SIDE,
  /** Bytes of the largest message. */
  size: { kind: 'number', min: 0, max: 131_072 },
  /** Messages that each side sends. */
  repetitions: { kind: 'number', min: 1, max: 5 },
  /** Bytes of each fragment but the last. */
  fragmentSize: { kind: 'number', min: 1, max: 4096 },
  /** Bytes of the first segment. The rest follows in a second one. */
  segmentSize: { kind: 'number', min: 1, max: 1460 },
  /** Makes the handshake key. */
  nonce: { kind: 'bytes', size: NONCE_SIZE },
  /** Of the client's first frame. */
  maskingKey: { kind: 'bytes', size: MASKING_KEY_SIZE },
  /** One way. */
  latencyMs: { kind: 'number', min: 1, max: 2000 },
  closer: SIDE,
  /** Null: a Close frame without a code, which is reported as 1005. */
  closeCode: { kind: 'close-code' },
  closeReason: { kind: 'text', maxSize: MAX_REASON_SIZE },
  compression: { kind: 'choice', choices: ['takeover', 'no-takeover', 'off'] },
  /** The server's response to the opening request, or what an intermediary makes of it. */
  answer: {
    kind: 'choice',
    choices: [
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
    ],
  },
  proxy: { kind: 'choice', choices: ['drops-upgrade', 'forwards'] },
  /** A framing rule that one frame breaks. */
  breach: {
    kind: 'choice',
    choices: [
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
    ],
  },
  /** Which connection of a page that reconnects: the lost one, a failed attempt, or the new one. */
  attempt: { kind: 'choice', choices: ['dies', 'in-vain', 'succeeds'] },
  heartbeatSeconds: { kind: 'number', min: 5, max: 300 },
  timeoutSeconds: { kind: 'number', min: 1, max: 60 },
  /** How long the browser waits for the opening handshake. */
  browserTimeoutSeconds: { kind: 'number', min: 1, max: 600 },
  /** How long the server waits for a whole request. */
  serverTimeoutSeconds: { kind: 'number', min: 1, max: 600 },
} as const satisfies Readonly<Record<string, ParameterKind>>;

export type ParameterId = keyof typeof TABLE;

type ValueOf<Kind extends ParameterKind> = Kind extends { readonly kind: 'choice' }
  ? Kind['choices'][number]
  : {
      readonly number: number;
      readonly text: string;
      readonly bytes: Uint8Array;
      readonly 'close-code': number | null;
    }[Exclude<Kind['kind'], 'choice'>];

export type ParameterValues = { readonly [Id in ParameterId]: ValueOf<(typeof TABLE)[Id]> };

export const PARAMETERS: Readonly<Record<ParameterId, ParameterKind>> = TABLE;

/**
 * Whether `closer` may close with this code: a page only with 1000 and 3000 to 4999 (WHATWG
 * WebSockets), a server not with 1010 (RFC 6455 §7.4.1).
 */
export function mayCloseWith(code: number | null, closer: Side): boolean {
  if (code === null) return true;
  if (closer === 'client') return isClosableByPage(code);
  return isCloseCodeOf(code, closer);
}
