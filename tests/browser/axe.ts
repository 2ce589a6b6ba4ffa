/** What axe objects to in a page. */

import axe, { type RunOptions } from 'axe-core';
import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

/** Every rule, with the one on targets of at least 24 px. */
const ALL: RunOptions = { rules: { 'target-size': { enabled: true } } };

/** The themes differ in `color-scheme` alone, and no other rule looks at colours. */
const COLOURS: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] };

const THEMES = { light: ALL, dark: COLOURS } as const;

/**
 * The names of the diagram's arrows say more than their labels, in other words.
 *
 * @see https://www.w3.org/WAI/WCAG22/Understanding/label-in-name
 */
const KNOWN = /^label-content-name-mismatch: <button [^>]*data-emphasis=/;

/** Within the page itself: `@axe-core/playwright` opens a second one to sum up, at more cost. */
async function objections(page: Page, within: string, options: RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    async ([selector, chosen]) => {
      const { run } = Reflect.get(globalThis, 'axe') as typeof axe;
      const { violations } = await run(selector, { ...chosen, resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
    [within, options] as const,
  );
  return found.filter((objection) => !KNOWN.test(objection));
}

/** In both themes, the whole page or a part of it. It stays dark. */
export async function expectAccessible(page: Page, within = 'html', place = ''): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    // Colours change gradually unless the reader wants no motion.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const found = await objections(page, within, THEMES[colorScheme]);
    expect(found, `${place} ${colorScheme}`.trim()).toEqual([]);
  }
}
