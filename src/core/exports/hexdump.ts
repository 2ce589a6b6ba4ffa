/** Bytes in the format of `hexdump -Cv`: repeated rows are not collapsed. */

import { toHex } from '#core/bytes/hex.ts';

const ROW = 16;

/** A few kilobytes of complete rows. */
const PIECE_SIZE = 192 * ROW;

export function toHexdump(bytes: Uint8Array): string {
  return [...hexdumpPieces(bytes)].join('');
}

/** The same text in pieces, so that large inputs don't block the page. */
export function* hexdumpPieces(bytes: Uint8Array): Generator<string, void> {
  for (let start = 0; start < bytes.length; start += PIECE_SIZE) {
    let piece = '';
    const end = Math.min(bytes.length, start + PIECE_SIZE);
    for (let at = start; at < end; at += ROW) {
      piece += `${offsetOf(at)}  ${dumpRow(bytes.subarray(at, at + ROW))}\n`;
    }
    yield piece;
  }
  if (bytes.length > 0) yield offsetOf(bytes.length);
}

function dumpRow(row: Uint8Array): string {
  const left = toHex(row.subarray(0, ROW / 2), ' ').padEnd(23);
  const right = toHex(row.subarray(ROW / 2), ' ').padEnd(23);
  let text = '';
  for (const byte of row) text += byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  return `${left}  ${right}  |${text}|`;
}

function offsetOf(offset: number): string {
  return offset.toString(16).padStart(8, '0');
}

/** The same with room for the bytes at these indices. */
export function toHexdumpWithBlanks(bytes: Uint8Array, hidden: readonly number[]): string {
  const rows = toHexdump(bytes)
    .split('\n')
    .map((row) => [...row]);
  for (const index of hidden) {
    const row = rows[Math.floor(index / ROW)];
    const column = index % ROW;
    if (row === undefined || index >= bytes.length) continue;
    const hexAt = HEX_COLUMN + 3 * column + (column >= ROW / 2 ? 1 : 0);
    row.splice(hexAt, 2, '_', '_');
    row.splice(TEXT_COLUMN + column, 1, '_');
  }
  return rows.map((row) => row.join('')).join('\n');
}

/** Where the digits and the characters of a row begin. */
const HEX_COLUMN = 10;
const TEXT_COLUMN = 61;
