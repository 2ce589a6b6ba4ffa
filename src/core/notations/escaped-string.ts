/**
 * Strings with escapes: "\x81\x85", b'\x81\x857\xfa', "\201\2057", '\129\133', over lines, with a
 * prefix, with doubled backslashes, without quotes; and the calls that strace prints.
 *
 * Characters that are printable stand for themselves: \x857 is the byte 0x85 and then a 7.
 */

import { toUtf8 } from '#core/bytes/text.ts';
import { characterAt, CODE, isDigit } from './characters.ts';
import { escapeAt, type DigitEscapes } from './escape.ts';
import type { NotationId } from './notation.ts';
import type { ReadingConfidence, Reading } from './reading.ts';
import { readsDecimal, systemCallBefore, type SystemCall } from './string-context.ts';
import { Transcript } from './transcript.ts';
import { wireEvidence } from './wire-unit.ts';

export function readEscapedString(text: string): Reading[] {
  const first = firstEscape(text);
  if (first === null) return [];
  const asOctal = new StringReader(text, 'octal', first);
  const octal = asOctal.read();
  if (!asOctal.hasDigits || asOctal.hasCalls) return octal ? [octal] : [];
  const decimal = new StringReader(text, 'decimal', first).read();
  const isDecimal = readsDecimal(text, first.at);
  const readings = isDecimal ? [decimal, octal] : [octal, decimal];
  return readings
    .filter((reading) => reading !== null)
    .map((reading, index) => (index === 0 ? reading : { ...reading, confidence: 'possible' }));
}

type FirstEscape = {
  readonly at: number;
  /** The number of backslashes before an escape. Two if a log or JSON escaped it again. */
  readonly lead: 1 | 2;
};

/** The first escape with a number, or in the quotes of a literal. */
function firstEscape(text: string): FirstEscape | null {
  let simple: number | null = null;
  for (let at = text.indexOf('\\'); at !== -1 && at + 1 < text.length;) {
    const next = text.charCodeAt(at + 1);
    if (isNumeric(text, at + 1)) return { at, lead: 1 };
    const isDoubled = next === CODE.backslash;
    if (isDoubled && isNumeric(text, at + 2)) return { at, lead: 2 };
    if (next !== CODE.lineFeed && next !== CODE.return) simple ??= at;
    at = text.indexOf('\\', at + (isDoubled ? 2 : 1));
  }
  return simple === null ? null : { at: simple, lead: 1 };
}

function isNumeric(text: string, at: number): boolean {
  return isDigit(text.charCodeAt(at)) || 'xXu'.includes(text.charAt(at) || '-');
}

const QUOTES = `"'\``;

class StringReader {
  readonly #text: string;
  readonly #digits: DigitEscapes;
  readonly #first: FirstEscape;
  readonly #transcript = new Transcript();
  hasDigits = false;
  hasCalls = false;
  #escapes = 0;
  #characters = 0;
  #isLiteral = false;

  constructor(text: string, digits: DigitEscapes, first: FirstEscape) {
    this.#text = text;
    this.#digits = digits;
    this.#first = first;
  }

  read(): Reading | null {
    const text = this.#text;
    const opening = this.#openingQuote();
    if (opening === null) {
      const start = text.length - text.trimStart().length;
      this.#readString(start, null);
    } else {
      this.#transcript.leaveOut('program-text', opening > 0 ? 1 : 0);
      for (let at = opening; at !== -1 && !this.#transcript.problem;) at = this.#readLiteral(at);
    }
    if (this.#transcript.count === 0) return null;
    return this.#transcript.finish(this.#name(), this.#confidence());
  }

  /** The quote around the first escape; null if there is none in its line. */
  #openingQuote(): number | null {
    const text = this.#text;
    const { at } = this.#first;
    if (systemCallBefore(text, text.indexOf('"'))) return text.indexOf('"');
    const line = text.lastIndexOf('\n', at) + 1;
    for (let place = line; place < at; place++) {
      if (QUOTES.includes(text.charAt(place))) return place;
    }
    return null;
  }

  /** Reads the literal whose quote is at `at`; returns where the next one begins, or −1. */
  #readLiteral(at: number): number {
    const text = this.#text;
    const call = systemCallBefore(text, at);
    if (call) {
      this.hasCalls = true;
      this.#transcript.begin(call.speaker);
      this.#transcript.leaveOut('program-text');
    }
    const before = this.#transcript.count;
    this.#isLiteral = true;
    const end = this.#readString(at + 1, text.charAt(at));
    if (call) this.#checkCall(call, end, this.#transcript.count - before);
    return this.#nextQuote(end, text.charAt(at));
  }

