// Measures Learn's main thread: a step of the largest scenario, playing, and doing nothing.

import { withPage } from './page.mjs';

/** The scenario with the most to draw: 128 KiB in one message, three length forms. */
const largest = '#/learn/three-lengths?size=131072';
/** Packets of both sides are in flight at the same time. */
const busiest = '#/learn/chat?times=5';
const warmUps = 3;
const repetitions = 20;
/** Long enough to draw and announce a step, and to write the address. */
const settleMs = 600;
const idleMs = 5000;
const playedMs = 4000;

/** @param {readonly number[]} values */
function medianOf(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}

/** @returns {Promise<import('./run.mjs').Measurement[]>} */
function measureSteps() {
  return withPage(largest, async (page, costOf) => {
    /** The cost of a step forward. At the last step the lesson starts again, uncounted. */
    async function stepForward() {
      const address = page.url();
      const cost = await costOf(() => page.keyboard.press('ArrowRight'), settleMs);
      if (page.url() !== address) return cost.scriptMs;
      await costOf(() => page.keyboard.press('Home'), settleMs);
      if (page.url() === address) throw new Error('expected the keys to step, they did not');
      return stepForward();
    }

    const cold = await stepForward();
    for (let count = 1; count < warmUps; count++) await stepForward();
    const steps = [];
    for (let count = 0; count < repetitions; count++) steps.push(await stepForward());
    const idle = await costOf(async () => {}, idleMs);
    return [
      { what: 'first step change, cold', measured: cold, unit: 'ms' },
      {
        what: `step change, median of ${repetitions}`,
        measured: medianOf(steps),
        unit: 'ms',
        max: 16,
      },
      { what: 'slowest of them', measured: Math.max(...steps), unit: 'ms' },
      { what: 'five idle seconds: script', measured: idle.scriptMs, unit: 'ms', max: 0 },
      { what: 'five idle seconds: layouts', measured: idle.layouts, unit: '', max: 0 },
      { what: 'five idle seconds: style changes', measured: idle.styles, unit: '', max: 0 },
    ];
  });
}

/** @returns {Promise<import('./run.mjs').Measurement[]>} */
function measurePlaying() {
  return withPage(
    busiest,
    async (page, costOf) => {
      // After the opening, where packets cross.
      await page.getByRole('button', { name: 'Chapter Data transfer' }).click();
      await page.getByRole('combobox', { name: 'Pace' }).selectOption('1/4×');
      const seen = page.evaluate(
        (durationMs) =>
          new Promise((resolve) => {
            /** @type {number[]} */
            const times = [];
            const count = (/** @type {number} */ now) => {
              times.push(now);
              if (now - (times[0] ?? now) < durationMs) requestAnimationFrame(count);
              else resolve({ frames: times.length - 1, ms: now - (times[0] ?? now) });
            };
            requestAnimationFrame(count);
          }),
        playedMs,
      );
      const cost = await costOf(
        () => page.getByRole('button', { name: 'Play on', exact: true }).click(),
        playedMs,
      );
      const { frames, ms } = /** @type {{ frames: number, ms: number }} */ (await seen);
      return [
        { what: 'playing: frames', measured: (frames / ms) * 1000, unit: '/s', min: 58 },
        { what: 'playing: script a frame', measured: cost.scriptMs / frames, unit: 'ms', max: 8 },
      ];
    },
    { reducedMotion: 'no-preference' },
  );
}

/** @type {import('./run.mjs').Benchmark} */
export const benchmark = {
  title: 'Learn, script on the main thread',
  measure: async () => [...(await measureSteps()), ...(await measurePlaying())],
};
