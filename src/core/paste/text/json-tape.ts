/**
 * Reads JSON (RFC 8259) with the place of each value, which `JSON.parse` doesn't report. It needs
 * no call per level, so that no depth overflows the stack, and keeps what it has read when a
 * document ends early.
 */

import { CODE, isBlank, isDigit, isLetter } from './characters.ts';
import { JsonNode, type JsonKind, type JsonValues } from './json-node.ts';

const KINDS: readonly JsonKind[] = ['object', 'array', 'string', 'number', 'true', 'false', 'null'];
const OBJECT = 0;
const ARRAY = 1;
const STRING = 2;
const NUMBER = 3;

/** Marks values that have no end of their own. */
const CUT = 0x80;

/** JSON has only the first three. Python writes NaN and Infinity, JavaScript undefined. */
const WORDS: ReadonlyMap<string, number> = new Map([
  ['true', 4],
  ['false', 5],
  ['null', 6],
  ['NaN', 6],
  ['Infinity', 6],
  ['undefined', 6],
]);

const BRACE = 0x7b;
const BRACE_END = 0x7d;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;

const FIRST_CAPACITY = 256;

/** How reading ended, if not with the end of the value. */
export type JsonEnd =
  /** The text ends, or a line ends within a string. */
  | { readonly kind: 'cut'; readonly at: number }
  /** A character that JSON can't have there. */
  | { readonly kind: 'not-json'; readonly at: number };

/** A value that was read from a text, perhaps only in part. */
export type JsonDocument = {
  readonly root: JsonNode;
  /** Where the text after it begins. */
  readonly end: number;
  readonly problem: JsonEnd | null;
};

export type JsonReadingOptions = {
  /** Where to stop. */
  readonly end?: number;
  /**
   * Skips what is not JSON at the start of a line, such as a mail's quote marks.
   *
   * @param at the first character after a line feed
   */
  readonly lineContent?: (at: number) => number;
};

/**
 * All values of one text in typed arrays, because a text of 5 MB can have a million. A value is
 * followed by the values in it.
 */
export class JsonTape implements JsonValues {
  readonly text: string;
  #kinds = new Uint8Array(FIRST_CAPACITY);
  #starts = new Uint32Array(FIRST_CAPACITY);
  #ends = new Uint32Array(FIRST_CAPACITY);
  /** The index after the value and all values in it. */
  #nexts = new Uint32Array(FIRST_CAPACITY);
  #count = 0;

  constructor(text: string) {
    this.text = text;
  }

