/** Words around the guides. */

export const GUIDES_LEAD =
  'What is hard about WebSockets, one question each. Every guide has an answer that takes a minute, a figure that runs, and sources with dates.';

export const NO_SUCH_GUIDE = 'This guide doesn’t exist';

/** `asked` is the slug in the address. */
export function nearestGuidesWords(asked: string): string {
  return `No guide has the address “${asked}”. These are nearest:`;
}
