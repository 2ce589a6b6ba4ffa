/** Why something that was typed can't be put where it was meant to go. */

import type { EditProblem } from '#core/editing/edit-outcome.ts';

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
};
