/** Words about files that can't be opened, or not all of them. */

import { inList } from '#content/phrasing/listing.ts';
import { countOf } from '#content/phrasing/quantity.ts';

export function fileTooBig(name: string, size: number, maxSize: number): string {
  return `“${name}” has ${countOf(size, 'byte')}. At most ${countOf(maxSize, 'byte')} can be read here. Split it, a capture with editcap or tshark, and open one part.`;
}

export function fileUnreadable(name: string): string {
  return `“${name}” couldn’t be read. Perhaps it is a folder, or no longer exists.`;
}

/** After several files were dropped of which only one can be open. */
export function othersNotOpened(opened: string, others: readonly string[]): string {
  const names = inList(others.map((name) => `“${name}”`));
  const verb = others.length === 1 ? 'was' : 'were';
  return `“${opened}” is open. ${names} ${verb} not opened, because one capture is open at a time.`;
}

export const KEYS_WITHOUT_CAPTURE =
  'That is a key log of TLS. Now open the capture that it belongs to, and what it encrypts will be read.';
