// Measures Compare: the main thread after a moved control, and the worker's simulation.

import { setTimeout as wait } from 'node:timers/promises';
import { bundleForNode } from '../bundle.mjs';
import { withPage } from './page.mjs';

/** An hour at one message per second. */
const hour = '#/compare?down=60&up=0&for=3600';
const warmUps = 3;
const repetitions = 20;
/** Long enough to draw the figures and curves, and to announce the sentence. */
const settleMs = 1200;

/** @param {readonly number[]} values */
function medianOf(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}

/** @param {() => unknown} act */
function timeOf(act) {
  const from = performance.now();
  act();
  return performance.now() - from;
}

/** Simulates one message per second with one method, and counts the bytes of every layer. */
async function simulated() {
  const { compareMethods } = await bundleForNode('src/core/traffic/results/comparison.ts');
  const { countProgress } = await bundleForNode('src/core/traffic/results/progress.ts');
  const { summarizeDelays } = await bundleForNode('src/core/traffic/results/delay-summary.ts');
  const { simulateMethod } = await bundleForNode('src/core/traffic/methods/simulate-method.ts');
  const { wirePlanOf } = await bundleForNode('src/core/traffic/settings/comparison-plan.ts');
  const { makeSchedule } = await bundleForNode('src/core/traffic/workload/workload.ts');
  const { DEFAULT_SETTINGS } = await bundleForNode(
    'src/core/traffic/settings/comparison-settings.ts',
  );
  const { makeCurves } = await bundleForNode('src/core/traffic/results/curves.ts');
  /** @param {number} seconds */
  const scheduleOf = (seconds) =>
    makeSchedule({
      messagesPerMinute: { 'server-to-client': 60, 'client-to-server': 0 },
      messageSize: 48,
      durationMs: seconds * 1000,
      pattern: 'even',
      seed: 1,
    });
  const settings = { ...DEFAULT_SETTINGS, layer: 'tcp' };
  const methods = ['polling', 'long-polling', 'event-stream', 'websocket'];
  /** @param {{ durationMs: number }} schedule */
  const simulateAll = (schedule) => {
    for (const method of methods) {
      const run = simulateMethod(method, schedule, settings);
      countProgress(run, wirePlanOf(settings), 'tcp', schedule.durationMs);
      summarizeDelays(run.deliveries, 'server-to-client');
    }
  };
  const quarter = scheduleOf(25_000);
  const whole = scheduleOf(100_000);
  const inAnHour = { ...settings, toClientPerMinute: 60, durationSeconds: 3600 };
  /** @param {() => unknown} act @param {number} times */
  const median = (act, times) => {
    for (let count = 0; count < warmUps; count++) act();
    return medianOf(Array.from({ length: times }, () => timeOf(act)));
  };
  return {
    hundredThousand: median(() => simulateAll(quarter), 7),
    fourHundredThousand: median(() => simulateAll(whole), 5),
    hour: median(() => compareMethods(inAnHour), 10),
    curves: median(() => makeCurves(inAnHour), 5),
  };
}

/** @type {import('./run.mjs').Benchmark} */
export const benchmark = {
  title: 'Compare, an hour at one message a second',
  measure: async () => {
    const page = await withPage(hour, async (page, costOf) => {
      const slider = page.getByRole('slider', { name: 'Round trip' });
      const figures = page.getByRole('table').first();
      await slider.focus();
      let isForward = true;
      const move = () => page.keyboard.press(isForward ? 'ArrowRight' : 'ArrowLeft');
      const cost = async () => {
        const { scriptMs } = await costOf(move, settleMs);
        isForward = !isForward;
        return scriptMs;
      };
      const cold = await cost();
      for (let count = 1; count < warmUps; count++) await cost();
      const costs = [];
      for (let count = 0; count < repetitions; count++) costs.push(await cost());

      // The time until the reader sees other figures: from the key to the new table.
      const waits = [];
      for (let count = 0; count < repetitions; count++) {
        waits.push(await untilChanged(page, slider, isForward ? 'ArrowRight' : 'ArrowLeft'));
        isForward = !isForward;
        await wait(settleMs);
      }
      if ((await figures.textContent()) === null) throw new Error('expected figures, got none');
      return { cold, costs, waits };
    });
    const core = await simulated();
    const { cold, costs, waits } = page;
    return [
      { what: 'script after the first moved control', measured: cold, unit: 'ms' },
      {
        what: `script, median of ${repetitions}`,
        measured: medianOf(costs),
        unit: 'ms',
        max: 16,
      },
      { what: 'slowest of them', measured: Math.max(...costs), unit: 'ms' },
      {
        what: 'until the new figures are there, median',
        measured: medianOf(waits),
        unit: 'ms',
        max: 100,
      },
      { what: 'an hour by four methods, in the worker', measured: core.hour, unit: 'ms' },
      { what: 'its curves, after them', measured: core.curves, unit: 'ms' },
      {
        what: '100,000 messages, a quarter by each method',
        measured: core.hundredThousand,
        unit: 'ms',
        max: 400,
      },
      {
        what: '400,000 messages, 100,000 by each',
        measured: core.fourHundredThousand,
        unit: 'ms',
      },
    ];
  },
};

/**
 * @param {import('@playwright/test').Page} page
 * @param {import('@playwright/test').Locator} slider
 * @param {string} key
 */
async function untilChanged(page, slider, key) {
  await slider.focus();
  await page.evaluate(() => {
    const table = document.querySelector('tbody');
    if (table === null) throw new Error('expected a table, got none');
    const state = /** @type {any} */ (window);
    state.changedAfterMs = new Promise((resolve) => {
      let from = 0;
      addEventListener('keydown', () => (from = performance.now()), { once: true, capture: true });
      const observer = new MutationObserver(() => {
        observer.disconnect();
        resolve(performance.now() - from);
      });
      const page = document.querySelector('main') ?? document.body;
      // The worker changes the drawing of the timeline. The key itself doesn't.
      for (const drawing of page.querySelectorAll('figure svg')) {
        observer.observe(drawing, { subtree: true, attributes: true, attributeFilter: ['d'] });
      }
    });
  });
  await page.keyboard.press(key);
  return page.evaluate(() => /** @type {any} */ (window).changedAfterMs);
}
