/** The words of a command as a shell reads them, each character with its place. */

import type { ByteCollector } from '#core/paste/text/byte-collector.ts';
import { CODE, isBlank } from '#core/paste/text/characters.ts';
import { escapeAt } from '#core/paste/text/escape.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

export type ShellWord = {
  readonly text: string;
  /** Where each code unit of `text` is, and one more for its end. */
  readonly starts: readonly number[];
  readonly range: TextRange;
};

const CARET = 0x5e;
const TICK = 0x60;

/** The words from `start` to `end`. Carets escape in cmd, backslashes elsewhere. */
export function shellWords(text: string, start: number, end: number): ShellWord[] {
  const isCmd = /\^["\n\r]/.test(text.slice(start, Math.min(end, start + 4096)));
  const words: ShellWord[] = [];
  let at = start;
  while (at < end) {
    while (at < end && isBetween(text, at, isCmd)) at++;
    if (at >= end) break;
    const reader = new WordReader(text, end, isCmd);
    const word = reader.read(at);
    words.push(word);
    at = Math.max(at + 1, word.range.end);
  }
  return words;
}

/** Spaces, and what continues a line. */
function isBetween(text: string, at: number, isCmd: boolean): boolean {
  const code = text.charCodeAt(at);
  if (isBlank(code)) return true;
  const isLast = /^[ \t]*\r?\n/.test(text.slice(at + 1, at + 8));
  return isLast && (code === (isCmd ? CARET : CODE.backslash) || code === TICK);
}

class WordReader {
  readonly #text: string;
  readonly #end: number;
  readonly #isCmd: boolean;
  #word = '';
  readonly #starts: number[] = [];

  constructor(text: string, end: number, isCmd: boolean) {
    this.#text = text;
    this.#end = end;
    this.#isCmd = isCmd;
  }

  read(start: number): ShellWord {
    let at = start;
    let quote = 0;
    let hasEscapes = false;
    for (; at < this.#end; at++) {
      const code = this.#text.charCodeAt(at);
      if (quote === 0 && isBetween(this.#text, at, this.#isCmd)) break;
      if (this.#isCmd && code === CARET) {
        const next = this.#text.charCodeAt(at + 1);
        // ^" opens and closes, and ^\^" is a quote within.
        if (next === CODE.doubleQuote) quote = quote === 0 ? CODE.doubleQuote : 0;
        else if (this.#text.startsWith('\\^"', at + 1)) {
          this.#push('"', at + 3);
          at += 2;
        } else if (next >= CODE.blank) this.#add(at + 1);
        at++;
      } else if (code === quote) quote = 0;
      else if (quote === 0 && (code === CODE.doubleQuote || code === CODE.singleQuote)) {
        quote = code;
        hasEscapes = code === CODE.singleQuote && this.#text.charCodeAt(at - 1) === CODE.dollar;
        if (hasEscapes) this.#drop();
      } else if (code === CODE.backslash && (quote !== CODE.singleQuote || hasEscapes)) {
        at = this.#readEscape(at, quote, hasEscapes);
      } else this.#add(at);
    }
    const range = { start, end: at };
    return { text: this.#word, starts: [...this.#starts, at], range };
  }

  /** Reads a backslash; the position of the last character that belongs to it. */
  #readEscape(at: number, quote: number, hasEscapes: boolean): number {
    const next = this.#text.charCodeAt(at + 1);
    if (this.#isCmd) {
      const isQuote = next === CODE.doubleQuote;
      this.#add(isQuote ? at + 1 : at);
      return isQuote ? at + 1 : at;
    }
    if (hasEscapes) {
      const escape = escapeAt(this.#text, at + 1, 'octal');
      const code =
        escape.kind === 'byte' ? escape.byte : escape.kind === 'character' ? escape.code : 0;
      if (code > 0) for (const unit of String.fromCodePoint(code)) this.#push(unit, at);
      return escape.end - 1;
    }
    const isKept = quote === CODE.doubleQuote && !'"\\$`\n'.includes(String.fromCharCode(next));
    this.#add(isKept ? at : at + 1);
    return isKept ? at : at + 1;
  }

  #add(at: number): void {
    if (at < this.#end) this.#push(this.#text.charAt(at), at);
  }

  #push(unit: string, at: number): void {
    this.#word += unit;
    this.#starts.push(...Array.from({ length: unit.length }, () => at));
  }

  #drop(): void {
    this.#word = this.#word.slice(0, -1);
    this.#starts.pop();
  }
}

/** Writes part of a word, each byte at the place of its character. */
export function writeWord(
  word: ShellWord,
  start: number,
  end: number,
  sink: Pick<ByteCollector, 'add'>,
): void {
  collectUtf8(word.text, start, end, {
    add: (byte, from, to) => sink.add(byte, word.starts[from]!, word.starts[to - 1]! + 1),
  });
}
