/**
 * Words for editing: why a typed value can't be used, and what each way to break a frame teaches.
 */

import type { BreakId } from '#core/editing/breaks.ts';
import type { DraftProblem } from '#core/editing/conversation-draft.ts';
import type { EditProblem } from '#core/editing/edit-outcome.ts';
import { MAX_REASON_SIZE } from '#core/protocol/messages/close-payload.ts';
import { MAX_CONTROL_PAYLOAD } from '#core/protocol/framing/payload-length.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import type { Prose } from '#content/phrasing/prose.ts';

export const EDIT_PROBLEM_WORDS: Readonly<Record<EditProblem, string>> = {
  'not-a-flag': 'A flag is one bit: type 0 or 1.',
  'not-an-opcode': 'An opcode has four bits: type 0 to 15, 0x0 to 0xf, or a name such as “ping”.',
  'not-a-length': 'A length is a whole number of bytes, of 64 bits at most: “300” or “0x12c”.',
  'not-a-close-code': 'A close code has two bytes: type a whole number from 0 to 65535.',
  'not-hex': 'Bytes are typed in hexadecimal digits, two each: “48 65 6c”.',
  'odd-hex-digits': 'There is half a byte: each takes two digits.',
  'not-a-masking-key': 'A masking key has four bytes: type eight hexadecimal digits.',
  'lone-surrogate': 'There is half a character in it (a lone surrogate), which UTF-8 can’t say.',
  'not-latin-1': 'A head has one byte for each character, so it takes those up to U+00FF only.',
  'line-break': 'A line break or a NUL would end this line and begin another one.',
  'not-a-token': "A name is letters, digits and !#$%&'*+-.^_`|~, without blanks.",
  'not-a-start-line': 'With this, the first line would not be one of HTTP: “GET /chat HTTP/1.1”.',
  'not-a-field-line': 'A header field is a name, a colon and a value: “Host: example.com”.',
  'too-large-for-field': 'The bits of this field can’t hold it.',
  'no-such-byte': 'There is no such byte.',
  'not-for-this-field': 'This field takes another kind of value.',
  'compressor-missing': 'The message is compressed, and what compresses it has not been loaded.',
  'content-unknown':
    'The message refers to earlier ones that are not here, so nobody can say all of it anew.',
  'not-captured':
    'Not all of this payload was captured, so it can’t be written anew. Single bytes can be changed.',
};

export type BreakWords = {
  /** The text of its button. */
  readonly label: string;
  /** One sentence with its section. */
  readonly lesson: Prose;
};

