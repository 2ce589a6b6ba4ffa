/**
 * Status codes of a Close frame: all 65,536, sorted (RFC 6455 §7.4, and the IANA registry it founds
 * in §11.7).
 */

/**
 * Who may use a code, and how:
 * - `unused` 0 to 999, never used;
 * - `sendable` defined for the wire;
 * - `local-only` reported by an API, never sent (1005, 1006, 1015);
 * - `reserved` set aside or not yet assigned, within 1000 to 2999;
 * - `registered` 3000 to 3999, for libraries and frameworks;
 * - `private` 4000 to 4999, by agreement;
 * - `out-of-range` 5000 and up, of which the RFC says nothing.
 */
export type CloseCodeClass =
  'unused' | 'sendable' | 'local-only' | 'reserved' | 'registered' | 'private' | 'out-of-range';

/** Codes with a name of their own. 1012 to 1014 came to the registry after the RFC. */
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

/** The codes with which a receiver fails a connection (§7.4.1). */
export const PROTOCOL_ERROR = 1002;
/** Text that is not UTF-8, or data that can't be inflated. */
export const INVALID_DATA = 1007;
export const POLICY_VIOLATION = 1008;
export const MESSAGE_TOO_BIG = 1009;

/** Reported where a Close frame held no code (§7.1.5). */
export const NO_STATUS_RECEIVED = 1005;

/** Reported where the connection ended without a Close frame (§7.1.5). */
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

/** True for codes that an endpoint may put in a Close frame. */
export function isSendableCloseCode(code: number): boolean {
  const kind = classifyCloseCode(code);
  return kind === 'sendable' || kind === 'registered' || kind === 'private';
}

/**
 * What a page may pass to `close()`: 1000, or 3000 to 4999; anything else throws (WHATWG
 * WebSockets).
 */
export function isClosableByPage(code: number): boolean {
  return code === 1000 || (code >= 3000 && code <= 4999);
}
