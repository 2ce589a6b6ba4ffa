import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';

const TLS = 'tests/fixtures/captures/tls';
const WSS = `${TLS}/chromium-ws-wss-tls13`;

async function openFiles(page: Page, site: string, ...files: string[]): Promise<void> {
  await page.goto(`${site}#/decode`);
  await addFiles(page, ...files);
}

async function addFiles(page: Page, ...files: string[]): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'Open a file' }).click(),
  ]);
  await chooser.setFiles(files);
}

const connections = (page: Page) => page.getByRole('table', { name: 'Connections' });
const frames = (page: Page) => page.getByRole('listbox', { name: 'Frames' });

test('a capture of wss is opened by a key log dropped after it', async ({ page, site }) => {
  await openFiles(page, site, `${WSS}/capture.pcapng`);
  await expect(page.getByText('This connection is encrypted by TLS')).toBeVisible();
  await addFiles(page, `${WSS}/keylog.txt`);
  await expect(frames(page)).toContainText('secret over TLS 1.3');
  await expect(page.getByText(/^TLS 1\.3, opened with its keys/)).toBeVisible();
});

test('a key log and its capture are opened together, and no address has the keys', async ({
  page,
  site,
}) => {
  await openFiles(page, site, `${WSS}/keylog.txt`, `${WSS}/capture.pcapng`);
  await expect(frames(page)).toContainText('secret over TLS 1.3');
  expect(page.url()).not.toContain('CLIENT');
});

test('a key log alone asks for its capture', async ({ page, site }) => {
  await openFiles(page, site, `${WSS}/keylog.txt`);
  await expect(page.getByRole('alert').getByText(/Now open the capture/)).toBeVisible();
});

test('a WebSocket in HTTP/2 opens by itself, and the table leads to what is around it', async ({
  page,
  site,
}) => {
  await openFiles(page, site, `${TLS}/chromium-node-h2-rfc8441/capture-with-secrets.pcapng`);
  await expect(frames(page)).toContainText('hello h2');
  await connections(page)
    .getByRole('row', { name: /HTTP\/2/ })
    .getByRole('button')
    .click();
  await expect(page.getByText('This connection speaks HTTP/2')).toBeVisible();
});

test('the table is sorted, filtered and walked by keyboard', async ({ page, site }) => {
  await openFiles(page, site, `${TLS}/chromium-node-h2-rfc8441/capture-with-secrets.pcapng`);
  const rows = connections(page).getByRole('row');
  await expect(rows).toHaveCount(4);
  await page.getByRole('radio', { name: /^WebSocket \d/ }).check({ force: true });
  await expect(rows).toHaveCount(2);
  await page.getByRole('radio', { name: /^All/ }).check({ force: true });
  await expect(rows).toHaveCount(4);
  const sent = connections(page).getByRole('columnheader', { name: 'From server' });
  await sent.getByRole('button').click();
  await expect(sent).toHaveAttribute('aria-sort', 'ascending');
  await sent.getByRole('button').press('Enter');
  await expect(sent).toHaveAttribute('aria-sort', 'descending');
  const current = connections(page).locator('[aria-current=true]');
  await current.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await expect(rows.last().locator('[aria-current=true]')).toBeFocused();
  await page.getByRole('searchbox', { name: 'Filter connections' }).fill('no such thing');
  await expect(page.getByRole('heading', { name: /^0 of/ })).toBeVisible();
});

test('the table has no accessibility violation, and fits', async ({ page, site }) => {
  await openFiles(page, site, `${TLS}/chromium-node-h2-rfc8441/capture-with-secrets.pcapng`);
  await expect(connections(page)).toBeVisible();
  for (const width of [390, 768, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page, 'section[aria-label=Connections]', `${width} pixels`);
    const drawn = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(drawn).toBe(width);
  }
});

test('a Ping without a Pong is a finding, read by keyboard', async ({ page, site }) => {
  await openFiles(page, site, 'tests/fixtures/recorded/curl-ws-upgrade/capture.pcapng');
  const conduct = page.getByRole('list', { name: 'What the sides did across frames' });
  const ping = conduct.getByRole('listitem').filter({ hasText: 'The client sent no Pong' });
  await expect(ping).toContainText('The client ended TCP 1.950 s after the Ping.');
  await expect(page.getByText('No rule is broken here.')).toHaveCount(0);
  await ping.getByRole('button', { name: 'The client sent no Pong' }).focus();
  await page.keyboard.press('Enter');
  await expect(frames(page).getByRole('option', { selected: true })).toContainText('ping');
  await expect(ping.getByRole('link', { name: 'RFC 6455 §5.5.2' })).toBeVisible();
  await ping.getByText('What a correct client would send here').focus();
  await page.keyboard.press('Enter');
  await expect(ping).toContainText('A Pong frame. The masking key is an example.');
  await expect(ping).toContainText('8a 8e 5b d0 e8 66');
  await expectAccessible(page);
});

test('TCP’s events are rows between the frames, walked by keyboard and switched off', async ({
  page,
  site,
}) => {
  await openFiles(page, site, 'tests/fixtures/recorded/curl-ws-upgrade/capture.pcapng');
  const options = frames(page).getByRole('option');
  await expect(options.first()).toContainText('the client opens TCP');
  await expect(options.last()).toContainText('FIN');
  await expect(page.getByText('9 rows and 4 of TCP')).toBeVisible();
  await expect(options).toHaveCount(13);
  await frames(page).getByRole('option', { selected: true }).focus();
  await page.keyboard.press('Home');
  await expect(options.first()).toBeFocused();
  await expect(frames(page).getByRole('option', { selected: true })).toContainText('GET');
  await page.keyboard.press('PageDown');
  await page.keyboard.press('End');
  await expect(options.last()).toBeFocused();
  await page.getByRole('button', { name: '4 TCP events' }).press('Enter');
  await expect(options).toHaveCount(9);
  await expect(page.getByText('9 rows', { exact: true })).toBeVisible();
});
