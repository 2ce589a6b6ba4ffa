/** Lines and columns of a text, counted from 1, as editors count them. */

import { firstReached } from '#core/bytes/bisect.ts';
import type { TextRange } from './text-range.ts';

export type LineAndColumn = { readonly line: number; readonly column: number };

/** How many lines weren't read: all of them, or only parts. */
export type UnreadLines = { readonly whole: number; readonly partial: number };

export const NO_UNREAD_LINES: UnreadLines = { whole: 0, partial: 0 };

export class TextLines {
  readonly #text: string;
  /** Where each line after the first begins. */
  readonly #starts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    const starts: number[] = [];
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
      starts.push(at + 1);
    }
    this.#starts = starts;
  }

  at(place: number): LineAndColumn {
    const index = this.#indexAt(place);
    return { line: index + 1, column: place - this.#start(index) + 1 };
  }

  /** @param ranges in order, without overlap */
  unread(ranges: readonly TextRange[]): UnreadLines {
    let whole = 0;
    let partial = 0;
    for (let at = 0, line = 0; at < ranges.length && line <= this.#starts.length; line++) {
      line = Math.max(line, this.#indexAt(ranges[at]!.start));
      const end = this.#start(line + 1);
      let reached = this.#start(line);
      let hasUnread = false;
      let hasOther = false;
      for (; at < ranges.length && ranges[at]!.start < end; at++) {
        const range = ranges[at]!;
        hasOther ||= this.#hasContent(reached, range.start);
        hasUnread ||= this.#hasContent(Math.max(reached, range.start), Math.min(end, range.end));
        reached = Math.min(end, range.end);
        if (range.end > end) break;
      }
      hasOther ||= this.#hasContent(reached, end);
      if (hasUnread && hasOther) partial++;
      else if (hasUnread) whole++;
    }
    return { whole, partial };
  }

  #hasContent(start: number, end: number): boolean {
    for (let at = start; at < end; at++) if (!BLANK.test(this.#text.charAt(at))) return true;
    return false;
  }

  #indexAt(place: number): number {
    return firstReached(this.#starts.length, (index) => this.#starts[index]! > place);
  }

  #start(index: number): number {
    if (index === 0) return 0;
    return this.#starts[index - 1] ?? this.#text.length;
  }
}

const BLANK = /\s/;

/** Sorted and joined, so that none overlap. Empty ranges are dropped. */
export function rangesApart(ranges: readonly TextRange[]): readonly TextRange[] {
  const apart: TextRange[] = [];
  for (const { start, end } of ranges.toSorted((one, other) => one.start - other.start)) {
    const last = apart.at(-1);
    if (end <= start) continue;
    if (last && start < last.end) {
      apart[apart.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    } else apart.push({ start, end });
  }
  return apart;
}

/** The parts of ordered ranges within a stretch, found by bisection. */
export function rangesWithin(ranges: readonly TextRange[], stretch: TextRange): TextRange[] {
  const within: TextRange[] = [];
  const first = firstReached(ranges.length, (index) => ranges[index]!.end > stretch.start);
  for (let index = first; index < ranges.length; index++) {
    const { start, end } = ranges[index]!;
    if (start >= stretch.end) break;
    within.push({ start: Math.max(start, stretch.start), end: Math.min(end, stretch.end) });
  }
  return within;
}
