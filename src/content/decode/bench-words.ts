/** Words about the bytes that are open in Decode: files, links, edits and findings. */

import type { Prose } from '#content/phrasing/prose.ts';
import { countOf } from '#content/phrasing/quantity.ts';

export const NO_BYTES =
  'There are no bytes yet. Paste some, or type them. The smallest frame has two.';

export const MORE_FRAMES = 'There are more frames than are shown at once.';

export const NO_BROKEN_RULE = 'No rule is broken here.';

/** "Frame 3 is not whole: 2 of 5 bytes of payload are missing." */
export function notWhole(title: string, missing: string): string {
  return `${title} is not whole: ${missing}.`;
}

/** For gaps beyond those that are described. */
export function moreGaps(count: number): string {
  return `And ${countOf(count, 'gap')} more, after which reading starts again. The list of frames contains all of them.`;
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
  return `“${name}” has ${countOf(size, 'byte')}. At most ${countOf(maxSize, 'byte')} can be read here. Cut it, with tshark or editcap if it is a capture, and drop a part.`;
}

export function fileUnreadable(name: string): string {
  return `“${name}” couldn’t be read. Perhaps it is a folder, or no longer exists.`;
}

// Source: RFC 9110 §7.1: a client doesn't send the fragment with a request.
export const LINK_NOTE: Prose = [
  'The link contains everything after its ',
  { code: '#' },
  '. Browsers don’t send that part to this site’s server. Everyone who gets the link has the bytes, and so has each service that carries it.',
];

export const LINK_WITH_BYTES =
  'Include the bytes. Without them, the link contains only what is shown of them, and how.';

export const EXPORT_TOO_LARGE = 'Too large to show or copy: save it as a file.';

export const RECIPES_NOTE =
  'Browsers show messages, not frames. These commands print bytes with their frames, and Decode reads their output.';
