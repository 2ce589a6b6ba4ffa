/** The message for a part of a page that failed because of a fault in this site's code. */

/** `part` with its article: "The list of frames can’t be shown." */
export function partFailedWords(part: string): string {
  return `${part} can’t be shown.`;
}

export const PART_FAILED_NOTE =
  'The cause is a fault in this site’s code. The rest of the page works, and your text is kept.';
