/** Reads what a reader typed as an answer. */

import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import type { QuizForm } from './quiz-form.ts';

/** What an answer means, written in one way; or what is wrong with how it is written. */
export type GivenAnswer =
  | { readonly kind: 'answer'; readonly meaning: string }
  | { readonly kind: 'unreadable'; readonly problem: string };

/** Spaces, case, `0x`, commas and units don't matter. */
export function readGiven(form: QuizForm, given: string): GivenAnswer {
  const text = given.trim().toLowerCase();
  switch (form.kind) {
    case 'bytes':
      return readBytes(text);
    case 'number': {
      const number = readNumber(text.replace(/(?<=\d)[,\s’'](?=\d{3}(?!\d))/gu, ''));
      return number === null ? unreadable('Write one whole number, such as 125.') : answer(number);
    }
    case 'numbers': {
      const numbers = text.split(/[\s,;/]+|\band\b/).filter((part) => part !== '');
      const read = numbers.map(readNumber);
      return read.length !== form.count || read.includes(null)
        ? unreadable(`Write ${countOf(form.count, 'number')}, such as 1, 2, 3.`)
        : answer(read.join(' '));
    }
    case 'choice':
      return form.options.includes(given) || form.options.length === 0
        ? answer(given)
        : unreadable('Choose one of the answers.');
  }
}

/** The meaning of an answer of ours. Throws a `TypeError` if it is none. */
export function meaningOf(form: QuizForm, written: string): string {
  const read = readGiven(form, written);
  if (read.kind === 'unreadable') throw new TypeError(`expected an answer, got "${written}"`);
  return read.meaning;
}

/** "65,536" in a sentence, for an answer that is a number; others as they are written. */
export function answerText(form: QuizForm, written: string): string {
  return form.kind === 'number' ? formatCount(Number(written)) : written;
}

function readBytes(text: string): GivenAnswer {
  const parts = text
    .replaceAll(/0x|\\x/g, ' ')
    .split(/[\s,;:]+/)
    .filter((part) => part !== '');
  const digits = parts.map((part) => (part.length === 1 ? `0${part}` : part));
  const isHex = digits.every((part) => /^(?:[\da-f]{2})+$/.test(part));
  return digits.length > 0 && isHex
    ? answer(digits.join(''))
    : unreadable('Write two hex digits per byte, such as 0a ff.');
}

/** Without leading zeros. */
function readNumber(text: string): string | null {
  if (/^0x[\da-f]{1,8}$/.test(text)) return String(Number.parseInt(text.slice(2), 16));
  const digits = text.match(/^(\d{1,15})\s*(?:bytes?|b|ms|milliseconds?)?\.?$/)?.[1];
  return digits === undefined ? null : String(Number(digits));
}

function answer(meaning: string): GivenAnswer {
  return { kind: 'answer', meaning };
}

function unreadable(problem: string): GivenAnswer {
  return { kind: 'unreadable', problem };
}
