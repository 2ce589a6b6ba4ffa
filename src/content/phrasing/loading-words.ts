/** The message for a part of the site that could not be loaded. */

export const PART_NOT_LOADED =
  'This part couldn’t be loaded. Check your connection, close it, and try again.';

export const LINK_PACKER_NOT_LOADED =
  'The link’s compressor couldn’t be loaded. Check your connection and try again.';

export const DEFLATER_NOT_LOADED =
  'The compressor couldn’t be loaded. Check your connection and try again.';

export function lessonNotLoaded(title: string): string {
  return `“${title}” couldn’t be loaded. Check your connection and try again.`;
}
