/** Positions of strings in JSON, which `JSON.parse` doesn't report. */

import { CODE } from './characters.ts';
import type { TextRange } from './notation.ts';

/**
 * The text between the quotes of each string value of members called `name`, in the array at
 * `from`.
 */
export function valuesOfMembers(text: string, from: number, name: string): TextRange[] {
  const found: TextRange[] = [];
  let depth = 0;
  let isNamed = false;
  for (let at = from; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') {
      if (--depth <= 0) break;
    } else if (character === '"') {
      const end = endOfString(text, at + 1);
      const range = { start: at + 1, end };
      if (isNamed) found.push(range);
      at = end;
      isNamed = !isNamed && isKey(text, end + 1) && text.slice(range.start, end) === name;
    } else if (character === ',') isNamed = false;
  }
  return found;
}

function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== CODE.doubleQuote) {
    at += text.charCodeAt(at) === CODE.backslash ? 2 : 1;
  }
  return Math.min(at, text.length);
}

function isKey(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) <= CODE.blank) at++;
  return text.charCodeAt(at) === CODE.colon;
}
