import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';
import { watchLayoutShifts } from './layout-shifts.ts';
import {
  bytesBox,
  diagram,
  expectPlace,
  expectScrolled,
  hex,
  LESSON,
  moveTo,
  open,
  openPanel,
  openStep,
  playStep,
  settled,
  title,
  track,
} from './learn-page.ts';

/** No part of the page is wider than the window. */
async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const [content, view] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    window.innerWidth,
  ]);
  expect(content).toBeLessThanOrEqual(view ?? 0);
}

test('opens first, before the first step, and leads to it', async ({ page, site }) => {
  await open(page, site, '#/learn');
  await expect(page).toHaveURL(/#\/learn\/hello-and-goodbye\/why$/);
  await expect(title(page)).toHaveText('A WebSocket lets both sides send at any time');
  await expectPlace(page, 'Before the first step');
  await page.getByRole('button', { name: 'Start the lesson' }).click();
  await expect(page).toHaveURL(/#\/learn\/hello-and-goodbye\/tcp-opening$/);
  await expectPlace(page, 'Step 1 of 11: TCP opens in three segments');
});

for (const width of [390, 1440]) {
  test(`nothing moves once it is drawn, at ${width} px`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 844 });
    const shifts = await watchLayoutShifts(page);
    await open(page, site, LESSON);
    await expect(page.getByText('Each message in figures')).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await shifts(), 'the opening').toEqual([]);
    for (const step of ['tcp-opening', 'request', 'open', 'client-text-1']) {
      await openStep(page, site, `${LESSON}/${step}`);
      await page.waitForLoadState('networkidle');
      expect(await shifts(), step).toEqual([]);
    }
  });
}

test.describe('with reduced motion', () => {
  test.use({ reducedMotion: 'reduce' });

  test('is stepped to its end by keyboard, and back', async ({ page, site }) => {
    await open(page, site, `${LESSON}/tcp-syn?depth=everything`);
    const titles = [await title(page).textContent()];
    for (let step = 2; step <= 15; step++) {
      await page.keyboard.press('ArrowRight');
      await expectPlace(page, new RegExp(`^Step ${step} of 15: `));
      titles.push(await title(page).textContent());
    }
    expect(titles.map((text) => text?.trim())).toEqual([
      'The browser opens a TCP connection',
      'The server accepts the TCP connection',
      'The browser acknowledges the SYN-ACK',
      'The browser asks to switch protocols',
      'The server accepts: 101 Switching Protocols',
      'The connection is open: either side can send at any time',
      'The browser sends “Hello” in 11 bytes',
      'The server sends “Hello” in 7 bytes',
      'The server sends a Ping of 14 bytes',
      'The browser replies with a Pong of 18 bytes',
      'The browser starts the closing handshake with 12 bytes',
      'The server replies with its own Close frame of 8 bytes',
      'The server closes TCP first',
      'The browser closes its direction as well',
      'The server acknowledges the FIN',
    ]);
    await expect(page).toHaveURL(/tcp-last-ack\?depth=everything$/);
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(/\/end\?depth=everything$/);
    await expectPlace(page, 'After the last step');
    await page.keyboard.press('Home');
    await expect(page).toHaveURL(/tcp-syn\?/);
    await page.keyboard.press('ArrowLeft');
    await expect(page).toHaveURL(/\/why\?/);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await expect(page).toHaveURL(/client-tcp-fin\?/);
  });

  test('shows the bytes of a step, bit by bit, linked', async ({ page, site }) => {
    await open(page, site, `${LESSON}/client-text-1`);
    const bytes = hex(page);
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
    await expect(title(page)).toHaveText('Chromium sends “Hello, WebSocket!” in 23 bytes');
    await openPanel(page, 'More');
    await expect(page.getByText('Recorded:')).toBeVisible();
    await expect(page.getByText(/Chromium 156\.0\.8078\.79 and ws 8\.23\.0/)).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press('End');
    await expect(page).toHaveURL(/recorded-chromium-echo\/tcp-closing$/);
  });
});

