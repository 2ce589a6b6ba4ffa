/** What each opcode is called and what it asks for (RFC 6455 §5.2, §11.8). */

import type { OpcodeName } from '#core/protocol/framing/opcode.ts';
import { rfc, type Reference } from '#core/protocol/rules/reference.ts';

export type OpcodeNote = {
  /** "ping". */
  readonly name: string;
  /** In lists, where the name would be too long. */
  readonly short?: string;
  /** After the name and a colon, as a sentence without its full stop. */
  readonly meaning: string;
  readonly reference: Reference;
};

export const OPCODE_NOTES: Readonly<Record<OpcodeName, OpcodeNote>> = {
  continuation: {
    name: 'continuation',
    short: 'continue',
    meaning: 'goes on with the message that an earlier frame began',
    reference: rfc(6455, '5.4'),
  },
  text: {
    name: 'text',
    meaning: 'a message of UTF-8 text begins here',
    reference: rfc(6455, '5.6'),
  },
  binary: {
    name: 'binary',
    meaning: 'a message of bytes begins here, whatever they mean',
    reference: rfc(6455, '5.6'),
  },
  close: {
    name: 'close',
    meaning: 'its sender sends no more data, and expects a close in return',
    reference: rfc(6455, '5.5.1'),
  },
  ping: {
    name: 'ping',
    meaning: 'the peer must answer with a pong that repeats the payload',
    reference: rfc(6455, '5.5.2'),
  },
  pong: {
    name: 'pong',
    meaning: 'answers a ping, or says unasked that its sender is there',
    reference: rfc(6455, '5.5.3'),
  },
  'reserved-data': {
    name: 'reserved',
    meaning: 'a kind of data that no RFC has defined; the receiver must fail the connection',
    reference: rfc(6455, '5.2'),
  },
  'reserved-control': {
    name: 'reserved',
    meaning: 'a kind of control that no RFC has defined; the receiver must fail the connection',
    reference: rfc(6455, '5.2'),
  },
};