  kind(index: number): JsonKind {
    return KINDS[this.#kinds[index]! & ~CUT]!;
  }

  isCut(index: number): boolean {
    return (this.#kinds[index]! & CUT) !== 0;
  }

  start(index: number): number {
    return this.#starts[index]!;
  }

  end(index: number): number {
    return this.#ends[index]!;
  }

  next(index: number): number {
    return this.#nexts[index]!;
  }

  /** Forgets all values. Nodes of them must not be used any more. */
  clear(): void {
    this.#count = 0;
  }

  /** Reads the value at `start`; null if there is none. */
  read(start: number, options: JsonReadingOptions = {}): JsonDocument | null {
    const root = this.#count;
    const stop = this.#readValue(start, options);
    if (this.#count === root) return null;
    return {
      root: new JsonNode(this, root),
      end: stop.at,
      problem: stop.kind === 'end' ? null : stop,
    };
  }

  #readValue(start: number, options: JsonReadingOptions): JsonEnd | { kind: 'end'; at: number } {
    const { text } = this;
    const { end = text.length, lineContent = (at) => at } = options;
    const open: number[] = [];
    /** What may come next. */
    let expected: 'value' | 'key' | 'colon' | 'comma' = 'value';
    let at = start;
    const fail = (kind: JsonEnd['kind'], place: number): JsonEnd => {
      for (const index of open) {
        this.#close(index, place);
        this.#kinds[index]! |= CUT;
      }
      return { kind, at: place };
    };
    for (;;) {
      while (at < end && isBlank(text.charCodeAt(at))) {
        at = text.charCodeAt(at) === CODE.lineFeed ? lineContent(at + 1) : at + 1;
      }
      if (at >= end) return fail('cut', end);
      const code = text.charCodeAt(at);
      const parent = open.at(-1);
      const isInObject = parent !== undefined && this.#kinds[parent] === OBJECT;
      if (expected === 'colon') {
        if (code !== CODE.colon) return fail('not-json', at);
        expected = 'value';
        at++;
        continue;
      }
      if (expected === 'comma' && code === CODE.comma) {
        expected = isInObject ? 'key' : 'value';
        at++;
        continue;
      }
      // Also after a comma, which JSON forbids and people leave.
      const mayClose = isInObject ? expected !== 'value' : parent !== undefined;
      if (mayClose && code === (isInObject ? BRACE_END : BRACKET_END)) {
        at++;
        this.#close(open.pop()!, at);
        if (open.length === 0) return { kind: 'end', at };
        expected = 'comma';
        continue;
      }
      if (expected === 'comma') return fail('not-json', at);
      if (code === CODE.doubleQuote) {
        const closing = endOfString(text, at + 1, end);
        const isWhole = closing < end && text.charCodeAt(closing) === CODE.doubleQuote;
        this.#add(isWhole ? STRING : STRING | CUT, at + 1, closing);
        if (!isWhole) return fail('cut', closing);
        at = closing + 1;
        if (expected === 'key') {
          expected = 'colon';
          continue;
        }
      } else if (expected === 'key') {
        return fail('not-json', at);
      } else if (code === BRACE || code === BRACKET) {
        open.push(this.#count);
        this.#add(code === BRACE ? OBJECT : ARRAY, at, at + 1);
        expected = code === BRACE ? 'key' : 'value';
        at++;
        continue;
      } else {
        const to = endOfWord(text, at, end);
        const kind = kindOfWord(text, at, to);
        if (kind === null) return fail(to === end && to > at ? 'cut' : 'not-json', at);
        // Digits can follow in the part that was cut off.
        if (kind === NUMBER && to === end && open.length > 0) return fail('cut', at);
        this.#add(kind, at, to);
        at = to;
      }
      if (open.length === 0) return { kind: 'end', at };
      expected = 'comma';
    }
  }

  #add(kind: number, start: number, end: number): void {
    const index = this.#count++;
    if (index === this.#kinds.length) this.#grow();
    this.#kinds[index] = kind;
    this.#starts[index] = start;
    this.#ends[index] = end;
    this.#nexts[index] = index + 1;
  }

  #close(index: number, end: number): void {
    this.#ends[index] = end;
    this.#nexts[index] = this.#count;
  }

  #grow(): void {
    const size = this.#kinds.length * 2;
    const grow = <List extends Uint8Array | Uint32Array>(old: List, grown: List): List => {
      grown.set(old);
      return grown;
    };
    this.#kinds = grow(this.#kinds, new Uint8Array(size));
    this.#starts = grow(this.#starts, new Uint32Array(size));
    this.#ends = grow(this.#ends, new Uint32Array(size));
    this.#nexts = grow(this.#nexts, new Uint32Array(size));
  }
}

/** The closing quote, or where the line ends before it. */
function endOfString(text: string, from: number, end: number): number {
  let at = from;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === CODE.doubleQuote || code === CODE.lineFeed) return at;
    at += code === CODE.backslash && text.charCodeAt(at + 1) !== CODE.lineFeed ? 2 : 1;
  }
  return end;
}

function endOfWord(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isOfWord(text.charCodeAt(at))) at++;
  return at;
}

function isOfWord(code: number): boolean {
  return (
    isDigit(code) || isLetter(code) || code === CODE.minus || code === CODE.dot || code === 0x2b
  );
}

/** A number that is longer is none. */
const LONGEST_NUMBER = 400;

function kindOfWord(text: string, from: number, to: number): number | null {
  if (to === from || to - from > LONGEST_NUMBER) return null;
  const first = text.charCodeAt(from);
  if (isLetter(first)) return WORDS.get(text.slice(from, to)) ?? null;
  return /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text.slice(from, to)) ? NUMBER : null;
}
