/** Bytes as source text: the forms in which one takes them into a program, a terminal or a report. */

import { toBase64 } from '#core/bytes/base64.ts';
import { toHex, toHexByte } from '#core/bytes/hex.ts';

export const SOURCE_FORM_IDS = ['hex', 'hexdump', 'c', 'python', 'javascript', 'base64'] as const;

export type SourceFormId = (typeof SOURCE_FORM_IDS)[number];

/** Each form reads back to the same bytes, none of them included. */
export const SOURCE_FORMS: Readonly<Record<SourceFormId, (bytes: Uint8Array) => string>> = {
  hex: (bytes) => toHex(bytes, ' '),
  hexdump: toHexdump,
  c: toCArray,
  python: toPythonLiteral,
  javascript: toJavaScriptArray,
  base64: toBase64,
};

/** What hex dumps have in a row. */
const DUMP_ROW = 16;

/** As many "0x81, " as keep a line of source within 80 columns. */
const SOURCE_ROW = 12;

/** As `hexdump -Cv` prints it: no row is left out for being like the one before. */
function toHexdump(bytes: Uint8Array): string {
  if (bytes.length === 0) return '';
  const rows = rowsOf(bytes, DUMP_ROW).map((row, index) => {
    const left = toHex(row.subarray(0, DUMP_ROW / 2), ' ').padEnd(23);
    const right = toHex(row.subarray(DUMP_ROW / 2), ' ').padEnd(23);
    const text = Array.from(row, toVisible).join('');
    return `${offsetOf(index * DUMP_ROW)}  ${left}  ${right}  |${text}|`;
  });
  return [...rows, offsetOf(bytes.length)].join('\n');
}

function offsetOf(offset: number): string {
  return offset.toString(16).padStart(8, '0');
}

function toVisible(byte: number): string {
  return isPrintable(byte) ? String.fromCharCode(byte) : '.';
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/** An array and its length, since C forbids arrays without elements and the compiler could not tell. */
function toCArray(bytes: Uint8Array): string {
  const elements = bytes.length === 0 ? '    0x00,' : elementRows(bytes, '    ');
  return [
    `const unsigned char bytes[${Math.max(1, bytes.length)}] = {`,
    elements,
    '};',
    `const unsigned long bytes_length = ${bytes.length};`,
  ].join('\n');
}

function toJavaScriptArray(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'new Uint8Array([])';
  return `new Uint8Array([\n${elementRows(bytes, '  ')}\n])`;
}

function elementRows(bytes: Uint8Array, indentation: string): string {
  return rowsOf(bytes, SOURCE_ROW)
    .map((row) => indentation + Array.from(row, (byte) => `0x${toHexByte(byte)},`).join(' '))
    .join('\n');
}

/** As Python itself prints bytes; more than a row of them in brackets, where literals join. */
function toPythonLiteral(bytes: Uint8Array): string {
  if (bytes.length <= DUMP_ROW) return pythonLiteral(bytes);
  const rows = rowsOf(bytes, DUMP_ROW).map((row) => `    ${pythonLiteral(row)}`);
  return ['(', ...rows, ')'].join('\n');
}

const PYTHON_ESCAPES = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [0x27, "\\'"],
  [0x5c, '\\\\'],
]);

function pythonLiteral(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => {
    const plain = isPrintable(byte) ? String.fromCharCode(byte) : `\\x${toHexByte(byte)}`;
    return PYTHON_ESCAPES.get(byte) ?? plain;
  });
  return `b'${characters.join('')}'`;
}

function rowsOf(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}
