import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { bits, fields, frame, input, open, paste, source } from './decode-page.ts';
import { expect, test } from './fixtures.ts';

const shown = (page: Page) => page.getByRole('heading', { level: 2, name: /· bytes? 0x/ });

/** Moves the pointer onto the first occurrence in the pasted text. */
async function pointAtText(page: Page, wanted: string): Promise<void> {
  const { x, y } = await input(page).evaluate((content, characters) => {
    const texts = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const start = text.textContent?.indexOf(characters) ?? -1;
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(text, start);
      range.setEnd(text, start + characters.length);
      const box = range.getBoundingClientRect();
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    }
    throw new Error(`expected ${characters} in the text`);
  }, wanted);
  await page.mouse.move(x, y);
}

/** No part of the page is wider than the window. */
async function expectNoSidewaysScrolling(page: Page): Promise<void> {
  const [content, view] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    window.innerWidth,
  ]);
  expect(content).toBeLessThanOrEqual(view ?? 0);
}

test('decodes a pasted frame', async ({ page, site, noRequests }) => {
  await open(page, site);
  await noRequests(async () => {
    await paste(page, '81 85 37 fa 21 3d 7f 9f 4d 51 58');
    await expect(shown(page)).toHaveText('Frame 1 · text · bytes 0x00–0x0a');
    await expect(page.getByRole('tabpanel')).toHaveText('Hello');
    await expect(page.getByText('No rule is broken here.')).toBeVisible();
    await page.getByRole('tab', { name: 'Unmask step by step' }).click();
    await expect(page.getByRole('row', { name: '4 58 0 37 6f o' })).toBeVisible();
  });
});

test('works in a folder of a host', async ({ page, siteInFolder }) => {
  await open(page, siteInFolder, '?hex=8900&frame=1');
  await expect(shown(page)).toHaveText('Frame 1 · ping · bytes 0x00–0x01');
});

test('lights the twins of a byte that is pointed at in the text', async ({ page, site }) => {
  await open(page, site, '?hex=81%2085%2037%20fa%2021%203d%207f%209f%204d%2051%2058');
  await pointAtText(page, '21');
  await expect(source(page).locator('.lit')).toHaveText(['37 fa 21 3d']);
  await expect(bits(page).locator('.lit')).toHaveCount(2);
  await expect(fields(page).locator('.lit')).toHaveText(/^Key/);
});

test('lights the bytes of a field that is pointed at', async ({ page, site }) => {
  await open(page, site, '?hex=81%2085%2037%20fa%2021%203d%207f%209f%204d%2051%2058');
  await fields(page).getByRole('row', { name: /^Text/ }).hover();
  await expect(source(page).locator('.lit')).toHaveText(['7f 9f 4d 51 58']);
  await bits(page).getByRole('gridcell', { name: /^MASK/ }).hover();
  await expect(source(page).locator('.lit')).toHaveText(['85']);
});

test('colours what is scrolled to', async ({ page, site }) => {
  await open(page, site);
  await paste(page, '81 85 37 fa 21 3d 7f 9f 4d 51 58\n'.repeat(400));
  const scroller = source(page).locator('.cm-scroller');
  // The text becomes higher as its lines are measured.
  await expect(async () => {
    await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(source(page).locator('.byte').last()).toBeInViewport({ timeout: 500 });
  }).toPass();
});

test('colours of a long line only what is on the screen', async ({ page, site }) => {
  await open(page, site);
  await paste(page, '0 0 0 '.repeat(20_000));
  const scroller = source(page).locator('.cm-scroller');
  const coloured = source(page).locator('.byte');
  const isColoured = () =>
    scroller.evaluate((element) => {
      const { top, bottom } = element.getBoundingClientRect();
      const bytes = Array.from(element.querySelectorAll('.byte'), (byte) =>
        byte.getBoundingClientRect(),
      );
      const rows = [top + 60, bottom - 60];
      return rows.every((y) => bytes.some((byte) => Math.abs(byte.y - y) < 40));
    });
  await expect.poll(isColoured).toBe(true);
  expect(await coloured.count()).toBeLessThan(600);
  await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight / 2));
  await expect.poll(isColoured).toBe(true);
  expect(await coloured.count()).toBeLessThan(600);
});

test('names the first bad character, and keeps the rest', async ({ page, site }) => {
  await open(page, site);
  await paste(page, '89 00 8a 0g 81');
  await expect(page.getByText('Line 1, column 11: “g” isn’t a hex digit.')).toBeVisible();
  await expect(source(page).locator('.problem')).toHaveText('g');
  await expect(input(page)).toHaveText('89 00 8a 0g 81');
  await expect(page.getByRole('listbox', { name: 'Frames' }).getByRole('option')).toHaveCount(2);
});

test('says how much of a cut frame is missing', async ({ page, site }) => {
  await open(page, site);
  await paste(page, '818537fa213d7f9f');
  await expect(
    page.getByText('Frame 1 is incomplete: 3 of 5 bytes of payload are missing.'),
  ).toBeVisible();
  await expect(bits(page).getByRole('gridcell', { name: '3 bytes missing' })).toBeVisible();
});

