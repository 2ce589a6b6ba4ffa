/**
 * The status codes of a Close frame, classified: all 65,536 (RFC 6455 §7.4, IANA registry §11.7).
 */

/**
 * How a code may be used:
 * - `unused`: 0 to 999, never used;
 * - `sendable`: defined, and allowed in a Close frame;
 * - `local-only`: reported by an API, never sent (1005, 1006, 1015);
 * - `reserved`: from 1000 to 2999, set aside or not yet assigned;
 * - `registered`: 3000 to 3999, for libraries and frameworks;
 * - `private`: 4000 to 4999, by agreement;
 * - `out-of-range`: 5000 and up, which the RFC does not mention.
 */
export type CloseCodeClass =
  | 'unused'
  | 'sendable'
  | 'local-only'
  | 'reserved'
  | 'registered'
  | 'private'
  | 'out-of-range';

/** The codes that have a name. 1012 to 1014 were registered after the RFC. */
export const NAMED_CLOSE_CODES = {
  1000: 'sendable',
  1001: 'sendable',
  1002: 'sendable',
  1003: 'sendable',
  1004: 'reserved',
  1005: 'local-only',
  1006: 'local-only',
  1007: 'sendable',
  1008: 'sendable',
  1009: 'sendable',
  1010: 'sendable',
  1011: 'sendable',
  1012: 'sendable',
  1013: 'sendable',
  1014: 'sendable',
  1015: 'local-only',
} as const satisfies Record<number, CloseCodeClass>;

export type NamedCloseCode = keyof typeof NAMED_CLOSE_CODES;

/** A receiver fails a connection with this code, or one of the next three (§7.4.1). */
export const PROTOCOL_ERROR = 1002;
/** For text that is not UTF-8, and for data that can't be inflated. */
export const INVALID_DATA = 1007;
export const POLICY_VIOLATION = 1008;
export const MESSAGE_TOO_BIG = 1009;

/** Reported if the Close frame contained no code (§7.1.5). */
export const NO_STATUS_RECEIVED = 1005;

/** Reported if the connection ended without a Close frame (§7.1.5). */
export const ABNORMAL_CLOSURE = 1006;

export function isNamedCloseCode(code: number): code is NamedCloseCode {
  return code in NAMED_CLOSE_CODES;
}

export function classifyCloseCode(code: number): CloseCodeClass {
  if (isNamedCloseCode(code)) return NAMED_CLOSE_CODES[code];
  if (code < 1000) return 'unused';
  if (code < 3000) return 'reserved';
  if (code < 4000) return 'registered';
  if (code < 5000) return 'private';
  return 'out-of-range';
}

/** Whether an endpoint may send the code in a Close frame. */
export function isSendableCloseCode(code: number): boolean {
  const kind = classifyCloseCode(code);
  return kind === 'sendable' || kind === 'registered' || kind === 'private';
}

/**
 * For a client whose server did not negotiate the extensions it needs. "This status code is not
 * used by the server, because it can fail the WebSocket handshake instead" (§7.4.1).
 */
export const MANDATORY_EXTENSION = 1010;

/**
 * Whether an endpoint of this role may start a closing handshake with the code. §7.4.1 sets only
 * 1010 aside for one role. It describes 1011 as a server's code, but doesn't forbid it to a client.
 */
export function isCloseCodeOf(code: number, role: 'client' | 'server'): boolean {
  return isSendableCloseCode(code) && (code !== MANDATORY_EXTENSION || role === 'client');
}

/** Whether a page may pass the code to `close()`, which throws otherwise (WHATWG WebSockets). */
export function isClosableByPage(code: number): boolean {
  return code === 1000 || (code >= 3000 && code <= 4999);
}
