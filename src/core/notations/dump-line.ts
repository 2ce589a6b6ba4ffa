/** Parses one line of a dump: the position of its offset, and the groups of digits after it. */

import {
  CODE,
  hasHexPrefix,
  isBlank,
  isOctalDigit,
  skipBlanks,
  skipHexDigits,
} from './characters.ts';
import type { TextRange } from './notation.ts';

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

/** Dumps with longer lines don't exist. */
const LONGEST_LINE = 8192;
/** Shorter offsets would be bytes or labels. */
const LEAST_OFFSET_DIGITS = 3;
const MOST_OFFSET_DIGITS = 16;

/** The line if it starts with a possible offset. */
export function dumpLineOf(text: string, { start, end }: TextRange): DumpLine | null {
  if (end - start > LONGEST_LINE) return null;
  const at = skipBlanks(text, start, end);
  const hasPrefix = hasHexPrefix(text, at);
  const from = hasPrefix ? at + 2 : at;
  const to = skipHexDigits(text, from, Math.min(end, from + MOST_OFFSET_DIGITS + 1));
  if (to - from < LEAST_OFFSET_DIGITS || to - from > MOST_OFFSET_DIGITS) return null;
  let behind = to;
  // gdb prints the symbol at an address: "0x4020 <f+8>:".
  if (text.startsWith(' <', behind)) {
    const close = text.indexOf('>', behind);
    if (close !== -1 && close < end) behind = close + 1;
  }
  const hasColon = text.charCodeAt(behind) === CODE.colon && behind < end;
  if (hasColon) behind++;
  if (behind < end && !isBlank(text.charCodeAt(behind))) return null;
  const body = skipBlanks(text, behind, end);
  return {
    start,
    end,
    isIndented: text.charCodeAt(start) === CODE.tab,
    offset: { start: from, end: to },
    hasColon,
    hasPrefix,
    body,
    gap: body - behind,
  };
}

/** The value of an offset in a radix; NaN if it has other digits. */
export function offsetValue(text: string, { start, end }: TextRange, radix: 8 | 10 | 16): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = Number.parseInt(text.charAt(at), radix);
    value = value * radix + digit;
  }
  return value;
}

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
      const to = skipHexDigits(text, start, end);
      if (to === start || (to < end && !isBlank(text.charCodeAt(to)))) {
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

export function isOctalGroup(text: string, start: number, end: number): boolean {
  return isOfDigits(text, start, end, 7);
}

function isOfDigits(text: string, start: number, end: number, highest: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (!isOctalDigit(code) || code > CODE.zero + highest) return false;
  }
  return true;
}