test('opens an example, and plays it in Learn', async ({ page, site }) => {
  await open(page, site);
  await page.getByRole('button', { name: 'Examples' }).click();
  await page.getByRole('link', { name: 'Chromium talks to a real server' }).click();
  await expect(page.getByText('14 frames')).toBeVisible();
  await expect(page.getByText(/Chromium 156.0.8078.79/)).toBeVisible();
  await expect(page.getByText('No rule is broken here.')).toBeVisible();
  await frame(page, /^Response/).click();
  await expect(page.getByRole('row', { name: /^Sec-WebSocket-Accept/ }).first()).toBeVisible();
  await frame(page, /Привет/)
    .first()
    .click();
  await expect(page.getByRole('tabpanel')).toContainText('Привет, мир');
  await page.getByRole('button', { name: 'Play in Learn' }).click();
  await expect(page).toHaveURL(/#\/learn\/yours/);
  await page.getByRole('link', { name: 'Decode' }).click();
  await expect(page.getByText('14 frames')).toBeVisible();
});

test('reads a followed stream, and takes the same from its link', async ({ page, site }) => {
  await open(page, site);
  const text = readFileSync('tests/fixtures/text/stream.follow-yaml.txt', 'utf8');
  await paste(page, text);
  await expect(page.getByText('both directions', { exact: true })).toBeVisible();
  await frame(page, /close/).last().click();
  const title = await shown(page).textContent();
  const rows = await fields(page).textContent();
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByLabel(/^The link, /).inputValue();
  expect(link).toContain('#/decode?text=');
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByText('both directions', { exact: true })).toBeVisible();
  await expect(shown(page)).toHaveText(title ?? '');
  expect(await fields(page).textContent()).toBe(rows);
});

test('flips a bit, and undoes it by keys', async ({ page, site }) => {
  await open(page, site, '?hex=81%2005%2048%2065%206c%206c%206f');
  await bits(page).getByRole('gridcell', { name: /^FIN/ }).dblclick();
  await expect(page.getByRole('group', { name: 'Edited bytes' })).toBeVisible();
  await expect(source(page).locator('.changed')).toHaveText(['81']);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('group', { name: 'Edited bytes' })).toBeHidden();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(source(page).locator('.changed')).toHaveText(['81']);
  await page.getByRole('button', { name: 'Rewrite the text' }).click();
  await expect(input(page)).toHaveText('S: 01 05 48 65 6c 6c 6f');
});

test('selects bytes by dragging, and says what they are', async ({ page, site }) => {
  await open(page, site, '?hex=810548656c6c6f');
  const grid = page.getByRole('grid', { name: /^Bytes, / });
  const cell = (name: RegExp) => grid.getByRole('gridcell', { name });
  await cell(/^0x02/).hover();
  await page.mouse.down();
  await cell(/^0x04/).hover();
  await page.mouse.up();
  const selected = page.getByRole('region', { name: 'Selected bytes' });
  await expect(selected).toContainText('bytes 0x02–0x04 · 3 bytes');
  await expect(selected).toContainText('4744556');
  await expect(selected).toContainText('Hel');
});

test('reads five megabytes while the page stays at hand', async ({ page, site }) => {
  await open(page, site);
  await paste(page, '81 05 48 65 6c 6c 6f '.repeat(240_000));
  await expect(page.getByText('hex · 1,680,000 bytes')).toBeVisible();
  await expect(page.getByText('240,000 frames')).toBeVisible();
});

test('reads many fragments only when asked', async ({ page, site }) => {
  await open(page, site);
  await paste(page, '01 00 80 00 '.repeat(30_000));
  await expect(page.getByText('50,000 frames')).toBeVisible();
  await page.getByRole('button', { name: 'Read them all' }).click();
  await expect(page.getByText('60,000 frames')).toBeVisible();
});

test('opens a capture file that is dropped or chosen', async ({ page, site }) => {
  await open(page, site);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a file' }).click();
  await (await chooser).setFiles('tests/fixtures/captures/one-byte-segments.pcap');
  await expect(page.getByRole('heading', { name: 'one-byte-segments.pcap' })).toBeVisible();
  await expect(page.getByText('both directions', { exact: true })).toBeVisible();
});

test('leads from an error message to the frame that causes it', async ({ page, site }) => {
  await open(page, site);
  await page.getByRole('button', { name: 'Look up an error' }).click();
  await page.getByRole('textbox', { name: 'An error message' }).fill('RSV1 must be clear');
  await page.getByRole('button', { name: 'Open this frame' }).first().click();
  await expect(page.getByRole('region', { name: 'Findings' })).toContainText(/reserved bit/i);
});

