import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { watchLayoutShifts } from './layout-shifts.ts';
import { openPanel } from './learn-page.ts';

const LESSON = '#/learn/hello-and-goodbye/client-text-1';
const IMPOSSIBLE = `${LESSON}?latency=99999&code=1001&tamper=foo:bar`;

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

for (const width of [390, 768, 1440]) {
  test(`an impossible link says so at the top, and nothing moves, at ${width} px`, async ({
    page,
    site,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    const shifts = await watchLayoutShifts(page);
    await open(page, site + IMPOSSIBLE);
    const notice = page.getByRole('alert');
    await expect(notice.getByRole('listitem')).toHaveText([
      /^Latency “99999” is too large, so 2,000\sms is used\./,
      /^Close code “1001” can’t be sent by a page, so 1000 is used\./,
      /^“foo:bar” can’t be done to a segment, so it is ignored\./,
    ]);
    await expect(notice).toBeInViewport({ ratio: 1 });
    await expect(page.getByText('Changed: latency 2,000 ms')).toBeInViewport({ ratio: 1 });
    await page.waitForLoadState('networkidle');
    expect(await shifts()).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });

  test(`what is changed is visible with its Reset, at ${width} px`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page, `${site}${LESSON}?closer=server&code=1001&tamper=client-text-1:lose`);
    const changes = page.getByText(
      'Changed: closed by the server, close code 1001; “client-text-1” is lost',
    );
    await expect(changes).toBeInViewport({ ratio: 1 });
    await expect(page.getByRole('alert')).toHaveCount(0);
    const reset = page.getByRole('button', { name: 'Reset', exact: true });
    await expect(reset).toBeInViewport({ ratio: 1 });
    await reset.click();
    await expect(changes).toBeHidden();
    await expect(page).toHaveURL(new RegExp(`${LESSON}$`));
  });
}

test('the notice names the controls that are there, and is dismissed by keyboard', async ({
  page,
  site,
}) => {
  await open(page, `${site}${LESSON}?sender=nobody`);
  await expect(page.getByRole('alert')).toContainText('under “Change the scenario”');
  await openPanel(page, 'Change');
  await page.getByRole('button', { name: 'Dismiss' }).press('Enter');
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/server-text-1\?sender=nobody$/);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('an embedded notice is not covered by the way to the site', async ({ page, site }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, `${site}${IMPOSSIBLE}&embed`);
  const link = await page.getByRole('link', { name: 'Open in WS 101' }).boundingBox();
  const notice = await page.getByRole('alert').boundingBox();
  expect(link && notice && link.y + link.height <= notice.y).toBe(true);
});

test('codes and their hint depend on who closes', async ({ page, site }) => {
  await open(page, site + LESSON);
  await openPanel(page, 'Change');
  const codes = page.getByRole('combobox', { name: /^Close code:/ }).getByRole('option');
  await expect(codes).toHaveText([/no code/, /^1000/, '3000', '4000']);
  await expect(page.getByText('A page can close with 1000, or 3000 to 4999.')).toBeVisible();
  await page.getByRole('combobox', { name: /^Closed by:/ }).selectOption('server');
  await expect(page.getByText('A server can send every listed code.')).toBeVisible();
  await expect(page.getByText('A page can close with')).toHaveCount(0);
  await expect(codes.filter({ hasText: '1001' })).toHaveCount(1);
  await expect(codes.filter({ hasText: '1010' })).toHaveCount(0);
});

test('a notice has no accessibility violation', async ({ page, site }) => {
  // So tall that the player covers nothing. Covered buttons count as small ones.
  await page.setViewportSize({ width: 1440, height: 1400 });
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, `${site}${IMPOSSIBLE}&foo=1`);
  await expect(page.getByText('1 more')).toBeVisible();
  await expectAccessible(page);
});
