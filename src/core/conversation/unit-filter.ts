/**
 * Which units of a conversation a reader wants to see: by direction, kind, findings and what they
 * say.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { opcodeName, type OpcodeName } from '#core/protocol/framing/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { ByteStream, Trace } from '#core/trace/trace.ts';
import { unitBytes, type Conversation } from './conversation.ts';
import { contentOf } from './message.ts';
import type { Unit } from './unit.ts';

/** Frames by opcode; requests and answers; and what is neither whole nor frame nor head. */
export type UnitKind = Exclude<OpcodeName, `reserved-${string}`> | 'reserved' | 'head' | 'other';

export type UnitFilter = {
  /** Null for both. */
  readonly direction: Direction | null;
  /** Null for all. */
  readonly kind: UnitKind | null;
  /** Whether to leave out those that break no rule. */
  readonly hasFindings: boolean;
  /** Contained in what a unit says, in small letters or capitals. Empty for anything. */
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
  /**
   * The first unit whose content was not looked through to its end, since it had become too much;
   * null for none.
   */
  readonly stoppedAt: number | null;
};

/** Bytes of content that are looked through for a text: as many as take no more than a moment. */
const MOST_SEARCHED = 2 * 1024 * 1024;

/** What looking at a unit costs besides its bytes, in bytes. */
const UNIT_COST = 100;

export function isFiltering({ direction, kind, hasFindings, text }: UnitFilter): boolean {
  return direction !== null || kind !== null || hasFindings || text !== '';
}

export function unitKind(unit: Unit): UnitKind {
  switch (unit.kind) {
    case 'frame': {
      const name = opcodeName(unit.header.opcode);
      return name === 'reserved-data' || name === 'reserved-control' ? 'reserved' : name;
    }
    case 'request':
    case 'response':
      return 'head';
    default:
      return 'other';
  }
}

/**
 * Units that fit the filter. A text may begin in one frame and end in another: then all frames of
 * its message fit.
 */
export function filterUnits(
  conversation: Conversation,
  filter: UnitFilter,
  mostSearched = MOST_SEARCHED,
): FilteredUnits {
  const { units, findings } = conversation;
  const isFaulty = new Uint8Array(units.length);
  for (const { unitIndex } of filter.hasFindings ? findings : []) isFaulty[unitIndex] = 1;
  const candidates: number[] = [];
  units.forEach((unit, index) => {
    const fits =
      (filter.direction === null || unit.direction === filter.direction) &&
      (filter.kind === null || unitKind(unit) === filter.kind) &&
      (!filter.hasFindings || isFaulty[index] === 1);
    if (fits) candidates.push(index);
  });
  if (filter.text === '') return { indices: candidates, stoppedAt: null };
  return searchUnits(conversation, candidates, filter.text, mostSearched);
}

function searchUnits(
  conversation: Conversation,
  candidates: readonly number[],
  text: string,
  mostSearched: number,
): FilteredUnits {
  const wanted = text.toLowerCase();
  const messages = fragmentsByUnit(conversation);
  /** Whether a fragmented message says it, by its first frame. */
  const known = new Map<number, boolean>();
  const indices: number[] = [];
  let left = mostSearched;
  let stoppedAt: number | null = null;
  for (const index of candidates) {
    const fragments = messages.get(index);
    const first = fragments?.[0] ?? index;
    let isFound = fragments && known.get(first);
    if (isFound === undefined) {
      const content = contentWithin(fragments ?? [index], conversation, left);
      left -= content.bytes.length + UNIT_COST;
      isFound = fromUtf8(content.bytes).toLowerCase().includes(wanted);
      if (fragments) known.set(first, isFound);
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

/** The frames of its message beside each frame of one that came in several. */
function fragmentsByUnit({ messages }: Conversation): Map<number, readonly number[]> {
  const fragmented = messages.filter(({ unitIndices }) => unitIndices.length > 1);
  return new Map(
    fragmented.flatMap(({ unitIndices }) => unitIndices.map((index) => [index, unitIndices])),
  );
}

/** What units say one after another, at most so many bytes of it. */
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
    const piece = sayingOf(unit, trace, left + 1);
    pieces.push(piece.subarray(0, left));
    left -= piece.length;
  }
  const [only] = pieces;
  const bytes = pieces.length === 1 && only ? only : concatBytes(pieces);
  return { bytes, isCut: left < 0 };
}

/** At most so many bytes of what a frame says; of anything else, its own bytes. */
function sayingOf(unit: Unit, trace: Trace, most: number): Uint8Array {
  const stream: ByteStream = trace.streams[unit.direction];
  const { start, end } = unit.range;
  const headerSize = unit.kind === 'frame' ? unit.headerSize : 0;
  const range = { start, end: Math.min(end, start + headerSize + most) };
  return unit.kind === 'frame'
    ? contentOf({ ...unit, range }, stream).subarray(0, most)
    : unitBytes(trace, { ...unit, range });
}
