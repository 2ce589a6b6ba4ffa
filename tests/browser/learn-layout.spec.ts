import type { Page } from '@playwright/test';
import { SCENARIO_IDS } from '#core/scenarios/scenarios.ts';
import { expect, test } from './fixtures.ts';
import { expectScrolled, LESSON, moveTo, openStep } from './learn-page.ts';
import { walk, type Walked } from './learn-walk.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });
test.describe.configure({ timeout: 180_000 });

const SIZES = [
  [1440, 900],
  [1280, 720],
  [1024, 768],
  [768, 1024],
  [390, 844],
  [320, 640],
  // 1440 × 900 at 200% and 400%.
  [720, 450],
  [360, 225],
] as const;

const DEPTHS = ['story', 'bytes', 'everything'] as const;

/** In CSS pixels: below this width a phone's order, below the other a page that scrolls. */
const PHONE = 720;
const SCROLLING_PAGE = 1100;

/** The parts that have the same place and size at every step. */
function fixedParts(width: number): readonly (keyof Walked['boxes'])[] {
  return width < SCROLLING_PAGE
    ? ['title', 'sentence', 'bytes']
    : ['title', 'sentence', 'bytes', 'lower', 'next'];
}

function placesOf({ boxes }: Walked, width: number): unknown {
  return fixedParts(width).map((part) => {
    const { top, left, right, bottom } = boxes[part];
    // On a phone the bytes are as high as they have to be.
    const isTopOnly = width < PHONE && part === 'bytes';
    return isTopOnly ? { part, top, left, right } : { part, top, left, right, bottom };
  });
}

async function expectFixedLayout(page: Page, width: number, lesson: string): Promise<void> {
  const steps = await walk(page, lesson);
  expect(steps.length, lesson).toBeGreaterThan(2);
  expect(
    steps.flatMap(({ step, problems }) => problems.map((problem) => `${step}: ${problem}`)),
    lesson,
  ).toEqual([]);
  const [first] = steps;
  const expected = placesOf(first!, width);
  expect(
    Object.fromEntries(steps.map((each) => [each.step, placesOf(each, width)])),
    lesson,
  ).toEqual(Object.fromEntries(steps.map((each) => [each.step, expected])));
}

/** The widest letters, the longest of all reasons, and a badge on two tools. */
const WIDE = `message=${'W'.repeat(300)}&reason=${'W'.repeat(123)}&tamper=client-text-1:lose`;

for (const [width, height] of [...SIZES, [1200, 800]] as const) {
  test(`only the content changes, at ${width} × ${height}`, async ({ page, site }) => {
    await page.setViewportSize({ width, height });
    await openStep(page, site, `${LESSON}/tcp-opening`);
    const queries = width === 1200 ? [WIDE] : [...DEPTHS.map((depth) => `depth=${depth}`), WIDE];
    for (const query of queries) {
      const name = query === WIDE ? 'wide texts and changes' : query;
      await test.step(name, async () => {
        await moveTo(page, site, `${LESSON}/tcp-opening?${query}`);
        await expectFixedLayout(page, width, `hello-and-goodbye?${query}`);
      });
    }
  });
}

for (const [width, height] of SIZES) {
  test(`every scenario keeps the layout, at ${width} × ${height}`, async ({ page, site }) => {
    await page.setViewportSize({ width, height });
    await openStep(page, site, `${LESSON}/client-text-1`);
    for (const id of SCENARIO_IDS.slice(1)) {
      await test.step(id, () => expectFixedLayout(page, width, id));
    }
  });
}

test('an ordinary frame fits without scrolling, at 1440 × 900', async ({ page, site }) => {
  await openStep(page, site, `${LESSON}/tcp-opening`);
  const steps = await walk(page, 'hello-and-goodbye');
  const frames = [
    'client-text-1',
    'server-text-1',
    'server-ping-1',
    'client-pong-1',
    'client-close-1',
    'server-close-1',
  ];
  const heights = steps
    .filter(({ step }) => frames.includes(step))
    .map(({ step, contentHeight, boxHeight }) => [step, contentHeight <= boxHeight]);
  expect(heights).toEqual(frames.map((step) => [step, true]));
});

for (const [width, height] of SIZES) {
  test(`Page Down scrolls if there is more, at ${width} × ${height}`, async ({ page, site }) => {
    await page.setViewportSize({ width, height });
    await openStep(page, site, `${LESSON}/request`);
    const isTaller = await page.evaluate(
      () => document.documentElement.scrollHeight > window.innerHeight + 1,
    );
    await page.keyboard.press('PageDown');
    if (isTaller) {
      await expectScrolled(page);
      await expect(page).toHaveURL(/\/request$/);
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
    } else {
      await expect(page).toHaveURL(/\/open$/);
    }
  });
}
