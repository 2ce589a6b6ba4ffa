/** Bytes as source text for programs, terminals and reports. */

import { toBase64 } from '#core/bytes/base64.ts';
import { toHex, toHexByte } from '#core/bytes/hex.ts';
import { hexdumpPieces } from './hexdump.ts';

export const SOURCE_FORM_IDS = ['hex', 'hexdump', 'c', 'python', 'javascript', 'base64'] as const;

export type SourceFormId = (typeof SOURCE_FORM_IDS)[number];

type Pieces = Generator<string, void>;

/** The same text in pieces of a few kilobytes, so that large inputs don't block the page. */
export const SOURCE_PIECES: Readonly<Record<SourceFormId, (bytes: Uint8Array) => Pieces>> = {
  hex: hexPieces,
  hexdump: hexdumpPieces,
  c: cPieces,
  python: pythonPieces,
  javascript: javaScriptPieces,
  base64: base64Pieces,
};

/** All forms read back to the same bytes, even for an empty input. */
export function toSource(form: SourceFormId, bytes: Uint8Array): string {
  return [...SOURCE_PIECES[form](bytes)].join('');
}

/** A multiple of 3, 12 and 16, so that no piece ends within a base64 group or a row. */
const PIECE_SIZE = 3072;

/** The number of bytes per line of Python. */
const LITERAL_SIZE = 16;

/** The number of "0x81, " that keep a line within 80 columns. */
const SOURCE_ROW = 12;

function* hexPieces(bytes: Uint8Array): Pieces {
  for (const piece of piecesOf(bytes)) {
    yield (piece.byteOffset > bytes.byteOffset ? ' ' : '') + toHex(piece, ' ');
  }
}

function* base64Pieces(bytes: Uint8Array): Pieces {
  for (const piece of piecesOf(bytes)) yield toBase64(piece);
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte < 0x7f;
}

/** An array and a separate length, because C forbids empty arrays. */
function* cPieces(bytes: Uint8Array): Pieces {
  yield `const unsigned char bytes[${Math.max(1, bytes.length)}] = {\n`;
  if (bytes.length === 0) yield '    0x00,\n';
  yield* elementPieces(bytes, '    ');
  yield `};\nconst unsigned long bytes_length = ${bytes.length === 0 ? '0' : 'sizeof bytes'};`;
}

function* javaScriptPieces(bytes: Uint8Array): Pieces {
  yield bytes.length === 0 ? 'new Uint8Array([' : 'new Uint8Array([\n';
  yield* elementPieces(bytes, '  ');
  yield '])';
}

/** One row of elements per line. */
function* elementPieces(bytes: Uint8Array, indentation: string): Pieces {
  for (const piece of piecesOf(bytes)) {
    let text = '';
    for (let at = 0; at < piece.length; at += SOURCE_ROW) {
      const row = piece.subarray(at, at + SOURCE_ROW);
      text += `${indentation}0x${toHex(row, ', 0x')},\n`;
    }
    yield text;
  }
}

/**
 * As Python's `repr` prints bytes. More than one row goes in parentheses, where literals are
 * joined.
 */
function* pythonPieces(bytes: Uint8Array): Pieces {
  if (bytes.length <= LITERAL_SIZE) return yield pythonLiteral(bytes);
  yield '(\n';
  for (const piece of piecesOf(bytes)) {
    let text = '';
    for (let at = 0; at < piece.length; at += LITERAL_SIZE) {
      text += `    ${pythonLiteral(piece.subarray(at, at + LITERAL_SIZE))}\n`;
    }
    yield text;
  }
  yield ')';
}

const PYTHON_ESCAPES = new Map([
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [0x27, "\\'"],
  [0x5c, '\\\\'],
]);

function pythonLiteral(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    const plain = isPrintable(byte) ? String.fromCharCode(byte) : `\\x${toHexByte(byte)}`;
    text += PYTHON_ESCAPES.get(byte) ?? plain;
  }
  return `b'${text}'`;
}

function* piecesOf(bytes: Uint8Array): Generator<Uint8Array, void> {
  for (let start = 0; start < bytes.length; start += PIECE_SIZE) {
    yield bytes.subarray(start, start + PIECE_SIZE);
  }
}
