/**
 * The rows of a dump: where the bytes and characters of each row are, and the byte order of its
 * groups.
 */

import { isAsciiColumn } from '#core/paste/text/ascii-column.ts';
import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import { CODE, hexValue, isBlank, skipBlanks } from '#core/paste/text/characters.ts';
import { DumpGroups, type DumpLine } from './dump-line.ts';
import type { DumpFeatures } from './dump-name.ts';
import { bytesInGroup, type GroupKind } from './dump-shape.ts';
import type { BlockWriter } from '#core/paste/block-writer.ts';

/** Which end of a multi-byte group comes first in the stream. */
export type ByteOrder = 'big' | 'little';

export class DumpRows {
  /** The evidence of the character columns for the byte order. */
  readonly votes: Record<ByteOrder, number> = { big: 0, little: 0 };
  readonly #text: string;
  readonly #kind: GroupKind;
  readonly #order: ByteOrder;
  readonly #writer: BlockWriter;
  readonly #groups = new DumpGroups();
  #groupWidth = 0;
  #frame: DumpFeatures['frame'] = null;
  #asciiColumn = Infinity;

  constructor(text: string, kind: GroupKind, order: ByteOrder, writer: BlockWriter) {
    this.#text = text;
    this.#kind = kind;
    this.#order = order;
    this.#writer = writer;
  }

  /** Digits of the first group; 0 before there is one. */
  get groupWidth(): number {
    return this.#groupWidth;
  }

  /** The delimiters of the character column. */
  get frame(): DumpFeatures['frame'] {
    return this.#frame;
  }

  /** The bytes of a group. */
  get groupSize(): number {
    return bytesInGroup(this.#kind, this.#groupWidth);
  }

  /** Whether there are groups of several bytes, which could be reversed. */
  get hasWords(): boolean {
    return this.#kind !== 'bits' && this.groupSize > 1;
  }

  /** Parses a line with at most this many groups of digits. */
  take(line: DumpLine): number {
    this.#groups.read(this.#text, line.body, line.end);
    return this.#groups.count;
  }

  /**
   * Reads the line that was parsed last. `step` is its number of bytes, if the next offset gives
   * it.
   */
  read(line: DumpLine, step: number | null): void {
    if (this.#groupWidth === 0) this.#groupWidth = this.#groups.width(0);
    const text = this.#text;
    const { collector } = this.#writer;
    const first = collector.count;
    const groups = this.#groups;
    /** The number of bytes after each group. */
    const sizes: number[] = [];
    for (let index = 0; index < groups.count; index++) {
      const start = groups.starts[index]!;
      const end = groups.ends[index]!;
      const isBehind = start - line.start >= this.#asciiColumn;
      if (isBehind || (step !== null && collector.count - first >= step)) break;
      if (!this.#addGroup(start, end)) break;
      sizes.push(collector.count - first);
    }
    if (step !== null && sizes.includes(step)) collector.dropTo(first + step);
    else this.#cutAtCharacters(line, first, sizes);
    const taken = sizes.indexOf(collector.count - first) + 1;
    const behind = skipBlanks(text, groups.ends[taken - 1] ?? line.body, line.end);
    if (behind < line.end) this.#readColumn(line, behind, first);
  }

  /** Characters that look like digits follow a gap and show the bytes before it. */
  #cutAtCharacters({ end }: DumpLine, first: number, sizes: readonly number[]): void {
    const { collector } = this.#writer;
    const all = collector.count;
    for (let index = sizes.length - 1; index >= 0; index--) {
      const groupEnd = this.#groups.ends[index]!;
      const behind = skipBlanks(this.#text, groupEnd, end);
      if (behind === end || behind - groupEnd < 2) continue;
      const size = sizes[index]!;
      // Its length alone excludes most cases.
      if (Math.abs(trimmedEnd(this.#text, end) - behind - size) > 3) continue;
      collector.dropTo(first + size);
      if (this.#isColumn(behind, end, first)) return;
      this.#restore(first, index + 1, sizes.length);
    }
    if (collector.count !== all) this.#restore(first, 0, sizes.length);
  }

  #restore(first: number, from: number, to: number): void {
    const { collector } = this.#writer;
    if (from === 0) collector.dropTo(first);
    for (let index = from; index < to; index++) {
      this.#addGroup(this.#groups.starts[index]!, this.#groups.ends[index]!);
    }
  }

  #isColumn(at: number, end: number, first: number): boolean {
    return isAsciiColumn(
      this.#text,
      at,
      trimmedEnd(this.#text, end),
      this.#writer.collector,
      first,
    );
  }

  #readColumn(line: DumpLine, at: number, first: number): void {
    const rest = this.#text.slice(at, trimmedEnd(this.#text, line.end));
    // Another dump beside it.
    if (PAIRS.test(rest) && !this.#isColumn(at, line.end, first))
      return this.#writer.skip({ start: at, end: at + rest.length });
    this.#writer.leaveOut('ascii-column');
    const code = this.#text.charCodeAt(at);
    const isFramed = code === CODE.pipe || code === CODE.greater;
    if (isFramed) this.#frame = code === CODE.pipe ? 'pipe' : 'angle';
    this.#asciiColumn = Math.min(this.#asciiColumn, at - line.start);
    if (this.#isColumn(at, line.end, first)) {
      // If both orders show the same characters, the line is no evidence.
      if (!this.#isShownReversed(at, line.end, first)) this.votes.big++;
    } else if (this.#isShownReversed(at, line.end, first)) this.votes.little++;
  }

  #isShownReversed(at: number, end: number, first: number): boolean {
    const size = bytesInGroup(this.#kind, this.#groupWidth);
    if (size < 2) return false;
    const bytes = this.#writer.collector.view(first);
    const reversed = new ByteCollector();
    for (let group = 0; group < bytes.length; group += size) {
      for (let index = Math.min(group + size, bytes.length) - 1; index >= group; index--)
        reversed.add(bytes[index]!, at, at);
    }
    return isAsciiColumn(this.#text, at, trimmedEnd(this.#text, end), reversed, 0);
  }

  /** Adds the bytes of a group of digits; false if it is invalid. */
  #addGroup(start: number, end: number): boolean {
    const kind = this.#kind;
    const size = bytesInGroup(kind, end - start);
    if (size === 0) return false;
    if (kind === 'hex') return this.#addHex(start, end);
    const number = Number.parseInt(this.#text.slice(start, end), RADICES[kind]);
    const most = 2 ** (8 * size);
    if (!(number >= -most / 2 && number < most)) return false;
    const value = number < 0 ? number + most : number;
    for (let index = 0; index < size; index++) {
      const shift = this.#order === 'little' ? index : size - 1 - index;
      this.#writer.add((value / 2 ** (8 * shift)) & 0xff, start, end);
    }
    return true;
  }

  #addHex(start: number, end: number): true {
    const text = this.#text;
    for (let at = start; at < end; at += 2) {
      const place = this.#order === 'little' ? start + end - 2 - at : at;
      const value = (hexValue(text.charCodeAt(place)) << 4) | hexValue(text.charCodeAt(place + 1));
      this.#writer.add(value, place, place + 2);
    }
    return true;
  }
}

/** Bytes in base 16, which are no characters of others. */
const PAIRS = /(?<!\S)(?:[\da-f]{2}(?:\s+|$)){2}/i;

const RADICES = { bits: 2, octal: 8, 'decimal-16': 10, 'decimal-32': 10 } as const;

function trimmedEnd(text: string, end: number): number {
  let place = end;
  while (place > 0 && isBlank(text.charCodeAt(place - 1))) place--;
  return place;
}
