// Opens a page of the built site in Chromium, and measures what actions on it cost its main thread.

import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { browserArguments, ensureBrowser } from '../browser.mjs';
import { withSite } from '../site.mjs';

/**
 * @typedef {object} Cost of something done, or of nothing, on the main thread
 * @property {number} scriptMs
 * @property {number} layouts how often the page was laid out
 * @property {number} styles how often styles were computed
 */

/** @param {import('@playwright/test').CDPSession} session */
async function readCounters(session) {
  const { metrics } = await session.send('Performance.getMetrics');
  const counters = new Map(metrics.map(({ name, value }) => [name, value]));
  return {
    scriptMs: (counters.get('ScriptDuration') ?? NaN) * 1000,
    layouts: counters.get('LayoutCount') ?? NaN,
    styles: counters.get('RecalcStyleCount') ?? NaN,
  };
}

/** Between two looks at the counters. Nothing has to run for so long until a page is quiet. */
const quietMs = 60;

/**
 * Waits until the main thread has run no script between two looks, at most `mostMs`.
 *
 * @param {import('@playwright/test').CDPSession} session
 * @param {number} mostMs
 */
async function untilQuiet(session, mostMs) {
  const startedAt = performance.now();
  for (let before = NaN; performance.now() - startedAt < mostMs;) {
    const { scriptMs } = await readCounters(session);
    if (scriptMs === before) return;
    before = scriptMs;
    await wait(quietMs);
  }
}

/**
 * @typedef {object} Meter
 * @property {(act: () => Promise<unknown>, settle: number | (() => Promise<unknown>)) =>
 *   Promise<Cost>} costOf does something and waits for it to settle, for so many milliseconds or
 *   as it says. Reading the counters runs no script.
 * @property {(mostMs: number) => Promise<void>} untilQuiet
 */

/**
 * Opens the built site at an address, waits until it is quiet, and hands it to `visit`.
 *
 * @template T
 * @param {string} fragment
 * @param {(page: import('@playwright/test').Page, costOf: Meter['costOf'], untilQuiet:
 *   Meter['untilQuiet']) => Promise<T>} visit
 * @param {{ reducedMotion?: 'reduce' | 'no-preference' }} [preferences]
 */
export async function withPage(fragment, visit, { reducedMotion = 'reduce' } = {}) {
  const executablePath = ensureBrowser();
  return withSite(async (site) => {
    const browser = await chromium.launch({ executablePath, args: browserArguments });
    try {
      // Reduced motion shows each step directly. Playing has a separate budget.
      const page = await browser.newPage({
        viewport: { width: 1440, height: 900 },
        reducedMotion,
      });
      const session = await page.context().newCDPSession(page);
      // Processor time of the thread, so that other work of the machine isn't counted.
      await session.send('Performance.enable', { timeDomain: 'threadTicks' });
      await page.goto(`${site}${fragment}`, { waitUntil: 'networkidle' });
      await page.getByRole('heading', { level: 1 }).waitFor();
      await wait(1000);
      /** @type {Meter['costOf']} */
      const costOf = async (act, settle) => {
        const before = await readCounters(session);
        await act();
        await (typeof settle === 'number' ? wait(settle) : settle());
        const after = await readCounters(session);
        return {
          scriptMs: after.scriptMs - before.scriptMs,
          layouts: after.layouts - before.layouts,
          styles: after.styles - before.styles,
        };
      };
      return await visit(page, costOf, (mostMs) => untilQuiet(session, mostMs));
    } finally {
      await browser.close();
    }
  });
}
