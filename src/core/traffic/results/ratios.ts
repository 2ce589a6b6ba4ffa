/** Bytes of a method in proportion to what they carry. */

import type { ComparisonReport, MethodResult } from './comparison.ts';

/** Null if there was no message. */
export function bytesPerMessage({ totalBytes, messages }: MethodResult): number | null {
  return messages === 0 ? null : totalBytes / messages;
}

/** Bytes sent per byte of the messages; null if there was none. */
export function overheadOf(
  { payloadBytes }: Pick<ComparisonReport, 'payloadBytes'>,
  { totalBytes }: MethodResult,
): number | null {
  return payloadBytes === 0 ? null : totalBytes / payloadBytes;
}
