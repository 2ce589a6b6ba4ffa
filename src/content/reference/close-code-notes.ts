/**
 * What close codes mean and who may send them (RFC 6455 §7.4, and the IANA registry for 1012 to
 * 1014).
 */

import {
  classifyCloseCode,
  isNamedCloseCode,
  type CloseCodeClass,
  type NamedCloseCode,
} from '#core/protocol/messages/close-code.ts';

export const CLOSE_CODE_MEANINGS: Readonly<Record<NamedCloseCode, string>> = {
  1000: 'The purpose of the connection is fulfilled.',
  1001: 'The server shuts down, or the page was left. A page itself can’t pass this code.',
  1002: 'The peer broke a rule of the protocol.',
  1003: 'The peer sent a kind of data that this side can’t take, such as binary for text.',
  1004: 'It has no meaning yet, and so must not be sent.',
  1005: 'It is reported where a close frame held no code, and exists only inside an API.',
  1006: 'It is reported where the connection ended without a close frame. Nobody ever sends it.',
  1007: 'The data does not fit its type: text that is not UTF-8. Bad JSON is not meant.',
  1008: 'The message breaks a policy that the code need not name.',
  1009: 'The message is larger than this side will take.',
  1010: 'The client expected an extension that the server did not agree to. Clients send it.',
  1011: 'Something unexpected keeps the server from fulfilling the request.',
  1012: 'The server restarts; come back after a moment.',
  1013: 'The server is overloaded; come back later.',
  1014: 'A gateway got an invalid answer from the server behind it.',
  1015: 'It stands for a failed TLS handshake. Nobody sends it, and browsers report 1006 instead.',
};

export const CLOSE_CODE_CLASS_MEANINGS: Readonly<Record<CloseCodeClass, string>> = {
  unused: 'Codes below 1000 are not used.',
  sendable: 'It is defined for close frames.',
  'local-only': 'An API reports it; it must not be sent.',
  reserved: '1000 to 2999 belong to the protocol, and it has given this code no meaning.',
  registered: '3000 to 3999 belong to libraries and frameworks, which register them with IANA.',
  private: '4000 to 4999 mean what both sides have agreed on.',
  'out-of-range': 'The RFC gives codes from 5000 on to nobody.',
};

/** The meaning of any of the 65,536 codes, as a sentence. */
export function closeCodeMeaning(code: number): string {
  return isNamedCloseCode(code)
    ? CLOSE_CODE_MEANINGS[code]
    : CLOSE_CODE_CLASS_MEANINGS[classifyCloseCode(code)];
}
