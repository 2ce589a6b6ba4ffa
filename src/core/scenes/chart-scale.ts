/** Scales of chart axes: positions of values and ticks. */

export type ChartTick = { readonly value: number; readonly at: number };

export type ChartScale = {
  readonly at: (value: number) => number;
  readonly ticks: readonly ChartTick[];
};

/** One tick alone shows no scale. */
const FEWEST_TICKS = 2;
const FINEST = [1, 1.2, 1.4, 1.6, 1.8, 2, 2.5, 3, 4, 5, 6, 7, 8, 9] as const;

/** Equal ratios have equal distances. Values must be greater than 0. */
export function logarithmicScale(
  [min, max]: readonly [number, number],
  [from, to]: readonly [number, number],
  maxTicks: number,
): ChartScale {
  const low = Math.log10(min);
  const high = Math.log10(Math.max(max, min * 1.001));
  const at = (value: number) => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  const decades = roundValues(low, high, [1]);
  const finer = roundValues(low, high, [1, 2, 5]);
  const wide = decades.length < 3 || finer.length <= maxTicks ? finer : decades;
  const chosen = wide.length < FEWEST_TICKS ? roundValues(low, high, FINEST) : wide;
  const step = Math.ceil(chosen.length / Math.max(1, maxTicks));
  const values = chosen.filter((_, index) => index % step === 0);
  return { at, ticks: values.map((value) => ({ value, at: at(value) })) };
}

/** Equal differences have equal distances. There is a tick at each of `values`. */
export function linearScale(
  [min, max]: readonly [number, number],
  [from, to]: readonly [number, number],
  values: readonly number[],
): ChartScale {
  const at = (value: number) => from + ((value - min) / (max - min)) * (to - from);
  return { at, ticks: values.map((value) => ({ value, at: at(value) })) };
}

/** Ticks from 0 at round values, at most `maxTicks` of them besides the 0; `most` is at `width`. */
export function linearTicks(most: number, width: number, maxTicks: number): ChartTick[] {
  if (most <= 0) return [{ value: 0, at: 0 }];
  const wanted = most / Math.max(1, Math.floor(maxTicks));
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = [1, 2, 5, 10].map((multiple) => multiple * power).find((each) => each >= wanted)!;
  const count = Math.floor(most / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => ({
    value: Number((index * step).toPrecision(12)),
    at: ((index * step) / most) * width,
  }));
}

/** Multiples of powers of ten between 10^low and 10^high. */
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
