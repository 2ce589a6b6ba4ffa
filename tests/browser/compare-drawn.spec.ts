import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';

// What Compare draws, measured as it is drawn.

const WIDTHS = [320, 390, 1024, 1440] as const;

async function openPage(page: Page, site: string, width: number, query = ''): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${site}#/compare${query}`);
  await expect(page.getByRole('heading', { name: 'Which is cheaper when' })).toBeVisible();
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
}

/** The drawn length of each bar, and of its parts. */
function barsOf(page: Page) {
  return page.locator('svg[data-method]').evaluateAll((bars) =>
    bars.map((bar) => ({
      method: (bar as SVGElement).dataset['method']!,
      length: bar.getBoundingClientRect().width,
      parts: [...bar.querySelectorAll('rect')].map((part) => part.getBoundingClientRect().width),
    })),
  );
}

/** The bytes of each method, from the table, in the order of its rows. */
async function bytesOf(page: Page): Promise<Record<string, number>> {
  const table = page.getByRole('table', { name: /^Bytes of a session by what they are for/ });
  // Another address leaves it open.
  if (!(await table.isVisible())) await page.getByText('In figures: bytes by purpose').click();
  await expect(table).toBeVisible();
  const names = await table.getByRole('columnheader').allTextContents();
  const cells = await table
    .getByRole('row', { name: /all of them/ })
    .getByRole('cell')
    .allTextContents();
  const ids: Record<string, string> = {
    'Plain requests': 'requests',
    Polling: 'polling',
    'Long polling': 'long-polling',
    'Server-sent events': 'event-stream',
    WebSocket: 'websocket',
  };
  return Object.fromEntries(
    cells.map((text, index) => [
      ids[names[index + 1]!.trim()]!,
      Number(text.replaceAll(/[^\d]/g, '')),
    ]),
  );
}

/** Five are compared. */
const CLIENT_ALONE = '?down=0&up=16';

