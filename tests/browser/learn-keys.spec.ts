/** Learn by keyboard and by touch, as it is heard, presented, embedded and unfolded. */

import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import {
  bytesBox,
  expectPlace,
  LESSON,
  moveTo,
  open,
  openPanel,
  openStep,
  panel,
  PANELS,
  playStep,
  settled,
  title,
  toolButton,
  type Tool,
} from './learn-page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** The part of the page that has the focus. */
const focusedPart = (page: Page) =>
  page.evaluate(() => {
    const parts = {
      header: 'header',
      tools: '.toolbar',
      sentence: '.head',
      bytes: 'section.step > .bytes',
      why: '.why',
      code: '.code',
      next: '.next',
      player: '.player',
      diagram: 'section.sequence',
    };
    const found = Object.entries(parts).find(([, selector]) =>
      Boolean(document.activeElement?.closest(selector)),
    );
    return found?.[0] ?? null;
  });

test('Tab goes through the parts in the order of reading', async ({ page, site }) => {
  await openStep(page, site, `${LESSON}/client-text-1`);
  await expect(page.getByRole('button', { name: 'Skip', exact: true })).toBeVisible();
  const parts: (string | null)[] = [];
  for (let press = 0; press < 60 && parts.at(-1) !== 'diagram'; press++) {
    await page.keyboard.press('Tab');
    const part = await focusedPart(page);
    if (part !== null && part !== parts.at(-1)) parts.push(part);
  }
  expect(parts).toEqual([
    'header',
    'tools',
    'sentence',
    'bytes',
    'why',
    'code',
    'next',
    'player',
    'diagram',
  ]);
});

test('Escape closes each panel, and its button has the focus', async ({ page, site }) => {
  await open(page, site, `${LESSON}/client-text-1`);
  for (const place of ['client-text-1', 'why', 'end']) {
    await moveTo(page, site, `${LESSON}/${place}`);
    for (const tool of Object.keys(PANELS) as Tool[]) {
      await test.step(`${tool} at ${place}`, async () => {
        await toolButton(page, tool).press('Enter');
        await expect(panel(page, tool).getByRole('heading').first()).toBeFocused();
        await page.keyboard.press('Escape');
        await expect(panel(page, tool)).toBeHidden();
        await expect(toolButton(page, tool)).toBeFocused();
        await expect(toolButton(page, tool)).toHaveAttribute('aria-expanded', 'false');
      });
    }
  }
});

test('a panel covers the diagram alone', async ({ page, site }) => {
  await openStep(page, site, `${LESSON}/client-text-1`);
  for (const tool of Object.keys(PANELS) as Tool[]) {
    await openPanel(page, tool);
    const covers = await panel(page, tool).evaluate((element) => {
      const box = element.getBoundingClientRect();
      const others = [...document.querySelectorAll('section.step, .player')].filter((other) => {
        const { left, right, top, bottom } = other.getBoundingClientRect();
        return left < box.right && box.left < right && top < box.bottom && box.top < bottom;
      });
      const inside = [0.1, 0.3, 0.5, 0.7, 0.9].flatMap((y) =>
        [0.1, 0.5, 0.9].map((x) =>
          document.elementFromPoint(box.left + box.width * x, box.top + box.height * y),
        ),
      );
      return {
        others: others.map(({ className }) => className),
        isOnTop: inside.every((each) => each !== null && element.contains(each)),
      };
    });
    expect(covers, tool).toEqual({ others: [], isOnTop: true });
  }
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a swipe on the sentence steps', async ({ page, site }) => {
    await openStep(page, site, `${LESSON}/client-text-1`);
    const session = await page.context().newCDPSession(page);
    const swipe = async (from: number, to: number) => {
      const box = (await page.locator('.sentence').boundingBox())!;
      const y = box.y + box.height - 4;
      const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number) =>
        session.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: x === undefined ? [] : [{ x, y }],
        });
      await touch('touchStart', from);
      await touch('touchMove', (from + to) / 2);
      await touch('touchMove', to);
      await touch('touchEnd');
    };
    await swipe(300, 100);
    await expect(page).toHaveURL(/server-text-1$/);
    await swipe(100, 300);
    await expect(page).toHaveURL(/client-text-1$/);
    await swipe(200, 190);
    await expect(page).toHaveURL(/client-text-1$/);
  });
});

