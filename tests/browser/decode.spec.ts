import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const input = (page: Page) => page.getByRole('textbox', { name: /^Bytes to decode/ });
const frame = (page: Page, name: RegExp) => page.getByRole('option', { name });
const shown = (page: Page) => page.getByRole('heading', { level: 2, name: /· bytes? 0x/ });
const bits = (page: Page) => page.getByRole('grid', { name: 'Bits of the frame' });
const fields = (page: Page) => page.getByRole('grid', { name: 'Fields' });
/** The bytes in the text, as they are coloured behind the field. */
const source = (page: Page) => page.locator('.source-text');

async function open(page: Page, site: string, query = ''): Promise<void> {
  await page.goto(`${site}#/decode${query}`);
  await expect(page.getByRole('heading', { level: 1, name: 'Decode' })).toBeAttached();
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
    await input(page).fill('81 85 37 fa 21 3d 7f 9f 4d 51 58');
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
  await open(page, site, '?hex=818537fa213d7f9f4d5158');
  const byte = source(page).getByText('21', { exact: true });
  const place = (await byte.boundingBox())!;
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
  await expect(source(page).locator('.lit')).toHaveText(['37', 'fa', '21', '3d']);
  await expect(bits(page).locator('.lit')).toHaveCount(2);
  await expect(fields(page).locator('.lit')).toHaveText(/^Key/);
});

test('lights the bytes of a field that is pointed at', async ({ page, site }) => {
  await open(page, site, '?hex=818537fa213d7f9f4d5158');
  await fields(page).getByRole('row', { name: /^Text/ }).hover();
  await expect(source(page).locator('.lit')).toHaveText(['7f', '9f', '4d', '51', '58']);
  await bits(page).getByRole('gridcell', { name: /^MASK/ }).hover();
  await expect(source(page).locator('.lit')).toHaveText(['85']);
});

test('lays the coloured bytes under the text, however it wraps', async ({ page, site }) => {
  await open(page, site);
  const frames = '818537fa213d7f9f4d5158';
  for (const text of [
    frames.repeat(40),
    frames.replace(/../g, '$& ').repeat(40),
    `${frames}\n`.repeat(9),
  ]) {
    await input(page).fill(text);
    const heights = await source(page).evaluate((element) =>
      Array.from(element.children, (child) => child.scrollHeight),
    );
    expect(new Set(heights).size).toBe(1);
  }
});

