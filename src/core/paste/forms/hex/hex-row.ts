/** One row of hexadecimal: its bytes, and what stands behind them. */

import { mayBeginFrame, wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import { isAsciiColumn } from '#core/paste/text/ascii-column.ts';
import type { ByteCollector } from '#core/paste/text/byte-collector.ts';
import {
  CODE,
  characterAt,
  indexWithin,
  isBlank,
  isDigit,
  isLetter,
  hasHexPrefix,
  skipHexDigits,
} from '#core/paste/text/characters.ts';
import { elisionAt } from '#core/paste/text/elision.ts';
import { hexTokenAt, isLookAlike, pairAt, skipHexSeparators } from '#core/paste/text/hex-token.ts';
import type { PasteProblem } from '#core/paste/problem.ts';

/** How a row ends: clean if nothing follows its bytes but what can follow bytes. */
export type RowEnd =
  | {
      readonly kind: 'clean';
      readonly end: number;
      readonly comment: boolean;
      readonly column: boolean;
    }
  /** Dots, and the number of missing or of all bytes if it is there. */
  | {
      readonly kind: 'elided';
      readonly end: number;
      readonly missing: number | null;
      readonly total: number | null;
    }
  | { readonly kind: 'problem'; readonly end: number; readonly problem: PasteProblem }
  /** Words follow. */
  | { readonly kind: 'words'; readonly end: number };

/** Adds the bytes of a row; returns how it ends. */
export function readRow(
  text: string,
  start: number,
  lineEnd: number,
  collector: ByteCollector,
): RowEnd {
  const end = endBeforeTime(text, start, lineEnd);
  const first = collector.count;
  let at = start;
  let comment = false;
  while (at < end) {
    const gapStart = at;
    at = skipHexSeparators(text, at, end);
    if (at >= end) break;
    const isApart = collector.count > first && at - gapStart >= 1;
    if (isApart && (at - gapStart >= 2 || text.charCodeAt(at) === CODE.pipe)) {
      // Separators can themselves be the first characters of the column.
      const column = columnStart(text, gapStart, at, end, collector, first);
      if (column !== null) return { kind: 'clean', end, comment: false, column: true };
    }
    const token = hexTokenAt(text, at, end);
    if (token === null) {
      // Bytes can follow a comment in the line.
      const behind = collector.count > first ? commentEnd(text, at, end) : null;
      if (behind === null) return endOf(text, at, end, collector, first);
      comment = true;
      at = behind;
      continue;
    }
    const digits = token.to - token.from;
    if (digits === 1 && token.isPrefixed) {
      // "0x5" is a whole byte, because languages print it so.
      collector.add(Number.parseInt(text.slice(token.from, token.to), 16), at, token.end);
    } else if (digits % 2 === 0) {
      addPairs(text, at, token.from, token.to, token.end, collector);
    } else {
      return oddDigit(text, at, token.from, token.to, collector, first);
    }
    at = token.end;
  }
  return { kind: 'clean', end, comment, column: false };
}

/** A time behind pairs with spaces between them, which isn't three more, and no pairs behind it. */
const TIME =
  /(?<=[\da-f]{2} [\da-f]{2}|[\da-f]{4})[\s,;@]+(?:[01]?\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d{1,9})?(?=\s*$|[\s,;]+(?:[^\s\da-f]|[\da-f]*[g-z]))(?!.*\s[\da-f]{2}\s+[\da-f]{2}(?:\s|$))/i;
const CLOCK = /\d:[0-5]\d:[0-5]\d/;
const LONGEST_BEHIND_BYTES = 200;

function endBeforeTime(text: string, start: number, end: number): number {
  const from = Math.max(start, end - LONGEST_BEHIND_BYTES);
  const sample = text.slice(from, end);
  if (!sample.includes(':') || !CLOCK.test(sample)) return end;
  const found = TIME.exec(sample);
  return found === null ? end : from + found.index;
}

/** Where a comment that is closed in the line ends; null if none starts at `at`. */
function commentEnd(text: string, at: number, end: number): number | null {
  if ('({'.includes(text.charAt(at)) && at < end) return remarkEnd(text, at, end);
  if (!text.startsWith('/*', at)) return null;
  const close = indexWithin(text, '*/', at + 2, end);
  return close === -1 ? null : close + 2;
}

/** A meaning in brackets, behind which bytes go on: "81 (FIN, text) 05 (length)". */
const REMARK_BETWEEN =
  /^(?:\((?!\s*(?:0x)?[\da-f]{2}\s*\))[^()]{1,80}\)|\{(?!\s*(?:0x)?[\da-f]{2}\s*\})[^{}]{1,80}\})(?=\s*(?:0x)?[\da-f]{2}(?![\da-z]))/i;
