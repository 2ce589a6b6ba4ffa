/** One line of a dump taken apart: where its offset stands, and the groups of digits behind it. */

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
  /** Begins with a tab. */
  readonly isIndented: boolean;
  /** The digits of its offset, without 0x. */
  readonly offset: TextRange;
  readonly hasColon: boolean;
  readonly hasPrefix: boolean;
  /** Where its groups begin; its end where it has none. */
  readonly body: number;
  /** How many blanks stand before them. */
  readonly gap: number;
};

/** Dumps with longer lines don't exist. */
const LONGEST_LINE = 8192;
/** Fewer digits are bytes, or labels. */
const LEAST_OFFSET_DIGITS = 3;
const MOST_OFFSET_DIGITS = 16;

/** The line, if it begins with what may be an offset. */
export function dumpLineOf(text: string, { start, end }: TextRange): DumpLine | null {
  if (end - start > LONGEST_LINE) return null;
  const at = skipBlanks(text, start, end);
  const hasPrefix = hasHexPrefix(text, at);
  const from = hasPrefix ? at + 2 : at;
  const to = skipHexDigits(text, from, Math.min(end, from + MOST_OFFSET_DIGITS + 1));
  if (to - from < LEAST_OFFSET_DIGITS || to - from > MOST_OFFSET_DIGITS) return null;
  let behind = to;
  // gdb names what lies at an address: "0x4020 <f+8>:".
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

/** What the digits of an offset are in a radix; NaN where they are none. */
export function offsetValue(text: string, { start, end }: TextRange, radix: 8 | 10 | 16): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = Number.parseInt(text.charAt(at), radix);
    value = value * radix + digit;
  }
  return value;
}

/** The groups of digits of a line, and the blanks between them, in arrays that are used again. */
export class DumpGroups {
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  count = 0;

  /** Takes all that may be groups; the last of them may be characters that look like digits. */
  read(text: string, from: number, end: number): void {
    this.count = 0;
    for (let at = from; at < end;) {
      const start = hasHexPrefix(text, at) ? at + 2 : at;
      const to = skipHexDigits(text, start, end);
      if (to === start || (to < end && !isBlank(text.charCodeAt(to)))) {
        // PowerShell and BitConverter's relatives part bytes by dashes.
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
