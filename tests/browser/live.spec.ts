import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { expectAccessible } from './axe.ts';
import { expect, test as base } from './fixtures.ts';

// These use one server, so each looks only at connections that it opened itself.

const test = base.extend<{ live: string }>({
  live: async ({}, use) => {
    const address = process.env['WS101_LIVE'];
    if (address === undefined) throw new Error('expected WS101_LIVE from the web server, got none');
    await use(address);
  },
  // The page connects to its own server, which the other fixture doesn't know.
  problems: async ({}, use) => use([]),
});

const frames = (page: Page) => page.getByRole('listbox', { name: 'Frames' });
const events = (page: Page) => page.getByRole('list', { name: 'Events' });

async function connect(page: Page, live: string): Promise<void> {
  await page.goto(live);
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(events(page)).toContainText('open');
}

async function order(page: Page, action: string): Promise<void> {
  const server = page.getByRole('region', { name: 'What the server does' });
  await server.getByLabel('Do:').selectOption({ label: action });
  await page.getByRole('button', { name: 'Do it' }).click();
}

async function downloadLog(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the log' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('live.pcapng');
  return download.path();
}

test('the whole path: connect, send, watch, break, reload, download, open in Decode', async ({
  page,
  live,
}) => {
  await connect(page, live);
  await expect.poll(() => page.url()).not.toContain('key');
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('crossing now');
  await page.getByRole('button', { name: 'Send text' }).click();
  await expect(frames(page).getByRole('option').filter({ hasText: 'crossing now' })).toHaveCount(2);
  await expect(events(page)).toContainText('“crossing now”');
  await order(page, 'Send a broken frame');
  await expect(events(page)).toContainText('code 1006, not clean');
  await expect(page.getByRole('list', { name: 'Broken rules' })).toContainText('reserved bit');
  await expect(frames(page)).toContainText('close');

  // The tab shows the same connection again, although a later one is open.
  const later = await page.context().newPage();
  await connect(later, live);
  await page.reload();
  await expect(frames(page).getByRole('option').filter({ hasText: 'crossing now' })).toHaveCount(2);
  await later.close();
  const file = await downloadLog(page);
  const tshark = spawnSync('tshark', ['-r', file, '-Y', 'websocket'], { encoding: 'utf8' });
  if (tshark.error === undefined) {
    expect(tshark.stderr).not.toMatch(/malformed|damaged|cut short/i);
    expect(tshark.stdout).toContain('WebSocket Text');
  }

  await page.getByRole('button', { name: 'Play in Learn' }).click();
  await expect(page).toHaveURL(/#\/learn\/yours/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('TCP opens');
  await page.getByRole('link', { name: 'Live' }).click();
  await page.getByRole('button', { name: 'Open in Decode' }).click();
  await expect(page).toHaveURL(/#\/decode/);
  await expect(frames(page)).toContainText('GET');

  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open a file' }).click(),
  ]);
  await chooser.setFiles(file);
  await expect(frames(page)).toContainText('GET');
});

test('selection and scroll position stay while frames cross', async ({ page, live }) => {
  await connect(page, live);
  const row = frames(page).getByRole('option', { selected: true });
  await expect(row).toContainText('GET');
  await page.getByRole('button', { name: 'Send text' }).click();
  const chosen = frames(page).getByRole('option').filter({ hasText: 'Switching Protocols' });
  await chosen.click();
  for (let index = 0; index < 5; index++) {
    await page.getByRole('button', { name: 'Send bytes' }).click();
  }
  await expect(frames(page).getByRole('option').filter({ hasText: 'binary' })).toHaveCount(10);
  await expect(row).toContainText('Switching Protocols');
});

