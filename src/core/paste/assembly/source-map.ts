/** Maps each byte of a pasted conversation to its place in the text, and back. */

import { firstReached } from '#core/bytes/bisect.ts';
import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { TextPositions, TextRange } from '#core/paste/text/text-range.ts';

/** Bytes that are consecutive both in the text and in their stream. */
export type SourceRun = {
  readonly direction: Direction;
  /** The index of the first byte in text order. */
  readonly start: number;
  readonly end: number;
  /** The position of the first byte in its stream. */
  readonly offset: number;
};

/** A byte of the conversation. */
export type StreamPlace = { readonly direction: Direction; readonly offset: number };

/** Plain data, so that a worker can transfer it. Runs are in text order. */
export type SourceMapData = {
  readonly positions: TextPositions;
  readonly runs: readonly SourceRun[];
};

/** If bytes occur twice in the text, as in retransmitted packets, the first place counts. */
export class SourceMap {
  readonly data: SourceMapData;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  /** Indices of the bytes in text order; null if they are in that order already. */
  readonly #order: Uint32Array | null;
  /** Runs by stream position, without overlap. */
  readonly #streams: Readonly<Record<Direction, readonly SourceRun[]>>;

  constructor(data: SourceMapData) {
    this.data = data;
    const { starts, ends } = data.positions;
    this.#order = textOrder(starts);
    this.#starts = this.#order?.map((index) => starts[index]!) ?? starts;
    this.#ends = this.#order?.map((index) => ends[index]!) ?? ends;
    this.#streams = {
      'client-to-server': runsOfStream(data.runs, 'client-to-server'),
      'server-to-client': runsOfStream(data.runs, 'server-to-client'),
    };
  }

  /** The text range of a byte; empty for a byte without a place. */
  rangeOf(direction: Direction, offset: number): TextRange {
    return this.#rangeOf(direction, offset) ?? { start: 0, end: 0 };
  }

  /** Whether a byte isn't in the text, but was added, as the header of a frame around a payload. */
  isMade(direction: Direction, offset: number): boolean {
    const range = this.#rangeOf(direction, offset);
    return range !== null && range.start === range.end;
  }

  /** Null for a byte that no run contains, because it is missing. */
  #rangeOf(direction: Direction, offset: number): TextRange | null {
    const runs = this.#streams[direction];
    const run = runs[firstReached(runs.length, (index) => runs[index]!.offset > offset) - 1];
    const byte = run ? run.start + offset - run.offset : Infinity;
    if (run === undefined || byte >= run.end) return null;
    const { starts, ends } = this.data.positions;
    return { start: starts[byte] ?? 0, end: ends[byte] ?? 0 };
  }

  /** The byte at a place in the text, or directly before it; null between bytes. */
  byteAt(place: number): StreamPlace | null {
    const at = this.#firstEndingAfter(place);
    if ((this.#starts[at] ?? Infinity) <= place) return this.#placeOf(at);
    return at > 0 && this.#ends[at - 1] === place && this.#starts[at - 1]! < place
      ? this.#placeOf(at - 1)
      : null;
  }

  /** The bytes whose text overlaps a range, as runs in text order. */
  bytesWithin({
    start,
    end,
  }: TextRange): readonly { readonly direction: Direction; readonly range: ByteRange }[] {
    const first = this.#firstEndingAfter(start);
    const last = firstReached(this.#starts.length, (index) => this.#starts[index]! >= end);
    if (last <= first) return [];
    const found: { direction: Direction; range: ByteRange }[] = [];
    for (const [from, to] of this.#spans(first, last)) {
      const { runs } = this.data;
      for (
        let index = this.#runHolding(from);
        index < runs.length && runs[index]!.start < to;
        index++
      ) {
        const run = runs[index]!;
        const range = {
          start: run.offset + Math.max(0, from - run.start),
          end: run.offset + Math.min(to, run.end) - run.start,
        };
        const before = found.at(-1);
        if (before?.direction === run.direction && before.range.end === range.start) {
          before.range = { start: before.range.start, end: range.end };
        } else if (range.end > range.start) found.push({ direction: run.direction, range });
      }
    }
    return found;
  }

  /** Indices in text order as byte ranges. Those of reversed words are sorted first. */
  #spans(from: number, to: number): (readonly [number, number])[] {
    const order = this.#order;
    if (order === null) return [[from, to]];
    const bytes = order.slice(from, to).sort();
    const spans: [number, number][] = [];
    for (const byte of bytes) {
      const span = spans.at(-1);
      if (span?.[1] === byte) span[1] = byte + 1;
      else spans.push([byte, byte + 1]);
    }
    return spans;
  }

  #placeOf(at: number): StreamPlace | null {
    const byte = this.#order?.[at] ?? at;
    const run = this.data.runs[this.#runHolding(byte)];
    if (run === undefined || byte < run.start) return null;
    return { direction: run.direction, offset: run.offset + byte - run.start };
  }

  /** The index of the run with the byte, or of the next one. */
  #runHolding(byte: number): number {
    const { runs } = this.data;
    return firstReached(runs.length, (index) => runs[index]!.end > byte);
  }

  #firstEndingAfter(place: number): number {
    return firstReached(this.#ends.length, (index) => this.#ends[index]! > place);
  }
}

/** How far bytes of reversed words move on average, at most. */
const FEW_MOVES = 32;

/** The bytes in text order: reversed words, or a request that its tool shows after the response. */
function textOrder(starts: Uint32Array): Uint32Array | null {
  let isInOrder = true;
  for (let at = 1; at < starts.length && isInOrder; at++)
    isInOrder = starts[at - 1]! <= starts[at]!;
  if (isInOrder) return null;
  const order = Uint32Array.from(starts, (_, index) => index);
  let moves = FEW_MOVES * order.length;
  for (let at = 1; at < order.length; at++) {
    const index = order[at]!;
    let place = at;
    for (; place > 0 && starts[order[place - 1]!]! > starts[index]!; place--)
      order[place] = order[place - 1]!;
    order[place] = index;
    moves -= at - place;
    if (moves < 0) return order.sort((a, b) => starts[a]! - starts[b]! || a - b);
  }
  return order;
}

function runsOfStream(runs: readonly SourceRun[], direction: Direction): SourceRun[] {
  const own = runs.filter((run) => run.direction === direction).sort((a, b) => a.offset - b.offset);
  const apart: SourceRun[] = [];
  let reached = 0;
  for (const run of own) {
    const skipped = Math.max(0, reached - run.offset);
    const start = run.start + skipped;
    if (start >= run.end) continue;
    apart.push({ ...run, start, offset: run.offset + skipped });
    reached = run.offset + run.end - run.start;
  }
  return apart;
}
