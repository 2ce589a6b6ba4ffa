/**
 * Words for editing: why a typed value can't be used, and what each way to break a frame teaches.
 * Sources: the section in each lesson; RFC 6455 §5.2, §5.5, §7.4 and RFC 9110 §5.1, §5.5, §5.6.2
 * for the values.
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
  'not-a-length': 'A length is a whole number of at most 64 bits: “300” or “0x12c”.',
  'not-a-close-code': 'A close code has two bytes: type a whole number from 0 to 65535.',
  'not-hex': 'Type each byte as two hexadecimal digits: “48 65 6c”.',
  'odd-hex-digits': 'One digit is left over, because each byte needs two.',
  'not-a-masking-key': 'A masking key has four bytes: type eight hexadecimal digits.',
  'lone-surrogate':
    'The text contains half a character (a lone surrogate), which UTF-8 can’t encode.',
  'not-latin-1': 'Here, each character of a head is one byte, so only characters up to U+00FF fit.',
  'line-break': 'A line can’t contain line breaks or NUL.',
  'not-a-token': "A name can only contain letters, digits and !#$%&'*+-.^_`|~.",
  'not-a-start-line':
    'The first line has to be an HTTP request line or status line: “GET /chat HTTP/1.1”.',
  'not-a-field-line': 'A header field is a name, a colon and a value: “Host: example.com”.',
  'too-large-for-field': 'This value doesn’t fit into the bits of the field.',
  'no-such-byte': 'There is no such byte.',
  'not-for-this-field': 'This field needs another kind of value.',
  'compressor-missing': 'The message is compressed, and the compressor isn’t loaded.',
  'content-unknown':
    'The message refers to earlier ones that aren’t here, so it can’t be encoded again.',
  'not-captured':
    'Part of this payload is missing, so it can’t be encoded again. Single bytes can be changed.',
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
      'A server must close the connection if a client’s frame isn’t masked: ',
      rfc(6455, '5.1'),
      '.',
    ],
  },
  'masked-by-server': {
    label: 'Masked by the server',
    lesson: [
      'Only clients mask. A client must close the connection if a server’s frame is masked: ',
      rfc(6455, '5.1'),
      '.',
    ],
  },
  rsv1: {
    label: 'RSV1 set',
    lesson: [
      'RSV1 marks a compressed message. Unless an extension that uses it was negotiated, the receiver must fail the connection: ',
      rfc(6455, '5.2'),
      '.',
    ],
  },
  rsv2: {
    label: 'RSV2 set',
    lesson: [
      'RSV2 is reserved for extensions. Unless one that uses it was negotiated, the receiver must fail the connection: ',
      rfc(6455, '5.2'),
      '.',
    ],
  },
  'reserved-opcode': {
    label: 'Reserved opcode',
    lesson: [
      'Opcodes 3 to 7 and 11 to 15 are reserved. A receiver that gets one must fail the connection: ',
      rfc(6455, '5.2'),
      '.',
    ],
  },
  'ping-too-long': {
    label: `A ping of ${MAX_CONTROL_PAYLOAD + 1} bytes`,
    lesson: [
      `A control frame must not have more than ${MAX_CONTROL_PAYLOAD} bytes of payload. Most receivers fail the connection if it is longer: `,
      rfc(6455, '5.5'),
      '.',
    ],
  },
  'control-fragmented': {
    label: 'Control frame in fragments',
    lesson: [
      'Control frames may come between fragments. They must not be fragments themselves: ',
      rfc(6455, '5.5'),
      '.',
    ],
  },
  'length-not-minimal': {
    label: 'Length not minimal',
    lesson: [
      'The sender must encode a length in as few bytes as possible. Some receivers accept a longer form: ',
      rfc(6455, '5.2'),
      '.',
    ],
  },
  'length-top-bit': {
    label: '64-bit length, top bit set',
    lesson: [
      'The top bit of a 64-bit length must be 0, so 63 bits are left for the length: ',
      rfc(6455, '5.2'),
      '.',
    ],
  },
  cut: {
    label: 'Cut by a byte',
    lesson: [
      'An incomplete frame breaks no rule. The receiver waits, and reads the next byte as the missing one: ',
      rfc(6455, '5.2'),
      '.',
    ],
  },
  'continuation-first': {
    label: 'Continuation without a start',
    lesson: [
      'A continuation frame continues a message, but none has begun here: ',
      rfc(6455, '5.4'),
      '.',
    ],
  },
  interleaved: {
    label: 'Message inside a message',
    lesson: [
      'The first frame’s FIN is 0, but then another message begins. Fragments of two messages must not be interleaved: ',
      rfc(6455, '5.4'),
      '.',
    ],
  },
  'text-not-utf8': {
    label: 'Bad UTF-8',
    lesson: [
      'A text message must be UTF-8, which never contains the byte ff. The receiver must fail the connection, usually with code 1007: ',
      rfc(6455, '8.1'),
      '.',
    ],
  },
  'text-cut-character': {
    label: 'Text ends within a character',
    lesson: [
      'A fragment may end within a character, but a whole message must be valid UTF-8. The first two of the three bytes of “€” aren’t: ',
      rfc(6455, '5.6'),
      '.',
    ],
  },
  'close-1005': {
    label: 'Close with 1005',
    lesson: [
      'APIs report 1005 for a Close frame without a code, so it must not be sent: ',
      rfc(6455, '7.4.1'),
      '.',
    ],
  },
  'close-one-byte': {
    label: 'Close of one byte',
    lesson: [
      'The payload of a Close frame is empty, or begins with a 2-byte code. One byte is half a code: ',
      rfc(6455, '5.5.1'),
      '.',
    ],
  },
  'close-reason-not-utf8': {
    label: 'Close with bad UTF-8',
    lesson: ['The reason after the code is UTF-8, like all text: ', rfc(6455, '5.5.1'), '.'],
  },
  // Source: RFC 6455 §1.4; Chromium 156, measured (peer-verdicts-measured.ts).
  'bytes-after-close': {
    label: 'Text after the Close',
    lesson: [
      'After a Close frame, a receiver discards any further data (',
      rfc(6455, '1.4'),
      '). Chromium 156 fails the connection instead.',
    ],
  },
  'deflate-tail-kept': {
    label: 'Compressed, tail kept',
    lesson: [
      'The sender removes the last four bytes, 00 00 ff ff, and the receiver appends them again. Here, the receiver has them twice: ',
      rfc(7692, '7.2.1'),
      '.',
    ],
  },
  'deflate-block-type': {
    label: 'Reserved block type',
    lesson: [
      'Compressed data consists of blocks of three types. The fourth value is reserved: ',
      rfc(1951, '3.2.3'),
      '.',
    ],
  },
};

export const DRAFT_PROBLEM_WORDS: Readonly<Record<DraftProblem, string>> = {
  ...EDIT_PROBLEM_WORDS,
  'not-a-target':
    'A target is a path that begins with “/”, or a whole http address, without spaces.',
  'not-a-host': 'A host is a name or an address, perhaps with a port: “example.com:8080”.',
  'no-messages': 'There is nothing to make yet. Add a message or a handshake.',
  'not-utf8': 'A text message must be UTF-8, but these bytes aren’t. Send them as binary.',
  'not-a-count': 'Type a whole number from 1 to 64.',
  'control-too-long': `Pings and pongs have at most ${MAX_CONTROL_PAYLOAD} bytes of payload.`,
  'code-not-sendable':
    'This code isn’t allowed in a Close frame. Use 1000 to 1003, 1007 to 1014, or 3000 to 4999.',
  'reason-without-code': 'A reason needs a code before it.',
  'reason-too-long': `A reason has at most ${MAX_REASON_SIZE} bytes of UTF-8.`,
  'compressed-without-handshake': 'Compression is negotiated in the handshake, so add one.',
  'after-close': 'This side has sent its Close frame, so no message can follow.',
};

/** For bytes that are not one whole frame. */
export const NO_FRAME_TO_BREAK =
  'These bytes aren’t one whole frame, so there is no valid frame to break.';
