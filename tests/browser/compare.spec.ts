import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';

const verdict = (page: Page) => page.getByRole('heading', { level: 1 });
const slider = (page: Page, name: string) => page.getByRole('slider', { name });
const totals = (page: Page) => page.getByRole('complementary', { name: 'Totals' });
const figures = (page: Page) => page.getByRole('table', { name: 'Per client and session' });

/** Waits for the curves, which are drawn last. */
async function openPage(page: Page, site: string, query = ''): Promise<void> {
  await page.goto(`${site}#/compare${query}`);
  await expect(page.getByRole('heading', { name: 'Which is cheaper when' })).toBeVisible();
}

/** Each control below a chart, and what its key changes in the address. */
const CONTROLS = [
  { role: 'radio', name: 'both', key: 'ArrowRight', says: /down=0&up=16/ },
  { role: 'radio', name: '1 s', key: 'ArrowRight', says: /late=10000/ },
  { role: 'radio', name: '16/min, 48 B', key: 'ArrowRight', says: /size=60/ },
  { role: 'radio', name: '10,000', key: 'ArrowRight', says: /clients=1000000/ },
  { role: 'radio', name: 'nothing', key: 'ArrowRight', says: /between=proxy/ },
  { role: 'radio', name: 'TCP/IP', key: 'ArrowRight', says: /layer=ethernet/ },
  { role: 'radio', name: '1.1', key: 'ArrowRight', says: /http=2/ },
  { role: 'radio', name: 'TLS 1.3', key: 'ArrowRight', says: /tls=none/ },
  { role: 'slider', name: 'Poll every', key: 'Home', says: /poll=0\.1/ },
  { role: 'combobox', name: 'Headers of', key: 'ArrowDown', says: /headers=firefox/ },
  { role: 'radio', name: 'is open already', key: 'ArrowRight', says: /visit=first/ },
  { role: 'radio', name: 'counted', key: 'ArrowRight', says: /setup=left-out/ },
  { role: 'slider', name: 'Round trip', key: 'ArrowRight', says: /rtt=80/ },
  { role: 'slider', name: 'Packets lost', key: 'ArrowRight', says: /loss=0\.1/ },
  { role: 'radio', name: 'with the request', key: 'ArrowRight', says: /timing=after-answer/ },
  { role: 'slider', name: 'WebSocket collects for', key: 'ArrowRight', says: /collect=20/ },
  { role: 'radio', name: 'visible', key: 'ArrowRight', says: /tab=background/ },
  { role: 'slider', name: 'Played sample', key: 'ArrowRight', says: /for=120/ },
  { role: 'radio', name: 'random', key: 'ArrowRight', says: /pattern=even/ },
  { role: 'slider', name: 'Long-poll timeout', key: 'ArrowRight', says: /timeout=45/ },
  { role: 'slider', name: 'Ping every', key: 'ArrowRight', says: /ping=45/ },
  { role: 'slider', name: 'Messages to the client', key: 'ArrowRight', says: /down=0\.1/ },
  { role: 'slider', name: 'Messages from the client', key: 'Home', says: /up=0/ },
  { role: 'slider', name: 'Message size', key: 'End', says: /size=65536/ },
  { role: 'radio', name: 'text', key: 'ArrowRight', says: /format=json/ },
  { role: 'radio', name: 'none', key: 'ArrowRight', says: /deflate=on/ },
  { role: 'slider', name: 'A client stays for', key: 'ArrowRight', says: /session=1800/ },
  { role: 'slider', name: 'Clients', key: 'ArrowRight', says: /clients=2000000/ },
  { role: 'slider', name: 'Memory per connection', key: 'ArrowRight', says: /memory=32/ },
] as const;

test('every control is moved by key, and the verdict follows', async ({ page, site }) => {
  test.slow();
  await openPage(page, site);
  await expect(verdict(page)).toHaveText('WebSocket: both sides send over one connection');
  const before = await totals(page).textContent();
  for (const { role, name, key, says } of CONTROLS) {
    const target = page.getByRole(role, { name, exact: role !== 'combobox' }).first();
    await target.focus();
    await expect(target).toBeFocused();
    await page.keyboard.press(key);
    await expect(page).toHaveURL(says);
  }
  await expect(totals(page)).not.toHaveText(before ?? '');
});

test('answers are reached by Tab, one stop each', async ({ page, site }) => {
  await openPage(page, site);
  const answers = page.getByRole('region', { name: 'Your case in five answers' });
  await answers.getByRole('radio', { name: 'both' }).focus();
  for (const name of ['1 s', '16/min, 48 B', '10,000', 'nothing']) {
    await page.keyboard.press('Tab');
    await expect(answers.getByRole('radio', { name, exact: true })).toBeFocused();
  }
});

