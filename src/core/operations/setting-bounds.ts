/** How far the numbers of a model's settings go, and what is taken for a number beyond. */

export type Bounds = {
  readonly min: number;
  readonly max: number;
  /** Rounded to the nearest whole number. */
  readonly isWhole?: true;
  /** 0 and below mean "none", although `min` is higher. */
  readonly allowsNone?: true;
};

/** Bounds for every number of the settings. */
export type BoundsOf<Settings> = Readonly<
  Record<
    { [Name in keyof Settings]: Settings[Name] extends number ? Name : never }[keyof Settings],
    Bounds
  >
>;

export const SEED_BOUNDS: Bounds = { min: 0, max: 0xffff_ffff, isWhole: true };

/**
 * The settings with every number within its bounds. Results contain these, so that a figure shows
 * what was used. Throws a `RangeError` for NaN, which has no nearest bound.
 */
export function withinBounds<Settings extends object>(
  settings: Settings,
  bounds: BoundsOf<Settings>,
): Settings {
  const wanted = settings as Readonly<Record<string, unknown>>;
  const taken = Object.entries<Bounds>(bounds).map(([name, each]) => {
    const value = wanted[name];
    if (typeof value !== 'number' || Number.isNaN(value)) {
      throw new RangeError(`expected a number for ${name}, got ${String(value)}`);
    }
    return [name, nearestWithin(value, each)];
  });
  return { ...settings, ...Object.fromEntries(taken) };
}

export function nearestWithin(value: number, { min, max, isWhole, allowsNone }: Bounds): number {
  if (allowsNone && value <= 0) return 0;
  const nearest = Math.max(min, Math.min(max, value));
  return isWhole ? Math.round(nearest) : nearest;
}
