/** Looking up an error message by any of its words, and finding those that some bytes provoke. */

import type { Misreading } from '#core/dissection/not-a-frame.ts';
import {
  ERROR_MESSAGES,
  type ErrorCause,
  type ErrorMessage,
  type ReservedBit,
} from './error-messages-table.ts';

/** The place of a number in a message. */
const HOLE = '{n}';

/**
 * Messages that have every word of the query, in any order; and those of which the query has every word, so that a line
 * from a log will do. Words may be cut, and any number stands for any other. The closest come first.
 */
export function findErrorMessages(query: string): readonly ErrorMessage[] {
  const wanted = toWords(query);
  if (wanted.every(isNumber)) return [];
  return INDEX.map(({ message, words }) => ({ message, distance: distanceOf(wanted, words) }))
    .filter(({ distance }) => distance !== null)
    .toSorted((one, other) => (one.distance ?? 0) - (other.distance ?? 0))
    .map(({ message }) => message);
}

/** Messages of which this is a cause. */
export function errorMessagesAbout(cause: ErrorCause): readonly ErrorMessage[] {
  return ERROR_MESSAGES.filter(({ causes }) => causes.includes(cause));
}

/** What libraries say that take bytes for frames which are none: each stops at another of the header's faults. */
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

const INDEX = ERROR_MESSAGES.map((message) => ({ message, words: toWords(message.text) }));

/** In small letters. "WS_ERR_UNEXPECTED_RSV_1" is one word. */
function toWords(text: string): string[] {
  const plain = text.toLowerCase().replaceAll('utf-8', 'utf8');
  return [...new Set(plain.match(/[a-z0-9_]+|\{n\}/g) ?? [])];
}

function isNumber(word: string): boolean {
  return word === HOLE || /^(?:\d+|0x[0-9a-f]+)$/.test(word);
}

/** How many words lie between the two; null where neither has all of the other's. */
function distanceOf(wanted: readonly string[], words: readonly string[]): number | null {
  const absent = wanted.filter((part) => !words.some((word) => isPartOf(part, word)));
  // A number may as well be a line's, or a close code: without it the message is a little farther off.
  if (absent.every(isNumber)) return Math.abs(sizeOf(words) - wanted.length) + absent.length;
  // In a line of a log, a single common word says nothing.
  const isTelling = sizeOf(words) > 1;
  const isQuoted = words.every((word) => wanted.some((part) => isSame(part, word)));
  return isTelling && isQuoted ? wanted.length - words.length : null;
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

/** A name in one piece counts as the words it is made of. */
function sizeOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + word.split('_').length, 0);
}
