/** Reads a number that was typed into a field with limits. */

export type NumberLimits = {
  readonly min: number;
  readonly max: number;
  /** The number is rounded to a multiple of this. */
  readonly step: number;
};

export type TypedNumber =
  | { readonly kind: 'accepted'; readonly value: number }
  | { readonly kind: 'rounded' | 'below' | 'above'; readonly value: number }
  | { readonly kind: 'unreadable' };

/** Commas between groups of three. Any other comma is a decimal one. */
const grouped = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.|$)/;

/** Reads common notations: "10,000", "10 000", "0.5", "0,5", "1e3". */
export function readTypedNumber(text: string, { min, max, step }: NumberLimits): TypedNumber {
  const spaceless = text.replace(/[\s_]/g, '');
  const digits = grouped.test(spaceless)
    ? spaceless.replaceAll(',', '')
    : spaceless.replace(',', '.');
  const typed = digits === '' ? Number.NaN : Number(digits);
  if (Number.isNaN(typed)) return { kind: 'unreadable' };
  if (typed < min) return { kind: 'below', value: min };
  if (typed > max) return { kind: 'above', value: max };
  const value = Math.min(Math.max(roundTo(step, typed), min), max);
  return { kind: value === typed ? 'accepted' : 'rounded', value };
}

/** Removes the error of binary fractions: three steps of 0.1 are 0.3. */
function roundTo(step: number, value: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12));
}
