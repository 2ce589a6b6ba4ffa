/** What close codes mean and who may send them (RFC 6455 §7.4, and the IANA registry for 1012 to 1014). */

import {
  classifyCloseCode,
  isNamedCloseCode,
  type CloseCodeClass,
  type NamedCloseCode,
} from '#core/protocol/close-code.ts';

export type CloseCodeNote = {
  /** "going away". */
  readonly name: string;
  /** In a sentence. */
  readonly meaning: string;
};

export const CLOSE_CODE_NOTES: Readonly<Record<NamedCloseCode, CloseCodeNote>> = {
  1000: { name: 'normal', meaning: 'The purpose of the connection is fulfilled.' },
  1001: {
    name: 'going away',
    meaning: 'The server shuts down, or the page was left. A page itself can’t pass this code.',
  },
  1002: { name: 'protocol error', meaning: 'The peer broke a rule of the protocol.' },
  1003: {
    name: 'unsupported data',
    meaning: 'The peer sent a kind of data that this side can’t take, such as binary for text.',
  },
  1004: { name: 'reserved', meaning: 'It has no meaning yet, and so must not be sent.' },
  1005: {
    name: 'no code',
    meaning: 'It is reported where a close frame held no code, and exists only inside an API.',
  },
  1006: {
    name: 'abnormal',
    meaning:
      'It is reported where the connection ended without a close frame. Nobody ever sends it.',
  },
  1007: {
    name: 'invalid payload',
    meaning: 'The data does not fit its type: text that is not UTF-8. Bad JSON is not meant.',
  },
  1008: {
    name: 'policy violation',
    meaning: 'The message breaks a policy that the code need not name.',
  },
  1009: { name: 'message too big', meaning: 'The message is larger than this side will take.' },
  1010: {
    name: 'extension missing',
    meaning: 'The client expected an extension that the server did not agree to. Clients send it.',
  },
  1011: {
    name: 'internal error',
    meaning: 'Something unexpected keeps the server from fulfilling the request.',
  },
  1012: { name: 'service restart', meaning: 'The server restarts; come back after a moment.' },
  1013: { name: 'try again later', meaning: 'The server is overloaded; come back later.' },
  1014: {
    name: 'bad gateway',
    meaning: 'A gateway got an invalid answer from the server behind it.',
  },
  1015: {
    name: 'TLS failure',
    meaning:
      'It stands for a failed TLS handshake. Nobody sends it, and browsers report 1006 instead.',
  },
};

export const CLOSE_CODE_CLASS_NOTES: Readonly<Record<CloseCodeClass, CloseCodeNote>> = {
  unused: { name: 'never used', meaning: 'Codes below 1000 are not used.' },
  sendable: { name: 'defined', meaning: 'It is defined for close frames.' },
  'local-only': { name: 'local only', meaning: 'An API reports it; it must not be sent.' },
  reserved: {
    name: 'not assigned',
    meaning: '1000 to 2999 belong to the protocol, and it has given this code no meaning.',
  },
  registered: {
    name: 'registered',
    meaning: '3000 to 3999 belong to libraries and frameworks, which register them with IANA.',
  },
  private: { name: 'private', meaning: '4000 to 4999 mean what both sides have agreed on.' },
  'out-of-range': {
    name: 'out of range',
    meaning: 'The RFC gives codes from 5000 on to nobody.',
  },
};

/** The words for any of the 65,536. */
export function closeCodeNote(code: number): CloseCodeNote {
  return isNamedCloseCode(code)
    ? CLOSE_CODE_NOTES[code]
    : CLOSE_CODE_CLASS_NOTES[classifyCloseCode(code)];
}
