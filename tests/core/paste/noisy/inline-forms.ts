/** Forms that put all bytes of a chunk on one line. */

import { toBase64 } from '#core/bytes/base64.ts';
import { toHexByte } from '#core/bytes/hex.ts';
import type { Direction } from '#core/trace/direction.ts';
import { ESCAPE_STYLES, writeEscaped } from './escapes.ts';
import type { PasteWriter } from './paste-writer.ts';

export type InlineForm = {
  readonly print: (writer: PasteWriter, bytes: Uint8Array, direction: Direction) => void;
  /** Whether a human could tell that the text is these bytes; true by default. */
  readonly isClear?: (bytes: Uint8Array) => boolean;
  /** The form itself tells whose bytes they are. */
  readonly tellsDirection?: true;
};

type ByteText = (value: number) => string;
const upper = (value: number) => toHexByte(value).toUpperCase();
const decimal = (value: number) => String(value);
const hex0x = (value: number) => `0x${toHexByte(value)}`;

function writeList(
  writer: PasteWriter,
  bytes: Uint8Array,
  text: ByteText,
  separator: string,
): void {
  bytes.forEach((value, index) => {
    if (index > 0) writer.write(separator);
    writer.byte(value, text(value));
  });
}

function list(text: ByteText, separator: string, open = '', close = ''): InlineForm['print'] {
  return (writer, bytes) => {
    writer.write(open);
    writeList(writer, bytes, text, separator);
    writer.write(close);
  };
}

function escaped(style: keyof typeof ESCAPE_STYLES): InlineForm['print'] {
  return (writer, bytes) => writeEscaped(writer, bytes, ESCAPE_STYLES[style]);
}

/** Node and browsers print so many; the rest is counted. */
function cutList(options: {
  readonly open: (size: number) => string;
  readonly text: ByteText;
  readonly separator: string;
  readonly most: number;
  readonly rest: (count: number) => string;
  readonly close: string;
}): InlineForm['print'] {
  const { open, text, separator, most, rest, close } = options;
  return (writer, bytes) => {
    writer.write(open(bytes.length));
    writeList(writer, bytes.subarray(0, most), text, separator);
    if (bytes.length > most) {
      writer.write(rest(bytes.length - most));
      writer.cuts++;
    }
    writer.write(close);
  };
}

/** Bytes share characters. */
function printBase64(writer: PasteWriter, bytes: Uint8Array): void {
  writer.write(toBase64(bytes));
  const end = writer.text.length;
  const start = end - Math.ceil(bytes.length / 3) * 4;
  bytes.forEach((value, index) => {
    const from = start + Math.floor((index * 8) / 6);
    writer.place(value, from, start + Math.ceil(((index + 1) * 8) / 6));
  });
}

/** As cat -v prints bytes, on one line. */
function printControls(writer: PasteWriter, bytes: Uint8Array): void {
  for (const value of bytes) {
    const low = value & 0x7f;
    const isControl = low < 0x20 || low === 0x7f;
    const character = String.fromCharCode(isControl ? low ^ 0x40 : low);
    writer.byte(value, `${value > 0x7f ? 'M-' : ''}${isControl ? '^' : ''}${character}`);
  }
}

function printSystemCall(writer: PasteWriter, bytes: Uint8Array, direction: Direction): void {
  const call = direction === 'client-to-server' ? 'sendto' : 'recvfrom';
  const shown = bytes.subarray(0, 32);
  writer.write(`${call}(3, `);
  writeEscaped(writer, shown, ESCAPE_STYLES.octal);
  if (shown.length < bytes.length) {
    writer.write('...');
    writer.cuts++;
  }
  const rest = call === 'sendto' ? `${bytes.length}, MSG_NOSIGNAL` : '4096, 0';
  writer.write(`, ${rest}, NULL, ${call === 'sendto' ? '0' : 'NULL'}) = ${bytes.length}`);
}

function jsonLine(text: (writer: PasteWriter, bytes: Uint8Array) => void): InlineForm['print'] {
  return (writer, bytes, direction) => {
    const way = direction === 'client-to-server' ? 'client' : 'server';
    writer.write(`{"ts":1704164645.678,"from":"${way}","data":"`);
    text(writer, bytes);
    writer.write(`","size":${bytes.length}}`);
  };
}

const hasLargeNumber = (bytes: Uint8Array) => bytes.some((value) => value > 99);
const hasLetter = (bytes: Uint8Array) => bytes.some((value) => /[a-f]/.test(toHexByte(value)));

