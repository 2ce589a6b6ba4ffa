/** Where the bytes of a paste are in its text, and the meaning of each. */

import { firstReached } from '#core/bytes/bisect.ts';
import { bitsOfBytes, bytesCovering, lengthOfRange, type BitRange } from '#core/bytes/bit-range.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { findFieldAt } from '#core/dissection/field.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import type { EditedPlaces } from '#core/editing/edited-places.ts';
import { linkedRange } from '#core/scenes/wire-range.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import type { SourceMap } from '#core/paste/assembly/source-map.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { Place } from '#view/state/selection.svelte.ts';

/** A byte of one direction's stream. */
export type StreamPlace = { readonly direction: Direction; readonly offset: number };

/** A byte in the text. */
export type SourceMark = TextRange & {
  readonly kind: ByteKind | null;
  /** Index of its unit. */
  readonly unit: number;
  /** The bits of the unit's wire bytes that it contains. */
  readonly own: BitRange;
  readonly isChanged: boolean;
};

/** Computes marks only for what is in view, because a paste can have millions of bytes. */
export class SourceMarks {
  readonly #source: SourceMap;
  readonly #conversation: Conversation;
  readonly #edits: EditedPlaces;
  readonly #dissections = new Map<number, Dissection>();
  /** Indices of each direction's units, in the order of their bytes. Made when first needed. */
  #unitsOf: Readonly<Record<Direction, readonly number[]>> | null = null;

  constructor(source: SourceMap, conversation: Conversation, edits: EditedPlaces) {
    this.#source = source;
    this.#conversation = conversation;
    this.#edits = edits;
  }

  /** The bytes within a range of the text. */
  within(stretch: TextRange): SourceMark[] {
    return this.#source
      .bytesWithin(stretch)
      .flatMap(({ direction, range }) =>
        Array.from({ length: range.end - range.start }, (_, index) =>
          this.#markOf({ direction, offset: range.start + index }),
        ).filter((mark) => mark !== null),
      );
  }

  /** The byte at a position of the text, and the bits that light up with it. Null between bytes. */
  at(place: number): (SourceMark & Place) | null {
    const byte = this.#source.byteAt(place);
    const mark = byte && this.#markOf(byte);
    if (!mark) return null;
    const offset = bytesCovering(mark.own).start;
    return { ...mark, range: linkedRange(this.#dissectionOf(mark.unit), 'wire', offset) };
  }

  /** The bytes at the start of a range that belong to one unit. Null if there are none. */
  joined(stretch: TextRange): Place | null {
    const run = this.#source.bytesWithin(stretch)[0];
    const first = run && this.#markOf({ direction: run.direction, offset: run.range.start });
    const unit = first && this.#conversation.units[first.unit];
    if (!run || !first || !unit) return null;
    const unitSize = lengthOfRange(unit.range);
    const end = bytesCovering(first.own).start + lengthOfRange(run.range);
    return {
      unit: first.unit,
      range: { ...first.own, end: bitsOfBytes(0, Math.min(end, unitSize)).end },
    };
  }

  /** Where the text contains the first byte of some bits. Null if an edit inserted it. */
  placeOf({ unit, range }: Place): TextRange | null {
    const found = this.#conversation.units[unit];
    if (found === undefined) return null;
    const offset = found.range.start + bytesCovering(range).start;
    const original = this.#edits.toOriginal(found.direction, offset);
    return original === null ? null : this.#source.rangeOf(found.direction, original);
  }

  #markOf({ direction, offset }: StreamPlace): SourceMark | null {
    const edited = this.#edits.toEdited(direction, offset);
    if (edited === null) return null;
    const unitIndex = this.#unitHolding(direction, edited);
    const unit = unitIndex === undefined ? undefined : this.#conversation.units[unitIndex];
    if (unitIndex === undefined || unit === undefined) return null;
    const { fields } = this.#dissectionOf(unitIndex);
    const within = edited - unit.range.start;
    const own = bitsOfBytes(within, within + 1);
    return {
      ...this.#source.rangeOf(direction, offset),
      // A frame's first bytes contain several fields. The last one determines the colour.
      kind: findFieldAt(fields, 'wire', own.end - 1)?.kind ?? null,
      unit: unitIndex,
      own,
      isChanged: this.#edits.isChanged(direction, edited),
    };
  }

  #unitHolding(direction: Direction, offset: number): number | undefined {
    const { units } = this.#conversation;
    const indices = (this.#unitsOf ??= indicesByDirection(units))[direction];
    return indices[
      firstReached(indices.length, (index) => units[indices[index]!]!.range.end > offset)
    ];
  }

  #dissectionOf(unitIndex: number): Dissection {
    const known = this.#dissections.get(unitIndex);
    if (known) return known;
    const { trace, units } = this.#conversation;
    const dissection = dissectUnit(trace, units[unitIndex]!);
    this.#dissections.set(unitIndex, dissection);
    return dissection;
  }
}

function indicesByDirection(
  units: Conversation['units'],
): Readonly<Record<Direction, readonly number[]>> {
  const indices: Record<Direction, number[]> = { 'client-to-server': [], 'server-to-client': [] };
  for (const [index, { direction }] of units.entries()) indices[direction].push(index);
  return indices;
}
