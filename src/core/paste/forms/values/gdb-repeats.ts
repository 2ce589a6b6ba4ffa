/** What gdb prints for a run of equal elements: 0x0 <repeats 17 times>, 'a' <repeats 30 times>. */

import type { BlockWriter } from '#core/paste/block-writer.ts';
import type { FormId } from '#core/paste/form.ts';
import type { ReadingConfidence } from '#core/paste/reading.ts';
import { escapeAt } from '#core/paste/text/escape.ts';
import { NO_RADICES, type Value } from './value.ts';

const REPEATS = / <repeats (\d{1,9}) times>/y;
const CHARACTER = /'(\\(?:[0-3][0-7]{2}|.)|[^'\\])'/y;
/** Debuggers show the character of a number beside it: 129 '\201', 0x81 '\x81'. */
const CHARACTER_BESIDE = / '(?:\\(?:[0-3][0-7]{2}|x[\da-fA-F]{1,2}|.)|[^'\\])'/y;

/** More aren't written out. */
const MOST = 1_000_000;

export type Repeats = { readonly count: number; readonly end: number };

/** Null if the element that ends at `at` isn't repeated. */
export function repeatsAt(text: string, at: number): Repeats | null {
  REPEATS.lastIndex = at;
  const count = REPEATS.exec(text)?.[1];
  return count === undefined ? null : { count: Number(count), end: REPEATS.lastIndex };
}

/** Where the character beside a number ends; `at` if there is none. */
export function endOfCharacter(text: string, at: number): number {
  CHARACTER_BESIDE.lastIndex = at;
  return CHARACTER_BESIDE.test(text) ? CHARACTER_BESIDE.lastIndex : at;
}

/** Adds the last byte again, as often as gdb says. */
export function repeatLast(writer: BlockWriter, at: number, { count, end }: Repeats): void {
  if (count > MOST) {
    writer.stop({ kind: 'too-much', range: { start: at, end }, bytes: count });
    return;
  }
  const { collector } = writer;
  const last = collector.count - 1;
  if (last < 0) return;
  const byte = collector.at(last);
  for (let added = 1; added < count; added++) writer.add(byte, at, end);
}

/** A character between two strings of one array. */
export function repeatedCharacterAt(text: string, at: number, isAdjacent: boolean): Value | null {
  CHARACTER.lastIndex = at;
  const inside = CHARACTER.exec(text)?.[1];
  const repeats = inside === undefined ? null : repeatsAt(text, CHARACTER.lastIndex);
  if (inside === undefined || repeats === null) return null;
  return new RepeatedCharacter(text, at, inside, repeats, isAdjacent);
}

class RepeatedCharacter implements Value {
  readonly radices = NO_RADICES;
  readonly start: number;
  readonly end: number;
  readonly isAdjacent: boolean;
  readonly #text: string;
  readonly #inside: string;
  readonly #repeats: Repeats;

  constructor(text: string, at: number, inside: string, repeats: Repeats, isAdjacent: boolean) {
    this.#text = text;
    this.start = at;
    this.end = repeats.end;
    this.#inside = inside;
    this.#repeats = repeats;
    this.isAdjacent = isAdjacent;
  }

  form(): FormId {
    return 'octal-string';
  }

  confidence(): ReadingConfidence {
    return 'sure';
  }

  read(writer: BlockWriter): void {
    if (!this.isAdjacent) writer.begin(this.start);
    const inside = this.start + 1;
    const end = inside + this.#inside.length;
    const escape = this.#inside.startsWith('\\') ? escapeAt(this.#text, inside + 1, 'octal') : null;
    const byte = escape?.kind === 'byte' ? escape.byte : this.#inside.charCodeAt(0);
    writer.add(byte & 0xff, inside, end);
    repeatLast(writer, end + 1, this.#repeats);
    writer.end(this.end);
  }
}
