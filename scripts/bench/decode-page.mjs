// Opens Decode in Chromium, pastes texts, and measures what that costs the page's main thread.

import { withPage } from './page.mjs';

/** A paste that takes longer than this is a fault. */
const longestMs = 10_000;

/** In the page: whether what was pasted last is drawn. */
function isDrawn() {
  const { pastedAt, drawnAt } = Reflect.get(globalThis, 'watch');
  return drawnAt >= pastedAt;
}

/** @param {readonly number[]} values */
export function medianOf(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}

/**
 * @typedef {object} PasteCost
 * @property {number} scriptMs of the page's own script
 * @property {number} drawnAfterMs from the paste until the painted frame in which all is read
 * @property {number} longestMs the longest task of more than 50 ms; 0 if there is none
 */

/** @typedef {(text: string) => Promise<() => Promise<unknown>>} Prepare makes what pastes a text */

/**
 * @typedef {object} Decode the page, and ways to paste a text
 * @property {import('@playwright/test').Page} page
 * @property {Prepare} byEvent only the page's own script is measured
 * @property {Prepare} byKeys like a reader, with the browser's work for keys and clipboard
 * @property {(text: string, prepare: Prepare) => Promise<PasteCost>} paste over all text
 */

/**
 * @template T
 * @param {(decode: Decode) => Promise<T>} visit
 */
export function withDecode(visit) {
  return withPage('#/decode', async (page, costOf, untilQuiet) => {
    await page.locator('.cm-content').waitFor();
    // The browser itself reports tasks of more than 50 ms.
    await page.evaluate(() => {
      const longest = { ms: 0 };
      Object.assign(globalThis, { longest });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration);
      }).observe({ entryTypes: ['longtask'] });
    });

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    // From the paste until the painted frame in which nothing is being read.
    await page.evaluate(() => {
      const watch = { pastedAt: 0, drawnAt: 0 };
      Object.assign(globalThis, { watch });
      const decode = document.querySelector('[aria-busy]');
      const record = () =>
        requestAnimationFrame(() => {
          if (decode?.ariaBusy === 'false') watch.drawnAt = performance.now();
        });
      document.addEventListener(
        'paste',
        () => {
          watch.pastedAt = performance.now();
          record();
        },
        { capture: true },
      );
      if (decode) new MutationObserver(record).observe(decode, { attributeFilter: ['aria-busy'] });
    });

    /** Dispatches a paste event, so that only the page's own script is measured. */
    const byEvent = (/** @type {string} */ text) =>
      page
        .evaluate((pasted) => Object.assign(globalThis, { pasted }), text)
        .then(
          () => () =>
            page.evaluate(() => {
              const clipboardData = new DataTransfer();
              clipboardData.setData('text/plain', Reflect.get(globalThis, 'pasted'));
              const content = document
                .querySelector('.host')
                ?.shadowRoot?.querySelector('.cm-content');
              content?.dispatchEvent(
                new ClipboardEvent('paste', {
                  clipboardData,
                  bubbles: true,
                  cancelable: true,
                  composed: true,
                }),
              );
            }),
        );

    /**
     * Pastes with the keyboard like a reader, which includes the browser's work for keys and
     * clipboard.
     */
    const byKeys = (/** @type {string} */ text) =>
      page
        .evaluate((pasted) => navigator.clipboard.writeText(pasted), text)
        .then(() => () => page.keyboard.press('Control+v'));

    /** Waits until a paste is read and drawn, and nothing runs any more. */
    async function untilDrawn() {
      const startedAt = performance.now();
      do {
        await untilQuiet(longestMs);
        if (await page.evaluate(isDrawn)) return;
      } while (performance.now() - startedAt < longestMs);
    }

    /**
     * Selects all text and pastes over it.
     *
     * @param {string} text
     * @param {Prepare} prepare
     */
    async function paste(text, prepare) {
      const put = await prepare(text);
      await page.locator('.cm-content').focus();
      await page.keyboard.press('Control+a');
      await untilQuiet(longestMs);
      await page.evaluate(() => Object.assign(Reflect.get(globalThis, 'longest'), { ms: 0 }));
      const cost = await costOf(put, untilDrawn);
      return page.evaluate(
        ({ scriptMs }) => {
          const { pastedAt, drawnAt } = Reflect.get(globalThis, 'watch');
          if (drawnAt < pastedAt) throw new Error('expected the paste to be drawn');
          const { ms } = Reflect.get(globalThis, 'longest');
          return { scriptMs, drawnAfterMs: drawnAt - pastedAt, longestMs: ms };
        },
        { scriptMs: cost.scriptMs },
      );
    }

    return visit({ page, paste, byEvent, byKeys });
  });
}
