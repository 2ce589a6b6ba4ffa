/** The sequence diagram in use: folds, the line of the time shown, proportions and depths. */

import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';
import {
  bytesBox,
  diagram,
  expectPlace,
  hex,
  LESSON,
  moveTo,
  open,
  openStep,
  playStep,
  settled,
  title,
} from './learn-page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const strip = (page: Page) => diagram(page).getByRole('button', { name: /^TCP opens/ });
const bracket = (page: Page) => diagram(page).getByRole('button', { name: 'Fold TCP’s opening' });
const now = (page: Page) => diagram(page).getByRole('slider', { name: 'Time shown' });

test('TCP unfolds and folds by mouse, and stays so', async ({ page, site }) => {
  await openStep(page, site, `${LESSON}/client-text-1`);
  await expectPlace(page, /^Step 5 of 11: /);
  await strip(page).click();
  await expectPlace(page, /^Step 7 of 13: /);
  await expect(strip(page)).toHaveCount(0);
  await page.reload();
  await expectPlace(page, /^Step 7 of 13: /);
  await bracket(page).click();
  await expectPlace(page, /^Step 5 of 11: /);
  await expect(page).toHaveURL(/client-text-1$/);
  await page.reload();
  await expectPlace(page, /^Step 5 of 11: /);
});

test('TCP unfolds and folds by keyboard', async ({ page, site }) => {
  await openStep(page, site, `${LESSON}/tcp-opening`);
  await expect(strip(page)).toHaveAttribute('aria-expanded', 'false');
  await strip(page).press('Enter');
  await expectPlace(page, /^Step 3 of 13: /);
  await bracket(page).press('Enter');
  await expectPlace(page, /^Step 1 of 11: /);
});

test('a link to a step in a fold opens it', async ({ page, site }) => {
  await openStep(page, site, `${LESSON}/tcp-syn-ack`);
  await expect(page).toHaveURL(/tcp-syn-ack$/);
  await expectPlace(page, /^Step 2 of 13: /);
});

test('the time shown is dragged, and the step follows', async ({ page, site }) => {
  await openStep(page, site, `${LESSON}/request`);
  const before = await now(page).getAttribute('aria-valuetext');
  const grip = (await now(page).boundingBox())!;
  const [x, y] = [grip.x + grip.width / 2, grip.y + grip.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y + 60, { steps: 4 });
  await page.mouse.move(x, y + 120, { steps: 4 });
  await page.mouse.up();
  await expect(page).not.toHaveURL(/\/request$/);
  const after = await now(page).getAttribute('aria-valuetext');
  expect(after).not.toBe(before);
  const moved = (await now(page).boundingBox())!;
  expect(Math.abs(moved.y - grip.y - 120)).toBeLessThan(12);
  await now(page).press('Home');
  await expect(now(page)).toHaveAttribute('aria-valuetext', /^0\sms$/);
  await now(page).press('ArrowDown');
  await expect(now(page)).not.toHaveAttribute('aria-valuetext', /^0\sms$/);
});

test('in true proportions nothing is cut, and silences have their length', async ({
  page,
  site,
}) => {
  await openStep(page, site, `${LESSON}/client-text-1`);
  await expect(diagram(page).getByText('only silences and folds are cut')).toBeVisible();
  const canvas = diagram(page).locator('.canvas');
  const before = (await canvas.boundingBox())!.height;
  await diagram(page).getByRole('switch', { name: 'True proportions' }).click();
  await expect(diagram(page).getByText('One scale; nothing is cut.')).toBeVisible();
  await expect(diagram(page).getByText(/s of silence/)).toHaveCount(0);
  await expect.poll(async () => (await canvas.boundingBox())!.height).toBeGreaterThan(10 * before);
  await diagram(page).getByRole('switch', { name: 'True proportions' }).click();
  await expect.poll(async () => (await canvas.boundingBox())!.height).toBe(before);
});

const depth = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });

test('a link holds its depth, and the last chosen one is kept', async ({ page, site }) => {
  await openStep(page, site, `${LESSON}/client-text-1?depth=story`);
  await expect(depth(page, 'Story')).toBeChecked();
  await expect(page).toHaveURL(/client-text-1\?depth=story$/);
  await depth(page, 'Everything').check();
  await expect(depth(page, 'Everything')).toBeChecked();
  await expectPlace(page, /^Step 7 of 15: /);
  await open(page, site, `${LESSON}/client-text-1`);
  await expect(depth(page, 'Everything')).toBeChecked();
  await open(page, site, `${LESSON}/client-text-1?depth=bytes`);
  await expect(depth(page, 'Bytes')).toBeChecked();
});

test('an unknown depth of a link is explained until one is chosen', async ({ page, site }) => {
  await openStep(page, site, `${LESSON}/client-text-1?depth=deep`);
  const notice = page.getByRole('alert');
  await expect(notice).toContainText('There is no depth “deep”, so it is ignored.');
  await expect(depth(page, 'Bytes')).toBeChecked();
  await page.reload();
  await expect(notice).toContainText('There is no depth “deep”');
  await depth(page, 'Story').check();
  await expect(notice).toHaveCount(0);
  await expect(page).toHaveURL(/client-text-1(\?depth=story)?$/);
});

test('no label is cut', async ({ page, site }) => {
  await openStep(page, site, `${LESSON}/request`);
  for (const fragment of [
    '#/learn/three-lengths/server-binary-3-part-11',
    '#/learn/three-lengths/server-binary-3-part-4?size=131072&latency=2000',
    '#/learn/hello-and-goodbye/client-text-1?message=%E6%BC%A2%E5%AD%97WM%F0%9F%99%82%E6%BC%A2%E5%AD%97',
  ]) {
    await moveTo(page, site, fragment);
    const labels = diagram(page).locator('li button span, .packet span');
    expect(await labels.count(), fragment).toBeGreaterThan(0);
    const cut = await labels.evaluateAll((texts) =>
      texts
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map(({ textContent }) => textContent),
    );
    expect(cut, fragment).toEqual([]);
  }
});

test('the bytes of a part are in view, and after it the first ones', async ({ page, site }) => {
  await openStep(page, site, '#/learn/three-lengths/server-binary-3-part-11');
  const rows = hex(page).locator('.frame');
  const first = () =>
    rows.evaluate((frame) => {
      const { top, bottom } = frame.getBoundingClientRect();
      const seen = [...frame.querySelectorAll<HTMLElement>('[data-offset]')].filter((byte) => {
        const box = byte.getBoundingClientRect();
        return box.top >= top - 2 && box.bottom <= bottom + 2;
      });
      return Number(seen[0]?.dataset['offset']);
    });
  await expect.poll(first).toBe(0x3900);
  // Bytes of other parts look different, but their rows are as high.
  const heights = await hex(page)
    .getByRole('row')
    .evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height));
  expect(new Set(heights).size).toBe(1);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(first).toBe(0);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('the diagram is loaded with the first step, as a strip that opens', async ({
    page,
    site,
  }) => {
    await open(page, site, LESSON);
    await settled(page);
    await expect(page.locator('.sequence .diagram')).toHaveCount(0);
    await playStep(page).click();
    const height = async () => (await diagram(page).boundingBox())!.height;
    await expect.poll(height).toBeLessThan(200);
    const full = page.getByRole('switch', { name: 'Full height' });
    await full.check();
    await expect.poll(height).toBeGreaterThan(380);
    await expect(bytesBox(page)).toBeHidden();
    await expect(title(page)).toBeVisible();
    await expectAccessible(page);
    await full.uncheck();
    await expect(bytesBox(page)).toBeVisible();
  });
});
