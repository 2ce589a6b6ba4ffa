/**
 * The value of a string with escapes. Characters that are printable stand for themselves: \x857 is
 * the byte 0x85 and then a 7.
 */

import { toUtf8 } from '#core/bytes/text.ts';
import type { Told } from '#core/paste/block.ts';
import type { BlockWriter } from '#core/paste/block-writer.ts';
import type { FormId } from '#core/paste/form.ts';
import type { ReadingConfidence } from '#core/paste/reading.ts';
import { leaveProseBehind } from '#core/paste/forms/prose-behind.ts';
import { CODE, characterAt } from '#core/paste/text/characters.ts';
import { escapeAt, type DigitEscapes } from '#core/paste/text/escape.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import type { Traits } from './escape-traits.ts';
import { callResult } from './system-call.ts';
import { NO_RADICES, type Radix, type Value } from './value.ts';

export type StringPlace = {
  readonly text: string;
  /** With its prefix and quotes. */
  readonly start: number;
  readonly end: number;
  /** Its content. */
  readonly from: number;
  readonly to: number;
  readonly traits: Traits;
  /** What the call that it is an argument of says; null if it is in none. */
  readonly call: Partial<Told> | null;
  /** Whether it goes on with the string before it. */
  readonly isAdjacent: boolean;
  readonly isSure: boolean;
};

export class EscapedString implements Value {
  readonly start: number;
  readonly end: number;
  readonly isAdjacent: boolean;
  readonly radices: readonly Radix[];
  readonly #place: StringPlace;

  constructor(place: StringPlace) {
    this.#place = place;
    this.start = place.start;
    this.end = place.end;
    this.isAdjacent = place.isAdjacent;
    this.radices = radicesOf(place.traits, place.call !== null);
  }

  form(radix: Radix): FormId {
    return formOf(this.#place.traits, radix, this.#place.call !== null);
  }

  confidence(): ReadingConfidence {
    return this.#place.isSure ? 'sure' : 'likely';
  }

  read(writer: BlockWriter, radix: Radix): void {
    const { text, start, end, from, to, traits, call, isAdjacent } = this.#place;
    if (!isAdjacent) writer.begin(start, call ?? {});
    const first = writer.count;
    const isBare = text.charCodeAt(from) === CODE.backslash && start === from;
    const list = isBare ? listAt(text, from, to) : null;
    const last = list === null ? to : from + list.length;
    readString(
      text,
      { start: from, end: last },
      list !== null,
      traits.lead,
      toDigits(radix),
      writer,
    );
    writer.skip({ start: last, end: to });
    writer.end(isBare ? leaveProseBehind(text, end, writer) : end);
    const shown = writer.count - first;
    if (call !== null) checkCall(text, end, writer, shown);
    else if (ELIDED.test(text.slice(end, end + 4))) {
      writer.miss(null);
      writer.lose({ kind: 'elided', printer: null, shown, total: null });
    }
  }
}

/** Right behind its last quote. */
const ELIDED = /^(?:\.{3}(?!\.)|…)/;

function checkCall(text: string, end: number, writer: BlockWriter, shown: number): void {
  const total = callResult(text, end);
  if (total === null) return;
  writer.leaveOut('declared-length');
  if (total === shown) return;
  const isCut = text.startsWith('...', end);
  if (isCut) writer.miss(Math.max(0, total - shown));
  const kind = isCut ? 'print-limit' : 'declared-length-differs';
  writer.lose({ kind, printer: 'strace', shown, total });
}

const OCTAL: readonly Radix[] = ['octal'];
const OCTAL_FIRST: readonly Radix[] = ['octal', 'decimal'];
const DECIMAL_FIRST: readonly Radix[] = ['decimal', 'octal'];

function radicesOf({ hasDigits, isDecimal }: Traits, isCall: boolean): readonly Radix[] {
  if (!hasDigits) return NO_RADICES;
  if (isCall) return OCTAL;
  return isDecimal ? DECIMAL_FIRST : OCTAL_FIRST;
}

function formOf({ hasDigits }: Traits, radix: Radix, isCall: boolean): FormId {
  if (isCall) return 'system-call';
  if (!hasDigits) return 'escaped-string';
  return radix === 'decimal' ? 'decimal-string' : 'octal-string';
}

function toDigits(radix: Radix): DigitEscapes {
  return radix === 'decimal' ? 'decimal' : 'octal';
}

function readString(
  text: string,
  { start: from, end }: TextRange,
  isApart: boolean,
  lead: 1 | 2,
  digits: DigitEscapes,
  writer: BlockWriter,
): void {
  let at = from;
  const problems = writer.problemCount;
  while (at < end && writer.problemCount === problems) {
    const code = text.charCodeAt(at);
    if (isApart && code !== CODE.backslash) {
      at++;
      continue;
    }
    if (code === CODE.backslash) {
      const isLed = lead === 1 || text.charCodeAt(at + 1) === CODE.backslash;
      at = readEscape(text, at, isLed ? at + lead : at + 1, digits, writer);
    } else if (code < 0x80) {
      writer.add(code, at, at + 1);
      at++;
    } else at = readCharacter(text, at, writer);
  }
}

/**
 * Escapes without quotes, each apart from the next: what is between them separates them. Null if
 * they aren't so. Words can follow.
 */
function listAt(text: string, from: number, end: number): string | null {
  const before = text.charAt(from - 1);
  if (before !== '' && '"\'`“‘'.includes(before)) return null;
  return SPACED.exec(text.slice(from, end))?.[0] ?? null;
}

const SPACED =
  /^\\{1,2}x[\da-f]{2}(?:(?:[\s,;]+\\{1,2}x[\da-f]{2})+[\s,;]*(?:\\{0,2}x?[\da-f]?)?$|(?:[\s,;]+\\{1,2}x[\da-f]{2}){2,}(?=\s[^\\]*$))/i;

function readEscape(
  text: string,
  start: number,
  at: number,
  digits: DigitEscapes,
  writer: BlockWriter,
): number {
  const escape = escapeAt(text, at, digits);
  switch (escape.kind) {
    case 'byte':
      writer.add(escape.byte, start, escape.end);
      break;
    case 'character':
      for (const byte of toUtf8(String.fromCodePoint(escape.code)))
        writer.add(byte, start, escape.end);
      break;
    case 'nothing':
      break;
    case 'unknown': {
      const character = characterAt(text, at);
      writer.stop({
        kind: 'not-an-escape',
        range: { start, end: at + character.length },
        character,
      });
    }
  }
  return escape.end;
}

function readCharacter(text: string, at: number, writer: BlockWriter): number {
  const character = characterAt(text, at);
  const end = at + character.length;
  if (character === '\ufffd') {
    writer.stop({ kind: 'characters-lost', range: { start: at, end } });
    return end;
  }
  for (const byte of toUtf8(character)) writer.add(byte, at, end);
  return end;
}
