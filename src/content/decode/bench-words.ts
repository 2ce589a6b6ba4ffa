/** Words about the bytes that are open in Decode: files, links, edits and findings. */

import type { Prose } from '#content/phrasing/prose.ts';
import { countOf } from '#content/phrasing/quantity.ts';

export const NO_BYTES =
  'There are no bytes yet. Paste some, or type them: two make the smallest frame there is.';

export const MORE_FRAMES = 'There are more frames than are shown at once.';

export const NO_BROKEN_RULE = 'No rule is broken here.';

/** "Frame 3 is not whole: 2 of 5 bytes of payload are missing." */
export function notWhole(title: string, missing: string): string {
  return `${title} is not whole: ${missing}.`;
}

/** For gaps beyond those that are described. */
export function moreGaps(count: number): string {
  return `And ${countOf(count, 'gap')} more behind which reading starts anew: the list of frames has them all.`;
}

export function editCount(count: number): string {
  return `${countOf(count, 'change')} of the bytes.`;
}

export const TEXT_UNCHANGED = 'The text is still as it was pasted.';

/** Before the names of the other forms that a text can be read as. */
export function readAsWords(form: string): string {
  return `Read as ${form}. It could also be`;
}

export function fileTooBig(name: string, size: number, maxSize: number): string {
  return `“${name}” has ${countOf(size, 'byte')}, and more than ${countOf(maxSize, 'byte')} are not read here. Cut it, by tshark or editcap for a capture, and drop a part.`;
}

export function fileUnreadable(name: string): string {
  return `“${name}” could not be read. Is it a folder, or gone?`;
}

export const LINK_NOTE: Prose = [
  'The link holds everything after its ',
  { code: '#' },
  ', which browsers send to no server: whoever gets the link has the bytes, and nobody else.',
];

export const LINK_WITH_BYTES = 'With the bytes. Without them the link says only how to look.';

export const EXPORT_TOO_LARGE = 'Too much to show or to copy: save it as a file.';

export const RECIPES_NOTE =
  'Browsers show messages and no frames. These commands give bytes with their frames, and Decode reads what they print.';
