/**
 * What close codes mean and who may send them. Sources: RFC 6455 §7.4 and erratum 3227 (1011 for
 * both sides); the IANA WebSocket Close Code Number Registry for 1012 to 1014; WHATWG WebSockets,
 * close() and "Feedback from the protocol", for pages; wss to a port without TLS, measured with
 * Chromium 156 and Firefox 153.
 */

import {
  classifyCloseCode,
  isNamedCloseCode,
  type CloseCodeClass,
  type NamedCloseCode,
} from '#core/protocol/messages/close-code.ts';

export const CLOSE_CODE_MEANINGS: Readonly<Record<NamedCloseCode, string>> = {
  1000: 'The connection has served its purpose.',
  1001: 'The server shuts down, or the user left the page. A page can’t pass this code to close().',
  1002: 'The peer violated the protocol.',
  1003: 'The peer sent data of a type that this side can’t accept, such as binary instead of text.',
  1004: 'It is reserved, and has no meaning yet.',
  1005: 'APIs report it for a Close frame without a code. It must not be sent.',
  1006: 'APIs report it if the connection ended without a Close frame. It must not be sent.',
  1007: 'The data doesn’t match its type, such as text that isn’t UTF-8. It isn’t for invalid JSON.',
  1008: 'The message violates a policy, which the code doesn’t name.',
  1009: 'The message is too large for this side.',
  1010: 'The client needs an extension that the server didn’t accept. Only clients send it.',
  1011: 'An unexpected condition keeps this side from fulfilling the request.',
  1012: 'The service restarts. A client can reconnect later.',
  1013: 'The server asks the client to try again later.',
  1014: 'A gateway or proxy got an invalid response from the server behind it.',
  1015: 'It means that the TLS handshake failed. It must not be sent. Firefox reports it, Chromium reports 1006.',
};

export const CLOSE_CODE_CLASS_MEANINGS: Readonly<Record<CloseCodeClass, string>> = {
  unused: 'Codes below 1000 are not used.',
  sendable: 'It is defined for Close frames.',
  'local-only': 'APIs report it. It must not be sent.',
  reserved: '1000 to 2999 are for the protocol and its extensions. This code has no meaning yet.',
  registered:
    '3000 to 3999 are for libraries, frameworks and applications, which register them with IANA.',
  private: '4000 to 4999 are for private use, as both sides agree.',
  'out-of-range': 'RFC 6455 defines no use for codes from 5000.',
};

/** The meaning of any of the 65,536 codes, as a sentence. */
export function closeCodeMeaning(code: number): string {
  return isNamedCloseCode(code)
    ? CLOSE_CODE_MEANINGS[code]
    : CLOSE_CODE_CLASS_MEANINGS[classifyCloseCode(code)];
}
