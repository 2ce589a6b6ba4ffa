// What Learn costs the main thread: a step change, and doing nothing.

import { withPage } from './page.mjs';

const lesson = '#/learn/hello-and-goodbye';
const warmUps = 3;
const repetitions = 20;
/** Until a step is drawn and announced, and the address written. */
const settleMs = 600;
const idleMs = 5000;

/** @param {readonly number[]} values */
function medianOf(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}

/** @type {import('./run.mjs').Benchmark} */
export const benchmark = {
  title: 'Learn, script on the main thread',
  measure: () =>
    withPage(lesson, async (page, costOf) => {
      /** The cost of a step forward; from the last step the lesson begins again, uncounted. */
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
          most: 16,
        },
        { what: 'slowest of them', measured: Math.max(...steps), unit: 'ms' },
        { what: 'five idle seconds: script', measured: idle.scriptMs, unit: 'ms', most: 0 },
        { what: 'five idle seconds: layouts', measured: idle.layouts, unit: '', most: 0 },
        { what: 'five idle seconds: style changes', measured: idle.styles, unit: '', most: 0 },
      ];
    }),
};