export const INLINE_FORMS = {
  'hex spaced': { print: list(toHexByte, ' ') },
  'hex upper': { print: list(upper, ' ') },
  // A few digits without letters can be any number.
  'hex unspaced': {
    print: list(toHexByte, ''),
    isClear: (bytes) => bytes.length >= 8 && hasLetter(bytes),
  },
  // Up to eight bytes can be an address of memory.
  'hex whole': { print: list(toHexByte, '', '0x'), isClear: ({ length }) => length > 8 },
  'hex 0x': { print: list(hex0x, ' ') },
  'hex 0x commas': { print: list(hex0x, ', ') },
  // Two or three of them can be a time of day, and six are the address of a network card.
  'hex colons': {
    print: list(toHexByte, ':'),
    isClear: ({ length }) => length > 3 && length !== 6,
  },
  // Three of them can be a date.
  'hex dashes': { print: list(upper, '-'), isClear: ({ length }) => length > 3 },
  python: { print: escaped('python') },
  bytearray: {
    print: (writer, bytes) => {
      writer.write('bytearray(');
      writeEscaped(writer, bytes, ESCAPE_STYLES.python);
      writer.write(')');
    },
  },
  javascript: { print: escaped('javascript') },
  go: { print: escaped('go') },
  rust: { print: escaped('rust') },
  ruby: { print: escaped('ruby') },
  c: { print: escaped('c') },
  'all escaped': { print: escaped('all-escaped') },
  'go slice': { print: list((value) => `0x${value.toString(16)}`, ', ', '[]byte{', '}') },
  // Without a number above 99 they can be hex.
  'go println': { print: list(decimal, ' ', '[', ']'), isClear: hasLargeNumber },
  'decimal list': { print: list(decimal, ', ', '[', ']'), isClear: hasLargeNumber },
  'decimal bare': {
    print: list(decimal, ', '),
    isClear: (bytes) => hasLargeNumber(bytes) && bytes.length > 3,
  },
  'hex list': { print: list(hex0x, ', ', '[', ']') },
  'c array': { print: list(hex0x, ', ', '{ ', ' }') },
  java: {
    print: list((value) => String((value << 24) >> 24), ', ', '[', ']'),
    isClear: (bytes) => bytes.some((value) => value > 127 || value > 99),
  },
  'node buffer': {
    print: cutList({
      open: () => '<Buffer ',
      text: toHexByte,
      separator: ' ',
      most: 50,
      rest: (count) => ` ... ${count} more byte${count === 1 ? '' : 's'}`,
      close: '>',
    }),
  },
  uint8array: {
    print: cutList({
      open: (size) => `Uint8Array(${size}) [ `,
      text: decimal,
      separator: ', ',
      most: 100,
      rest: (count) => `, ... ${count} more item${count === 1 ? '' : 's'}`,
      close: ' ]',
    }),
  },
  'hex cut': {
    print: cutList({
      open: () => '',
      text: toHexByte,
      separator: ' ',
      most: 24,
      rest: (count) => ` ... (${count} more bytes)`,
      close: '',
    }),
  },
  'buffer json': { print: list(decimal, ',', '{"type":"Buffer","data":[', ']}') },
  // Without padding, a few letters can be a word.
  base64: {
    print: printBase64,
    isClear: ({ length }) => length > 11 || (length > 3 && length % 3 !== 0),
  },
  braces: { print: list((value) => `{${hex0x(value)}}`, '') },
  'quoted pairs': {
    print: list((value) => `"${toHexByte(value)}"`, ' '),
    isClear: (bytes) => bytes.length > 3 && hasLetter(bytes),
  },
  'escapes apart': { print: list((value) => `\\x${toHexByte(value)}`, ' ') },
  // "M-^A" is two bytes if the first one is a "^" with its highest bit set, or five letters.
  'cat -v': {
    print: printControls,
    isClear: (bytes) =>
      bytes.length > 3 &&
      bytes.at(-1) !== 0x20 &&
      !bytes.some((value, index) => {
        const isCaret = (value & 0x7f) === 0x5e || value === 0x1e;
        return isCaret || (value === 0x4d && bytes[index + 1] === 0x2d);
      }),
  },
  strace: { print: printSystemCall, tellsDirection: true },
  'json hex': {
    print: jsonLine((writer, bytes) => writeList(writer, bytes, toHexByte, '')),
    tellsDirection: true,
    isClear: (bytes) => bytes.length >= 8 && hasLetter(bytes),
  },
  'json base64': {
    print: jsonLine(printBase64),
    tellsDirection: true,
    isClear: ({ length }) => length > 11 || (length > 3 && length % 3 !== 0),
  },
} satisfies Readonly<Record<string, InlineForm>>;