test('every setting is in the dialog of all settings', async ({ page, site }) => {
  await openPage(page, site);
  await page.getByRole('button', { name: /^\d+ settings$/ }).click();
  const dialog = page.getByRole('dialog', { name: 'All settings' });
  await expect(dialog.getByRole('slider')).toHaveCount(16);
  await dialog.getByRole('combobox', { name: 'Idle limit of' }).selectOption('Heroku, 55 s');
  await expect(page).toHaveURL(/idle=55/);
  await dialog.getByRole('slider', { name: 'Cookie' }).press('ArrowRight');
  await expect(page).toHaveURL(/cookie=46/);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('moving a control leaves no trail in the history, choosing a preset does', async ({
  page,
  site,
}) => {
  await page.goto(`${site}#/learn`);
  await openPage(page, site);
  await slider(page, 'Poll every').press('End');
  await slider(page, 'Poll every').press('Home');
  await expect(page).toHaveURL(/poll=0\.1/);
  await page.getByRole('combobox', { name: 'Preset' }).selectOption('Ticker');
  await expect(page).toHaveURL(/down=240/);
  await page.goBack();
  await expect(page).toHaveURL(/poll=0\.1/);
  await page.goBack();
  await expect(page).toHaveURL(/#\/learn/);
});

test('a link brings back what it was made from', async ({ page, site, context }) => {
  await openPage(page, site);
  await slider(page, 'Round trip').press('ArrowRight');
  await slider(page, 'Message size').press('End');
  await page.getByRole('radio', { name: 'CDN' }).check({ force: true });
  await page.getByRole('combobox', { name: 'Headers of' }).selectOption('own');
  const request = 'GET /a?b=c&d=%20 HTTP/1.1\nHost: example.com\nX-Mark: + # 100 %';
  await page.getByRole('textbox', { name: 'Your request' }).fill(request);
  await expect(page.getByText(/^Read: \d+ B/)).toBeVisible();
  // The address is written a few times per second.
  await expect(page).toHaveURL(/X-Mark/);
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);

  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('textbox', { name: 'Your request' })).toHaveValue(request);
  await expect(other.getByRole('radio', { name: 'CDN' })).toBeChecked();
  await expect(verdict(other)).toHaveText((await verdict(page).textContent()) ?? '');
  await expect(figures(other)).toHaveText((await figures(page).textContent()) ?? '');
});

test('a request is read from what "Copy as fetch" gives', async ({ page, site }) => {
  await openPage(page, site, '?headers=own');
  const field = page.getByRole('textbox', { name: 'Your request' });
  await field.fill(
    'fetch("https://example.com/news", {\n  "headers": {\n    "accept": "*/*"\n  },\n  "method": "GET"\n});',
  );
  await expect(page.getByText(/^Read from a call of fetch/)).toBeVisible();
  await expect(field).toHaveValue('GET /news HTTP/1.1\nHost: example.com\naccept: */*');
});

test('a dropped HAR file of polling becomes settings', async ({ page, site }) => {
  await openPage(page, site);
  const entries = Array.from({ length: 5 }, (_, index) => ({
    startedDateTime: new Date(Date.UTC(2026, 10, 29, 10, 0, index * 3)).toISOString(),
    time: 40,
    request: {
      method: 'GET',
      url: 'https://example.com/news?since=7',
      httpVersion: 'h2',
      headers: [{ name: 'accept', value: '*/*' }],
      bodySize: 0,
    },
    response: { status: 200, headers: [], bodySize: 120, content: { size: 120 } },
  }));
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (
    await chooser
  ).setFiles({
    name: 'polling.har',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ log: { entries } })),
  });
  await expect(page.getByText('5 polls in 15 s, one every 3 s.')).toBeVisible();
  await page.getByRole('button', { name: 'Compare with these settings' }).click();
  await expect(page).toHaveURL(/down=20&up=0&size=120&for=15&rtt=40&poll=3/);
  await expect(page).toHaveURL(/headers=own/);
  await expect(page).toHaveURL(/http=2/);
});

test('what is out of bounds in an address is clamped, and said', async ({ page, site }) => {
  await openPage(page, site, '?down=9999&poll=-1');
  await expect(page.getByText(/“9999”.*The most is 1,200/)).toBeVisible();
  await expect(page.getByText(/“-1”.*The least is 0\.1 s/)).toBeVisible();
});

test('each preset has a verdict of its own', async ({ page, site }) => {
  await openPage(page, site);
  const presets = page.getByRole('combobox', { name: 'Preset' });
  for (const [name, words] of [
    ['Ticker', /^Server-sent events: /],
    ['Rare notifications', /^(Polling|Server-sent events): /],
    ['Game', /^WebSocket: /],
    ['The 2010 study', /^(WebSocket|Server-sent events): /],
  ] as const) {
    await presets.selectOption(name);
    await expect(verdict(page)).toHaveText(words);
  }
  await expect(page.getByText(/without line ends.*909 bytes/)).toBeVisible();
});

/** All texts on the page, except announcements, which only the page with the change makes. */
async function textsIn(page: Page): Promise<string[]> {
  return page
    .getByRole('main')
    .locator('h1, p, dt, dd, th, td, li, text, option:checked, input')
    .evaluateAll((elements) =>
      elements
        .filter((element) => !element.closest('[role=status]'))
        .map((element) =>
          element instanceof HTMLInputElement ? element.value : (element.textContent ?? ''),
        ),
    );
}

