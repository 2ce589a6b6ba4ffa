/**
 * Names of close codes. Sources: RFC 6455 §7.4 and §11.7; the IANA WebSocket Close Code Number
 * Registry for 1012 to 1014.
 */

import {
  classifyCloseCode,
  isNamedCloseCode,
  type CloseCodeClass,
  type NamedCloseCode,
} from '#core/protocol/messages/close-code.ts';

export const CLOSE_CODE_NAMES: Readonly<Record<NamedCloseCode, string>> = {
  1000: 'normal',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'unsupported data',
  1004: 'reserved',
  1005: 'no code',
  1006: 'abnormal',
  1007: 'invalid payload',
  1008: 'policy violation',
  1009: 'message too big',
  1010: 'extension missing',
  1011: 'internal error',
  1012: 'service restart',
  1013: 'try again later',
  1014: 'bad gateway',
  1015: 'TLS failure',
};

const CLASS_NAMES: Readonly<Record<CloseCodeClass, string>> = {
  unused: 'never used',
  sendable: 'defined',
  'local-only': 'local only',
  reserved: 'not assigned',
  registered: 'registered',
  private: 'private',
  'out-of-range': 'out of range',
};

/** The name of any of the 65,536 codes: "going away". */
export function closeCodeName(code: number): string {
  return isNamedCloseCode(code) ? CLOSE_CODE_NAMES[code] : CLASS_NAMES[classifyCloseCode(code)];
}