  /** The number of bytes that were written or read, and how many were printed. */
  #checkCall({ hasLength }: SystemCall, end: number, shown: number): void {
    if (!hasLength) return;
    const behind = this.#text.slice(end, end + 80);
    const total =
      /\)\s*=\s*(\d{1,9})/.exec(behind)?.[1] ?? /^(?:\.{3})?, (\d{1,9})/.exec(behind)?.[1];
    if (total === undefined) return;
    this.#transcript.leaveOut('declared-length');
    if (Number(total) === shown) return;
    const kind = behind.startsWith('...') ? 'print-limit' : 'declared-length-differs';
    this.#transcript.lose({ kind, printer: 'strace', shown, total: Number(total) });
  }

  /** Adjacent literals are joined. Anything else between them ends the string. */
  #nextQuote(from: number, quote: string): number {
    const text = this.#text;
    if (this.hasCalls) return text.indexOf('"', from);
    for (let at = from; at < text.length; at++) {
      const character = text.charAt(at);
      if (character === quote) return at;
      if (!' \t\r\n\\+.&,;()bB'.includes(character)) return -1;
    }
    return -1;
  }

  /** Reads up to the quote, or to the end of the text without one. Returns where it ends. */
  #readString(from: number, quote: string | null): number {
    const text = this.#text;
    const end = quote === null ? text.trimEnd().length : text.length;
    const { lead } = this.#first;
    let at = from;
    while (at < end && !this.#transcript.problem) {
      const code = text.charCodeAt(at);
      if (code === CODE.backslash) {
        const isLed = lead === 1 || text.charCodeAt(at + 1) === CODE.backslash;
        at = this.#readEscape(at, isLed ? at + lead : at + 1);
      } else if (quote !== null && text.charAt(at) === quote) {
        return at + 1;
      } else if (code < 0x80) {
        // Without quotes, a line end belongs to the paste and not to the string.
        if (quote !== null || (code !== CODE.lineFeed && code !== CODE.return)) {
          this.#transcript.add(code, at, at + 1);
          this.#characters++;
        }
        at++;
      } else {
        at = this.#readCharacter(at);
      }
    }
    return end;
  }

  #readEscape(start: number, at: number): number {
    const escape = escapeAt(this.#text, at, this.#digits);
    this.#escapes++;
    if (isDigit(this.#text.charCodeAt(at)) && !this.#isZeroAlone(at)) this.hasDigits = true;
    switch (escape.kind) {
      case 'byte':
        this.#transcript.add(escape.byte, start, escape.end);
        break;
      case 'character':
        for (const byte of toUtf8(String.fromCodePoint(escape.code))) {
          this.#transcript.add(byte, start, escape.end);
        }
        break;
      case 'nothing':
        break;
      case 'unknown': {
        const character = characterAt(this.#text, at);
        const range = { start, end: at + character.length };
        this.#transcript.stop({ kind: 'not-an-escape', range, character });
      }
    }
    return escape.end;
  }

  /** \0 is the same in every language. */
  #isZeroAlone(at: number): boolean {
    return this.#text.charCodeAt(at) === CODE.zero && !isDigit(this.#text.charCodeAt(at + 1));
  }

  #readCharacter(at: number): number {
    const character = characterAt(this.#text, at);
    const end = at + character.length;
    if (character === '\ufffd') {
      this.#transcript.stop({ kind: 'characters-lost', range: { start: at, end } });
      return end;
    }
    for (const byte of toUtf8(character)) this.#transcript.add(byte, at, end);
    this.#characters++;
    return end;
  }

  #name(): NotationId {
    if (this.hasCalls) return 'system-call';
    if (!this.hasDigits) return 'escaped-string';
    return this.#digits === 'octal' ? 'octal-string' : 'decimal-string';
  }

  #confidence(): ReadingConfidence {
    if (this.hasCalls) return 'sure';
    if (wireEvidence(this.#transcript.collector.view()) === 'whole') return 'sure';
    const isMostlyEscapes = this.#escapes * 2 > this.#characters;
    return (isMostlyEscapes || this.#isLiteral) && this.#escapes >= 2 ? 'likely' : 'possible';
  }
}