test('each stop is announced once', async ({ page, site }) => {
  await openStep(page, site, `${LESSON}/client-text-1`);
  await settled(page);
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const text = element?.closest('[role=status], [role=alert]')?.textContent.trim();
        if (text !== undefined && text !== '') heard.push(text);
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  const heard = () => page.evaluate(() => Reflect.get(globalThis, 'heard') as string[]);
  const expected: string[] = [];
  for (const text of [
    'Step 6 of 11: The server sends “Hello” in 7 bytes',
    'Step 7 of 11: The server sends a Ping of 14 bytes',
    'Step 8 of 11: The browser replies with a Pong of 18 bytes',
  ]) {
    await page.keyboard.press('ArrowRight');
    expected.push(text);
    await settled(page);
    expect(await heard()).toEqual(expected);
  }
  await playStep(page).click();
  await expect(page).toHaveURL(/client-close-1$/);
  await settled(page);
  expect((await heard()).slice(3)).toEqual([
    'Step 9 of 11: The browser starts the closing handshake with 12 bytes',
  ]);
});

/** How much of the bytes has no room in their box. */
const bytesBeyond = (page: Page) =>
  bytesBox(page).evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight);

for (const [width, height, factor] of [
  [1280, 720, 1.2],
  [1024, 768, 1.05],
] as const) {
  test(`presented at ${width} × ${height}, it is bigger, and nothing scrolls away`, async ({
    page,
    site,
  }) => {
    await page.setViewportSize({ width, height });
    await openStep(page, site, `${LESSON}/tcp-opening`);
    const sizes = () =>
      page.evaluate(() =>
        ['section.step h1', 'section.step .sentence'].map((selector) =>
          Number.parseFloat(getComputedStyle(document.querySelector(selector)!).fontSize),
        ),
      );
    const before = await sizes();
    await page.keyboard.press('p');
    await expect(page.getByRole('banner')).toHaveCount(0);
    const bigger = await sizes();
    expect(bigger.map((size, index) => size > before[index]! * factor)).toEqual([true, true]);
    for (let stop = 1; stop <= 11; stop++) {
      await expectPlace(page, new RegExp(`^Step ${stop} of 11: `));
      await expect(title(page)).toBeInViewport({ ratio: 1 });
      await expect(bytesBox(page)).toBeInViewport({ ratio: 1 });
      await expect(playStep(page)).toBeInViewport({ ratio: 1 });
      await expect(page.getByRole('region', { name: 'Sequence diagram' })).toBeInViewport({
        ratio: 1,
      });
      const tooTall = await page.evaluate(
        () => document.documentElement.scrollHeight - window.innerHeight,
      );
      expect(tooTall, `stop ${stop}`).toBeLessThanOrEqual(1);
      await expect.poll(() => bytesBeyond(page), `stop ${stop}`).toBeLessThanOrEqual(1);
      await page.keyboard.press('PageDown');
    }
    await page.keyboard.press('Escape');
    await expect(page.getByRole('banner')).toBeVisible();
  });
}

test('presented, the bytes fit', async ({ page, site }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openStep(page, site, '#/learn/compressed/response');
  await page.keyboard.press('p');
  await expect(page.getByRole('banner')).toHaveCount(0);
  for (const fragment of [
    '#/learn/compressed/response',
    '#/learn/compressed/client-text-1',
    '#/learn/fragments/server-continuation-1',
    '#/learn/proxy/proxy-request',
    '#/learn/hello-and-goodbye/client-text-1?depth=everything',
  ]) {
    await moveTo(page, site, fragment);
    await expect(page.getByRole('banner')).toHaveCount(0);
    await expect.poll(() => bytesBeyond(page), fragment).toBeLessThanOrEqual(1);
  }
});

for (const [width, height] of [
  [800, 600],
  [390, 700],
] as const) {
  test(`embedded at ${width} × ${height}, nothing is covered`, async ({ page, site }) => {
    await page.setViewportSize({ width, height });
    await openStep(page, site, `${LESSON}/client-text-1?embed`);
    await settled(page);
    const covered = await page.evaluate(() => {
      window.scrollTo(0, document.documentElement.scrollHeight);
      const boxOf = (selector: string) => {
        const element = document.querySelector(selector);
        return element === null ? [] : [element.getBoundingClientRect()];
      };
      const player = document.querySelector('.player')!.getBoundingClientRect();
      const hidden = ['.lower', '.next', 'section.sequence'].filter((selector) =>
        boxOf(selector).some(({ bottom }) => bottom > player.top + 1),
      );
      window.scrollTo(0, 0);
      const [link] = boxOf('.out');
      const [head] = boxOf('section.step > .head');
      return [...hidden, ...(link!.bottom > head!.top + 1 ? ['.out'] : [])];
    });
    expect(covered).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });
}
