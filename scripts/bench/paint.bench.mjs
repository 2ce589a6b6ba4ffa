// `npm run paint`: opens pages with an empty cache on slow 4G and a processor at a quarter of its
// speed, at three widths, and measures the largest paint, blocking time and layout shifts.

import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { browserArguments, ensureBrowser } from '../browser.mjs';
import { withSite } from '../site.mjs';

/**
 * @typedef {object} PaintedPage
 * @property {string} name
 * @property {string} place from the site's root: `guides/polling/`, `#/learn`
 * @property {number} paintMs the budget for the largest paint
 */

/** @type {readonly PaintedPage[]} */
const pages = [
  { name: 'Start', place: '', paintMs: 1200 },
  { name: 'Guide', place: 'guides/polling/', paintMs: 1200 },
];

const viewports = [
  { width: 390, height: 844 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];

/** 1.6 Mbit/s down, 750 kbit/s up, and 150 ms for a round trip, as Lighthouse has it. */
const slow4g = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_600_000 / 8,
  uploadThroughput: 750_000 / 8,
};
const slowdown = 4;
const maxBlockingMs = 150;
const maxShift = 0.02;
/** The median of these, because the machine may be busy. */
const repetitions = 5;
/** Long enough for late scripts and shifts, after the network is quiet. */
const settleMs = 1500;

/**
 * @typedef {object} Paint
 * @property {number} largestMs
 * @property {number} blockingMs
 * @property {number} shift
 */

/**
 * Runs in the page.
 *
 * @returns {Promise<Paint>}
 */
async function readPaint() {
  /** Tasks block for as long as they take beyond this. Milliseconds. */
  const longTask = 50;
  /** @param {string} type @returns {Promise<any[]>} */
  const entriesOf = (type) =>
    new Promise((resolve) => {
      const observer = new PerformanceObserver((list) => resolve(list.getEntries()));
      observer.observe({ type, buffered: true });
      // An observer of a type without entries is never called.
      setTimeout(() => resolve([]), 300);
    });
  const [paints, tasks, shifts] = await Promise.all([
    entriesOf('largest-contentful-paint'),
    entriesOf('longtask'),
    entriesOf('layout-shift'),
  ]);
  return {
    largestMs: Math.max(...paints.map(({ startTime }) => startTime)),
    blockingMs: tasks.reduce((sum, { duration }) => sum + duration - longTask, 0),
    shift: shifts.reduce((sum, { value }) => sum + value, 0),
  };
}

/**
 * @param {import('@playwright/test').Browser} browser
 * @param {string} address
 * @param {{ width: number, height: number }} viewport
 */
async function openSlowly(browser, address, viewport) {
  const context = await browser.newContext({ viewport });
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', slow4g);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.goto(address, { waitUntil: 'networkidle' });
    await wait(settleMs);
    return await page.evaluate(readPaint);
  } finally {
    await context.close();
  }
}

/** @param {readonly number[]} values */
function medianOf(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

/** @returns {Promise<import('./run.mjs').Measurement[]>} */
async function measure() {
  const executablePath = ensureBrowser();
  return withSite(async (site) => {
    const browser = await chromium.launch({ executablePath, args: browserArguments });
    try {
      /** @type {import('./run.mjs').Measurement[]} */
      const measurements = [];
      for (const { name, place, paintMs } of pages) {
        for (const viewport of viewports) {
          /** @type {Paint[]} */
          const paints = [];
          for (let count = 0; count < repetitions; count++) {
            paints.push(await openSlowly(browser, site + place, viewport));
          }
          const what = `${name}, ${viewport.width} px`;
          const median = (/** @type {keyof Paint} */ key) =>
            medianOf(paints.map((paint) => paint[key]));
          measurements.push(
            {
              what: `${what}: largest paint`,
              measured: median('largestMs'),
              unit: 'ms',
              max: paintMs,
            },
            {
              what: `${what}: blocking time`,
              measured: median('blockingMs'),
              unit: 'ms',
              max: maxBlockingMs,
            },
            { what: `${what}: layout shift`, measured: median('shift'), unit: '', max: maxShift },
          );
        }
      }
      return measurements;
    } finally {
      await browser.close();
    }
  });
}

/** @type {import('./run.mjs').Benchmark} */
export const benchmark = {
  title: 'First visits on slow 4G with a slow processor',
  measure,
};
