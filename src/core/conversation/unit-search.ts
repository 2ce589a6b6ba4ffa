/** Searches the contents of units, in steps, so that a page stays responsive meanwhile. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import type { Trace } from '#core/trace/trace.ts';
import { unitBytes, type Conversation } from './conversation.ts';
import { contentOf, isFragmented } from './message.ts';
import type { Matcher } from './search-pattern.ts';
import type { Unit } from './unit.ts';
import { unitTest, type UnitFilter } from './unit-filter.ts';

/** The fixed cost of looking at a unit, in bytes of content. */
const UNIT_COST = 100;

/** The cost of a unit that a filter leaves out. */
const PASSED_COST = 5;

/**
 * Finds the units that pass a filter and contain a pattern. If a pattern begins in one frame and
 * ends in another, all frames of the message contain it.
 */
export class UnitSearch {
  readonly #conversation: Conversation;
  readonly #passes: (unitIndex: number) => boolean;
  readonly #matches: Matcher | null;
  readonly #found: number[] = [];
  readonly #fragments: ReadonlyMap<number, readonly number[]>;
  /** Whether a fragmented message contains the pattern, by its frames. */
  readonly #known = new Map<readonly number[], boolean>();
  #next = 0;

  /**
   * @param matches null for all contents
   * @param concerned units that findings across frames are about
   */
  constructor(
    conversation: Conversation,
    filter: UnitFilter,
    matches: Matcher | null = null,
    concerned?: ReadonlySet<number>,
  ) {
    this.#conversation = conversation;
    this.#passes = unitTest(conversation, filter, concerned);
    this.#matches = matches;
    this.#fragments = matches === null ? new Map() : fragmentsByUnit(conversation);
  }

  /** The units found so far, in the order of the conversation. */
  get found(): readonly number[] {
    return this.#found;
  }

  /** The part of the units that were looked at, from 0 to 1. */
  get searched(): number {
    const { length } = this.#conversation.units;
    return length === 0 ? 1 : this.#next / length;
  }

  get isDone(): boolean {
    return this.#next >= this.#conversation.units.length;
  }

  /** Searches on, through about so many bytes of content and at least one unit. */
  step(most = Infinity): this {
    for (let left = most; left > 0 && !this.isDone;) left -= this.#look(this.#next++);
    return this;
  }

  /** Returns what it cost. */
  #look(unitIndex: number): number {
    if (!this.#passes(unitIndex)) return PASSED_COST;
    const { isFound, size } = this.#lookInto(unitIndex);
    if (isFound) this.#found.push(unitIndex);
    return UNIT_COST + size;
  }

  #lookInto(unitIndex: number): { readonly isFound: boolean; readonly size: number } {
    const matches = this.#matches;
    if (matches === null) return { isFound: true, size: 0 };
    const fragments = this.#fragments.get(unitIndex);
    const known = fragments && this.#known.get(fragments);
    if (known !== undefined) return { isFound: known, size: 0 };
    const content = contentOfUnits(fragments ?? [unitIndex], this.#conversation);
    const isFound = matches(content);
    if (fragments) this.#known.set(fragments, isFound);
    return { isFound, size: content.length };
  }
}

/** For each frame of a fragmented message, all frames of that message. */
function fragmentsByUnit({ messages }: Conversation): Map<number, readonly number[]> {
  const fragmented = messages.filter(isFragmented);
  return new Map(
    fragmented.flatMap(({ unitIndices }) => unitIndices.map((index) => [index, unitIndices])),
  );
}

/** The contents of units one after another. */
function contentOfUnits(
  unitIndices: readonly number[],
  { units, trace }: Conversation,
): Uint8Array {
  const pieces = unitIndices.flatMap((index) => {
    const unit = units[index];
    return unit === undefined ? [] : [contentOfUnit(unit, trace)];
  });
  return pieces.length === 1 && pieces[0] ? pieces[0] : concatBytes(pieces);
}

/** A frame's content, or another unit's own bytes. */
function contentOfUnit(unit: Unit, trace: Trace): Uint8Array {
  return unit.kind === 'frame'
    ? contentOf(unit, trace.streams[unit.direction])
    : unitBytes(trace, unit);
}