test('Pings and Pongs are hidden by one switch, and the page never hears them', async ({
  page,
  live,
}) => {
  await connect(page, live);
  await order(page, 'Send a Ping');
  await expect(frames(page)).toContainText('pong');
  await expect(events(page).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('button', { name: /pings and pongs/i }).click();
  await expect(frames(page)).not.toContainText('pong');
});

test('another program’s tap is watched here', async ({ page, live }) => {
  await page.goto(live);
  const { host } = new URL(live);
  const socket = new WebSocket(`ws://${host}/tap/app`, { perMessageDeflate: false });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send('from a script');
  const option = page.getByLabel('Connection:').locator('option', { hasText: 'tap “app”' });
  const value = await option.first().getAttribute('value');
  await page.getByLabel('Connection:').selectOption(value);
  await expect(frames(page)).toContainText('from a script');
  await expect(page.getByText('Another page or program has this connection')).toBeVisible();
  socket.close();
});

test('Learn plays a connection that is still open, and shows what comes next', async ({
  page,
  live,
}) => {
  await page.goto(live);
  const { host } = new URL(live);
  const socket = new WebSocket(`ws://${host}/tap/app`, { perMessageDeflate: false });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send('first of all');
  const options = page.getByLabel('Connection:').locator('option', { hasText: 'tap “app”' });
  const value = await options.first().getAttribute('value');
  await page.getByLabel('Connection:').selectOption(value);
  await expect(frames(page)).toContainText('first of all');
  await page.getByRole('button', { name: 'Play in Learn' }).click();
  const heading = page.getByRole('heading', { level: 1 });
  await expect(heading).toContainText('TCP opens');
  // Whoever isn't at the end stays.
  socket.send('while you read');
  await expect(page.getByRole('button', { name: /while you read/ }).first()).toBeVisible();
  await expect(heading).toContainText('TCP opens');
  await page.getByRole('slider').first().press('End');
  await expect(heading).not.toContainText('TCP opens');
  socket.send('the newest');
  await expect(heading).toContainText('the newest');
  socket.close();
});

test('a handshake that is refused shows its status here, and nothing to the page', async ({
  page,
  live,
}) => {
  await page.goto(live);
  await page.getByText('How the server answers').click();
  await page.getByLabel('Status of the response').fill('403');
  await page.getByRole('button', { name: 'Connect' }).click();
  await expect(events(page)).toContainText('code 1006, not clean');
  await expect(events(page)).not.toContainText('open');
  await expect(frames(page)).toContainText('403');
});

test('the twenty experiments run, and the report names this browser', async ({ page, live }) => {
  test.setTimeout(120_000);
  await page.goto(live);
  await page.getByText('Twenty experiments with this browser').click();
  await page.getByRole('button', { name: 'Run all' }).click();
  await expect(page.getByText(/\d+ of 20 as predicted/)).toBeVisible({ timeout: 100_000 });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save the report' }).click(),
  ]);
  const report = await readFile(await download.path(), 'utf8');
  expect(report).toContain('Chrome/');
  const different = report.split('\n').filter((line) => line.includes('**different**'));
  // Measured with Chromium 156. It closes with 1002 for text that isn't UTF-8, and fires no error
  // when an open connection is lost.
  const known = /ends TCP without|isn’t UTF-8/;
  expect(different.filter((line) => !known.test(line))).toEqual([]);
});

test('the address without its key explains what is missing', async ({ page, live }) => {
  await page.goto(`${new URL(live).origin}/#/live`);
  await expect(page.getByRole('heading', { name: 'This page has no key' })).toBeVisible();
});

test('a wrong key is said to be wrong', async ({ page, live }) => {
  await page.goto(`${new URL(live).origin}/#/live?key=AAAAAAAAAAAAAAAAAAAAAA`);
  await expect(page.getByRole('alert').first()).toContainText('another key');
});

test('Live has no accessibility violation, and fits a phone', async ({ page, live }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 390, height: 844 });
  await connect(page, live);
  await page.getByRole('button', { name: 'Send text' }).click();
  await expect(frames(page).getByRole('option').filter({ hasText: 'Hello' })).toHaveCount(2);
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('the local documents differ from the built ones in one directive', async ({
  live,
  request,
  site,
}) => {
  for (const path of ['', 'guides/polling/', 'index.html']) {
    const built = await (await request.get(site + path)).text();
    const local = await (await request.get(new URL(`/${path}`, live).href)).text();
    expect(local).not.toBe(built);
    expect(local.replace("connect-src 'self'", "connect-src 'none'")).toBe(built);
  }
});

base(
  'on a static host Live explains itself and connects to nothing',
  async ({ page, site, noRequests }) => {
    await page.goto(`${site}#/live?key=AAAAAAAAAAAAAAAAAAAAAA`);
    await expect(
      page.getByRole('heading', { name: 'Live runs on your own computer' }),
    ).toBeVisible();
    await noRequests(() => page.getByText('npm start -- --to').hover());
    await expect(page.getByRole('navigation').getByRole('link', { name: 'Live' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Connect' })).toHaveCount(0);
  },
);

test('the page can’t reach another port of this machine', async ({ page, live }) => {
  await page.goto(live);
  const outcome = await page.evaluate(() =>
    fetch('http://127.0.0.1:9/').then(
      () => 'answered',
      (error: unknown) => String(error),
    ),
  );
  expect(outcome).toContain('Failed to fetch');
  const violated = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        void fetch('http://127.0.0.1:9/').catch(() => undefined);
      }),
  );
  expect(violated).toBe('connect-src');
});