for (const width of WIDTHS) {
  test.describe(`at ${width}`, () => {
    test('bars are to scale, with their parts', async ({ page, site }) => {
      const queries = ['', '?layer=application', '?layer=ethernet&http=2&for=60', CLIENT_ALONE];
      for (const query of queries) {
        await openPage(page, site, width, query);
        const bars = await barsOf(page);
        const bytes = await bytesOf(page);
        expect(bars).toHaveLength(query === CLIENT_ALONE ? 5 : 4);
        const rows = await page.locator('dd:has(svg[data-method])').evaluateAll((each) =>
          each.map((row) => {
            const { right } = row.getBoundingClientRect();
            const ends = [...row.querySelectorAll('svg, strong, span')].map(
              (part) => part.getBoundingClientRect().right,
            );
            return Math.max(...ends) - right;
          }),
        );
        for (const beyond of rows) expect(beyond).toBeLessThan(1);
        const longest = bars.reduce((best, bar) => (bar.length > best.length ? bar : best));
        for (const { method, length, parts } of bars) {
          const drawn = length / longest.length;
          const counted = bytes[method]! / bytes[longest.method]!;
          expect(Math.abs(drawn - counted)).toBeLessThan(0.01);
          const sum = parts.reduce((total, part) => total + part, 0);
          expect(Math.abs(sum - length)).toBeLessThan(1);
        }
      }
    });

    test('nothing is wider than the page', async ({ page, site }) => {
      const queries = [
        '',
        '?down=600&up=600&for=3600&layer=ethernet&between=proxy&idle=20',
        '?down=0&up=0',
        CLIENT_ALONE,
        '?headers=own&request=nonsense&clients=100000000&late=123456',
        '?headers=study-2010&down=60&up=0&size=20',
      ];
      for (const query of queries) {
        await openPage(page, site, width, query);
        for (const each of await page.locator('summary:visible').all()) await each.click();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
    });

    test('names of lines and ticks are within their charts, none over another', async ({
      page,
      site,
    }) => {
      await openPage(page, site, width, CLIENT_ALONE);
      const charts = await page.locator('.chart svg').evaluateAll((drawings) =>
        drawings.map((drawing) => {
          const box = drawing.getBoundingClientRect();
          const boxesOf = (selector: string) =>
            [...drawing.querySelectorAll(selector)].map((text) => {
              const { left, right, top, bottom } = text.getBoundingClientRect();
              return { left, right, top, bottom, text: text.textContent ?? '' };
            });
          // A narrow chart has its names below.
          const below = drawing.closest('section')!.querySelectorAll('.chart + ul li');
          return {
            box,
            labels: boxesOf('text.label'),
            ticks: boxesOf('text.tick'),
            below: below.length,
          };
        }),
      );
      expect(charts.length).toBeGreaterThan(2);
      for (const { box, labels, ticks, below } of charts) {
        expect(Math.max(labels.length, below)).toBeGreaterThan(1);
        expect(labels.length > 0).toBe(width >= 1024);
        for (const label of [...labels, ...ticks]) {
          expect(label.left, label.text).toBeGreaterThanOrEqual(box.left - 1);
          expect(label.right, label.text).toBeLessThanOrEqual(box.right + 12);
        }
        for (const group of [labels, ticks]) {
          for (const [index, one] of group.entries()) {
            for (const other of group.slice(index + 1)) {
              const isApart =
                one.right <= other.left + 1 ||
                other.right <= one.left + 1 ||
                one.bottom <= other.top + 5 ||
                other.bottom <= one.top + 5;
              expect(isApart, `${one.text} over ${other.text}`).toBe(true);
            }
          }
        }
      }
    });

    test('the totals stay at the bottom while the page scrolls', async ({ page, site }) => {
      await openPage(page, site, width, CLIENT_ALONE);
      const strip = page.getByRole('complementary', { name: 'Totals' });
      for (const share of [0, 0.3, 0.7]) {
        await page.evaluate((part) => scrollTo(0, document.body.scrollHeight * part), share);
        const box = (await strip.boundingBox())!;
        expect(Math.round(box.y + box.height)).toBe(900);
        for (const name of await strip.getByRole('listitem').all()) {
          const item = (await name.boundingBox())!;
          expect(item.x).toBeGreaterThanOrEqual(0);
          expect(item.x + item.width).toBeLessThanOrEqual(width + 1);
        }
      }
    });
  });
}

test('a chart is read by mouse and by key', async ({ page, site }) => {
  await openPage(page, site, 1440);
  const reader = page.getByRole('slider', { name: /^Read the values at/ }).nth(1);
  await reader.scrollIntoViewIfNeeded();
  const chart = page.locator('.chart svg').nth(1);
  const box = (await chart.boundingBox())!;
  const said = () => reader.getAttribute('aria-valuetext');
  await page.mouse.move(box.x + 200, box.y + 100);
  const left = await said();
  await page.mouse.move(box.x + 900, box.y + 100);
  await expect.poll(said).not.toBe(left);
  const right = await said();
  await reader.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(said).not.toBe(right);
  expect(await said()).toMatch(/messages per second: Polling .*B\/s, .*WebSocket .*B\/s$/);
});

test('axes that are logarithmic say so', async ({ page, site }) => {
  await openPage(page, site, 1440);
  const names = await page.locator('.chart text.name').allTextContents();
  expect(names.length).toBeGreaterThan(3);
  for (const name of names) expect(name.trim()).toMatch(/, logarithmic$/);
});

test('controls are directly below the chart that they change', async ({ page, site }) => {
  await openPage(page, site, 390);
  const order = await page.locator('section').evaluateAll((sections) =>
    sections
      .filter((section) => section.querySelector('.chart') && section.querySelector('.controls'))
      .map((section) => {
        const chart = section.querySelector('.chart')!.getBoundingClientRect();
        const controls = section.querySelector('.controls')!.getBoundingClientRect();
        return controls.top - chart.bottom;
      }),
  );
  expect(order.length).toBeGreaterThan(2);
  for (const distance of order) expect(distance).toBeGreaterThan(0);
});

test('a narrow page has no fault that axe can see', async ({ page, site }) => {
  await openPage(page, site, 320, '?between=proxy&idle=20');
  await expectAccessible(page);
});

test('a narrow page answers and compares two methods at a time', async ({ page, site }) => {
  await openPage(page, site, 390);
  await page.getByRole('combobox', { name: 'Who sends?' }).selectOption('server');
  await expect(page).toHaveURL(/up=0/);
  await page.getByRole('combobox', { name: 'Compared with' }).selectOption('Long polling');
  const table = page.getByRole('table', { name: /messages in 10 min/ });
  await expect(table.getByRole('columnheader')).toHaveCount(2);
  await expect(table).toContainText('ask again');
});

/** The words in cells of tables that are broken over two lines. */
function brokenWords(page: Page): Promise<string[]> {
  return page.locator('main :is(th, td)').evaluateAll((cells) => {
    const textsIn = (node: Node): Text[] =>
      node instanceof Text ? [node] : [...node.childNodes].flatMap(textsIn);
    const isBroken = (text: Text, { index, 0: word }: RegExpExecArray): boolean => {
      const range = document.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
    };
    return cells
      .flatMap(textsIn)
      .flatMap((text) =>
        [...text.data.matchAll(/[^\s-]+/g)]
          .filter((found) => isBroken(text, found))
          .map(([word]) => word),
      );
  });
}

test('no word in a table is broken', async ({ page, site }) => {
  for (const query of ['', '?between=cdn&up=0&down=0.1', CLIENT_ALONE]) {
    for (const width of [320, 390, 719, 720, 768, 1024]) {
      await openPage(page, site, width, query);
      expect(await brokenWords(page), `${query} at ${width}`).toEqual([]);
    }
  }
});

test('the largest figures fit at 320', async ({ page, site }) => {
  await openPage(page, site, 320, '?up=600&down=600&size=65536');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
});
