/** Words about the bytes that are open in Decode: files, links, edits and findings. */

import type { Prose } from '#content/phrasing/prose.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

export const EMPTY_BENCH =
  'No bytes yet. Paste or type at least two, the size of the smallest frame.';

/** In place of results, if the input on the bench could not be read. */
export const NOT_READ = 'Nothing was read.';

export const READING = 'Reading…';

/** How much of a file was read, from 0 to 1. */
export function readingProgress(done: number): string {
  return `Reading: ${Math.floor(done * 100)}%`;
}

/** Above the first rows of a large file, while the rest is read. */
export function previewWords(rows: number): string {
  return `The first ${countOf(rows, 'row')}. They can be opened and judged once the whole file has been read.`;
}

/** Beside results that belong to the input before, while a new one is read. */
export const OUTDATED_RESULTS = 'Reading… These are the previous results.';

/** Why the input on the bench has no results. */
export function readingFailedWords(kind: 'not-loaded' | 'unreadable' | 'fault'): string {
  switch (kind) {
    case 'not-loaded':
      return 'This input wasn’t read, because the code for large inputs couldn’t be loaded. Check your connection and try again.';
    case 'unreadable':
      return 'The file couldn’t be read to its end. It has changed since you opened it, or it is gone. Open it again.';
    case 'fault':
      return 'This input wasn’t read, because of a fault in this site’s code. Your text is kept.';
  }
}

export const READING_NOT_LOADED_HINT =
  'If that doesn’t help, the site may have changed since you opened it. Copy your text, then reload the page.';

export const PLAY_ALL = 'Play in Learn';

/** Of a connection that is too long to be played as a whole: the rows around the shown one. */
export const PLAY_PART = 'Play around this row';

/** "300 rows" */
export function rowsToPlay(count: number): string {
  return countOf(count, 'row');
}

/** The title of a part of a connection. Rows are counted from 1. */
export function partTitle(title: string, first: number, last: number): string {
  return `${title}, rows ${formatCount(first)} to ${formatCount(last)}`;
}

export const MORE_FRAMES = 'There are more frames than are shown at once.';

/** "Frame 3 is incomplete: 2 of 5 bytes of payload are missing." */
export function notWhole(title: string, missing: string): string {
  return `${title} is incomplete: ${missing}.`;
}

/** For gaps beyond those that are described. */
export function moreGaps(count: number): string {
  return `${countOf(count, 'more gap')}, after which reading starts again. The list of frames shows all of them.`;
}

export function editCount(count: number): string {
  return `${countOf(count, 'change')} to the bytes.`;
}

export const TEXT_UNCHANGED = 'The text above is unchanged.';

/** Before the names of the other forms that a text can be read as. */
export function readAsWords(form: string): string {
  return `Read as ${form}. It could also be`;
}

// Source: RFC 9110 §7.1: a client doesn't send the fragment with a request.
export const LINK_NOTE: Prose = [
  'The link contains everything after its ',
  { code: '#' },
  '. Browsers don’t send that part to this site’s server. Everyone who gets the link gets the bytes, and so does every service that transmits it.',
];

export const LINK_WITH_BYTES =
  'Include the bytes. Without them, the link contains only how they are read and what is selected.';

export const EXPORT_TOO_LARGE = 'Too large to show or copy: save it as a file.';

export const BINARY_EXPORT =
  'Save it as a file, and open it in Wireshark. The bytes of both directions are these. Their packets are made, and the file says so.';

export const RECIPES_NOTE =
  'Browsers show messages, not frames. These commands print bytes with their frames, and Decode reads their output.';
