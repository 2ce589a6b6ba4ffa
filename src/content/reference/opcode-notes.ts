/** The name and meaning of each opcode (RFC 6455 §5.2, §11.8). */

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
    meaning: 'goes on with the message that an earlier frame began',
  },
  text: {
    name: 'text',
    meaning: 'a message of UTF-8 text begins here',
  },
  binary: {
    name: 'binary',
    meaning: 'a message of bytes begins here, whatever they mean',
  },
  close: {
    name: 'close',
    meaning: 'its sender sends no more data, and expects a close in return',
  },
  ping: {
    name: 'ping',
    meaning: 'the peer must answer with a pong that repeats the payload',
  },
  pong: {
    name: 'pong',
    meaning: 'answers a ping, or says unasked that its sender is there',
  },
  'reserved-data': {
    name: 'reserved',
    meaning: 'a kind of data that no RFC has defined; the receiver must fail the connection',
  },
  'reserved-control': {
    name: 'reserved',
    meaning: 'a kind of control that no RFC has defined; the receiver must fail the connection',
  },
};