export const BREAK_WORDS: Readonly<Record<BreakId, BreakWords>> = {
  unmasked: {
    label: 'Unmasked',
    lesson: [
      'A server must close the connection on a client’s frame that is not masked, whatever it says: ',
      rfc(6455, '5.1'),
      '.',
    ],
  },
  'masked-by-server': {
    label: 'Masked by the server',
    lesson: [
      'Masks go one way: a client must close the connection on a server’s masked frame, ',
      rfc(6455, '5.1'),
      '.',
    ],
  },
  rsv1: {
    label: 'RSV1 set',
    lesson: [
      'RSV1 means that a message is compressed. Unless that was negotiated, the receiver must fail the connection: ',
      rfc(6455, '5.2'),
      '.',
    ],
  },
  rsv2: {
    label: 'RSV2 set',
    lesson: [
      'RSV2 is kept for extensions, and none of those in use gives it a meaning: ',
      rfc(6455, '5.2'),
      '.',
    ],
  },
  'reserved-opcode': {
    label: 'Reserved opcode',
    lesson: [
      'Opcodes 3 to 7 and 11 to 15 mean nothing yet, and a frame with one of them ends the connection: ',
      rfc(6455, '5.2'),
      '.',
    ],
  },
  'ping-too-long': {
    label: `A ping of ${MAX_CONTROL_PAYLOAD + 1} bytes`,
    lesson: [
      `A control frame must not have more than ${MAX_CONTROL_PAYLOAD} bytes of payload. Most receivers fail the connection at a longer one: `,
      rfc(6455, '5.5'),
      '.',
    ],
  },
  'control-fragmented': {
    label: 'Control frame in fragments',
    lesson: [
      'Control frames may stand between fragments, so they must not be fragments themselves: ',
      rfc(6455, '5.5'),
      '.',
    ],
  },
  'length-not-minimal': {
    label: 'Length not minimal',
    lesson: [
      'The sender must write a length in as few bytes as hold it; a receiver is free to take a longer form all the same: ',
      rfc(6455, '5.2'),
      '.',
    ],
  },
  'length-top-bit': {
    label: '64-bit length, top bit set',
    lesson: [
      'The top bit of a 64-bit length must be 0, which leaves 63 bits for the length: ',
      rfc(6455, '5.2'),
      '.',
    ],
  },
  cut: {
    label: 'Cut by a byte',
    lesson: [
      'Nothing is wrong with a frame whose end has not come: the receiver waits, and takes the next byte for it, ',
      rfc(6455, '5.2'),
      '.',
    ],
  },
  'continuation-first': {
    label: 'Continuation of nothing',
    lesson: [
      'A continuation frame goes on with a message, and here none has begun: ',
      rfc(6455, '5.4'),
      '.',
    ],
  },
  interleaved: {
    label: 'Message inside a message',
    lesson: [
      'The first frame says that more comes, and then another message begins: fragments of two must not be mixed, ',
      rfc(6455, '5.4'),
      '.',
    ],
  },
  'text-not-utf8': {
    label: 'Bad UTF-8',
    lesson: [
      'A text message must be UTF-8, in which no byte is ff; the receiver fails the connection with 1007: ',
      rfc(6455, '8.1'),
      '.',
    ],
  },
  'text-cut-character': {
    label: 'Text ends within a character',
    lesson: [
      'A fragment may end within a character, but a message may not: two of the three bytes of “€” are not UTF-8, ',
      rfc(6455, '5.6'),
      '.',
    ],
  },
  'close-1005': {
    label: 'Close with 1005',
    lesson: [
      '1005 is what an API reports where a Close had no code, so no Close may have it: ',
      rfc(6455, '7.4.1'),
      '.',
    ],
  },
  'close-one-byte': {
    label: 'Close of one byte',
    lesson: [
      'A Close carries nothing, or a code of two bytes; one byte is half a code: ',
      rfc(6455, '5.5.1'),
      '.',
    ],
  },
  'close-reason-not-utf8': {
    label: 'Close with bad UTF-8',
    lesson: ['The reason behind the code is UTF-8, as all text is: ', rfc(6455, '5.5.1'), '.'],
  },
  'bytes-after-close': {
    label: 'Text after the Close',
    lesson: [
      'After a Close frame, a receiver discards what still comes (',
      rfc(6455, '1.4'),
      '). Chromium fails the connection instead.',
    ],
  },
  'deflate-tail-kept': {
    label: 'Compressed, tail kept',
    lesson: [
      'The sender takes the last four bytes, 00 00 ff ff, off, and the receiver puts them back; left on, they are there twice: ',
      rfc(7692, '7.2.1'),
      '.',
    ],
  },
  'deflate-block-type': {
    label: 'Reserved block type',
    lesson: [
      'Compressed data are blocks of three types, and there is no fourth: ',
      rfc(1951, '3.2.3'),
      '.',
    ],
  },
};

export const DRAFT_PROBLEM_WORDS: Readonly<Record<DraftProblem, string>> = {
  ...EDIT_PROBLEM_WORDS,
  'not-a-target':
    'A target is a path that begins with “/”, or a whole http address; without blanks.',
  'not-a-host': 'A host is a name or an address, perhaps with a port: “example.com:8080”.',
  'no-messages': 'There is nothing to make yet: add a message, or a handshake.',
  'not-utf8': 'These bytes are not UTF-8, as a text message must be. Send them as binary.',
  'not-a-count': 'Type a whole number from 1 to 64.',
  'control-too-long': `Pings and pongs carry ${MAX_CONTROL_PAYLOAD} bytes at most.`,
  'code-not-sendable':
    'This code must not be sent: take 1000 to 1003, 1007 to 1014, or 3000 to 4999.',
  'reason-without-code': 'A reason needs a code in front of it.',
  'reason-too-long': `A reason has ${MAX_REASON_SIZE} bytes of UTF-8 at most.`,
  'compressed-without-handshake': 'Compression is agreed on in the handshake: add one.',
  'after-close': 'This side has sent its close, after which it sends nothing more.',
};

/** For bytes that are not one whole frame. */
export const NO_FRAME_TO_BREAK =
  'These bytes are not one whole frame, so there is no good frame to break.';
