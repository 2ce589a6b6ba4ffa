/** What is announced of the place that a player shows. */

export function stopText(stopIndex: number, count: number, title: string): string {
  return `Step ${stopIndex + 1} of ${count}: ${title}`;
}

export const OPENING_TEXT = 'Before the first step';
export const ENDING_TEXT = 'After the last step';

/** Below the list of keys. */
export const KEYS_WHERE =
  'They act wherever the focused control has no use for the key itself. A page or pane that is taller than its window scrolls with Space, ↑, ↓, Page Up, Page Down, Home and End, unless the focus is in the player or the diagram.';
