/** Where the bytes of a paste stand in its text, and what each of them is. */

import type { BitRange } from '#core/bytes/bit-range.ts';
import { dissectUnit, type Conversation } from '#core/dissection/conversation.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import type { ByteKind } from '#core/dissection/field.ts';
import { fieldsInByte, linkedRange } from '#core/geometry/wire-range.ts';
import type { TextRange } from '#core/notations/notation.ts';
import type { SourceMap, StreamPlace } from '#core/notations/source-map.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';

/** A byte in the text. */
export type SourceMark = TextRange & {
  readonly kind: ByteKind | null;
  /** Index of the unit that it belongs to, and the bits of that unit's wire that light up with it. */
  readonly unit: number;
  readonly range: BitRange;
};

/** Works out the marks of what is looked at, and of nothing else: a paste may have millions of bytes. */
export class SourceMarks {
  readonly #source: SourceMap;
  readonly #conversation: Conversation;
  readonly #dissections = new Map<number, Dissection>();

  /** Indices of each direction's units, in the order of its stream. */
  readonly #unitsOf: Readonly<Record<Direction, readonly number[]>>;

  constructor(source: SourceMap, conversation: Conversation) {
    this.#source = source;
    this.#conversation = conversation;
    const [client, server] = DIRECTIONS.map((direction) =>
      conversation.units.flatMap((unit, index) => (unit.direction === direction ? [index] : [])),
    );
    this.#unitsOf = { 'client-to-server': client ?? [], 'server-to-client': server ?? [] };
  }

  /** The bytes that stand within a stretch of the text. */
  within(stretch: TextRange): SourceMark[] {
    return this.#source
      .bytesWithin(stretch)
      .flatMap(({ direction, range: { start, end } }) =>
        Array.from({ length: end - start }, (_, index) =>
          this.#markOf({ direction, offset: start + index }),
        ).filter((mark) => mark !== null),
      );
  }

  /** The byte that a place in the text belongs to; null between bytes. */
  at(place: number): SourceMark | null {
    const byte = this.#source.byteAt(place);
    return byte === null ? null : this.#markOf(byte);
  }

  #markOf({ direction, offset }: StreamPlace): SourceMark | null {
    const unitIndex = this.#unitHolding(direction, offset);
    const unit = unitIndex === null ? undefined : this.#conversation.units[unitIndex];
    if (unitIndex === null || unit === undefined) return null;
    const dissection = this.#dissectionOf(unitIndex);
    const inUnit = offset - unit.range.start;
    return {
      ...this.#source.rangeOf(direction, offset),
      kind: fieldsInByte(dissection, 'wire', inUnit).at(-1)?.kind ?? null,
      unit: unitIndex,
      range: linkedRange(dissection, 'wire', inUnit),
    };
  }

  #unitHolding(direction: Direction, offset: number): number | null {
    const { units } = this.#conversation;
    const indices = this.#unitsOf[direction];
    let low = 0;
    let high = indices.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((units[indices[middle]!]?.range.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return indices[low] ?? null;
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
