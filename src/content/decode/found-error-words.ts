/** Words for error messages that were recognized in a text without bytes. */

import { countOf } from '#content/phrasing/quantity.ts';

export function foundMessagesWords(count: number): string {
  if (count === 0) return 'None of the messages in it is known word for word.';
  return `It contains ${countOf(count, 'known message')}.`;
}
