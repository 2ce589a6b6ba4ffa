/** Small counts as words, for running text. */

import { formatCount } from './quantity.ts';

const WORDS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

export function inWords(count: number): string {
  return WORDS[count] ?? formatCount(count);
}
