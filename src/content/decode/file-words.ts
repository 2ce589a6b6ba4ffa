/** Words about files that can't be opened, or not all of them. */

import { inList } from '#content/phrasing/listing.ts';
import { countOf } from '#content/phrasing/quantity.ts';

export function fileTooBig(name: string, size: number, maxSize: number): string {
  return `“${name}” has ${countOf(size, 'byte')}. At most ${countOf(maxSize, 'byte')} can be read here. Split it, a capture with editcap or tshark, and open one part.`;
}

export function fileUnreadable(name: string): string {
  return `“${name}” couldn’t be read. Perhaps it is a folder, or no longer exists.`;
}

/** The title of captures that are open together: "a.pcap and 2 others". */
export function capturesTitle([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${countOf(others.length, 'other')}`;
}

/** After several files were dropped, of which only captures can be open together. */
export function othersNotOpened(opened: readonly string[], others: readonly string[]): string {
  const quoted = (names: readonly string[]) => inList(names.map((name) => `“${name}”`));
  const is = opened.length === 1 ? 'is' : 'are';
  const was = others.length === 1 ? 'was' : 'were';
  return `${quoted(opened)} ${is} open. ${quoted(others)} ${was} not opened, because only captures can be open together.`;
}

export const KEYS_WITHOUT_CAPTURE =
  'That is a key log of TLS. Now open the capture that it belongs to, and what it encrypts will be read.';
