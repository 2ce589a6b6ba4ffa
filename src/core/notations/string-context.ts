/** The text around a string literal that decides how to read it. */

import { isDigit } from './characters.ts';
import type { Speaker } from './transcript.ts';

export type SystemCall = {
  readonly speaker: Speaker;
  /** Whether the number of written or read bytes follows. */
  readonly hasLength: boolean;
};

const CALL =
  /\b(?:(write|writev|pwrite64|send|sendto|sendmsg)|(read|readv|pread64|recv|recvfrom|recvmsg))\(\d+(?:<[^>]*>)?, [[{]*(?:iov_base=)?$/;

/** strace's call before this quote: write(1, "…", 22) = 22. */
export function systemCallBefore(text: string, quote: number): SystemCall | null {
  if (quote < 0) return null;
  const call = CALL.exec(text.slice(Math.max(0, quote - 80), quote));
  return call && { speaker: call[1] === undefined ? 1 : 0, hasLength: true };
}

/** The number of digit escapes to examine. */
const ESCAPES_LOOKED_AT = 64;

/**
 * Whether digits after backslashes are decimal, as in Lua: a group contains 8 or 9, or has three
 * digits above 377.
 */
export function readsDecimal(text: string, from: number): boolean {
  let decimal = 0;
  let octal = 0;
  let at = from;
  for (let seen = 0; seen < ESCAPES_LOOKED_AT && at !== -1; seen++) {
    let end = at + 1;
    while (end < at + 4 && isDigit(text.charCodeAt(end))) end++;
    const digits = text.slice(at + 1, end);
    if (digits.length === 3 && (/[89]/.test(digits) || digits > '377')) decimal++;
    else if (/^[0-3][0-7]{2}$/.test(digits) && Number(digits) > 255) octal++;
    at = text.indexOf('\\', end);
  }
  return decimal > 0 && octal === 0;
}
