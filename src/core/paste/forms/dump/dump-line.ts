/** Parses one line of a dump: the position of its offset, and the groups of digits after it. */

import {
  CODE,
  hasHexPrefix,
  hexValue,
  indexWithin,
  isBlank,
  isDigit,
  skipBlanks,
  skipHexDigits,
} from '#core/paste/text/characters.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

export type DumpLine = {
  readonly start: number;
  readonly end: number;
  /** Whether it starts with a tab. */
  readonly isIndented: boolean;
  /** The digits of its offset, without 0x. */
  readonly offset: TextRange;
  readonly hasColon: boolean;
  readonly hasPrefix: boolean;
  /** The start of its groups; the end of the line if there are none. */
  readonly body: number;
  /** The number of spaces before the groups. */
  readonly gap: number;
};

/** Shorter offsets would be bytes or labels. */
const LEAST_OFFSET_DIGITS = 3;
const MOST_OFFSET_DIGITS = 16;

/** The last is hexyl's. */
const CLOSERS: Readonly<Record<string, string>> = { '[': ']', '|': '|', '│': '│' };

/**
 * The row at `at` if it starts with a possible offset: "00000010: 81 05", "0x3ffb5a10   81 05",
 * "[0010]  81 05", "|00000010| 81 05 |..|", "0010 - 81 05".
 */
export function dumpLineAt(
  text: string,
  at: number,
  end: number,
  isIndented = false,
): DumpLine | null {
  const opener = text.charAt(at);
  const closer = CLOSERS[opener] ?? '';
  const start = closer === '' ? at : skipBlanks(text, at + 1, end);
  const hasPrefix = hasHexPrefix(text, start);
  const from = hasPrefix ? start + 2 : start;
  const to = skipHexDigits(text, from, Math.min(end, from + MOST_OFFSET_DIGITS + 1));
  const digits = to - from;
  const isShort = digits > 0 && digits < LEAST_OFFSET_DIGITS && text.charCodeAt(to) === CODE.colon;
  if ((digits < LEAST_OFFSET_DIGITS && !isShort) || digits > MOST_OFFSET_DIGITS) return null;
  let behind = to;
  // gdb prints the symbol at an address: "0x4020 <f+8>:".
  if (text.startsWith(' <', behind)) {
    const close = indexWithin(text, '>', behind, end);
    if (close !== -1) behind = close + 1;
  }
  if (closer !== '') {
    if (text.charAt(behind) !== closer) return null;
    behind++;
  }
  const hasColon = closer !== '' || (text.charCodeAt(behind) === CODE.colon && behind < end);
  if (text.charCodeAt(behind) === CODE.colon && behind < end) behind++;
  if (behind < end && !isBlank(text.charCodeAt(behind))) return null;
  let body = skipBlanks(text, behind, end);
  const gap = body - behind;
  // openssl puts a dash between offset and bytes, and others a line.
  const mark = text.charCodeAt(body);
  if (
    (mark === CODE.minus || (mark === CODE.pipe && gap > 0)) &&
    isBlank(text.charCodeAt(body + 1))
  )
    body = skipBlanks(text, body + 1, end);
  return {
    start: at,
    end,
    isIndented,
    offset: { start: from, end: to },
    hasColon,
    hasPrefix,
    body,
    gap: Math.max(gap, body > behind + gap ? 2 : 0),
  };
}

/** The value of an offset in a radix; NaN if it has other digits. */
export function offsetValue(text: string, { start, end }: TextRange, radix: 8 | 10 | 16): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = hexValue(text.charCodeAt(at));
    if (digit < 0 || digit >= radix) return NaN;
    value = value * radix + digit;
  }
  return value;
}

/** ┊ */
const DASHED_LINE = 0x250a;

/** The groups of digits of a line and the spaces between them, in reused arrays. */
export class DumpGroups {
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  count = 0;

  /** Accepts all possible groups. The last ones might be characters that look like digits. */
  read(text: string, from: number, end: number): void {
    this.count = 0;
    for (let at = from; at < end;) {
      const start = hasHexPrefix(text, at) ? at + 2 : at;
      const isNegative = text.charCodeAt(at) === CODE.minus && isDigit(text.charCodeAt(at + 1));
      const to = skipHexDigits(text, isNegative ? at + 1 : start, end);
      if (to === start || (to < end && !isBlank(text.charCodeAt(to)))) {
        // hexyl has a line between the halves of a row.
        if (to === start && text.charCodeAt(to) === DASHED_LINE) {
          at = skipBlanks(text, to + 1, end);
          continue;
        }
        // PowerShell and tools like BitConverter separate bytes by dashes.
        if (text.charCodeAt(to) !== CODE.minus || to - start !== 2) return;
      }
      this.starts[this.count] = start;
      this.ends[this.count] = to;
      this.count++;
      at = text.charCodeAt(to) === CODE.minus ? to + 1 : skipBlanks(text, to, end);
    }
  }

  /** Digits of the group. */
  width(index: number): number {
    return (this.ends[index] ?? 0) - (this.starts[index] ?? 0);
  }
}

export function isBinaryGroup(text: string, start: number, end: number): boolean {
  return end - start === 8 && isOfDigits(text, start, end, 1);
}

/** A number of so many bytes, with a sign or without. */
export function isDecimalGroup(text: string, start: number, end: number, size: number): boolean {
  const isNegative = text.charCodeAt(start) === CODE.minus;
  if (!isOfDigits(text, isNegative ? start + 1 : start, end, 9)) return false;
  const value = Number(text.slice(start, end));
  return isNegative ? value >= -(2 ** (8 * size - 1)) : value < 2 ** (8 * size);
}

export function isOctalGroup(text: string, start: number, end: number): boolean {
  return isOfDigits(text, start, end, 7);
}

function isOfDigits(text: string, start: number, end: number, highest: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!isDigit(code) || code > CODE.zero + highest) return false;
  }
  return true;
}
