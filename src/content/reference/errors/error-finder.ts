/** Finds known error messages in any text, and by some of their words. */

import { classifyCloseCode } from '#core/protocol/messages/close-code.ts';
import type { ErrorMessage } from './error-message.ts';
import { ERROR_MESSAGES } from './error-messages.ts';
import {
  LITERAL_WORD,
  matchIn,
  patternsOf,
  standsAlone,
  type Pattern,
  type PatternMatch,
} from './message-pattern.ts';

/** A place in the text: characters from `start`, up to but without `end`. */
type Place = { readonly start: number; readonly end: number };

export type MessageMatch = Place & {
  readonly kind: 'message';
  readonly message: ErrorMessage;
  /** The numbers in the places of "{n}", in order. */
  readonly numbers: readonly number[];
};

export type CloseCodeMatch = Place & { readonly kind: 'close-code'; readonly code: number };

export type ErrorMatch = MessageMatch | CloseCodeMatch;

/** An error is usually near the start of a log, and the rest would take too long. */
const MAX_TEXT = 64 * 1024;

/** Longer lines are read in parts. */
const MAX_LINE = 2000;

/** The maximum length of a message, with the text that replaces its placeholders. */
const MAX_MESSAGE = 700;

/** In a text of this size, a short message needs no other word about connections beside it. */
const SHORT_TEXT = 300;

const ABOUT_CONNECTIONS = /web\s?socket|\bwss?\b|socket\.?io|engine\.?io|\bsockets?\b|handshake/i;

/**
 * The messages that a text contains word for word, and the close codes that it names as such, in
 * the order of the text. Takes a few milliseconds for 64 KiB.
 *
 * Text around a message doesn't matter: a time, the program's name, an address, a stack trace. A
 * message of one to three words counts only if no other words continue it.
 */
export function findErrors(text: string): readonly ErrorMatch[] {
  const sample = text.slice(0, MAX_TEXT);
  return [...messagesIn(sample), ...closeCodesIn(sample)];
}

/**
 * What someone means who types or pastes `query`: what `findErrors` finds, a close code alone, and
 * the messages that contain all its words, in any order, the shortest first. Words may be cut.
 * Common words alone find nothing.
 */
export function searchErrors(query: string): readonly ErrorMatch[] {
  const exact = [...findErrors(query), ...closeCodeAlone(query)];
  const words = [...new Set(query.slice(0, SHORT_TEXT).toLowerCase().match(WORD) ?? [])];
  // A whole message of two words means itself, not the longer ones that have them too.
  if (exact.length > 0 && words.length < 3) return exact;
  const listed = new Set(exact.map((match) => (match.kind === 'message' ? match.message : null)));
  const others = messagesWith(words).filter((message) => !listed.has(message));
  const place = { start: 0, end: query.length };
  return [
    ...exact,
    ...others.map((message) => ({ kind: 'message' as const, message, numbers: [], ...place })),
  ];
}

/** The patterns by their rarest word, which a line has to contain. */
const PATTERNS_BY_WORD = (() => {
  const patterns = ERROR_MESSAGES.flatMap(patternsOf);
  const counts = new Map<string, number>();
  for (const word of patterns.flatMap(({ words }) => words)) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const index = new Map<string, Pattern[]>();
  for (const pattern of patterns) {
    const [rarest] = pattern.words.toSorted(
      (one, other) => (counts.get(one) ?? 0) - (counts.get(other) ?? 0),
    );
    if (rarest !== undefined) index.set(rarest, [...(index.get(rarest) ?? []), pattern]);
  }
  return index;
})();

