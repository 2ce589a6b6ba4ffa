import type { Page, Route } from '@playwright/test';
import { frames, input, open, paste, source } from './decode-page.ts';
import { expect, test } from './fixtures.ts';

/** More than the page reads without its worker. */
const LARGE = '81 05 48 65 6c 6c 6f\n'.repeat(5000);

const WAYS_TO_FAIL = [
  { name: 'is offline', fail: (route: Route) => route.abort('internetdisconnected') },
  { name: 'gets 404', fail: (route: Route) => route.fulfill({ status: 404, body: 'Not found' }) },
  {
    name: 'gets a page of HTML',
    fail: (route: Route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }),
  },
];

/** What a browser says of a script that can't be loaded. */
function forgive(problems: string[]): void {
  expect(problems.filter((problem) => !/Failed to load|MIME type/.test(problem))).toEqual([]);
  problems.length = 0;
}

const alert = (page: Page, words: RegExp) => page.getByRole('alert').filter({ hasText: words });

for (const { name, fail } of WAYS_TO_FAIL) {
  test(`Decode says that a large text was not read if it ${name}`, async ({
    page,
    site,
    problems,
  }) => {
    await open(page, site);
    await expect(page.getByText('4 frames')).toBeVisible();
    await page.route('**/decode.worker*', fail);
    await paste(page, LARGE);
    await expect(alert(page, /wasn’t read, because the code .* couldn’t be loaded/)).toBeVisible();
    // Nothing of the text before is beside the new one.
    await expect(page.getByText('4 frames')).toBeHidden();
    await expect(frames(page)).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'Findings' })).toBeHidden();
    await expect(source(page).locator('.byte')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Export' })).toHaveAttribute('aria-disabled');
    await expect(input(page)).toContainText('81 05 48 65 6c 6c 6f');

    await page.unroute('**/decode.worker*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByText('5,000 frames')).toBeVisible();
    await expect(page.getByText(/wasn’t read/)).toBeHidden();
    await expect(source(page).locator('.byte').first()).toBeVisible();
    forgive(problems);
  });

  test(`Compare says that nothing was compared if it ${name}`, async ({ page, site, problems }) => {
    await page.route('**/compare-worker*', fail);
    await page.goto(`${site}#/compare`);
    await expect(alert(page, /Nothing was compared, because the code/)).toBeVisible();
    await page.unroute('**/compare-worker*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', { name: /^Where the bytes / })).toBeVisible();
    await expect(page.getByText(/Nothing was compared/)).toBeHidden();
    forgive(problems);
  });
}

test('Decode dims and marks results while another text is read', async ({ page, site }) => {
  await open(page, site);
  let answer = () => {};
  const asked = new Promise<void>((resolve) => (answer = resolve));
  await page.route('**/decode.worker*', async (route) => {
    await asked;
    await route.continue();
  });
  await paste(page, LARGE);
  await expect(page.getByText('Reading… These are the previous results.').first()).toBeVisible();
  const results = page.locator('.results > .inside');
  await expect(results.first()).toHaveCSS('opacity', '0.3');
  for (const one of await results.all()) await expect(one).toHaveAttribute('inert');
  await expect(page.getByRole('button', { name: 'Share' })).toHaveAttribute('aria-disabled');
  answer();
  await expect(page.getByText('5,000 frames')).toBeVisible();
  await expect(results.first()).toHaveCSS('opacity', '1');
  await expect(page.getByText(/previous results/)).toBeHidden();
});

test('a failed reading ends with the next text', async ({ page, site, problems }) => {
  await open(page, site);
  await page.route('**/decode.worker*', (route) => route.abort());
  await paste(page, LARGE);
  await expect(alert(page, /wasn’t read/)).toBeVisible();
  await paste(page, '89 00');
  await expect(frames(page)).toHaveCount(1);
  await expect(page.getByText(/wasn’t read/)).toBeHidden();
  forgive(problems);
});

for (const text of [
  'data <Buffer 81 7e 01 00 61 61 ... 254 more bytes>\ndata <Buffer 81 7e 01 00 62 62 ... 254 more bytes>',
  'Uint8Array(4) [129, 1, 65]\nUint8Array(4) [129, 1, 65]',
  '-- Building frame (1, 0, 0, 0, 10)\n-- Small payload (4)',
]) {
  test(`shows what is left out twice: ${text.slice(0, 20)}`, async ({ page, site }) => {
    await open(page, site);
    await paste(page, text);
    await expect(frames(page).first()).toBeVisible();
    await expect(page.getByText(/can’t be shown|stopped working/)).toBeHidden();
    await page.getByRole('link', { name: 'Learn' }).click();
    await expect(page).toHaveURL(/learn/);
    await page.getByRole('link', { name: 'Decode' }).click();
    await expect(input(page)).toContainText(text.slice(0, 15));
    await expect(frames(page).first()).toBeVisible();
  });
}
