/** Whether a file holds text that somebody could read, and the text. */

import { fromUtf8, fromValidUtf8 } from './text.ts';

const UTF16_MARKS = { littleEndian: [0xff, 0xfe], bigEndian: [0xfe, 0xff] } as const;

/** Control characters that text has: tab, line feed, form feed, carriage return, escape. */
const TEXT_CONTROLS = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);

export function isText(bytes: Uint8Array): boolean {
  if (isUtf16(bytes)) return true;
  const hasControls = bytes.some((byte) => byte < 0x20 && !TEXT_CONTROLS.has(byte));
  return !hasControls && fromValidUtf8(bytes) !== null;
}

/** The text of bytes that are text; without the mark of their byte order. */
export function toText(bytes: Uint8Array): string {
  if (!isUtf16(bytes)) return fromUtf8(bytes).replace(/^\ufeff/, '');
  const isBig = startsWith(bytes, UTF16_MARKS.bigEndian);
  let text = '';
  for (let at = 2; at + 1 < bytes.length; at += 2) {
    const [first = 0, second = 0] = bytes.subarray(at, at + 2);
    text += String.fromCharCode(isBig ? (first << 8) | second : (second << 8) | first);
  }
  return text;
}

/** What PowerShell writes when it is asked for a text file. */
function isUtf16(bytes: Uint8Array): boolean {
  return Object.values(UTF16_MARKS).some((mark) => startsWith(bytes, mark));
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, index) => bytes[index] === byte);
}
