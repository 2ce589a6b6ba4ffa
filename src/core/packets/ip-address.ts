/** IP addresses as text: IPv4 in dotted decimals, IPv6 as recommended by RFC 5952 §4. */

import { readUint16, readUint32 } from '#core/bytes/big-endian.ts';

/** Texts of the addresses seen last, because a capture repeats few of them. */
const KNOWN_TEXTS = new Map<number, string>();
const MOST_KNOWN = 1000;

/** "127.0.0.1", from the four bytes at `at`. */
export function ipv4Text(bytes: Uint8Array, at = 0): string {
  const number = readUint32(bytes, at);
  const known = KNOWN_TEXTS.get(number);
  if (known !== undefined) return known;
  const text = bytes.subarray(at, at + 4).join('.');
  if (KNOWN_TEXTS.size === MOST_KNOWN) KNOWN_TEXTS.clear();
  KNOWN_TEXTS.set(number, text);
  return text;
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

/** The 16 bytes of a text that `ipv6Text` returns. */
export function ipv6Bytes(text: string): number[] {
  const [before = [], after] = text.split('::').map(groupsOf);
  const zeros = 8 - before.length - (after?.length ?? 0);
  const groups = [...before, ...Array<number>(zeros).fill(0), ...(after ?? [])];
  return groups.flatMap((group) => [group >> 8, group & 0xff]);
}

function groupsOf(text: string): number[] {
  return text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
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
