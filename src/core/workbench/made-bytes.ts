/** Bytes that aren't in a pasted text: frame headers around payloads, parts of heads. */

import { bytesCovering, shiftRange, type ByteRange } from '#core/bytes/bit-range.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { findingRange } from '#core/conversation/finding.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { EditedPlaces } from '#core/editing/edited-places.ts';
import type { SourceMap } from '#core/paste/assembly/source-map.ts';
import type { Direction } from '#core/trace/direction.ts';

export class MadeBytes {
  readonly #source: SourceMap | null;
  readonly #places: EditedPlaces;

  /** `source` is null if the bytes don't come from a text: then none are made. */
  constructor(source: SourceMap | null, places: EditedPlaces) {
    this.#source = source;
    this.#places = places;
  }

  /** Whether a byte was made here, and not changed by the reader since. */
  isMade(direction: Direction, offset: number): boolean {
    if (this.#source === null || this.#places.isChanged(direction, offset)) return false;
    const original = this.#places.toOriginal(direction, offset);
    return original !== null && this.#source.isMade(direction, original);
  }

  /** Whether the unit is a frame whose header was made. */
  isMadeFrame({ kind, direction, range }: Unit): boolean {
    return kind === 'frame' && this.isMade(direction, range.start);
  }

  /** The made bytes of a unit, counted from its start. A payload has none. */
  rangesOf(unit: Unit): readonly ByteRange[] {
    if (this.#source === null) return [];
    const { direction, range } = unit;
    const size = unit.kind === 'frame' ? unit.headerSize : range.end - range.start;
    const ranges: ByteRange[] = [];
    for (let offset = 0; offset < size; offset++) {
      if (!this.isMade(direction, range.start + offset)) continue;
      const last = ranges.at(-1);
      if (last?.end === offset) ranges[ranges.length - 1] = { start: last.start, end: offset + 1 };
      else ranges.push({ start: offset, end: offset + 1 });
    }
    return ranges;
  }

  /** Without findings that are only about made bytes, which nobody sent. */
  withoutFindings(conversation: Conversation): Conversation {
    const { units, findings } = conversation;
    if (this.#source === null || findings.length === 0) return conversation;
    const judged = findings.filter((finding) => {
      const unit = units[finding.unitIndex]!;
      const place = bytesCovering(findingRange(finding, conversation));
      return !this.#areAllMade(unit.direction, shiftRange(place, unit.range.start));
    });
    return judged.length === findings.length ? conversation : { ...conversation, findings: judged };
  }

  #areAllMade(direction: Direction, { start, end }: ByteRange): boolean {
    for (let offset = start; offset < end; offset++) {
      if (!this.isMade(direction, offset)) return false;
    }
    return end > start;
  }
}
