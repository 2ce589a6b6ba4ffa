/** Where the bytes of a paste stand in its text, and what each of them is. */

import type { BitRange } from '#core/bytes/bit-range.ts';
import type { Conversation } from '#core/dissection/conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import type { ByteKind } from '#core/dissection/field.ts';
import { fieldsInByte, linkedRange } from '#core/geometry/wire-range.ts';
import type { TextPositions, TextRange } from '#core/notations/notation.ts';

/** A byte in the text. */
export type SourceMark = TextRange & {
  readonly kind: ByteKind | null;
  /** Index of the unit that it belongs to, and the bits of that unit's wire that light up with it. */
  readonly unit: number;
  readonly range: BitRange;
};

/** Works out the marks of what is looked at, and of nothing else: a paste may have millions of bytes. */
export class SourceMarks {
  readonly #positions: TextPositions;
  readonly #conversation: Conversation;
  readonly #dissections = new Map<number, Dissection>();

  /** The conversation is read from the bytes at `positions`, all of them in one direction. */
  constructor(positions: TextPositions, conversation: Conversation) {
    this.#positions = positions;
    this.#conversation = conversation;
  }

  /** The bytes that stand within a stretch of the text. */
  within(stretch: TextRange): SourceMark[] {
    const { start, end } = this.#positions.bytesWithin(stretch);
    return Array.from({ length: end - start }, (_, index) => this.#markOf(start + index)).filter(
      (mark) => mark !== null,
    );
  }

  /** The byte that a place in the text belongs to; null between bytes. */
  at(place: number): SourceMark | null {
    const byte = this.#positions.byteAt(place);
    return byte === null ? null : this.#markOf(byte);
  }

  #markOf(byte: number): SourceMark | null {
    const unitIndex = this.#unitHolding(byte);
    const unit = this.#conversation.units[unitIndex];
    if (unit === undefined) return null;
    const dissection = this.#dissectionOf(unitIndex);
    const offset = byte - unit.range.start;
    return {
      ...this.#positions.rangeOf(byte),
      kind: fieldsInByte(dissection, 'wire', offset).at(-1)?.kind ?? null,
      unit: unitIndex,
      range: linkedRange(dissection, 'wire', offset),
    };
  }

  #unitHolding(byte: number): number {
    const { units } = this.#conversation;
    let low = 0;
    let high = units.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((units[middle]?.range.end ?? 0) <= byte) low = middle + 1;
      else high = middle;
    }
    return low;
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
