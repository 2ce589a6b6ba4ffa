/** The message for a part of the site that could not be loaded. */

export const PART_NOT_LOADED =
  'This part did not arrive: perhaps you are offline. Close it, and try again.';

export const LINK_PACKER_NOT_LOADED =
  'What packs the link did not arrive: perhaps you are offline.';

export const DEFLATER_NOT_LOADED = 'What compresses could not be loaded: perhaps you are offline.';

export function lessonNotLoaded(title: string): string {
  return `“${title}” did not arrive: perhaps you are offline.`;
}