const LONGEST_REMARK = 100;

/** Where a remark between bytes ends; null if it isn't one. */
function remarkEnd(text: string, at: number, end: number): number | null {
  const found = REMARK_BETWEEN.exec(text.slice(at, Math.min(end, at + LONGEST_REMARK)));
  return found === null ? null : at + found[0].length;
}

function addPairs(
  text: string,
  start: number,
  from: number,
  to: number,
  end: number,
  collector: ByteCollector,
): void {
  for (let at = from; at < to; at += 2) {
    collector.add(pairAt(text, at), at === from ? start : at, at + 2 === to ? end : at + 2);
  }
}

/** A row of digits of which one has no pair: the place that makes frames is taken, or the last. */
function oddDigit(
  text: string,
  start: number,
  from: number,
  to: number,
  collector: ByteCollector,
  first: number,
): RowEnd {
  const evidenceOf = (begin: number, finish: number) => {
    addPairs(text, begin, begin, finish, finish, collector);
    const evidence = wireEvidence(collector.view(first));
    collector.dropTo(first);
    return evidence;
  };
  const isFirst =
    collector.count === first &&
    to - from > 3 &&
    evidenceOf(from, to - 1) === 'none' &&
    evidenceOf(from + 1, to) !== 'none';
  const lonely = isFirst ? from : to - 1;
  if (isFirst) addPairs(text, from + 1, from + 1, to, to, collector);
  else addPairs(text, start, from, to - 1, to - 1, collector);
  const range = { start: lonely, end: lonely + 1 };
  return { kind: 'problem', end: to, problem: { kind: 'odd-digit', range, digits: to - from } };
}

/**
 * Where the column of characters starts, which shows the bytes of the row; null if there is none.
 */
function columnStart(
  text: string,
  gapStart: number,
  at: number,
  end: number,
  collector: ByteCollector,
  first: number,
): number | null {
  for (let place = gapStart + 1; place <= at; place++) {
    // Padding can be between the bytes and the column: "81 05 -- --  ..".
    if (!isBlank(text.charCodeAt(place - 1))) continue;
    if (place < end && isAsciiColumn(text, place, end, collector, first)) return place;
  }
  return null;
}

/** What stands in the row instead of a byte. */
function endOf(
  text: string,
  at: number,
  end: number,
  collector: ByteCollector,
  first: number,
): RowEnd {
  const size = collector.count - first;
  const dots = dotsAt(text, at, end);
  if (dots === size && size > 1) return { kind: 'clean', end, comment: false, column: true };
  const elision = elisionAt(text, at, end);
  if (elision !== null && size > 0) return { kind: 'elided', ...elision };
  if (startsComment(text, at, end) && size > 0) {
    return { kind: 'clean', end, comment: true, column: false };
  }
  if (size > 0 && isRemark(text, at, end))
    return { kind: 'clean', end, comment: true, column: false };
  return faultAt(text, at, end, collector, first) ?? { kind: 'words', end: at };
}

/** How many dots with spaces between them end the row: characters that can't be printed. */
function dotsAt(text: string, at: number, end: number): number {
  if (text.charCodeAt(at) !== CODE.dot || end - at > LONGEST_DOTS) return 0;
  const rest = text.slice(at, end);
  return /^\.(?: \.)+$/.test(rest) ? (rest.length + 1) / 2 : 0;
}

const LONGEST_DOTS = 200;

/** How many bytes precede: len=7. */
const COUNT = /^(?:len(?:gth)?|size|count|bytes)\s?[=:]\s?\d{1,9}$/i;

/** The next name and value of a log: data=8105 conn=3. */
const NEXT_KEY = /^[a-z_][\w.-]*=[^\s=]/i;

/** What is apart from the bytes, and begins with a word: "81 05   FIN, text". */
const WIDE_GAP = /\s\s$|\t$/;
const WORD_APART = /^(?=\p{L}*[^\da-foqli|\P{L}])\p{L}{2,}(?:[\s,:;=]|$)/iu;

