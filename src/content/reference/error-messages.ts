/** Searches error messages by any of their words, and finds those that some bytes provoke. */

import type { Misreading } from '#core/recognition/not-a-frame.ts';
import { ERROR_MESSAGES, type ErrorMessage, type ReservedBit } from './error-messages-table.ts';

/** Marks a number in a message. */
const NUMBER = '{n}';

/**
 * A whole log may be pasted. The error is usually near its start, and the rest would take too long.
 */
const MAX_CHARACTERS = 8000;

/** Prefixes that one library adds to most messages, and that people omit when they search. */
const PREFIXES = ['Invalid WebSocket frame: ', 'Unsupported WebSocket frame: '];

/**
 * Messages that contain every word of the query, in any order, and those that the query contains
 * word for word, so that a log line or a stack trace works. Words may be cut, and any number
 * matches any other. The closest come first.
 */
export function findErrorMessages(query: string): readonly ErrorMessage[] {
  const queryWords = toWords(query);
  const parts = [...new Set(queryWords)];
  if (parts.every(isNumber)) return [];
  return INDEX.map((entry) => ({ entry, distance: distanceOf(parts, queryWords, entry) }))
    .filter(({ distance }) => distance !== null)
    .toSorted((one, other) => (one.distance ?? 0) - (other.distance ?? 0))
    .map(({ entry }) => entry.message);
}

/** At most `max` messages that share rare words with a query that no message matches. */
export function findNearMessages(query: string, max = 5): readonly ErrorMessage[] {
  const parts = [...new Set(toWords(query))].filter((word) => !isNumber(word));
  return INDEX.map(({ message, words }) => {
    const shared = [...words].filter((word) => parts.some((part) => isSameStem(part, word)));
    const score = shared.reduce((sum, word) => sum + 1 / (FREQUENCIES.get(word) ?? 1), 0);
    return { message, score: score / Math.sqrt(words.size) };
  })
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, max)
    .map(({ message }) => message);
}

/**
 * What libraries print if they mistake these bytes for frames. Each stops at another fault of the
 * header.
 */
export function errorMessagesOf({ violations }: Misreading): readonly ErrorMessage[] {
  return ERROR_MESSAGES.filter(({ causes, reservedBits }) =>
    violations.some(({ id, range }) => {
      if (!causes.includes(id)) return false;
      if (id !== 'frame.reserved-bit' || reservedBits === undefined) return true;
      // Bit 0 is FIN.
      return reservedBits.includes(range.start as ReservedBit);
    }),
  );
}

type Entry = {
  readonly message: ErrorMessage;
  readonly words: ReadonlySet<string>;
  /** Its words in order, as a log contains them: with its library's prefix, and without. */
  readonly quotes: readonly (readonly string[])[];
};

const INDEX: readonly Entry[] = ERROR_MESSAGES.map((message) => {
  const { text } = message;
  const prefix = PREFIXES.find((start) => text.startsWith(start)) ?? '';
  const variants = prefix === '' ? [text] : [text, text.slice(prefix.length)];
  return {
    message,
    words: new Set(toWords(text)),
    quotes: variants.map(toWords).map(withoutLastNumber),
  };
});

/** How many messages contain each word. */
const FREQUENCIES = INDEX.reduce((counts, { words }) => {
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}, new Map<string, number>());

/** In lowercase, in order. "WS_ERR_UNEXPECTED_RSV_1" is one word. */
function toWords(text: string): string[] {
  const plain = text.slice(0, MAX_CHARACTERS).toLowerCase().replaceAll('utf-8', 'utf8');
  return plain.match(/[a-z0-9_]+|\{n\}/g) ?? [];
}

/** A number at the end of a message may be cut off. */
function withoutLastNumber(words: readonly string[]): readonly string[] {
  return words.at(-1) === NUMBER && words.length > 2 ? words.slice(0, -1) : words;
}

function isNumber(word: string): boolean {
  return word === NUMBER || /^(?:\d+|0x[0-9a-f]+)$/.test(word);
}

/** How many words separate the two; null if neither contains the other. */
function distanceOf(
  parts: readonly string[],
  queryWords: readonly string[],
  { words, quotes }: Entry,
): number | null {
  const missingFrom = (known: readonly string[]) =>
    parts.filter((part) => !known.some((word) => isPartOf(part, word)));
  // A number might also be a line number or a close code, so without it the message is a little
  // further.
  const distances = [[...words], ...quotes].flatMap((known, index) => {
    const missing = missingFrom(known);
    if (!missing.every(isNumber)) return [];
    // An exact match comes before a message that contains it.
    return [Math.abs(sizeOf(known) - parts.length) + missing.length + (index > 0 ? 0.5 : 0)];
  });
  if (distances.length > 0) return Math.min(...distances);
  // In a log line, a single common word means nothing.
  const quoted = quotes.filter((quote) => sizeOf(quote) > 1 && containsInOrder(queryWords, quote));
  if (quoted.length === 0) return null;
  return queryWords.length - Math.max(...quoted.map(sizeOf));
}

/** Whether a longer text contains these words side by side. */
function containsInOrder(queryWords: readonly string[], quote: readonly string[]): boolean {
  const last = queryWords.length - quote.length;
  for (let start = 0; start <= last; start++) {
    if (quote.every((word, index) => isSame(queryWords[start + index] ?? '', word))) return true;
  }
  return false;
}

/** Words match by their beginning. Identifiers such as WS_ERR_… match by any of their parts. */
function isPartOf(part: string, word: string): boolean {
  if (isSame(part, word)) return true;
  if (isNumber(part)) return false;
  return word.includes('_') ? word.includes(part) : word.startsWith(part);
}

function isSame(part: string, word: string): boolean {
  return part === word || (word === NUMBER && isNumber(part));
}

/** Matches "clear" and "cleared". Short words have to be equal. */
function isSameStem(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length > 3 && long.startsWith(short);
}

/** An identifier counts as the words it consists of. */
function sizeOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.split('_').length, 0);
}
