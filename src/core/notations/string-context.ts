/** What stands around a string literal and tells how to read it. */

import { isDigit } from './characters.ts';
import type { Speaker } from './transcript.ts';

export type SystemCall = {
  readonly speaker: Speaker;
  /** Whether how much was written or read follows. */
  readonly hasLength: boolean;
};

const CALL =
  /\b(?:(write|writev|pwrite64|send|sendto|sendmsg)|(read|readv|pread64|recv|recvfrom|recvmsg))\(\d+(?:<[^>]*>)?, [[{]*(?:iov_base=)?$/;

/** The call that strace prints before this quote: write(1, "…", 22) = 22. */
export function systemCallBefore(text: string, quote: number): SystemCall | null {
  if (quote < 0) return null;
  const call = CALL.exec(text.slice(Math.max(0, quote - 80), quote));
  return call && { speaker: call[1] === undefined ? 1 : 0, hasLength: true };
}

/** So many digit escapes tell. */
const ESCAPES_LOOKED_AT = 64;

/**
 * Whether the digits behind backslashes are decimal, as Lua has them: a group with an 8 or 9 in it,
 * or one of three digits that no octal byte has.
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