function messagesIn(sample: string): ErrorMatch[] {
  const isAboutConnections = sample.length <= SHORT_TEXT || ABOUT_CONNECTIONS.test(sample);
  const found = new Map<ErrorMessage, MessageMatch>();
  for (const line of linesOf(sample)) {
    const matches = candidatesOf(line.text)
      .filter(({ message, isBrief }) => !found.has(message) && (!isBrief || isAboutConnections))
      .flatMap((pattern) => matchIn(pattern, line.text))
      .filter((match) => !match.pattern.isShort || standsAlone(match, line.text));
    for (const { pattern, start, end, numbers } of ofBrowsers(largest(matches), line.text)) {
      const { message } = pattern;
      if (found.has(message)) continue;
      const place = { start: line.start + start, end: line.start + end };
      found.set(message, { kind: 'message', message, numbers, ...place });
    }
  }
  const inOrder = [...found.values()].toSorted(
    (one, other) => one.start - other.start || one.message.text.length - other.message.text.length,
  );
  return withoutRepeats(inOrder);
}

type Line = { readonly text: string; readonly start: number };

/** Lines, and parts of long lines, which overlap by more than the longest message. */
function* linesOf(sample: string): Generator<Line> {
  for (let start = 0; start < sample.length;) {
    const newline = sample.indexOf('\n', start);
    const end = newline === -1 ? sample.length : newline;
    for (let from = start; from < end; from += MAX_LINE - MAX_MESSAGE) {
      yield { text: sample.slice(from, Math.min(end, from + MAX_LINE)), start: from };
      if (from + MAX_LINE >= end) break;
    }
    start = end + 1;
  }
}

/** The patterns whose words are all in the line. */
function candidatesOf(line: string): Pattern[] {
  const words = new Set(line.toLowerCase().match(LITERAL_WORD));
  const candidates: Pattern[] = [];
  for (const word of words) {
    for (const pattern of PATTERNS_BY_WORD.get(word) ?? []) {
      if (pattern.words.every((each) => words.has(each))) candidates.push(pattern);
    }
  }
  return candidates;
}

