import { rangeContains, rangesOverlap, type BitRange } from '#core/bytes/bit-range.ts';

/** Some bits of one unit, counted on the wire from its first byte. */
export type Place = {
  /** Index of the unit, or in Learn of the step; 0 if a figure shows one unit alone. */
  readonly unit: number;
  readonly range: BitRange;
};

/**
 * What is lit in every pane. A pane reports where the pointer or the focus is and what the reader
 * has chosen, and asks which of its parts are lit. All panes count bits on the wire, so that a bit,
 * a byte, a field and a character of the unmasked text light up together.
 */
export class Selection {
  #pointed = $state.raw<Place | null>(null);
  #chosen = $state.raw<Place | null>(null);

  /** The place under the pointer or the focus, or else the chosen one. */
  get lit(): Place | null {
    return this.#pointed ?? this.#chosen;
  }

  get chosen(): Place | null {
    return this.#chosen;
  }

  point(place: Place | null): void {
    // The pointer moves more often than the byte under it changes.
    if (!isSame(place, this.#pointed)) this.#pointed = place;
  }

  /** Keeps a place lit while nothing is pointed at. */
  choose(place: Place | null): void {
    this.#chosen = place;
  }

  /** Chooses a place, or clears it if it was chosen: on a click or Enter. */
  toggle(place: Place): void {
    this.#chosen = this.isChosen(place.unit, place.range) ? null : place;
  }

  isLit(unit: number, range: BitRange): boolean {
    const lit = this.lit;
    return lit !== null && lit.unit === unit && rangesOverlap(lit.range, range);
  }

  /** Whether all of this is within the chosen place. */
  isWithinChosen(unit: number, range: BitRange): boolean {
    const chosen = this.#chosen;
    return chosen !== null && chosen.unit === unit && rangeContains(chosen.range, range);
  }

  /** Whether exactly this is chosen. */
  isChosen(unit: number, range: BitRange): boolean {
    return isSame(this.#chosen, { unit, range });
  }
}

function isSame(one: Place | null, other: Place | null): boolean {
  if (one === null || other === null) return one === other;
  const { start, end } = one.range;
  return one.unit === other.unit && start === other.range.start && end === other.range.end;
}