/** "(contains "Hello")", "<- text", a count, closing punctuation. */
function isRemark(text: string, at: number, end: number): boolean {
  const rest = text.slice(at, Math.min(end, at + 200));
  return (
    COUNT.test(rest) ||
    NEXT_KEY.test(rest) ||
    (WIDE_GAP.test(text.slice(Math.max(0, at - 2), at)) && WORD_APART.test(rest)) ||
    /^\((?:[^()]|\([^()]*\))*\)\.?$/.test(rest) ||
    /^\{[^{}]*\}$/.test(rest) ||
    /^(?:<-|←|=>|\|)\s?\D/.test(rest) ||
    /^(?:\\[nrt])+["'`)\]}]*$/.test(rest) ||
    /^[.)\]}>"'`;»›“”’]+$/.test(rest) ||
    /^<\/[\w:-]+>$/.test(rest) ||
    /^(?:[\p{So}\ufe0f\u200d]\s*)+$/u.test(rest)
  );
}

/** A word of digits with a letter among them, which was mistyped. */
function faultAt(
  text: string,
  at: number,
  end: number,
  collector: ByteCollector,
  first: number,
): RowEnd | null {
  const strange = strangeAt(text, at, end, collector.count - first);
  if (strange !== null) return strange;
  const size = collector.count - first;
  let to = at;
  while (to < end && to < at + 100_000 && isWordCode(text.charCodeAt(to))) to++;
  if (to === at || (size === 0 && to - at < LEAST_TYPED && to - at !== 2)) return null;
  const digits = skipHexDigits(text, at, to);
  const character = characterAt(text, digits);
  const isPrefixed = hasHexPrefix(text, at);
  const isWordShort = to - at <= (isPrefixed ? 4 : 3) && digits > at;
  const isFirst = size === 1 && to === end && to - at === 2 && mayBeginFrame(collector.at(first));
  const sample = text.slice(at, Math.min(to, at + 400));
  const others = sample.replace(/[\da-f]/gi, '');
  const areAlike = Array.from(others).every((other) => isLookAlike(other));
  const isAmong =
    to - at <= 2 &&
    (size >= 2 || (size === 1 && areAlike)) &&
    PAIRS.test(text.slice(to, Math.min(end, to + 100)));
  const isShort = isAmong || (isWordShort && (size >= 2 || isFirst));
  const isFirstOfPairs =
    size === 0 &&
    to - at === 2 &&
    areAlike &&
    others.length === 1 &&
    PAIRS_ALIKE.test(text.slice(to, Math.min(end, to + 100)));
  const isTyped = sample.length >= LEAST_TYPED && others.length * 5 <= sample.length && areAlike;
  if (!isShort && !isTyped && !isFirstOfPairs) return null;
  const pairs = digits - ((digits - at) & 1);
  addPairs(text, at, at, pairs, pairs, collector);
  const range = { start: digits, end: digits + character.length };
  return { kind: 'problem', end: pairs, problem: { kind: 'not-hex', range, character } };
}

/** Shorter words with strange letters are words. */
const LEAST_TYPED = 6;

/** Bytes up to the end of a row. */
const PAIRS = /^(?:\s+[\da-f]{2})+\s*$/i;

/** The same, in which letters that look like digits are digits. */
const PAIRS_ALIKE = /^(?:[\s,]+[\da-foqli|]{2}){3,}\s*$/i;

/** A character among the bytes that is in no word. */
function strangeAt(text: string, at: number, end: number, size: number): RowEnd | null {
  const character = characterAt(text, at);
  if (size === 0 || !STRANGE.test(character)) return null;
  // An arrow, and words behind it.
  if (/[g-z]/i.test(text.slice(at, Math.min(end, at + 400)))) return null;
  const range = { start: at, end: at + character.length };
  return { kind: 'problem', end: at, problem: { kind: 'not-hex', range, character } };
}

const STRANGE = /^[\p{Cc}\p{Cs}\p{So}\p{Co}\p{Cn}]$/u;

function isWordCode(code: number): boolean {
  return isLetter(code) || isDigit(code);
}

export function startsComment(text: string, at: number, end: number): boolean {
  if (at >= end) return false;
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (code === CODE.slash) return next === CODE.slash || next === CODE.star;
  if (code === 0x3b) return true;
  return code === CODE.hash && (at + 1 >= end || isBlank(next));
}

export function opensBlock(text: string, at: number, end: number): boolean {
  return at >= 0 && text.startsWith('/*', at) && commentEnd(text, at, end) === null;
}
