import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { watchLayoutShifts } from './layout-shifts.ts';

const LESSON = '#/learn/hello-and-goodbye';

const title = (page: Page) => page.getByRole('heading', { level: 1 });

async function open(page: Page, site: string, fragment: string): Promise<void> {
  await page.goto(site + fragment);
  await expect(title(page)).toBeVisible();
}

/** No part of the page is wider than the window. */
async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const [content, view] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    window.innerWidth,
  ]);
  expect(content).toBeLessThanOrEqual(view ?? 0);
}

test('opens first, with the first step', async ({ page, site }) => {
  await open(page, site, '');
  await expect(page).toHaveURL(/#\/learn\/hello-and-goodbye\/tcp-syn$/);
  await expect(title(page)).toHaveText('The browser opens a TCP connection');
});

for (const width of [390, 1440]) {
  test(`nothing of the first step moves once it is drawn, at ${width} px`, async ({
    page,
    site,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    const shifts = await watchLayoutShifts(page);
    await open(page, site, LESSON);
    await expect(page.getByText('Save, print, present, embed')).toBeVisible();
    await expect(page.getByLabel('State diagram')).toBeAttached();
    await page.waitForLoadState('networkidle');
    expect(await shifts()).toEqual([]);
  });
}

test.describe('with reduced motion', () => {
  test.use({ reducedMotion: 'reduce' });

  test('is stepped to its end by keyboard, and back', async ({ page, site }) => {
    await open(page, site, LESSON);
    const titles = [await title(page).textContent()];
    for (let step = 2; step <= 15; step++) {
      await page.keyboard.press('ArrowRight');
      await expect(page.getByText(`step ${step} of 15`, { exact: false }).first()).toBeVisible();
      titles.push(await title(page).textContent());
    }
    expect(titles.map((text) => text?.trim())).toEqual([
      'The browser opens a TCP connection',
      'The server accepts the TCP connection',
      'The browser acknowledges',
      'The browser asks to switch protocols',
      'The server accepts: 101 Switching Protocols',
      'The connection is open: either side can send at any time',
      'The browser sends “Hello” in 11 bytes',
      'The server sends “Hello” in 7 bytes',
      'The server sends a Ping of 14 bytes',
      'The browser replies with a Pong',
      'The browser starts the closing handshake',
      'The server replies with its own Close frame',
      'The server closes TCP first',
      'The browser closes its direction as well',
      'The server acknowledges the FIN',
    ]);
    await expect(page).toHaveURL(/tcp-last-ack$/);
    await page.keyboard.press('Home');
    await expect(page).toHaveURL(/tcp-syn$/);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await expect(page).toHaveURL(/client-tcp-fin$/);
  });

  test('shows the bytes of a step, bit by bit, linked', async ({ page, site }) => {
    await open(page, site, `${LESSON}/client-text-1`);
    const bytes = page.getByRole('grid', { name: /^Bytes/ });
    await expect(bytes).toContainText('37');
    await expect(page.getByRole('heading', { name: '11 bytes on the wire' })).toBeVisible();
    const key = page.getByRole('grid', { name: 'Fields' }).getByRole('row', { name: /^Key/ });
    await key.hover();
    await expect(bytes.locator('.lit')).toHaveCount(4);
  });

  test('shows the head line by line, and the accept value in four stages', async ({
    page,
    site,
  }) => {
    await open(page, site, `${LESSON}/response`);
    await expect(page.getByText('HTTP/1.1 101 Switching Protocols')).toBeVisible();
    const stages = page.getByRole('region', { name: 'How the server computed it' });
    await expect(stages.getByRole('listitem')).toHaveCount(4);
    await expect(stages).toContainText('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  });

  test('plays the recorded connection, labelled so', async ({ page, site }) => {
    await open(page, site, '#/learn/recorded-chromium-echo/client-text-1');
    await expect(page.getByText('Recorded:')).toBeVisible();
    await expect(page.getByText(/Chromium 156\.0\.8078\.79 and ws 8\.23\.0/)).toBeVisible();
    await expect(title(page)).toHaveText('Chromium sends “Hello, WebSocket!” in 23 bytes');
    await page.keyboard.press('End');
    await expect(page).toHaveURL(/recorded-chromium-echo\/tcp-last-ack$/);
  });
});

test('Space plays from step to step, and pauses', async ({ page, site }) => {
  await open(page, site, LESSON);
  await page.keyboard.press(' ');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(page).toHaveURL(/tcp-syn-ack$/);
  await page.keyboard.press('.');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
});

test('chapters add to the history: Back and Forward lead through them', async ({ page, site }) => {
  await open(page, site, LESSON);
  await page.getByRole('button', { name: 'Chapter Data transfer' }).click();
  await expect(page).toHaveURL(/client-text-1$/);
  await page.getByRole('button', { name: 'Chapter Closure' }).click();
  await expect(title(page)).toHaveText(/starts the closing handshake/);
  await page.goBack();
  await expect(title(page)).toHaveText(/sends “Hello” in 11 bytes/);
  await page.goForward();
  await expect(title(page)).toHaveText(/starts the closing handshake/);
});

test('the diagram, the buttons and the slider lead to steps by mouse', async ({ page, site }) => {
  await open(page, site, LESSON);
  await page.getByRole('button', { name: 'The server sends a Ping of 14 bytes' }).click();
  await expect(page).toHaveURL(/server-ping-1$/);
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect(page).toHaveURL(/client-pong-1$/);
  const slider = page.getByRole('slider', { name: 'Place in the story' });
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/server-ping-1$/);
});

test('a key opens the list of keys, and Escape closes it', async ({ page, site }) => {
  await open(page, site, LESSON);
  await page.keyboard.press('?');
  const list = page.getByRole('dialog', { name: 'Keys' });
  await expect(list).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
});

test('an unknown scenario or step is said, and a good place shown', async ({ page, site }) => {
  await open(page, site, '#/learn/no-such-scenario');
  await expect(page.getByText('There is no scenario called “no-such-scenario”.')).toBeVisible();
  await open(page, site, '#/decode');
  await open(page, site, `${LESSON}/no-such-step`);
  await expect(page.getByText(/has no step called “no-such-step”/)).toBeVisible();
  await expect(page).toHaveURL(/tcp-syn$/);
});

test('nothing is asked of any server while the lesson plays', async ({
  page,
  site,
  noRequests,
}) => {
  await open(page, site, LESSON);
  await page.waitForLoadState('networkidle');
  await noRequests(async () => {
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(/tcp-syn-ack$/);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  for (const step of ['tcp-syn', 'request', 'response', 'client-text-1', 'server-close-1']) {
    test(`has no accessibility violation at ${step}, ${colorScheme}`, async ({ browser, site }) => {
      const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
      const page = await context.newPage();
      await open(page, site, `${LESSON}/${step}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations).toEqual([]);
      await context.close();
    });
  }
}

for (const width of [320, 390, 768, 1440]) {
  test(`does not scroll sideways at ${width} px`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 844 });
    for (const step of ['request', 'response', 'client-text-1']) {
      await open(page, site, `${LESSON}/${step}`);
      await expectNoSidewaysScrolling(page);
    }
  });
}
