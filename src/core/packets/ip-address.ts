/** IP addresses as text: IPv4 in dotted decimals, IPv6 as recommended by RFC 5952 §4. */

import { readUint16 } from '#core/bytes/big-endian.ts';

/** "127.0.0.1". */
export function ipv4Text(address: Uint8Array): string {
  return address.join('.');
}

/**
 * "2001:db8::1": lowercase, no leading zeros, the longest run of two and more zero groups as "::".
 */
export function ipv6Text(address: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, index) => readUint16(address, index * 2));
  const texts = groups.map((group) => group.toString(16));
  const run = longestZeroRun(groups);
  if (run.length < 2) return texts.join(':');
  const before = texts.slice(0, run.start).join(':');
  const after = texts.slice(run.start + run.length).join(':');
  return `${before}::${after}`;
}

/** The first of the longest runs (RFC 5952 §4.2.3). */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let length = 0;
  groups.forEach((group, index) => {
    length = group === 0 ? length + 1 : 0;
    if (length > longest.length) longest = { start: index - length + 1, length };
  });
  return longest;
}
