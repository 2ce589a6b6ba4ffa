/** Single values in a link: numbers within limits, and one of several choices. */

/** A value that was adjusted. */
export type ValueCorrection = {
  /** As the link has it. */
  readonly given: string;
  readonly taken: number | string;
  readonly reason: 'below' | 'above' | 'rounded' | 'unreadable' | 'too-long';
};

export type LinkedValue<Value extends number | string> = {
  readonly taken: Value;
  /** Null if the value is as given. */
  readonly reason: ValueCorrection['reason'] | null;
};

type Limits = { readonly min: number; readonly max: number; readonly step: number };

/** Links have plain decimals. Number() would also read "0x10", "1e3" and blanks. */
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;

export function readLinkedNumber(
  given: string,
  { min, max, step }: Limits,
  fallback: number,
): LinkedValue<number> {
  if (!DECIMAL.test(given)) return { taken: fallback, reason: 'unreadable' };
  const value = Number(given);
  if (value < min) return { taken: min, reason: 'below' };
  if (value > max) return { taken: max, reason: 'above' };
  const taken = roundToStep(value, step);
  return { taken, reason: taken === value ? null : 'rounded' };
}

export function readLinkedChoice<Choice extends string>(
  given: string,
  choices: readonly Choice[],
  fallback: Choice,
): LinkedValue<Choice> {
  const taken = choices.find((choice) => choice === given);
  return taken === undefined ? { taken: fallback, reason: 'unreadable' } : { taken, reason: null };
}

/** Rounds away binary fractions: three steps of 0.1 are 0.3. There is no negative zero. */
function roundToStep(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12)) + 0;
}
