/** The name and meaning of each opcode. Source: RFC 6455 §5.2, §5.4 to §5.6 and §11.8. */

import type { OpcodeName } from '#core/protocol/framing/opcode.ts';

export type OpcodeNote = {
  /** "ping". */
  readonly name: string;
  /** For lists, if the name is too long. */
  readonly short?: string;
  /** After the name and a colon, as a sentence without its full stop. */
  readonly meaning: string;
};

export const OPCODE_NOTES: Readonly<Record<OpcodeName, OpcodeNote>> = {
  continuation: {
    name: 'continuation',
    short: 'continue',
    meaning: 'continues the message that an earlier frame began',
  },
  text: {
    name: 'text',
    meaning: 'a text message, in UTF-8',
  },
  binary: {
    name: 'binary',
    meaning: 'a binary message; the application knows its meaning',
  },
  close: {
    name: 'close',
    meaning:
      'its sender sends no more data; a peer that hasn’t sent a Close frame must reply with one',
  },
  ping: {
    name: 'ping',
    meaning:
      'the peer must reply with a pong that repeats the payload; of several pings, the latest is enough',
  },
  pong: {
    name: 'pong',
    meaning: 'replies to a ping, or is an unsolicited heartbeat',
  },
  'reserved-data': {
    name: 'reserved',
    meaning:
      'a data frame of a type that RFC 6455 doesn’t define; the receiver must fail the connection',
  },
  'reserved-control': {
    name: 'reserved',
    meaning:
      'a control frame of a type that RFC 6455 doesn’t define; the receiver must fail the connection',
  },
};