test('keeps the paste, and the frame in the address', async ({ page, site }) => {
  await open(page, site);
  await paste(page, '8900 8a00');
  await frame(page, /pong/).click();
  await expect(page).toHaveURL(/#\/decode\?frame=2$/);
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/#\/compare/);
  await page.goBack();
  await expect(input(page)).toHaveText('8900 8a00');
  await expect(shown(page)).toHaveText(/^Frame 2 · pong/);
});

test('can be walked by keyboard alone', async ({ page, site }) => {
  await open(page, site);
  await input(page).focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('818537fa213d7f9f4d5158 898001020304');
  await page.keyboard.press('ControlOrMeta+Home');
  await page.keyboard.press('ArrowRight');
  await expect(source(page).locator('.lit')).toHaveText(['81']);
  await frame(page, /^Frame 1/).focus();
  await page.keyboard.press('ArrowDown');
  await expect(shown(page)).toHaveText(/^Frame 2 · ping/);
  await expect(frame(page, /^Frame 2/)).toBeFocused();
  await page.keyboard.press('Home');
  // The message's button, the section's link, the list of keys, then the diagram.
  for (let stop = 0; stop < 4; stop++) await page.keyboard.press('Tab');
  await expect(bits(page).getByRole('gridcell', { name: /^FIN/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(fields(page).locator('.lit')).toHaveText(/^Key/);
  await page.keyboard.press('Tab');
  const grid = page.getByRole('grid', { name: /^Bytes, / });
  await expect(grid.getByRole('gridcell', { name: /^0x00/ })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type('00');
  await expect(page.getByRole('group', { name: 'Edited bytes' })).toBeVisible();
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(page.getByRole('group', { name: 'Edited bytes' })).toBeHidden();
});

test('shows hostile payloads, and runs nothing', async ({ page, site }) => {
  await open(page, site);
  const markup = '<img src=x onerror="document.title=1">';
  const hex = Buffer.from(markup).toString('hex');
  await paste(page, `81${markup.length.toString(16).padStart(2, '0')}${hex}`);
  await expect(page.getByRole('tabpanel')).toContainText(markup);
  await expect(page).toHaveTitle('Decode · WS 101');
});

for (const width of [320, 390, 768]) {
  test(`scrolls down only, and has the parts in their order, at ${width} pixels`, async ({
    page,
    site,
  }) => {
    await page.setViewportSize({ width, height: 800 });
    await open(page, site);
    const parts = [
      source(page),
      page.getByRole('region', { name: 'Findings' }),
      page.getByRole('listbox', { name: 'Frames' }),
      bits(page),
      fields(page),
    ];
    const tops = await Promise.all(parts.map(async (part) => (await part.boundingBox())?.y ?? 0));
    expect(tops).toEqual(tops.toSorted((one, other) => one - other));
    await expectNoSidewaysScrolling(page);
    await frame(page, /ping/).click();
    for (const tab of ['Hex', 'Unmask step by step']) {
      await page.getByRole('tab', { name: tab }).click();
      await expectNoSidewaysScrolling(page);
    }
    await page.goto(`${site}#/decode?example=recorded-chromium-echo`);
    await expect(page.getByText('14 frames')).toBeVisible();
    await expectNoSidewaysScrolling(page);
  });
}

test.describe('by touch', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('bytes are chosen where they are, and more of them by a handle', async ({ page, site }) => {
    await open(page, site, '?hex=81%2085%2037%20fa%2021%203d%207f%209f%204d%2051%2058');
    const grid = page.getByRole('grid', { name: /^Bytes, / });
    const byte = (offset: number) => grid.locator(`[data-offset="${offset}"]`);
    await byte(3).scrollIntoViewIfNeeded();
    const before = (await byte(3).boundingBox())!;
    await byte(3).tap();
    await expect(grid.locator('.handle')).toHaveCount(2);
    // The page stays where the finger was.
    expect((await byte(3).boundingBox())!.y).toBeCloseTo(before.y, 0);

    await byte(8).scrollIntoViewIfNeeded();
    const handle = (await grid.locator('.handle.end').boundingBox())!;
    const [from, to] = [(await byte(5).boundingBox())!, (await byte(9).boundingBox())!];
    const start = { x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 };
    const touches = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove', part: number) =>
      touches.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: [{ x: start.x + (to.x - from.x) * part, y: start.y + (to.y - from.y) * part }],
      });
    await touch('touchStart', 0);
    for (const part of [0.25, 0.5, 0.75, 1]) await touch('touchMove', part);
    await touches.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(grid.locator('[aria-selected=true]')).toHaveCount(8);
    await expect(byte(9)).toHaveAttribute('aria-selected', 'true');
  });
});

test('a long list keeps its rows equal, and End leads to its end', async ({ page, site }) => {
  await open(page, site);
  await paste(page, '89 00 8a 00 '.repeat(750));
  const list = page.getByRole('listbox', { name: 'Frames' });
  const rows = list.getByRole('option');
  await expect(rows.first()).toHaveAttribute('aria-setsize', '1500');
  const heights = () =>
    rows.evaluateAll((all) => [...new Set(all.map((row) => row.getBoundingClientRect().height))]);
  const [height] = await heights();
  await rows.first().press('End');
  const last = list.locator('[aria-posinset="1500"]');
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport({ ratio: 1 });
  await expect(last).toContainText('1,500');
  expect(await heights()).toEqual([height]);
  await last.press('ArrowUp');
  await expect(list.locator('[aria-posinset="1499"]')).toBeFocused();
});
