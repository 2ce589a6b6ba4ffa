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

/** A number, and what follows it. Infinity is a number. */
const numberAndUnit = /^([+-]?(?:\d[\d,.]*(?:e[+-]?\d+)?|[.,]\d+|Infinity))([a-zµ/%]*)$/i;

/** Units of one kind, each in the smallest of them. A number may be typed in any of its kind. */
const KINDS: readonly Readonly<Record<string, number>>[] = [
  { ms: 1, s: 1000, sec: 1000, min: 60_000, h: 3_600_000 },
  { B: 1, byte: 1, bytes: 1, kB: 1000, KB: 1000, MB: 1_000_000, KiB: 1024, MiB: 1024 * 1024 },
  { '/h': 1, '/min': 60, '/s': 3600 },
  { '%': 1 },
];

const MULTIPLES: Readonly<Record<string, number>> = { k: 1e3, K: 1e3, M: 1e6, m: 1e6, G: 1e9 };

/**
 * Reads common notations: "10,000", "10 000", "0.5", "0,5", "1e3", "10k", "1M", and units of the
 * same kind as the field's `unit`: "2 s" is 2000 in a field of milliseconds.
 */
export function readTypedNumber(
  text: string,
  { min, max, step }: NumberLimits,
  unit = '',
): TypedNumber {
  const typed = valueOf(text.replace(/[\s_]/g, ''), unit.replace(/\s/g, ''));
  if (typed === null || Number.isNaN(typed)) return { kind: 'unreadable' };
  if (typed < min) return { kind: 'below', value: min };
  if (typed > max) return { kind: 'above', value: max };
  const value = Math.min(Math.max(roundTo(step, typed), min), max);
  return { kind: value === typed ? 'accepted' : 'rounded', value };
}

function valueOf(spaceless: string, unit: string): number | null {
  const [, number = '', suffix = ''] = numberAndUnit.exec(spaceless) ?? [];
  const factor = factorOf(suffix, unit);
  if (number === '' || factor === null) return null;
  const digits = grouped.test(number) ? number.replaceAll(',', '') : number.replace(',', '.');
  return Number((Number(digits) * factor).toPrecision(15));
}

/**
 * By what a number with this suffix is multiplied in a field of this unit; null for another kind.
 */
function factorOf(suffix: string, unit: string): number | null {
  if (suffix === '' || suffix === unit) return 1;
  const kind = KINDS.find((units) => unit in units);
  const [own, typed] = [kind?.[unit], kind?.[suffix]];
  if (own !== undefined && typed !== undefined) return typed / own;
  return MULTIPLES[suffix] ?? null;
}

/** Removes the error of binary fractions: three steps of 0.1 are 0.3. */
function roundTo(step: number, value: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12));
}
