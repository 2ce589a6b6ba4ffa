import type { Page } from '@playwright/test';
import type { Manifest } from 'vite';
import { firstLoadOf, partsOfLearn, partsOfTouchedGuide } from '../../scripts/size.mjs';
import { expect, test } from './fixtures.ts';

/** Opens the site and waits until its page and everything it requests are loaded. */
async function openWhole(page: Page, site: string): Promise<void> {
  await page.goto(site);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
}

test('opens at the top of its host', async ({ page, site }) => {
  await page.goto(site);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page).toHaveTitle(/WS 101/);
});

test('opens from a folder of its host', async ({ page, siteInFolder }) => {
  expect(new URL(siteInFolder).pathname).toBe('/a/b/');
  await page.goto(siteInFolder);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});

test('carries its Content-Security-Policy', async ({ page, site }) => {
  await page.goto(site);
  const policy = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute(
    'content',
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; worker-src 'self'; img-src 'self' data: blob:; connect-src 'none'; base-uri 'none'; form-action 'none'",
  );
});

test('notices what breaks the policy', async ({ page, site, problems }) => {
  await page.goto(site);
  await page.evaluate(() => fetch('https://example.org/').catch(() => undefined));
  await expect.poll(() => problems.join('\n')).toContain('Content Security Policy');
  problems.length = 0;
});

test('requests nothing after it is loaded', async ({ page, site, noRequests }) => {
  await openWhole(page, site);
  await noRequests(() => page.getByRole('heading', { level: 1 }).hover());
});

/** What is loaded of the site, as names of files from its root. */
function recordLoads(page: Page, site: string): () => readonly string[] {
  const loaded: string[] = [];
  page.on('response', (response) => loaded.push(response.url().slice(site.length)));
  return () => loaded.filter(isCounted).toSorted();
}

const isCounted = (file: string) => /^assets\/.*\.(js|css)$/.test(file);

test('loads unasked what `npm run size` weighs', async ({ page, site, request }) => {
  const loads = recordLoads(page, site);
  await openWhole(page, `${site}#/learn`);
  const manifest = (await (await request.get(`${site}.vite/manifest.json`)).json()) as Manifest;
  const html = await (await request.get(site)).text();
  expect(loads()).toEqual(firstLoadOf(html, partsOfLearn, manifest).filter(isCounted));
});

test('loads for a touched figure what `npm run size` weighs', async ({ page, site, request }) => {
  const loads = recordLoads(page, site);
  const address = `${site}guides/server-sent-events/`;
  await openWhole(page, address);
  const slider = page.getByRole('slider').first();
  await slider.focus();
  await page.waitForLoadState('networkidle');
  const manifest = (await (await request.get(`${site}.vite/manifest.json`)).json()) as Manifest;
  const html = await (await request.get(address)).text();
  const parts = partsOfTouchedGuide('server-sent-events');
  await expect.poll(loads).toEqual(firstLoadOf(html, parts, manifest).filter(isCounted));
});

test('ships the licences of what it ships', async ({ request, site }) => {
  const licences = await request.get(`${site}licences.txt`);
  expect(await licences.text()).toContain('@noble/hashes');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('says what the page is', async ({ page, site }) => {
    await page.goto(site);
    const line = page.locator('noscript');
    await expect(line).toBeVisible();
    await expect(line).toContainText('they need JavaScript', { useInnerText: true });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  });
});