test('Space plays one step and stops, and a full stop plays on', async ({ page, site }) => {
  await open(page, site, `${LESSON}/tcp-opening`);
  await page.keyboard.press(' ');
  await expect(page).toHaveURL(/\/request$/);
  await expect(page.getByRole('button', { name: 'Play on', exact: true })).toBeVisible();
  await page.keyboard.press('.');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Shift+Space');
  await expect(page.getByRole('button', { name: 'Play on', exact: true })).toBeVisible();
  await page.keyboard.press('Shift+Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Shift+Space');
  await page.keyboard.press(' ');
  await expect(page.getByRole('button', { name: 'Play on', exact: true })).toBeVisible();
});

test('keys scroll a page that is taller than its window', async ({ page, site }) => {
  await page.setViewportSize({ width: 390, height: 640 });
  await openStep(page, site, `${LESSON}/request`);
  await page.keyboard.press('PageDown');
  await expectScrolled(page);
  await expect(page).toHaveURL(/\/request$/);
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/\/response$/);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
  await track(page).press('PageDown');
  await expect(page).toHaveURL(/\/open$/);
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
  await diagram(page)
    .getByRole('button', { name: /The server sends a Ping of 14 bytes/ })
    .click();
  await expect(page).toHaveURL(/server-ping-1$/);
  await playStep(page).click();
  await expect(page).toHaveURL(/client-pong-1$/);
  await track(page).press('ArrowLeft');
  await expect(page).toHaveURL(/server-ping-1$/);
  const box = (await track(page).boundingBox())!;
  await page.mouse.click(box.x + 2, box.y + box.height / 2);
  await expect(page).toHaveURL(/tcp-opening$/);
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
  await expect(page).toHaveURL(/hello-and-goodbye\/why$/);
  await open(page, site, `${LESSON}/no-such-step`);
  await expect(page.getByText(/has no step called “no-such-step”/)).toBeVisible();
  await expect(page).toHaveURL(/tcp-opening$/);
});

test('nothing is asked of any server while the lesson plays', async ({
  page,
  site,
  noRequests,
}) => {
  await openStep(page, site, `${LESSON}/tcp-opening`);
  // Each part is loaded with the first step that needs it.
  for (let stop = 2; stop <= 11; stop++) {
    await page.keyboard.press('ArrowRight');
    await expectPlace(page, new RegExp(`^Step ${stop} of 11: `));
    await expect(bytesBox(page).locator('h2, table').first()).toBeVisible();
  }
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('What it showed')).toBeVisible();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText('Each message in figures')).toBeVisible();
  await settled(page);
  await noRequests(async () => {
    await page.keyboard.press('End');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(/\/request$/);
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await expect(page).toHaveURL(/\/why$/);
  });
});

test('has no accessibility violation at any place', async ({ page, site }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page, site, `${LESSON}/why`);
  for (const place of [
    'why',
    'tcp-opening',
    'tcp-syn',
    'request',
    'response',
    'client-text-1',
    'server-close-1',
    'end',
  ]) {
    await test.step(place, async () => {
      await moveTo(page, site, `${LESSON}/${place}`);
      await expect(page).toHaveURL(new RegExp(`/${place}$`));
      await expectAccessible(page, 'html', place);
    });
  }
});

for (const width of [320, 390, 768, 1440]) {
  test(`does not scroll sideways at ${width} px`, async ({ page, site }) => {
    await page.setViewportSize({ width, height: 844 });
    await open(page, site, `${LESSON}/why`);
    for (const place of [
      'why',
      'end',
      'tcp-opening',
      'request',
      'response',
      'open',
      'client-text-1',
    ]) {
      await test.step(place, async () => {
        await moveTo(page, site, `${LESSON}/${place}`);
        await expectNoSidewaysScrolling(page);
      });
    }
  });
}