/** A line of a browser's console names no other program, though some print the same. */
function ofBrowsers(matches: readonly PatternMatch[], line: string): readonly PatternMatch[] {
  if (!/WebSocket connection to '/.test(line)) return matches;
  const printed = matches.filter(({ pattern }) => BROWSERS.includes(pattern.message.library));
  return printed.length > 0 ? printed : matches;
}

const BROWSERS: readonly string[] = ['Chromium', 'Safari'];

/** Without matches that are part of a longer one, such as “Unexpected response code: 404”. */
function largest(matches: readonly PatternMatch[]): readonly PatternMatch[] {
  return matches.filter(
    (match) => !matches.some((other) => other !== match && isPartOf(match, other)),
  );
}

function isPartOf(match: PatternMatch, other: PatternMatch): boolean {
  if (match.start < other.start || match.end > other.end) return false;
  if (match.end - match.start < other.end - other.start) return true;
  // Of two texts of the same library, the one with fewer holes says more.
  const isSameLibrary = match.pattern.message.library === other.pattern.message.library;
  return isSameLibrary && match.pattern.weight < other.pattern.weight;
}

/** A library's error code beside its message adds nothing. */
function withoutRepeats(matches: readonly ErrorMatch[]): ErrorMatch[] {
  const keyOf = ({ library, causes }: ErrorMessage) => `${library} ${causes.join(' ')}`;
  const said = new Set<string>();
  return matches.filter((match) => {
    if (match.kind !== 'message') return true;
    const key = keyOf(match.message);
    if (!isIdentifier(match.message.text)) {
      said.add(key);
      return true;
    }
    return !said.has(key);
  });
}

function isIdentifier(text: string): boolean {
  return /^[\w.]+$/.test(text);
}

/** Numbers that can be close codes. */
const CODE = /(?<![\w.-]|\d:)(?:10(?:0\d|1[0-5])|[34]\d{3})(?![\w-]|[.:]\d)/g;

/**
 * The text before a number that makes it a close code: "code: ", "closed with status ", "close ",
 * "CloseReason: code [".
 */
const BEFORE_CODE =
  /\b(?:on)?(close[ds]?|close[_-]?(?:code|status|event|reason)|closing|closure|disconnect(?:ed)?|code|status(?:_?code)?)\b(?:["'\s:=([,]|\b(?:with|by|frame|connection|websocket|status|code|event|reason|is|was)\b)*$/i;

/** As websockets (Python) prints it: "sent 1011 (internal error)". */
const BEFORE_NAMED_CODE = /\b(?:sent|received) $/i;

/** Cloudflare's own errors have the numbers of close codes: "error code: 1015". */
const OTHER_CODE = /\berror\s+(?:code|status)\b[^a-z]*$/i;

/** The maximum length of that text. */
const MAX_BEFORE_CODE = 60;

function closeCodesIn(sample: string): CloseCodeMatch[] {
  const found = new Map<number, CloseCodeMatch>();
  for (const { 0: digits, index } of sample.matchAll(CODE)) {
    const code = Number(digits);
    const end = index + digits.length;
    if (found.has(code) || !isNamedAsCode(sample, index, end)) continue;
    found.set(code, { kind: 'close-code', code, start: index, end });
  }
  return [...found.values()];
}

function isNamedAsCode(sample: string, start: number, end: number): boolean {
  const line = sample.slice(Math.max(0, start - MAX_BEFORE_CODE), start);
  const before = line.slice(line.lastIndexOf('\n') + 1);
  if (BEFORE_NAMED_CODE.test(before)) return sample.startsWith(' (', end);
  const [, word = null] = BEFORE_CODE.exec(before) ?? [];
  if (word === null || OTHER_CODE.test(before)) return false;
  // Codes from 3000 on are registered by libraries or private.
  const isSure = Number(sample.slice(start, end)) < 3000 || /^(?:clos|disconnect)/i.test(word);
  return isSure || ABOUT_CONNECTIONS.test(before);
}

/** "1006" alone: as bytes it would be something else, so only a search takes it for a code. */
function closeCodeAlone(query: string): CloseCodeMatch[] {
  const code = Number(/^\s*(\d{4})\s*$/.exec(query)?.[1]);
  return isCloseCode(code) ? [{ kind: 'close-code', code, start: 0, end: query.length }] : [];
}

function isCloseCode(code: number): boolean {
  const kind = classifyCloseCode(code);
  return kind !== 'unused' && kind !== 'out-of-range' && !(code > 1015 && code < 3000);
}

// Search by words

const WORD = /[a-z][\da-z_]*/g;

/** Words in so many messages that they tell nothing. */
const COMMON_COUNT = 30;
const COMMON_WORDS = new Set(
  'websocket websockets socket connection connect error errors failed failure close closed frame frames invalid bad message code status server client header data received while'.split(
    ' ',
  ),
);

const WORDS_OF = new Map(
  ERROR_MESSAGES.map((message) => {
    const words = `${message.text} ${message.library}`.toLowerCase().match(WORD) ?? [];
    return [message, new Set(words.flatMap((word) => [word, ...word.split('_')]))] as const;
  }),
);

const WORD_COUNTS = (() => {
  const counts = new Map<string, number>();
  for (const words of WORDS_OF.values()) {
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
})();

function messagesWith(words: readonly string[]): readonly ErrorMessage[] {
  const isTelling = (word: string) =>
    word.length > 2 && !COMMON_WORDS.has(word) && (WORD_COUNTS.get(word) ?? 0) <= COMMON_COUNT;
  if (!words.some(isTelling)) return [];
  return ERROR_MESSAGES.filter((message) => {
    const known = [...(WORDS_OF.get(message) ?? [])];
    return words.every((word) => known.some((other) => isPartOfWord(word, other)));
  }).toSorted((one, other) => one.text.length - other.text.length);
}

/** Words match by their beginning, identifiers such as WS_ERR_… by any part. */
function isPartOfWord(part: string, word: string): boolean {
  return word.includes('_') ? word.includes(part) : word.startsWith(part);
}
