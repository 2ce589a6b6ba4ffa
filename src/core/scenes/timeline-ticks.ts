/** The ticks of a time axis: at round times, with a minimum distance. */

export type TimelineTick = { readonly atMs: number; readonly x: number };

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Usual intervals of clock time. */
const STEPS_MS = [
  ...[0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30, 60].map((minutes) => minutes * MINUTE),
];

/** The room that a label needs, in units of the drawing. */
const MIN_DISTANCE = 76;

/** Ticks from `fromMs` up to and including `endMs`, which is `width` from there. */
export function timelineTicks(endMs: number, width: number, fromMs = 0): TimelineTick[] {
  const unitsPerMs = width / (endMs - fromMs);
  const step = STEPS_MS.find((ms) => ms * unitsPerMs >= MIN_DISTANCE) ?? STEPS_MS.at(-1)!;
  const first = Math.ceil(fromMs / step - 1e-9);
  const count = Math.max(0, Math.floor(endMs / step + 1e-9) - first + 1);
  return Array.from({ length: count }, (_, index) => {
    const atMs = (first + index) * step;
    return { atMs, x: (atMs - fromMs) * unitsPerMs };
  });
}
