/** The calls that strace prints: write(1, "…", 22) = 22. */

import type { Told } from '#core/paste/block.ts';

const CALL =
  /\b(?:(write|writev|pwrite64|send|sendto|sendmsg)|(read|readv|pread64|recv|recvfrom|recvmsg))\((\d+)(?:<[^>]*>)?, [[{]*(?:iov_base=)?$/;

/** What the call before a quote says; null if there is none. The descriptor is the connection. */
export function systemCallBefore(text: string, quote: number): Partial<Told> | null {
  const call = CALL.exec(text.slice(Math.max(0, quote - 80), quote));
  if (call === null) return null;
  return { speaker: call[1] === undefined ? 1 : 0, connection: call[3] ?? null };
}

/** How many bytes the call after a string wrote or read; null if it doesn't say. */
export function callResult(text: string, end: number): number | null {
  const behind = text.slice(end, end + 120);
  const total =
    /^[^\n]*?\)\s*=\s*(\d{1,9})/.exec(behind)?.[1] ??
    /^(?:\.{3})?, (?:iov_len=)?(\d{1,9})/.exec(behind)?.[1];
  return total === undefined ? null : Number(total);
}