test('colours what is scrolled to', async ({ page, site }) => {
  await open(page, site);
  await input(page).fill('818537fa213d7f9f4d5158\n'.repeat(400));
  await source(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
  const box = (await source(page).boundingBox())!;
  await expect
    .poll(async () => {
      const [last] = await source(page)
        .locator('.byte')
        .last()
        .evaluateAll((bytes) => bytes.map((byte) => byte.getBoundingClientRect().top));
      return last;
    })
    .toBeGreaterThan(box.y + box.height / 2);
});

test('names the first bad character, and keeps the rest', async ({ page, site }) => {
  await open(page, site);
  await input(page).fill('89 00 8a 0g 81');
  await expect(page.getByText('Line 1, column 11: “g” is no hex digit.')).toBeVisible();
  await expect(source(page).locator('.problem')).toHaveText('g');
  await expect(input(page)).toHaveValue('89 00 8a 0g 81');
  await expect(page.getByRole('option')).toHaveCount(2);
});

test('says how much of a cut frame is missing', async ({ page, site }) => {
  await open(page, site);
  await input(page).fill('818537fa213d7f9f');
  await expect(
    page.getByText('Frame 1 is not whole: 3 of 5 bytes of payload are missing.'),
  ).toBeVisible();
  await expect(bits(page).getByRole('gridcell', { name: '3 bytes missing' })).toBeVisible();
});

test('opens the recorded connection and plays it in Learn', async ({ page, site }) => {
  await open(page, site);
  await page.getByRole('button', { name: 'Open a recorded connection' }).click();
  await expect(page.getByText('14 frames')).toBeVisible();
  await expect(page.getByText('Chromium 156.0.8078.79')).toBeVisible();
  await expect(page.getByText('No rule is broken here.')).toBeVisible();
  await frame(page, /^Answer/).click();
  const accept = page.getByRole('row', { name: /^Sec-WebSocket-Accept/ });
  await expect(accept).toContainText('required, checked');
  await frame(page, /Привет/)
    .first()
    .click();
  await expect(page.getByRole('tabpanel')).toHaveText('Привет, мир');
  await page.getByRole('link', { name: 'Play in Learn' }).click();
  await expect(page).toHaveURL(/#\/learn\/recorded-chromium-echo/);
  await expect(page.getByText(/Recorded:/)).toBeVisible();
  await page.getByRole('link', { name: 'Decode' }).click();
  await expect(page.getByText('14 frames')).toBeVisible();
});

test('keeps the paste, and the frame in the address', async ({ page, site }) => {
  await open(page, site);
  await input(page).fill('8900 8a00');
  await frame(page, /pong/).click();
  await expect(page).toHaveURL(/#\/decode\?frame=2$/);
  await page.getByRole('link', { name: 'Compare' }).click();
  await expect(page).toHaveURL(/#\/compare/);
  await page.goBack();
  await expect(input(page)).toHaveValue('8900 8a00');
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
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Open a recorded connection' })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(frame(page, /^Frame 1/)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(shown(page)).toHaveText(/^Frame 2 · ping/);
  await expect(frame(page, /^Frame 2/)).toBeFocused();
  await page.keyboard.press('Home');
  // The message's button, then the section's link, then the diagram.
  for (let stop = 0; stop < 3; stop++) await page.keyboard.press('Tab');
  await expect(bits(page).getByRole('gridcell', { name: /^FIN/ })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(fields(page).locator('.lit')).toHaveText(/^Key/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('End');
  await expect(fields(page).getByRole('row', { name: /^Text/ })).toBeFocused();
  await expect(source(page).locator('.lit')).toHaveText(['7f', '9f', '4d', '51', '58']);
});

test('shows hostile payloads, and runs nothing', async ({ page, site }) => {
  await open(page, site);
  const markup = '<img src=x onerror="document.title=1">';
  const hex = Buffer.from(markup).toString('hex');
  await input(page).fill(`81${markup.length.toString(16).padStart(2, '0')}${hex}`);
  await expect(page.getByRole('tabpanel')).toHaveText(markup);
  await expect(page).toHaveTitle('Decode · WS 101');
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ colorScheme: theme });

    for (const query of ['?frame=2', '?frame=4', '?hex=81zz', '?hex=']) {
      test(`has nothing that axe objects to at ${query}`, async ({ page, site }) => {
        await open(page, site, query);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      });
    }

    test('has nothing that axe objects to in a recording', async ({ page, site }) => {
      await open(page, site);
      await page.getByRole('button', { name: 'Open a recorded connection' }).click();
      await expect(page.getByText('14 frames')).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });
  });
}

for (const width of [320, 390, 768]) {
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('scrolls down only', async ({ page, site }) => {
      await open(page, site);
      await expectNoSidewaysScrolling(page);
      await frame(page, /ping/).click();
      for (const tab of ['Hex', 'Unmask step by step']) {
        await page.getByRole('tab', { name: tab }).click();
        await expectNoSidewaysScrolling(page);
      }
      await page.getByRole('button', { name: 'Open a recorded connection' }).click();
      await expect(page.getByText('14 frames')).toBeVisible();
      await expectNoSidewaysScrolling(page);
    });

    test('has the text first, then findings, frames, bits and fields', async ({ page, site }) => {
      await open(page, site);
      const parts = [
        source(page),
        page.getByRole('region', { name: 'Findings' }),
        page.getByRole('listbox'),
        bits(page),
        fields(page),
      ];
      const tops = await Promise.all(parts.map(async (part) => (await part.boundingBox())?.y ?? 0));
      expect(tops).toEqual(tops.toSorted((one, other) => one - other));
    });
  });
}
