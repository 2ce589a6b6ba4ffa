/**
 * Reads JSON (RFC 8259) as a tree with byte ranges. Accepts what `JSON.parse` accepts, up to a
 * maximum depth.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { fromLatin1, fromValidUtf8, toLatin1 } from '#core/bytes/text.ts';
import {
  MAX_DEPTH,
  nodeOf,
  TreeBudget,
  type ValueContent,
  type ValueNode,
  type ValueReading,
} from './guess-tree.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const COMMA = 0x2c;
const COLON = 0x3a;
const LETTER_T = 0x74;
const LETTER_F = 0x66;
const LETTER_N = 0x6e;

const WORDS = ['true', 'false', 'null'];
const WHITESPACE: ReadonlySet<number> = new Set(toLatin1(' \t\n\r'));
const IN_NUMBERS: ReadonlySet<number> = new Set(toLatin1('-+.eE0123456789'));

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * The value in bytes `start` up to `end`, which can have whitespace around it. Null if it isn't
 * JSON.
 */
export function readJson(bytes: Uint8Array, start = 0, end = bytes.length): ValueReading | null {
  if (fromValidUtf8(bytes.subarray(start, end)) === null) return null;
  const reader = new JsonReader(bytes, start, end);
  return reader.readDocument();
}

class JsonReader {
  readonly #bytes: Uint8Array;
  readonly #end: number;
  readonly #budget = new TreeBudget();
  #at: number;

  constructor(bytes: Uint8Array, start: number, end: number) {
    this.#bytes = bytes;
    this.#at = start;
    this.#end = end;
  }

  readDocument(): ValueReading | null {
    this.#skipWhitespace();
    const node = this.#readValue(null, null, 0);
    this.#skipWhitespace();
    if (node === null || this.#at !== this.#end) return null;
    return { node, end: this.#at, omitted: this.#budget.omitted };
  }

  #readValue(key: string | null, keyRange: ByteRange | null, depth: number): ValueNode | null {
    if (depth > MAX_DEPTH || this.#at >= this.#end) return null;
    const start = this.#at;
    const content = this.#readContent(depth);
    return content && nodeOf(content, key, keyRange, { start, end: this.#at });
  }

  #readContent(depth: number): ValueContent | null {
    switch (this.#bytes[this.#at]) {
      case OPEN_BRACE: {
        const children = this.#readMembers(CLOSE_BRACE, () => this.#readMember(depth));
        return children && { kind: 'map', text: '', children };
      }
      case OPEN_BRACKET: {
        const children = this.#readMembers(CLOSE_BRACKET, (index) =>
          this.#readValue(String(index), null, depth + 1),
        );
        return children && { kind: 'list', text: '', children };
      }
      case QUOTE: {
        const text = this.#readString();
        return text === null ? null : { kind: 'text', text };
      }
      case LETTER_T:
      case LETTER_F:
      case LETTER_N: {
        const text = WORDS.find((word) => this.#skipWord(word));
        return text === undefined ? null : { kind: 'literal', text };
      }
      default: {
        const text = this.#readNumber();
        return text === null ? null : { kind: 'number', text };
      }
    }
  }

  /** Comma-separated members up to a closing bracket. */
  #readMembers(
    close: number,
    readOne: (index: number) => ValueNode | null,
  ): readonly ValueNode[] | null {
    const children: ValueNode[] = [];
    this.#at++;
    this.#skipWhitespace();
    if (this.#skip(close)) return children;
    for (let index = 0; ; index++) {
      const child = readOne(index);
      if (child === null) return null;
      this.#budget.keep(children, child);
      this.#skipWhitespace();
      if (this.#skip(close)) return children;
      if (!this.#skip(COMMA)) return null;
      this.#skipWhitespace();
    }
  }

  #readMember(depth: number): ValueNode | null {
    const start = this.#at;
    const key = start < this.#end && this.#bytes[start] === QUOTE ? this.#readString() : null;
    const keyRange = { start, end: this.#at };
    this.#skipWhitespace();
    if (key === null || !this.#skip(COLON)) return null;
    this.#skipWhitespace();
    return this.#readValue(key, keyRange, depth + 1);
  }

  #readString(): string | null {
    const start = this.#at;
    for (let at = start + 1; at < this.#end; at++) {
      const byte = this.#bytes[at] ?? 0;
      if (byte === BACKSLASH) at++;
      else if (byte < 0x20) return null;
      else if (byte === QUOTE) {
        this.#at = at + 1;
        return unescape(fromValidUtf8(this.#bytes.subarray(start, at + 1)) ?? '');
      }
    }
    return null;
  }

  #readNumber(): string | null {
    const start = this.#at;
    while (this.#at < this.#end && IN_NUMBERS.has(this.#bytes[this.#at] ?? 0)) this.#at++;
    const text = fromLatin1(this.#bytes.subarray(start, this.#at));
    return NUMBER.test(text) ? text : null;
  }

  #skip(byte: number): boolean {
    if (this.#at >= this.#end || this.#bytes[this.#at] !== byte) return false;
    this.#at++;
    return true;
  }

  #skipWord(word: string): boolean {
    const end = this.#at + word.length;
    if (end > this.#end || fromLatin1(this.#bytes.subarray(this.#at, end)) !== word) return false;
    this.#at = end;
    return true;
  }

  #skipWhitespace(): void {
    while (this.#at < this.#end && WHITESPACE.has(this.#bytes[this.#at] ?? 0)) this.#at++;
  }
}

/** Keeps lone surrogates (`\ud800`), which JSON allows. The views show them as such. */
function unescape(literal: string): string | null {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    const value: unknown = JSON.parse(literal);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}
