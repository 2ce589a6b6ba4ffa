import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const sentence = (page: Page) => page.getByRole('heading', { level: 1 });
const slider = (page: Page, name: string) => page.getByRole('slider', { name });
const figures = (page: Page) => page.getByRole('table').filter({ hasText: 'Overhead' });

/** Waits for the curves, which are drawn last. */
async function openPage(page: Page, site: string, query = ''): Promise<void> {
  await page.goto(`${site}#/compare${query}`);
  await expect(page.getByRole('heading', { name: 'Which is cheaper when' })).toBeVisible();
}

/** Each control, and what its key changes in the address. */
const CONTROLS = [
  { role: 'slider', name: 'Messages to the client', key: 'ArrowRight', says: /down=15/ },
  { role: 'slider', name: 'Messages from the client', key: 'ArrowRight', says: /up=6/ },
  { role: 'radio', name: 'at random', key: 'ArrowRight', says: /pattern=even/ },
  { role: 'slider', name: 'Message size', key: 'ArrowRight', says: /size=64/ },
  { role: 'radio', name: 'text', key: 'ArrowRight', says: /format=json/ },
  { role: 'slider', name: 'Observed for', key: 'ArrowRight', says: /for=120/ },
  { role: 'slider', name: 'Round trip', key: 'ArrowRight', says: /rtt=80/ },
  { role: 'radio', name: 'HTTP', key: 'ArrowRight', says: /layer=tls/ },
  { role: 'radio', name: 'TLS 1.3', key: 'ArrowRight', says: /tls=none/ },
  { role: 'radio', name: 'counted', key: 'ArrowRight', says: /setup=left-out/ },
  { role: 'slider', name: 'Segment size', key: 'ArrowRight', says: /mss=1460/ },
  { role: 'radio', name: '1.1', key: 'ArrowRight', says: /http=2/ },
  { role: 'combobox', name: 'Headers of', key: 'ArrowDown', says: /headers=firefox/ },
  { role: 'slider', name: 'Cookie', key: 'ArrowRight', says: /cookie=46/ },
  { role: 'radio', name: 'kept', key: 'ArrowRight', says: /connections=new/ },
  { role: 'slider', name: 'Poll every', key: 'ArrowRight', says: /poll=3/ },
  { role: 'radio', name: 'with the question', key: 'ArrowRight', says: /timing=after-answer/ },
  { role: 'radio', name: '204, no body', key: 'ArrowRight', says: /empty=empty-list/ },
  { role: 'slider', name: 'Long-poll timeout', key: 'ArrowRight', says: /timeout=45/ },
  { role: 'slider', name: 'Ping every', key: 'ArrowRight', says: /ping=45/ },
  { role: 'slider', name: 'WebSocket collects for', key: 'ArrowRight', says: /collect=20/ },
  {
    role: 'radio',
    name: 'no',
    key: 'ArrowLeft',
    says: /deflate=on/,
    group: 'WebSocket compresses',
  },
  { role: 'slider', name: 'Clients', key: 'ArrowRight', says: /clients=100000/ },
  { role: 'slider', name: 'Memory a connection', key: 'ArrowRight', says: /memory=32/ },
] as const;

