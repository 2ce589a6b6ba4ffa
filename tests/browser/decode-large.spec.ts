import type { Page } from '@playwright/test';
import { longCapture } from '../../scripts/bench/long-capture.mjs';
import { expect, test } from './fixtures.ts';

async function open(page: Page, frames: number): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open a file' }).click(),
  ]);
  await chooser.setFiles({
    name: 'long.pcap',
    mimeType: 'application/octet-stream',
    buffer: longCapture({ frames, perPacket: 50, size: 16 }),
  });
}

const list = (page: Page) => page.getByRole('listbox', { name: 'Frames' });
const status = (page: Page) => page.getByRole('search', { name: 'Frames' }).getByRole('status');

/** The focused row: its text, and whether all of it is in view. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement;
    const view = row?.closest('.frame')?.getBoundingClientRect();
    const box = row?.getBoundingClientRect();
    return {
      number: row?.querySelector('.number')?.textContent.replace('Frame', '').trim(),
      isInView: box && view ? box.top >= view.top - 1 && box.bottom <= view.bottom + 1 : false,
    };
  });

for (const [frames, last] of [
  [1500, '1,502'],
  [70_000, '70,002'],
  [1_000_000, '1,000,002'],
] as const) {
  test(`a list of ${frames} frames is walked by keyboard`, async ({ page, site }) => {
    test.setTimeout(120_000);
    await page.goto(`${site}#/decode`);
    await open(page, frames);
    await expect(status(page)).toHaveText(/^[\d,]+ rows and 4 of TCP$/, { timeout: 60_000 });
    await expect(page.getByText(`${last} frames`)).toBeVisible();
    await list(page).locator('[tabindex="0"]').focus();
    await page.keyboard.press('End');
    await expect.poll(() => focused(page)).toEqual({ number: 'TCP', isInView: true });
    // The FIN of either side comes after the last frame.
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect.poll(() => focused(page)).toEqual({ number: last, isInView: true });
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page)).toEqual({ number: last, isInView: true });
    await page.keyboard.press('Home');
    // SYN, SYN-ACK and the two heads.
    for (let row = 0; row < 4; row++) await page.keyboard.press('ArrowDown');
    await expect.poll(() => focused(page)).toEqual({ number: '1', isInView: true });
    // Numbers are on one line, and rows are as high as each other.
    const heights = await list(page)
      .getByRole('option')
      .evaluateAll((rows) => [...new Set(rows.map((row) => row.getBoundingClientRect().height))]);
    expect(heights).toHaveLength(1);
    // A list that is scrolled to the middle stays there.
    await list(page)
      .locator('.frame')
      .evaluate((frame) => (frame.scrollTop = frame.scrollHeight / 2));
    await page.waitForTimeout(300);
    const place = () =>
      list(page)
        .getByRole('option')
        .evaluateAll((rows) => rows[0]?.getAttribute('aria-posinset'));
    const before = await place();
    expect(Number(before)).toBeGreaterThan(frames / 4);
    await page.waitForTimeout(500);
    expect(await place()).toBe(before);
  });
}

test('a search covers every frame, and steps from one to the next', async ({ page, site }) => {
  test.setTimeout(120_000);
  await page.goto(`${site}#/decode`);
  await open(page, 200_000);
  const field = page.getByRole('searchbox', { name: 'Text in the content' });
  await field.fill('message 19999');
  await expect(status(page)).toHaveText('11 of 200,004 rows', { timeout: 60_000 });
  await field.press('Enter');
  await field.press('Enter');
  await expect(list(page).getByRole('option', { selected: true })).toContainText('message 199990');
  await field.press('Shift+Enter');
  await expect(list(page).getByRole('option', { selected: true })).toContainText('message 19999 ');
  await page.getByRole('combobox', { name: 'As:' }).selectOption('regular expression');
  await field.fill('message 1[0-4]{5} ');
  await expect(status(page)).toHaveText('3,125 of 200,004 rows', { timeout: 60_000 });
});

test('reading shows its progress, and is cancelled', async ({ page, site }) => {
  await page.goto(`${site}#/decode`);
  await expect(list(page).getByRole('option')).toHaveCount(4);
  await page.route(/decode\.worker.*\.js$/, () => undefined);
  await open(page, 1500);
  await expect(page.getByRole('progressbar')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'long.pcap' })).toBeVisible();
  // The frames of the text before aren't shown as those of the file.
  await expect(list(page)).toBeHidden();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(list(page).getByRole('option')).toHaveCount(4);
  await expect(page.getByRole('heading', { name: 'long.pcap' })).toBeHidden();
});

test('a part of a long connection plays in Learn', async ({ page, site }) => {
  await page.goto(`${site}#/decode`);
  await open(page, 100_000);
  await expect(status(page)).toHaveText(/^100,004 rows/, { timeout: 60_000 });
  await page.getByRole('searchbox', { name: 'Text in the content' }).fill('message 50000 ');
  await expect(status(page)).toHaveText('1 of 100,004 rows', { timeout: 20_000 });
  await page.getByRole('searchbox', { name: 'Text in the content' }).press('Enter');
  await page.getByRole('button', { name: 'Play around this row' }).click();
  await expect(page.getByText('long.pcap, rows 49,928 to 50,227').first()).toBeVisible();
  await expect(page.getByText(/message 49925/).first()).toBeVisible({ timeout: 20_000 });
});
