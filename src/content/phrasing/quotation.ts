/** Text and bytes from traffic, made safe to quote in our sentences. */

import { toHex } from '#core/bytes/hex.ts';
import { formatCount } from './quantity.ts';

/**
 * Characters that are invisible or reverse what follows: controls, direction marks, lone
 * surrogates.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const ESCAPES: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Joins the parts of an emoji. Harmless, and the emoji breaks without it. */
const JOINER = '\u200d';

/** The text with everything invisible written as an escape: "line\n", "\u202e". */
export function visible(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    if (character === JOINER) return character;
    const code = character.codePointAt(0) ?? 0;
    return ESCAPES[character] ?? `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The same, at most `max` UTF-16 units of it: "aaa… 97 more characters". */
export function visibleStart(text: string, max = 8000): string {
  const more = text.length - max;
  if (more <= 0) return visible(text);
  return `${visible(text.slice(0, max))}… ${formatCount(more)} more characters`;
}

/** The same for several lines: keeps line ends and tabs. */
export function visibleLines(text: string): string {
  return text.replaceAll('\r\n', '\n').split('\n').map(visibleButTabs).join('\n');
}

function visibleButTabs(line: string): string {
  return line.split('\t').map(visible).join('\t');
}

/**
 * At most `max` characters in quotation marks: “Hello”, “Lorem ipsum…”. A single further character
 * is shown instead of an ellipsis.
 */
export function quoted(text: string, max = 40): string {
  // A character has at most two UTF-16 units, so this is enough of a long text.
  const characters = [...text.slice(0, 2 * max + 4)];
  const isCut = characters.length > max + 1;
  const shown = isCut ? characters.slice(0, max).join('') : text;
  return `“${visible(shown)}${isCut ? '…' : ''}”`;
}

/**
 * "d1 6b 12 8e", at most `max` bytes of them: "d1 6b … 96 more". `size` counts all bytes if `bytes`
 * is only their beginning.
 */
export function hexOf(bytes: Uint8Array, max = 8, size = bytes.length): string {
  const more = size - Math.min(max, bytes.length);
  if (more <= 0) return toHex(bytes, ' ');
  return `${toHex(bytes.subarray(0, max), ' ')} … ${formatCount(more)} more`;
}
