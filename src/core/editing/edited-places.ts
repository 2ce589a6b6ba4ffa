/** Maps positions between an original stream and the stream after a list of edits. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { readStream, type Trace } from '#core/trace/trace.ts';
import { changedRanges, type ChangedRange } from './changed-ranges.ts';
import type { Edit } from './edit.ts';

export class EditedPlaces {
  readonly #edits: Readonly<Record<Direction, readonly Edit[]>>;
  readonly #changes: Readonly<Record<Direction, readonly ChangedRange[]>>;

  /** `edits` lead from `original` to `edited`, in order. */
  constructor(original: Trace, edited: Trace, edits: readonly Edit[]) {
    const [toServer, toClient] = DIRECTIONS.map((direction) => {
      const own = edits.filter((edit) => edit.direction === direction);
      const changes =
        own.length === 0
          ? []
          : changedRanges(readStream(original, direction), readStream(edited, direction), own);
      return { own, changes };
    });
    this.#edits = { 'client-to-server': toServer!.own, 'server-to-client': toClient!.own };
    this.#changes = {
      'client-to-server': toServer!.changes,
      'server-to-client': toClient!.changes,
    };
  }

  /** The ranges of the edited stream that differ, in order. */
  changesOf(direction: Direction): readonly ChangedRange[] {
    return this.#changes[direction];
  }

  /** Null for a deleted byte. */
  toEdited(direction: Direction, offset: number): number | null {
    let at: number | null = offset;
    for (const { range, bytes } of this.#edits[direction]) {
      at = moveByte(at, range.start, lengthOfRange(range), bytes.length);
      if (at === null) return null;
    }
    return at;
  }

  /** Null for an inserted byte. */
  toOriginal(direction: Direction, offset: number): number | null {
    let at: number | null = offset;
    for (const { range, bytes } of this.#edits[direction].toReversed()) {
      at = moveByte(at, range.start, bytes.length, lengthOfRange(range));
      if (at === null) return null;
    }
    return at;
  }

  isChanged(direction: Direction, editedOffset: number): boolean {
    return this.#changes[direction].some(
      ({ range }) => range.start <= editedOffset && editedOffset < range.end,
    );
  }
}

/**
 * Where a byte is after `removed` bytes at `start` became `added` ones. Replaced bytes map one to
 * one, as far as both exist.
 */
function moveByte(at: number, start: number, removed: number, added: number): number | null {
  if (at < start) return at;
  if (at >= start + removed) return at + added - removed;
  return at - start < added ? at : null;
}