const isNotIn = (texts: readonly string[]) => (text: string) => !texts.includes(text);

test('what a choice shows is what its link shows', async ({ page, site, context }) => {
  test.slow();
  await openPage(page, site);
  const presets = page.getByRole('combobox', { name: 'Preset' });
  const fresh = await context.newPage();
  const names = await presets.getByRole('option').allTextContents();
  expect(names.length).toBeGreaterThan(5);
  for (const name of names.toReversed()) {
    await presets.selectOption(name);
    await fresh.goto('about:blank');
    await fresh.goto(page.url());
    await expect(verdict(fresh)).toHaveText(/:/);
    await expect
      .poll(async () => (await textsIn(page)).filter(isNotIn(await textsIn(fresh))), {
        timeout: 15_000,
      })
      .toEqual([]);
  }
});

test('the table is copied as CSV and as Markdown, with settings and link', async ({
  page,
  site,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPage(page, site);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('button', { name: 'Copy as CSV' }).click();
  await expect.poll(clipboard).toMatch(/^Method,Bytes \(B\),[\s\S]*\nPolling,\d/);
  expect(await clipboard()).toMatch(/Round trip \(ms\),60\r\n[\s\S]*Link,"?http.*#\/compare/);
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect.poll(clipboard).toMatch(/^\| Method \| Bytes \|[\s\S]*- Round trip: 60 ms/);
});

test('the timeline plays, steps and scrubs, and says how far each method has come', async ({
  page,
  site,
}) => {
  await openPage(page, site);
  const track = page.getByRole('slider', { name: 'Place in the story' });
  await track.focus();
  await page.keyboard.press('Home');
  await expect(track).toHaveAttribute('aria-valuetext', /After 1 s, 0 messages made: .* polling/);
  await page.keyboard.press('ArrowRight');
  await expect(track).toHaveAttribute('aria-valuetext', /After 2 s/);
  await page.keyboard.press('End');
  await expect(track).toHaveAttribute('aria-valuetext', /16 messages made: /);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(track).toHaveAttribute('aria-valuetext', /After [34]\b/);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText(/^Under each name: the bytes so far/)).toBeVisible();
});

test('the timeline shows a part of its time, and its bars grow to scale', async ({
  page,
  site,
}) => {
  await openPage(page, site, '?down=1200&up=600&rtt=40&poll=0.1&pattern=even');
  const columns = page.getByText(/too many marks to draw each/);
  await expect(columns).toBeVisible();
  const bars = page.getByRole('figure', { name: /^Bytes of the sample after/ });
  const lengths = () =>
    bars.locator('rect').evaluateAll((all) => all.map((bar) => bar.getBoundingClientRect().width));
  const whole = await lengths();
  const shown = page.getByRole('group', { name: 'Time shown' });
  await shown.getByRole('radio', { name: '1 s', exact: true }).check({ force: true });
  await expect(columns).toBeHidden();
  await expect(bars).toHaveAccessibleName('Bytes of the sample after 1 s');
  const first = await lengths();
  expect(first).toHaveLength(4);
  for (const [index, length] of first.entries()) expect(length).toBeLessThan(whole[index]! / 20);
  const track = page.getByRole('slider', { name: 'Place in the story' });
  await track.press('ArrowRight');
  await expect(bars).toHaveAccessibleName('Bytes of the sample after 2 s');
  for (const [index, length] of (await lengths()).entries()) {
    expect(length).toBeGreaterThan(first[index]!);
  }
});

test('the list of keys closes by its button, by Escape, and beside it, and opens again', async ({
  page,
  site,
}) => {
  await openPage(page, site);
  const list = page.getByRole('dialog', { name: 'Keys' });
  const ways = [
    () => list.getByRole('button', { name: 'Close' }).click(),
    () => page.keyboard.press('Escape'),
    () => page.mouse.click(5, 5),
  ];
  for (const close of ways) {
    await page.getByRole('button', { name: 'Keys' }).click();
    await expect(list.getByRole('checkbox')).toBeVisible();
    await close();
    await expect(list).toBeHidden();
  }
});

test('has no fault that axe can see', async ({ page, site }) => {
  test.slow();
  await openPage(page, site, '?layer=ethernet&headers=own&request=nonsense&between=proxy&idle=20');
  for (const each of await page.locator('summary').all()) await each.click();
  await expectAccessible(page);
});

test('says a busy hour without keeping the reader waiting', async ({ page, site }) => {
  await openPage(page, site, '?down=60&up=0&for=3600');
  await expect(page.getByText(/too many marks to draw each/)).toBeVisible();
  await slider(page, 'Round trip').press('ArrowRight');
  await expect(page).toHaveURL(/rtt=80/);
  await expect(totals(page)).toContainText('40 ms');
});
