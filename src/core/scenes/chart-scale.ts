/** Scales of a chart's axes: where a value stands, and where the ticks are. */

export type ChartTick = { readonly value: number; readonly at: number };

export type ChartScale = {
  readonly at: (value: number) => number;
  readonly ticks: readonly ChartTick[];
};

/** Equal ratios are equally far apart. Expects values above 0. */
export function logarithmicScale(
  [least, most]: readonly [number, number],
  [from, to]: readonly [number, number],
  mostTicks: number,
): ChartScale {
  const low = Math.log10(least);
  const high = Math.log10(Math.max(most, least * 1.001));
  const at = (value: number) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  const decades = roundValues(low, high, [1]);
  const finer = roundValues(low, high, [1, 2, 5]);
  const chosen = decades.length < 3 || finer.length <= mostTicks ? finer : decades;
  const step = Math.ceil(chosen.length / Math.max(1, mostTicks));
  const values = chosen.filter((_, index) => index % step === 0);
  return { at, ticks: values.map((value) => ({ value, at: at(value) })) };
}

/** Equal differences are equally far apart; ticks at each of `values`. */
export function linearScale(
  [least, most]: readonly [number, number],
  [from, to]: readonly [number, number],
  values: readonly number[],
): ChartScale {
  const at = (value: number) => from + ((value - least) / (most - least)) * (to - from);
  return { at, ticks: values.map((value) => ({ value, at: at(value) })) };
}

/** The multiples of powers of ten that lie between. */
function roundValues(low: number, high: number, multiples: readonly number[]): number[] {
  const values: number[] = [];
  for (let power = Math.floor(low); power <= Math.ceil(high); power++) {
    for (const multiple of multiples) {
      const value = Number(`${multiple}e${power}`);
      const logarithm = Math.log10(value);
      if (logarithm >= low - 1e-9 && logarithm <= high + 1e-9) values.push(value);
    }
  }
  return values;
}
