/**
 * The directions of a paste: from the text if it contains them, otherwise from the bytes. Clients
 * send requests and servers send responses. For frames, the MASK bit decides (RFC 6455 §5.1), if
 * that gives two sides that both follow the rules.
 */

import { type Direction, type Side, directionFrom } from '#core/trace/direction.ts';
import type { ReadChunk, ReadConnection } from './reading.ts';
import { SideOrders, wireUnitAt } from './wire-unit.ts';

/** How the reader wants directions decided: from the text, or otherwise. */
export type DirectionMode = 'as-told' | 'by-masks' | 'from-client' | 'from-server' | 'swapped';

export const DIRECTION_MODES: readonly DirectionMode[] = [
  'as-told',
  'by-masks',
  'from-client',
  'from-server',
  'swapped',
];

/** Part of a chunk, or all of it, with its direction. */
export type DirectedPart = {
  readonly chunk: ReadChunk;
  readonly direction: Direction;
  /** Bytes of the connection. */
  readonly start: number;
  readonly end: number;
};

/** Bytes up to `end` that one side sent. */
type Stretch = { readonly direction: Direction; readonly end: number };

export function directParts(connection: ReadConnection, mode: DirectionMode): DirectedPart[] {
  switch (mode) {
    case 'from-client':
      return connection.chunks.map((chunk) => whole(chunk, 'client-to-server'));
    case 'from-server':
      return connection.chunks.map((chunk) => whole(chunk, 'server-to-client'));
    case 'swapped':
      return directAsTold(connection, false).map((part) => ({
        ...part,
        direction: opposite(part.direction),
      }));
    case 'by-masks':
      return directAsTold(connection, true);
    case 'as-told':
      return directAsTold(connection, false);
  }
}

function opposite(direction: Direction): Direction {
  return direction === 'client-to-server' ? 'server-to-client' : 'client-to-server';
}

function whole(chunk: ReadChunk, direction: Direction): DirectedPart {
  return { chunk, direction, ...chunk.range };
}

/**
 * Neighbouring chunks without a direction are examined together, because a frame can cross their
 * boundaries.
 */
function directAsTold({ bytes, chunks }: ReadConnection, isByMasks: boolean): DirectedPart[] {
  const parts: DirectedPart[] = [];
  for (let first = 0; first < chunks.length;) {
    const chunk = chunks[first]!;
    // If packets contain stream positions, they contain directions too.
    const isTold = (each: ReadChunk) =>
      each.direction !== null && (!isByMasks || each.offset !== undefined);
    if (isTold(chunk)) {
      parts.push(whole(chunk, chunk.direction ?? 'client-to-server'));
      first++;
      continue;
    }
    let last = first;
    while (last + 1 < chunks.length && !isTold(chunks[last + 1]!)) last++;
    const { start } = chunk.range;
    const { end } = chunks[last]!.range;
    const stretches = stretchesIn(bytes.subarray(start, end), isByMasks);
    cutAt(chunks.slice(first, last + 1), stretches, start, parts);
    first = last + 1;
  }
  return parts;
}

function cutAt(
  chunks: readonly ReadChunk[],
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

/**
 * Ranges of bytes without a direction. All together if they don't make two sides that follow the
 * rules.
 */
function stretchesIn(bytes: Uint8Array, isForced: boolean): readonly Stretch[] {
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