test('every control is reached by Tab, and moved by key', async ({ page, site }) => {
  await openPage(page, site);
  await expect(sentence(page)).toContainText('16 messages: 1.5 KB by WebSocket, 24 KB by polling');
  await slider(page, 'Messages to the client').focus();
  for (const control of CONTROLS) {
    const { role, name, key, says } = control;
    const within = 'group' in control ? page.getByRole('group', { name: control.group }) : page;
    const target = within.getByRole(role, { name, exact: role === 'radio' }).first();
    for (let presses = 0; presses < 4; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await expect(target).toBeFocused();
    await page.keyboard.press(key);
    await expect(page).toHaveURL(says);
  }
  await expect(figures(page)).not.toContainText('24,349 B');
  await expect(sentence(page)).not.toContainText('16 messages');
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
  await page.getByRole('combobox', { name: 'Headers of' }).selectOption('own');
  const request = 'GET /a?b=c&d=%20 HTTP/1.1\nHost: example.com\nX-Mark: + # 100 %';
  await page.getByRole('textbox', { name: 'Your request' }).fill(request);
  await expect(page.getByText(/^Read: \d+ B/)).toBeVisible();
  // The address is written a few times per second.
  await expect(page).toHaveURL(/X-Mark/);
  await expect(figures(page)).not.toContainText('24,349 B');

  const other = await context.newPage();
  await other.goto(page.url());
  await expect(other.getByRole('textbox', { name: 'Your request' })).toHaveValue(request);
  const said = await sentence(page).textContent();
  await expect(sentence(other)).toHaveText(said ?? '');
  await expect(figures(other)).toHaveText((await figures(page).textContent()) ?? '');
});

test('what is out of bounds in an address is clamped, and said', async ({ page, site }) => {
  await openPage(page, site, '?down=9999&poll=-1');
  await expect(page.getByText(/“9999”.*The most is 1,200/)).toBeVisible();
  await expect(page.getByText(/“-1”.*The least is 0\.1 s/)).toBeVisible();
});

test('each preset says what is true of it', async ({ page, site }) => {
  await openPage(page, site);
  const presets = page.getByRole('combobox', { name: 'Preset' });
  for (const [name, words] of [
    ['Rare notifications', /by polling, .* by long polling$/],
    ['The 2010 study', /\d/],
    ['The 2013 book', /\d/],
    ['Game', /by WebSocket/],
  ] as const) {
    await presets.selectOption(name);
    await expect(sentence(page)).toHaveText(words);
  }
  await presets.selectOption('The 2010 study');
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
  await openPage(page, site);
  const presets = page.getByRole('combobox', { name: 'Preset' });
  const fresh = await context.newPage();
  const names = await presets.getByRole('option').allTextContents();
  expect(names.length).toBeGreaterThan(5);
  for (const name of names.toReversed()) {
    await presets.selectOption(name);
    await fresh.goto('about:blank');
    await fresh.goto(page.url());
    await expect(sentence(fresh)).toHaveText(/\d/);
    await expect
      .poll(async () => (await textsIn(page)).filter(isNotIn(await textsIn(fresh))), {
        timeout: 15_000,
      })
      .toEqual([]);
  }
});

test('each chart has its figures in a table', async ({ page, site }) => {
  await openPage(page, site);
  await expect(page.getByRole('table', { name: /^Delays are those/ }).first()).toBeVisible();
  for (const [summary, caption] of [
    ['In figures: bytes a second at each rate', 'Bytes a second, opening and closing left out'],
    ['In figures: bytes a second by how late', /Polling by its interval/],
  ] as const) {
    await page.getByText(summary).click();
    await expect(page.getByRole('table', { name: caption })).toBeVisible();
  }
  await expect(page.getByText(/^Polling: 30 questions within 60 s/)).toBeAttached();
});

test('the table is copied as CSV and as Markdown', async ({ page, site, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openPage(page, site);
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole('button', { name: 'Copy as CSV' }).click();
  await expect.poll(clipboard).toMatch(/^Method,Bytes,[\s\S]*\nPolling,24349,/);
  await page.getByRole('button', { name: 'Copy as Markdown' }).click();
  await expect.poll(clipboard).toMatch(/^\| Method \| Bytes \|/);
});

test('the timeline plays, steps and scrubs, and says how far each method has come', async ({
  page,
  site,
}) => {
  await openPage(page, site);
  const track = page.getByRole('slider', { name: 'Place in the story' });
  await track.focus();
  await page.keyboard.press('Home');
  await expect(track).toHaveAttribute(
    'aria-valuetext',
    /After 1 s, 0 messages made: 676 B by polling/,
  );
  await page.keyboard.press('ArrowRight');
  await expect(track).toHaveAttribute('aria-valuetext', /After 2 s/);
  await page.keyboard.press('End');
  await expect(track).toHaveAttribute('aria-valuetext', /16 messages made: 24,349 B by polling/);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(track).toHaveAttribute('aria-valuetext', /After [34]\b/);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText(/^Under each name: the bytes so far/)).toBeVisible();
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

for (const colorScheme of ['light', 'dark'] as const) {
  test(`has no fault that axe can see, ${colorScheme}`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme });
    await openPage(page, site, '?layer=ethernet&headers=own&request=nonsense');
    for (const summary of [/^In figures/, 'How this is counted, and what it leaves out']) {
      for (const each of await page.getByText(summary).all()) await each.click();
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  });
}

test.describe('on a narrow page', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('nothing scrolls sideways, whatever is shown', async ({ page, site }) => {
    const widthOf = () => page.evaluate(() => document.documentElement.scrollWidth);
    for (const query of ['', '?down=600&up=600&for=3600&layer=ethernet', '?down=0&up=0']) {
      await openPage(page, site, query);
      expect(await widthOf()).toBe(320);
    }
    await page.getByText(/Settings:/).click();
    await expect(slider(page, 'Poll every')).toBeVisible();
    for (const summary of [/^In figures/, 'How this is counted, and what it leaves out']) {
      for (const each of await page.getByText(summary).all()) await each.click();
    }
    expect(await widthOf()).toBe(320);
  });

  test('the controls unfold, and the sentence follows them', async ({ page, site }) => {
    await openPage(page, site);
    await expect(slider(page, 'Round trip')).toBeHidden();
    await page.getByText(/Settings:/).click();
    const before = await sentence(page).textContent();
    await slider(page, 'Messages to the client').press('End');
    await expect(sentence(page)).not.toHaveText(before ?? '');
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  });
});

test('says a busy hour without keeping the reader waiting', async ({ page, site }) => {
  await openPage(page, site, '?down=60&up=0&for=3600');
  await expect(page.getByText(/Too many to draw each/)).toBeVisible();
  await slider(page, 'Round trip').press('ArrowRight');
  await expect(page).toHaveURL(/rtt=80/);
  await expect(figures(page)).toContainText('40 ms');
});
