/** Bytes as eight binary digits each: 10000001 10000101. */

import { CODE, isBlank } from './characters.ts';
import type { Reading } from './reading.ts';
import { Transcript } from './transcript.ts';

/** The text must contain nothing else, because a byte of hex can look the same. */
export function readBits(text: string): Reading[] {
  const transcript = new Transcript();
  let byte = 0;
  let digits = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isBlank(code) || code === CODE.comma || code === 0x5f) {
      // Half bytes are often separated, as in "1000 0001". So only the number of digits ends a
      // byte.
      if (digits !== 0 && digits !== 4) return [];
      continue;
    }
    if (code !== CODE.zero && code !== CODE.zero + 1) {
      const isPrefix = code === 0x62 && digits === 1 && byte === 0 && at === start + 1;
      if (!isPrefix) return [];
      digits = 0;
      continue;
    }
    if (digits === 0) start = at;
    byte = (byte << 1) | (code - CODE.zero);
    if (++digits < 8) continue;
    transcript.add(byte, start, at + 1);
    byte = 0;
    digits = 0;
  }
  return digits === 0 && transcript.count > 0 ? [transcript.finish('bits', 'likely')] : [];
}
