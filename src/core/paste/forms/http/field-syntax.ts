/** Field lines, "Name: value", in texts that can contain anything else (RFC 9112 §5). */

import type { TextRange } from '#core/paste/text/text-range.ts';
import { isBlank, isLetter, skipBlanks } from '#core/paste/text/characters.ts';
import { isToken } from '#core/protocol/http/token.ts';
import { isKnownField } from './known-fields.ts';

/** A field in the text, as it is there. */
export type FieldText = {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly valueRange: TextRange;
};

const LONGEST_NAME = 100;

/** ":method: GET", ":method GET". */
const PSEUDO = /^(:[a-z]+)(?:: ?|\s+)\S/;

/** Words before a colon that say who sends, or how serious a line of a log is. */
const OTHER_WORDS: ReadonlySet<string> = new Set(
  'client browser recv received send sent tx rx in out read write wrote data message payload frame bytes hex body debug info warn error trace fatal notice http https ws wss note'.split(
    ' ',
  ),
);

/** Bytes in hex: what a label is followed by, but no field. */
const PAIRS = /^(?:0x)?[\da-f]{2}(?:[\s,:-]+(?:0x)?[\da-f]{2})+[\s,]*$/i;
const MANY_PAIRS = /^(?:[\da-f]{2}){8,}$/i;

/** Names of programs, with versions and comments (RFC 9110 §10.2.4), and nothing else. */
const PRODUCTS =
  /^(?:[\w!#$%&'*+.^~-]+(?:\/\S+)?|\([^()]*\))(?:\s+(?:[\w!#$%&'*+.^~-]+(?:\/[^\s:]+)?|\([^()]*\)))*\s*$/;

/** The value of "Server", which is also who speaks: "Server: frame [0x81, …". */
export function isProducts(value: string): boolean {
  return PRODUCTS.test(value) && !ENDS_IN_BYTES.test(value);
}

const ENDS_IN_BYTES = /(?:^|\s)(?:0x)?[\da-f]{2} (?:0x)?[\da-f]{2}\s*$/i;

/** The field in the text from `start` to `end`; null if it is something else. */
export function fieldIn(text: string, start: number, end: number): FieldText | null {
  const first = text.charCodeAt(start);
  const isPseudo = first === 0x3a;
  if (start >= end || (!isPseudo && !isLetter(first))) return null;
  const head = text.slice(start, Math.min(end, start + LONGEST_NAME));
  const pseudo = isPseudo ? PSEUDO.exec(head)?.[1] : undefined;
  const colon = pseudo?.length ?? head.indexOf(':', 1);
  if (colon < 2) return null;
  const name = head.slice(0, colon).trimEnd();
  if (!isToken(isPseudo ? name.slice(1) : name)) return null;
  const isKnown = isKnownField(name);
  if ((name.length < colon || isPseudo) && !isKnown) return null;
  if (OTHER_WORDS.has(name.toLowerCase())) return null;
  const from = start + colon + (text.charAt(start + colon) === ':' ? 1 : 0);
  if (!isKnown && text.startsWith('//', from)) return null;
  const valueStart = skipBlanks(text, from, end);
  const value = text.slice(valueStart, Math.min(end, valueStart + 200));
  // "Server: 81 05" is a label of bytes. A version or a length of two digits is a value.
  const mayBeLabel = !isKnown || !name.includes('-');
  if (mayBeLabel && (PAIRS.test(value) || (!isKnown && MANY_PAIRS.test(value)))) return null;
  if (name.toLowerCase() === 'server' && !isProducts(value)) return null;
  let valueEnd = end;
  while (valueEnd > valueStart && isBlank(text.charCodeAt(valueEnd - 1))) valueEnd--;
  const nameRange = { start, end: start + name.length };
  return { name, nameRange, valueRange: { start: valueStart, end: valueEnd } };
}
