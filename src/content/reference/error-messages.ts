/** Looking up an error message by any of its words, and finding those that some bytes provoke. */

import type { Misreading } from '#core/recognition/not-a-frame.ts';
import {
  ERROR_MESSAGES,
  type ErrorCause,
  type ErrorMessage,
  type ReservedBit,
} from './error-messages-table.ts';

/** The place of a number in a message. */
const HOLE = '{n}';

/**
 * A whole log may be pasted: what broke stands near its beginning, and the rest would take too
 * long.
 */
const MOST_CHARACTERS = 8000;

/** What one library puts before most of its messages, and people leave away. */
const PREFIXES = ['Invalid WebSocket frame: ', 'Unsupported WebSocket frame: '];

/**
 * Messages that have every word of the query, in any order; and those that stand in the query word
 * for word, so that a line from a log or a whole stack trace will do. Words may be cut, and any
 * number stands for any other. The closest come first.
 */
export function findErrorMessages(query: string): readonly ErrorMessage[] {
  const said = toWords(query);
  const wanted = [...new Set(said)];
  if (wanted.every(isNumber)) return [];
  return INDEX.map((entry) => ({ entry, distance: distanceOf(wanted, said, entry) }))
    .filter(({ distance }) => distance !== null)
    .toSorted((one, other) => (one.distance ?? 0) - (other.distance ?? 0))
    .map(({ entry }) => entry.message);
}

/**
 * Messages that share the most telling words with a query of which none is found; a few at most.
 */
export function findNearMessages(query: string, most = 5): readonly ErrorMessage[] {
  const wanted = [...new Set(toWords(query))].filter((word) => !isNumber(word));
  return INDEX.map(({ message, words }) => {
    const shared = [...words].filter((word) => wanted.some((part) => isAkin(part, word)));
    const score = shared.reduce((sum, word) => sum + 1 / (FREQUENCIES.get(word) ?? 1), 0);
    return { message, score: score / Math.sqrt(words.size) };
  })
    .filter(({ score }) => score > 0)
    .toSorted((one, other) => other.score - one.score)
    .slice(0, most)
    .map(({ message }) => message);
}

/** Messages of which this is a cause. */
export function errorMessagesAbout(cause: ErrorCause): readonly ErrorMessage[] {
  return ERROR_MESSAGES.filter(({ causes }) => causes.includes(cause));
}

/**
 * What libraries say that take bytes for frames which are none: each stops at another of the
 * header's faults.
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
  /**
   * Its words in their order, as they may stand in a log: with what its library puts in front, and
   * without.
   */
  readonly quotes: readonly (readonly string[])[];
};

const INDEX: readonly Entry[] = ERROR_MESSAGES.map((message) => {
  const { text } = message;
  const prefix = PREFIXES.find((start) => text.startsWith(start)) ?? '';
  const variants = prefix === '' ? [text] : [text, text.slice(prefix.length)];
  return {
    message,
    words: new Set(toWords(text)),
    quotes: variants.map(toWords).map(withoutLastHole),
  };
});

/** In how many messages each word stands. */
const FREQUENCIES = INDEX.reduce((counts, { words }) => {
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}, new Map<string, number>());

/** In small letters, in their order. "WS_ERR_UNEXPECTED_RSV_1" is one word. */
function toWords(text: string): string[] {
  const plain = text.slice(0, MOST_CHARACTERS).toLowerCase().replaceAll('utf-8', 'utf8');
  return plain.match(/[a-z0-9_]+|\{n\}/g) ?? [];
}

/** A number at the end of a message may be cut off. */
function withoutLastHole(words: readonly string[]): readonly string[] {
  return words.at(-1) === HOLE && words.length > 2 ? words.slice(0, -1) : words;
}

function isNumber(word: string): boolean {
  return word === HOLE || /^(?:\d+|0x[0-9a-f]+)$/.test(word);
}

/** How many words lie between the two; null where neither has the other. */
function distanceOf(
  wanted: readonly string[],
  said: readonly string[],
  { words, quotes }: Entry,
): number | null {
  const lacking = (known: readonly string[]) =>
    wanted.filter((part) => !known.some((word) => isPartOf(part, word)));
  // A number may as well be a line's, or a close code: without it the message is a little farther
  // off.
  const distances = [[...words], ...quotes].flatMap((known, index) => {
    const absent = lacking(known);
    if (!absent.every(isNumber)) return [];
    // A message that is only this comes before one of which this is a part.
    return [Math.abs(sizeOf(known) - wanted.length) + absent.length + (index > 0 ? 0.5 : 0)];
  });
  if (distances.length > 0) return Math.min(...distances);
  // In a line of a log, a single common word says nothing.
  const quoted = quotes.filter((quote) => sizeOf(quote) > 1 && holdsInOrder(said, quote));
  if (quoted.length === 0) return null;
  return said.length - Math.max(...quoted.map(sizeOf));
}

/** Whether these words stand in a longer text side by side. */
function holdsInOrder(said: readonly string[], quote: readonly string[]): boolean {
  const last = said.length - quote.length;
  for (let start = 0; start <= last; start++) {
    if (quote.every((word, index) => isSame(said[start + index] ?? '', word))) return true;
  }
  return false;
}

/** Words are found by their beginning; those that are names in one piece, by any part of it. */
function isPartOf(part: string, word: string): boolean {
  if (isSame(part, word)) return true;
  if (isNumber(part)) return false;
  return word.includes('_') ? word.includes(part) : word.startsWith(part);
}

function isSame(part: string, word: string): boolean {
  return part === word || (word === HOLE && isNumber(part));
}

/** "clear" and "cleared"; short words have to be the same. */
function isAkin(one: string, other: string): boolean {
  if (one === other) return true;
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return short.length > 3 && long.startsWith(short);
}

/** A name in one piece counts as the words it is made of. */
function sizeOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.split('_').length, 0);
}
