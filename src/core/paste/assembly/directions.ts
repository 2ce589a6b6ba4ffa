/**
 * The directions of a paste: from the text if it contains them, otherwise from the bytes. Clients
 * send requests and servers send responses. For frames, the MASK bit decides (RFC 6455 §5.1), if
 * that gives two sides that both follow the rules.
 */

import {
  directionFrom,
  oppositeDirection,
  type Direction,
  type Side,
} from '#core/trace/direction.ts';
import type { ReadChunk } from '#core/paste/reading.ts';
import type { DirectionMode } from './direction-mode.ts';
import type { SettledChunk, SettledConnection } from './sender-choices.ts';
import { SideOrders, wireUnitAt } from '#core/paste/ranking/wire-unit.ts';

/** Part of a chunk, or all of it, with its direction. */
export type DirectedPart = {
  readonly chunk: SettledChunk;
  readonly direction: Direction;
  /** Bytes of the connection. */
  readonly start: number;
  readonly end: number;
};

/** Bytes up to `end` that one side sent. */
type Stretch = { readonly direction: Direction; readonly end: number };

export function directParts(connection: SettledConnection, mode: DirectionMode): DirectedPart[] {
  switch (mode) {
    case 'from-client':
      return connection.chunks.map((chunk) => whole(chunk, settled(chunk) ?? 'client-to-server'));
    case 'from-server':
      return connection.chunks.map((chunk) => whole(chunk, settled(chunk) ?? 'server-to-client'));
    case 'swapped':
      return directAsTold(connection, false).map((part) => ({
        ...part,
        direction: settled(part.chunk) ?? oppositeDirection(part.direction),
      }));
    case 'by-masks':
      return directAsTold(connection, true);
    case 'as-told':
      return directAsTold(connection, false);
  }
}

function settled({ isSettled, direction }: SettledChunk): Direction | null {
  return isSettled === true ? direction : null;
}

function whole(chunk: SettledChunk, direction: Direction): DirectedPart {
  return { chunk, direction, ...chunk.range };
}

/**
 * Neighbouring chunks without a direction are examined together, because a frame can cross their
 * boundaries.
 */
function directAsTold({ bytes, chunks }: SettledConnection, isByMasks: boolean): DirectedPart[] {
  const parts: DirectedPart[] = [];
  for (let first = 0; first < chunks.length;) {
    const chunk = chunks[first]!;
    // If packets contain stream positions, they contain directions too.
    const isTold = (each: SettledChunk) =>
      each.direction !== null &&
      (!isByMasks || each.offset !== undefined || each.isSettled === true);
    if (isTold(chunk)) {
      parts.push(whole(chunk, chunk.direction ?? 'client-to-server'));
      first++;
      continue;
    }
    let last = first;
    while (last + 1 < chunks.length && !isTold(chunks[last + 1]!)) last++;
    const untold = chunks.slice(first, last + 1);
    const { start } = chunk.range;
    const { end } = chunks[last]!.range;
    const gaps = gapsIn(untold);
    const stretches = stretchesIn(bytes.subarray(start, end), gaps, isByMasks);
    cutAt(untold, stretches, start, parts);
    first = last + 1;
  }
  return parts;
}

function cutAt(
  chunks: readonly SettledChunk[],
  stretches: readonly Stretch[],
  base: number,
  parts: DirectedPart[],
): void {
  let stretch = 0;
  for (const chunk of chunks) {
    for (let start = chunk.range.start; start < chunk.range.end;) {
      while (base + (stretches[stretch]?.end ?? Infinity) <= start) stretch++;
      const { direction = 'client-to-server', end = Infinity } = stretches[stretch] ?? {};
      const to = Math.min(chunk.range.end, base + end);
      parts.push({ chunk, direction, start, end: to });
      start = to;
    }
  }
}

/** Where bytes are missing, counted from the first chunk's first byte, and how many. */
type Gap = { readonly at: number; readonly missing: number };

function gapsIn(chunks: readonly ReadChunk[]): Gap[] {
  const base = chunks[0]?.range.start ?? 0;
  return chunks.flatMap(({ range, missingAfter = 0 }) =>
    missingAfter > 0 ? [{ at: range.end - base, missing: missingAfter }] : [],
  );
}

/**
 * Ranges of bytes without a direction. All together if they don't make two sides that follow the
 * rules. A frame with missing bytes ends as many bytes earlier; if it lacks more than are missing,
 * the bytes after them are the rest of its payload.
 */
function stretchesIn(
  bytes: Uint8Array,
  gaps: readonly Gap[],
  isForced: boolean,
): readonly Stretch[] {
  if (gaps.length === 0) return stretchesOf(bytes, isForced);
  const stretches: Stretch[] = [];
  let start = 0;
  /** How many bytes still belong to a frame that began before a gap. */
  let owed = 0;
  for (const { at, missing } of [...gaps, { at: bytes.length, missing: 0 }]) {
    const rest = Math.min(at, start + owed);
    const last = stretches.at(-1);
    if (rest > start && last) stretches[stretches.length - 1] = { ...last, end: rest };
    const part = bytes.subarray(rest, at);
    for (const { direction, end } of stretchesOf(part, isForced))
      stretches.push({ direction, end: rest + end });
    owed = Math.max(0, owed - (rest - start) + (part.length > 0 ? missingIn(part) : 0) - missing);
    start = at;
  }
  return stretches;
}

/** How many bytes the last frame lacks. */
function missingIn(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length;) {
    const unit = wireUnitAt(bytes, at, at === 0);
    if (unit.kind === 'cut') return unit.missing;
    at = unit.end;
  }
  return 0;
}

function stretchesOf(bytes: Uint8Array, isForced: boolean): readonly Stretch[] {
  const stretches: Stretch[] = [];
  const orders = new SideOrders();
  let mayBeHead = true;
  let firstSide: Side | null = null;
  for (let at = 0; at < bytes.length;) {
    const unit = wireUnitAt(bytes, at, mayBeHead);
    const side: Side = unit.side ?? firstSide ?? 'client';
    firstSide ??= side;
    mayBeHead &&= unit.kind === 'head';
    const isGood = unit.isLegal && (unit.first === null || orders.mayFollow(side, unit.first));
    if (isGood && unit.first !== null) orders.follow(side, unit.first);
    if (!isGood && !isForced) return [{ direction: directionFrom(firstSide), end: bytes.length }];
    const direction = directionFrom(side);
    const before = stretches.at(-1);
    if (before?.direction === direction)
      stretches[stretches.length - 1] = { direction, end: unit.end };
    else stretches.push({ direction, end: unit.end });
    at = unit.end;
  }
  return stretches;
}
