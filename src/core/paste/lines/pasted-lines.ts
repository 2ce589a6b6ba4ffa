/**
 * The lines of a pasted text, each without what a mail program, Markdown or a terminal put around
 * it: quote marks, indentation, backticks, a printed carriage return.
 */

import { CODE, isBlank, skipBlanks } from '#core/paste/text/characters.ts';
import { marksIn } from '#core/paste/text/marks.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

/** Lines in typed arrays, because a paste can have a million. */
export class PastedLines {
  readonly text: string;
  readonly count: number;
  /** The index of the first line that isn't empty; the number of lines if all are. */
  readonly firstFilled: number;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #contents: Uint32Array;
  readonly #contentEnds: Uint32Array;
  readonly #marks: Uint32Array;

  constructor(text: string) {
    this.text = text;
    const found = splitLines(text);
    this.#starts = found.starts;
    this.#ends = found.ends;
    this.count = this.#starts.length;
    this.#contents = new Uint32Array(this.count);
    this.#contentEnds = new Uint32Array(this.count);
    this.#marks = new Uint32Array(this.count);
    const depths = quoteDepths(text, this.#starts, this.#ends);
    for (let index = 0; index < this.count; index++) this.#findContent(index, depths[index]!);
    let first = 0;
    while (first < this.count && this.isEmpty(first)) first++;
    this.firstFilled = first;
  }

  /** Where the line starts in the text. */
  start(index: number): number {
    return this.#starts[index] ?? this.text.length;
  }

  /** Where it ends, without its line end. */
  end(index: number): number {
    return this.#ends[index] ?? this.text.length;
  }

  /** Where its content starts: after quote marks and indentation. */
  content(index: number): number {
    return this.#contents[index] ?? this.text.length;
  }

  /** Where its content ends, without spaces. */
  contentEnd(index: number): number {
    return this.#contentEnds[index] ?? this.text.length;
  }

  isEmpty(index: number): boolean {
    return this.content(index) >= this.contentEnd(index);
  }

  /** The marks of the characters of its content, joined (`text/marks.ts`). */
  marksOf(index: number): number {
    return this.#marks[index] ?? 0;
  }

  contentRange(index: number): TextRange {
    return { start: this.content(index), end: this.contentEnd(index) };
  }

  /** The content as a string. Lines can be as long as the text: see `most`. */
  slice(index: number, most = 1000): string {
    const start = this.content(index);
    return this.text.slice(start, Math.min(this.contentEnd(index), start + most));
  }

  #findContent(index: number, depth: number): void {
    const { text } = this;
    let end = this.#ends[index]!;
    while (end > this.#starts[index]! && isBlank(text.charCodeAt(end - 1))) end--;
    let at = skipBlanks(text, this.#starts[index]!, end);
    for (let mark = 0; mark < depth && at < end; mark++) at = skipBlanks(text, at + 1, end);
    const isEnclosed = end - at > 2 && isEncloser(text, at, end - 1);
    this.#contents[index] = isEnclosed ? skipBlanks(text, at + 1, end - 1) : at;
    this.#contentEnds[index] = isEnclosed ? endWithoutBlanks(text, at, end - 1) : end;
    this.#marks[index] = marksIn(text, at, end);
  }
}

const TICK = 0x60;

/** Whether a line is between backticks, or between angled quotes, which could be arrows. */
function isEncloser(text: string, first: number, last: number): boolean {
  const code = text.charCodeAt(first);
  if (code === TICK) return text.charCodeAt(last) === TICK && text.charCodeAt(first + 1) !== TICK;
  return code === 0xab && text.charCodeAt(last) === 0xbb;
}

function endWithoutBlanks(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isBlank(text.charCodeAt(at - 1))) at--;
  return at;
}

function splitLines(text: string): { starts: Uint32Array; ends: Uint32Array } {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  const isOpen = text.length > 0 && text.charCodeAt(text.length - 1) !== CODE.lineFeed;
  const starts = new Uint32Array(count + (isOpen ? 1 : 0));
  const ends = new Uint32Array(starts.length);
  for (let index = 0, start = 0; index < starts.length; index++) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    starts[index] = start;
    ends[index] = end > start && text.charCodeAt(end - 1) === CODE.return ? end - 1 : end;
    start = end + 1;
  }
  return { starts, ends };
}

/** Mails are quoted this often at most. */
const MOST_QUOTES = 5;

/**
 * How many ">" at the start of each line are quote marks. They are arrows instead if other lines
 * have "<" in the same place, as in the logs of curl and Python.
 */
function quoteDepths(text: string, starts: Uint32Array, ends: Uint32Array): Uint8Array {
  const nested = nestedDepths(text, starts, ends);
  if (nested !== null) return nested;
  const depths = new Uint8Array(starts.length);
  const places = Uint32Array.from(starts);
  for (let depth = 0; depth < MOST_QUOTES; depth++) {
    let quoted = 0;
    for (let index = 0; index < starts.length; index++) {
      if (depths[index] !== depth) continue;
      const end = ends[index]!;
      const at = skipBlanks(text, places[index]!, end);
      places[index] = at;
      if (at === end) continue;
      const code = text.charCodeAt(at);
      if (code === CODE.less && isArrow(text, at, end)) return depths;
      if (code === CODE.greater && isArrow(text, at, end)) quoted++;
    }
    if (quoted === 0) return depths;
    for (let index = 0; index < starts.length; index++) {
      if (depths[index] !== depth || text.charCodeAt(places[index]!) !== CODE.greater) continue;
      if (!isArrow(text, places[index]!, ends[index]!)) continue;
      depths[index] = depth + 1;
      places[index] = places[index]! + 1;
    }
  }
  return depths;
}

/** Of a mail with quotes in quotes, in which every line has a mark; null for other texts. */
function nestedDepths(text: string, starts: Uint32Array, ends: Uint32Array): Uint8Array | null {
  const depths = new Uint8Array(starts.length);
  let hasSingle = false;
  let hasDouble = false;
  for (let index = 0; index < starts.length; index++) {
    const end = ends[index]!;
    let at = skipBlanks(text, starts[index]!, end);
    if (at === end) continue;
    while (depths[index]! < MOST_QUOTES && text.charCodeAt(at) === CODE.greater && at < end) {
      depths[index]!++;
      at = skipBlanks(text, at + 1, end);
    }
    if (depths[index] === 0) return null;
    hasSingle ||= depths[index] === 1;
    hasDouble ||= depths[index] === 2;
  }
  return hasSingle && hasDouble ? depths : null;
}

/** Whether a single mark stands there, followed by a space, another mark or nothing. */
function isArrow(text: string, at: number, end: number): boolean {
  if (at + 1 >= end) return true;
  const next = text.charCodeAt(at + 1);
  if (isBlank(next)) return true;
  // ">>> SEND" is an arrow of its own; ">> text" is a quote in a quote.
  const isDouble = next === text.charCodeAt(at) && isBlank(text.charCodeAt(at + 2));
  return isDouble && text.charCodeAt(at) === CODE.less;
}
