import { rangeContains, rangesOverlap, type BitRange } from '#core/bytes/bit-range.ts';

/** Some bits of one unit, counted on the wire from the unit's first byte. */
export type Place = {
  /** Index in the list of units; 0 where a figure shows one unit alone. */
  readonly unit: number;
  readonly range: BitRange;
};

/**
 * What is lit in every pane at once. A pane says where the reader points, be it with a pointer or
 * with the focus, and what the reader has chosen to stay; it asks what of its own lies there. All
 * of them count on the wire, so that a bit, a byte, a field and a character of the unmasked text
 * meet.
 */
export class Selection {
  #pointed = $state.raw<Place | null>(null);
  #chosen = $state.raw<Place | null>(null);

  /** What the pointer or the focus is on, or else what was chosen. */
  get lit(): Place | null {
    return this.#pointed ?? this.#chosen;
  }

  get chosen(): Place | null {
    return this.#chosen;
  }

  point(place: Place | null): void {
    // A pointer moves more often than what is under it changes.
    if (!isSame(place, this.#pointed)) this.#pointed = place;
  }

  /** Keeps a place lit while nothing is pointed at. */
  choose(place: Place | null): void {
    this.#chosen = place;
  }

  /** Chooses, or lets go what was chosen before: what a click does, and Enter. */
  toggle(place: Place): void {
    this.#chosen = this.isChosen(place.unit, place.range) ? null : place;
  }

  isLit(unit: number, range: BitRange): boolean {
    const lit = this.lit;
    return lit !== null && lit.unit === unit && rangesOverlap(lit.range, range);
  }

  /** Whether all of this lies within what was chosen. */
  isWithinChosen(unit: number, range: BitRange): boolean {
    const chosen = this.#chosen;
    return chosen !== null && chosen.unit === unit && rangeContains(chosen.range, range);
  }

  /** Whether exactly this was chosen. */
  isChosen(unit: number, range: BitRange): boolean {
    return isSame(this.#chosen, { unit, range });
  }
}

function isSame(one: Place | null, other: Place | null): boolean {
  if (one === null || other === null) return one === other;
  const { start, end } = one.range;
  return one.unit === other.unit && start === other.range.start && end === other.range.end;
}
