import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { frame, frames, input, open, paste, source } from './decode-page.ts';
import { expect, test } from './fixtures.ts';

const fixtures = path.join(import.meta.dirname, '../fixtures/pastes/texts');
const fixture = (name: string) => readFileSync(path.join(fixtures, `${name}.txt`), 'utf8');

test('text that wasn’t read has a dashed line, with forced colours too', async ({ page, site }) => {
  await open(page, site);
  await paste(page, fixture('arduino-client-log'));
  const unread = source(page).locator('.unread');
  await expect(unread.first()).toHaveText('[WS-Client] connect ws...');
  for (const forcedColors of ['none', 'active'] as const) {
    await page.emulateMedia({ forcedColors });
    await expect(unread.first()).toHaveCSS('text-decoration-style', 'dashed');
    await expect(unread.first()).toHaveCSS('text-decoration-line', 'underline');
    await expect(source(page).locator('.byte').first()).not.toHaveCSS(
      'text-decoration-style',
      'dashed',
    );
  }
});

test('text that wasn’t read is shown place by place', async ({ page, site }) => {
  await open(page, site);
  const line = '89 00 8a 00\n';
  await paste(page, `some words\n${line.repeat(300)}other words\n${line.repeat(300)}last words`);
  await expect(page.getByText('3 lines weren’t read.', { exact: false }).first()).toBeVisible();
  const next = page.getByRole('button', { name: 'Show next' });
  const pointed = source(page).locator('.pointed');
  for (const words of ['some words', 'other words', 'last words', 'some words']) {
    await next.press('Enter');
    await expect(pointed).toHaveText(words);
    await expect(pointed).toBeInViewport();
    await expect(next).toBeFocused();
  }
  await page.getByRole('button', { name: 'Show previous' }).press('Enter');
  await expect(pointed).toHaveText('last words');
});

test('thousands of unread lines don’t slow the page down', async ({ page, site }) => {
  await open(page, site);
  await paste(page, `${'89 00\n'.repeat(50)}${'not any bytes\n'.repeat(5_000)}`);
  await expect(page.getByText(/5,000 lines weren’t read/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Show next' }).click();
  await expect(source(page).locator('.pointed')).toBeInViewport();
  const drawn = await source(page).locator('.unread').count();
  expect(drawn).toBeGreaterThan(2);
  expect(drawn).toBeLessThan(200);
  const pointed = source(page).locator('.pointed');
  const longestTask = await page.evaluate(async () => {
    const tasks: number[] = [];
    new PerformanceObserver((list) =>
      tasks.push(...list.getEntries().map(({ duration }) => duration)),
    ).observe({ type: 'longtask' });
    const button = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent.trim() === 'Show previous',
    );
    button?.click();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return Math.max(0, ...tasks);
  });
  await expect(pointed).toHaveText('not any bytes');
  await expect(pointed).toBeInViewport();
  expect(longestTask).toBeLessThan(400);
});

test('a problem leads to its place in the text', async ({ page, site }) => {
  await open(page, site);
  await paste(page, `${'<Buffer 89 00>\n'.repeat(100)}"\\x89\\x00\\q"`);
  await expect(source(page).locator('.problem')).toHaveCount(0);
  await page.getByRole('button', { name: /^Go there: line 101, / }).click();
  await expect(source(page).locator('.problem')).toHaveText('\\q');
  await expect(source(page).locator('.problem')).toBeInViewport();
  await expect(input(page)).toBeFocused();
});

test('each block’s sender is set with the keyboard, and kept in a link', async ({ page, site }) => {
  await open(page, site);
  await paste(page, 'recv 89 00\nrecv 8a 00');
  await page.locator('summary', { hasText: 'Reading options' }).press('Enter');
  await page.locator('summary', { hasText: 'Sent by, for each block' }).press('Enter');
  const sender = page.getByRole('combobox', { name: 'Sender of the block in line 2, 2 bytes' });
  await expect(sender).toHaveValue('as-read');
  await sender.focus();
  await page.keyboard.press('ArrowDown');
  await expect(sender).toHaveValue('client');
  await expect(sender).toBeFocused();
  await expect(frame(page, /pong/).getByLabel('from the client')).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  const link = page.getByRole('textbox', { name: /^The link, / });
  await expect(link).toHaveValue(/[?&]by=1c(?:&|$)/);
  const address = await link.inputValue();
  await page.goto('about:blank');
  await page.goto(address);
  await expect(frame(page, /pong/).getByLabel('from the client')).toBeVisible();
  await expect(frame(page, /ping/).getByLabel('from the server')).toBeVisible();
});

test('an error message leads to its explanation', async ({ page, site }) => {
  await open(page, site);
  await paste(page, fixture('error-invalid-frame-header'));
  await page.getByRole('button', { name: 'Explain it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Look up an error message' });
  await expect(dialog.getByRole('textbox')).toHaveValue('Invalid frame header');
  await expect(dialog.getByRole('list', { name: 'Results' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Look up an error' }).click();
  await expect(dialog.getByRole('textbox')).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(frames(page)).toHaveCount(0);
});

test('a message that could be any text leads to its explanation, too', async ({ page, site }) => {
  await open(page, site);
  await paste(
    page,
    'The remote party closed the WebSocket connection without completing the close handshake.',
  );
  await expect(page.getByText('It contains 1 known message.')).toBeVisible();
  await page.getByRole('button', { name: 'Explain it' }).click();
  const dialog = page.getByRole('dialog', { name: 'Look up an error message' });
  await expect(dialog.getByRole('list', { name: 'Results' })).toBeVisible();
  await page.keyboard.press('Escape');
  await paste(page, 'Good morning');
  await expect(frames(page)).toHaveCount(1);
  await expect(page.getByText(/known message/)).toHaveCount(0);
});

/** Where the parts are that stay while results are replaced, in pixels of the whole page. */
function placesOf(page: Page): Promise<unknown> {
  return page.locator('.decode').evaluate((decode) => {
    const parts = decode.querySelectorAll('.source h2, .source-text, .source .tools button');
    return Array.from(parts, (part) => {
      const { x, y, width, height } = part.getBoundingClientRect();
      const top = y + window.scrollY + (part.closest('.column')?.scrollTop ?? 0);
      return [part.textContent.slice(0, 20), x, top, width, part.closest('h2') ? 0 : height];
    });
  });
}

test.describe('a paste moves neither the field nor the tools', () => {
  const texts = [
    'python-three-recv',
    'node-buffer-cut',
    'netty-logging-handler',
    'error-two-lines',
  ];
  for (const width of [390, 768, 1440]) {
    test(`at ${width} pixels`, async ({ page, site }) => {
      await page.setViewportSize({ width, height: 900 });
      await open(page, site);
      await page.waitForLoadState('networkidle');
      const before = await placesOf(page);
      expect(before).toHaveLength(5);
      for (const name of texts) {
        await paste(page, fixture(name));
        await expect(page.locator('.decode')).toHaveAttribute('aria-busy', 'false');
        expect(await placesOf(page), name).toEqual(before);
      }
    });
  }
});
