/** The column of characters beside the bytes of a dump, where unprintable bytes appear as dots. */

import type { ByteCollector } from './byte-collector.ts';
import { CODE, isBlank } from './characters.ts';

/** Dumps with longer lines have no character column. */
const MOST_BYTES = 512;

/**
 * Whether the text from `at` to `end` shows the bytes collected since `first` as characters.
 * Trailing spaces can be lost, and a space can be in the middle (Wireshark's followed streams).
 */
export function isAsciiColumn(
  text: string,
  at: number,
  end: number,
  bytes: ByteCollector,
  first: number,
): boolean {
  const count = bytes.count - first;
  const length = end - at;
  if (count === 0 || count > MOST_BYTES || length > count + 3) return false;
  const isFramed = text.charCodeAt(at) === CODE.pipe || text.charCodeAt(at) === CODE.greater;
  // Zephyr draws no frame behind the characters.
  const hasFrame = isFramed && (length === count + 2 || length <= count + 1);
  let place = hasFrame ? at + 1 : at;
  for (let index = 0; index < count; index++) {
    if (place === end) return isBlankTail(bytes, first + index);
    const isMiddle = index === 8 && (length === count + 1 || (hasFrame && length >= count + 2));
    const isGap = isMiddle && isBlank(text.charCodeAt(place));
    if (isGap && (length === count + 1 || !shows(CODE.blank, bytes.at(first + index)))) place++;
    if (!shows(text.charCodeAt(place), bytes.at(first + index))) return false;
    place++;
  }
  return end - place <= 1;
}

function shows(code: number, byte: number): boolean {
  if (code === byte) return true;
  const isPrintable = byte > CODE.blank && byte < 0x7f;
  // Most programs print "." for unprintable bytes. PowerShell and others use other characters.
  return (
    !isPrintable && (code === CODE.dot || code >= 0x7f || code === CODE.blank || code === 0x3f)
  );
}

function isBlankTail(bytes: ByteCollector, from: number): boolean {
  for (let index = from; index < bytes.count; index++) {
    if (bytes.at(index) !== CODE.blank) return false;
  }
  return true;
}
