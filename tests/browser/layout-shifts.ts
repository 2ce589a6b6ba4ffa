import type { Page } from '@playwright/test';

/**
 * Notes from now on what moves within the page's main part after it is drawn, as Chromium counts it
 * for Cumulative Layout Shift. Returns how to read the texts of what moved.
 */
export async function watchLayoutShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(window, { moved });
    // The types lack the sources of a shift.
    const observer = new PerformanceObserver((list) => {
      const shifts = list.getEntries() as (PerformanceEntry & { sources: { node?: Node }[] })[];
      for (const { node } of shifts.flatMap(({ sources }) => sources)) {
        if (node?.parentElement?.closest('main')) moved.push(node.textContent ?? '');
      }
    });
    observer.observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { moved: string[] }).moved);
}
