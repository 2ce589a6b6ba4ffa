/** Filters the units of a conversation by direction, kind, findings and text. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { foldCase, fromUtf8 } from '#core/bytes/text.ts';
import { opcodeName, type OpcodeName } from '#core/protocol/framing/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { ByteStream, Trace } from '#core/trace/trace.ts';
import { unitBytes, type Conversation } from './conversation.ts';
import { isFragmented, payloadOf } from './message.ts';
import { OrdinaryFrame } from './ordinary-frame.ts';
import type { Unit } from './unit.ts';

/** Frames by opcode, heads, and all other units. */
export type UnitKind = Exclude<OpcodeName, `reserved-${string}`> | 'reserved' | 'head' | 'other';

export type UnitFilter = {
  /** Null for both. */
  readonly direction: Direction | null;
  /** Null for all. */
  readonly kind: UnitKind | null;
  /** True for only the units that break a rule. */
  readonly hasFindings: boolean;
  /** Text that a unit must contain, in lower or upper case. Empty for all. */
  readonly text: string;
};

export const NO_FILTER: UnitFilter = {
  direction: null,
  kind: null,
  hasFindings: false,
  text: '',
};

export type FilteredUnits = {
  /** In the order of the conversation. */
  readonly indices: readonly number[];
  /** The first unit that was not searched to its end, because of the limit; null if all were. */
  readonly stoppedAt: number | null;
};

/** Bytes that one search reads, so that typing in the field stays fast. */
const MAX_SEARCHED = 2 * 1024 * 1024;

/** The fixed cost of searching a unit, in bytes. */
const UNIT_COST = 100;

export function isFiltering({ direction, kind, hasFindings, text }: UnitFilter): boolean {
  return direction !== null || kind !== null || hasFindings || text !== '';
}

export function unitKind(unit: Unit): UnitKind {
  switch (unit.kind) {
    case 'frame': {
      const isOrdinary = unit instanceof OrdinaryFrame;
      const name = opcodeName(isOrdinary ? unit.opcode : unit.header.opcode);
      return name === 'reserved-data' || name === 'reserved-control' ? 'reserved' : name;
    }
    case 'request':
    case 'response':
      return 'head';
    default:
      return 'other';
  }
}

/** The kinds that occur. */
export function unitKinds(units: readonly Unit[]): Set<UnitKind> {
  const kinds = new Set<UnitKind>();
  for (const unit of units) kinds.add(unitKind(unit));
  return kinds;
}

/**
 * The units that match. If a text begins in one frame and ends in another, all frames of the
 * message match.
 */
export function filterUnits(
  conversation: Conversation,
  filter: UnitFilter,
  maxSearched = MAX_SEARCHED,
): FilteredUnits {
  const { units, findings } = conversation;
  const isFaulty = new Uint8Array(units.length);
  for (const { unitIndex } of findings) isFaulty[unitIndex] = 1;
  const candidates: number[] = [];
  units.forEach((unit, index) => {
    const fits =
      (filter.direction === null || unit.direction === filter.direction) &&
      (filter.kind === null || unitKind(unit) === filter.kind) &&
      (!filter.hasFindings || isFaulty[index] === 1);
    if (fits) candidates.push(index);
  });
  if (filter.text === '') return { indices: candidates, stoppedAt: null };
  return searchUnits(conversation, candidates, filter.text, maxSearched);
}

function searchUnits(
  conversation: Conversation,
  candidates: readonly number[],
  text: string,
  maxSearched: number,
): FilteredUnits {
  const wanted = foldCase(text);
  const messages = fragmentsByUnit(conversation);
  /** Whether a fragmented message contains the text, by its frames. */
  const known = new Map<readonly number[], boolean>();
  const indices: number[] = [];
  let left = maxSearched;
  let stoppedAt: number | null = null;
  for (const index of candidates) {
    const fragments = messages.get(index);
    let isFound = fragments && known.get(fragments);
    if (isFound === undefined) {
      const content = contentWithin(fragments ?? [index], conversation, left);
      left -= content.bytes.length + UNIT_COST;
      isFound = foldCase(fromUtf8(content.bytes)).includes(wanted);
      if (fragments) known.set(fragments, isFound);
      if (!isFound && content.isCut) stoppedAt ??= index;
    }
    if (isFound) indices.push(index);
    if (left <= 0) {
      stoppedAt ??= candidates.find((other) => other > index) ?? null;
      break;
    }
  }
  return { indices, stoppedAt };
}

/** For each frame of a fragmented message, all frames of that message. */
function fragmentsByUnit({ messages }: Conversation): Map<number, readonly number[]> {
  const fragmented = messages.filter(isFragmented);
  return new Map(
    fragmented.flatMap(({ unitIndices }) => unitIndices.map((index) => [index, unitIndices])),
  );
}

/** The content of units one after another, at most `most` bytes. */
function contentWithin(
  indices: readonly number[],
  { units, trace }: Conversation,
  most: number,
): { readonly bytes: Uint8Array; readonly isCut: boolean } {
  const pieces: Uint8Array[] = [];
  let left = most;
  for (const index of indices) {
    const unit = units[index];
    if (unit === undefined) continue;
    if (left < 0) break;
    const piece = startOfContent(unit, trace, left + 1);
    pieces.push(piece.subarray(0, left));
    left -= piece.length;
  }
  const [only] = pieces;
  const bytes = pieces.length === 1 && only ? only : concatBytes(pieces);
  return { bytes, isCut: left < 0 };
}

/**
 * At least the first `most` bytes of a frame's content, or of another unit's own bytes; all if it
 * has fewer, and if they were inflated.
 */
function startOfContent(unit: Unit, trace: Trace, most: number): Uint8Array {
  const stream: ByteStream = trace.streams[unit.direction];
  if (unit.kind === 'frame') return unit.inflation?.bytes ?? payloadOf(unit, stream, most);
  const { start, end } = unit.range;
  return unitBytes(trace, {
    direction: unit.direction,
    range: { start, end: Math.min(end, start + most) },
  });
}
