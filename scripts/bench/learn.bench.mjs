// Measures Learn's main thread: a step of the largest scenario, packets that travel, and doing
// nothing.

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
const playedSteps = 8;
/** Longer than any pause in a flight, and than the browser takes to begin one. */
const restMs = 1000;
/** A second of it. With fewer, nothing has travelled. */
const minFrames = 60;

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

/**
 * Counts the frames in which the line of the position moves, until it rests.
 *
 * @param {import('@playwright/test').Page} page
 */
function countMoves(page) {
  return page.getByRole('slider', { name: 'Time shown' }).evaluate((grip, rest) => {
    const line = /** @type {HTMLElement} */ (grip.parentElement);
    return new Promise((/** @type {(moves: { frames: number, ms: number }) => void} */ resolve) => {
      let shown = line.style.transform;
      let [frames, firstMs, lastMs] = [0, NaN, performance.now()];
      const look = (/** @type {number} */ nowMs) => {
        if (line.style.transform !== shown) {
          shown = line.style.transform;
          if (frames++ === 0) firstMs = nowMs;
          lastMs = nowMs;
        }
        if (nowMs - lastMs < rest) requestAnimationFrame(look);
        else resolve({ frames, ms: lastMs - firstMs });
      };
      requestAnimationFrame(look);
    });
  }, restMs);
}

/** @returns {Promise<import('./run.mjs').Measurement[]>} */
function measurePlaying() {
  return withPage(
    busiest,
    async (page, costOf) => {
      // After the opening, where packets cross.
      await page.getByRole('button', { name: 'Chapter Data transfer' }).click();
      await page.getByRole('combobox', { name: 'Pace' }).selectOption('1/4×');
      let [frames, intervals, ms, scriptMs] = [0, 0, 0, 0];
      for (let step = 0; step < playedSteps; step++) {
        // One step at a time: between them a reader reads, and nothing moves.
        const counted = { frames: 0, ms: 0 };
        const cost = await costOf(async () => {
          const moves = countMoves(page);
          await page.getByRole('button', { name: 'Play one step' }).click();
          Object.assign(counted, await moves);
        }, 0);
        if (counted.frames === 0) continue;
        frames += counted.frames;
        intervals += counted.frames - 1;
        ms += counted.ms;
        scriptMs += cost.scriptMs;
      }
      if (frames < minFrames) throw new Error(`expected packets to travel, saw ${frames} frames`);
      return [
        { what: 'playing: frames', measured: (intervals / ms) * 1000, unit: '/s', min: 58 },
        { what: 'playing: script a frame', measured: scriptMs / frames, unit: 'ms', max: 8 },
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
