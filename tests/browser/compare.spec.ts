import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

const sentence = (page: Page) => page.getByRole('heading', { level: 1 });
const slider = (page: Page, name: string) => page.getByRole('slider', { name });

async function openPage(page: Page, site: string, query = ''): Promise<void> {
  await page.goto(`${site}#/compare${query}`);
  await expect(slider(page, 'Poll every').or(page.getByText(/Settings:/))).toBeVisible();
}

test('every control is reached by Tab, and moves its figures by key', async ({ page, site }) => {
  await openPage(page, site);
  await expect(sentence(page)).toContainText('16 messages: 1.4 KB by WebSocket, 24 KB by polling');
  await slider(page, 'Messages to the client').focus();
  const names = [
    'Messages from the client',
    'Message size',
    'Observed for',
    'Round trip',
    'Poll every',
    'Long-poll timeout',
  ];
  for (const name of names) {
    const target = slider(page, name);
    for (let presses = 0; presses < 5; presses++) {
      if (await target.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await expect(target).toBeFocused();
    const before = await page.getByRole('table').textContent();
    await page.keyboard.press('ArrowRight');
    if (name !== 'Long-poll timeout') {
      await expect(page.getByRole('table')).not.toHaveText(before ?? '');
    }
  }
  await expect(page).toHaveURL(/up=6&size=64&for=120&rtt=80&poll=3&timeout=45/);
  await expect(sentence(page)).not.toContainText('16 messages');
});

test('moving a control leaves no trail in the history', async ({ page, site }) => {
  await page.goto(`${site}#/learn`);
  await page.goto(`${site}#/compare`);
  await slider(page, 'Poll every').press('End');
  await slider(page, 'Poll every').press('Home');
  await expect(page).toHaveURL(/poll=0\.1/);
  await page.goBack();
  await expect(page).toHaveURL(/#\/learn/);
});

test('a link brings back what it was made from', async ({ page, site, context }) => {
  await openPage(page, site);
  await slider(page, 'Round trip').press('ArrowRight');
  await slider(page, 'Message size').press('End');
  await page.getByRole('radio', { name: 'minimal' }).check();
  await expect(page).toHaveURL(/size=65536.*rtt=80.*headers=minimal/);
  const said = await sentence(page).textContent();
  const table = await page.getByRole('table').textContent();

  const other = await context.newPage();
  await other.goto(page.url());
  await expect(sentence(other)).toHaveText(said ?? '');
  await expect(other.getByRole('table')).toHaveText(table ?? '');
  await expect(other.getByRole('radio', { name: 'minimal' })).toBeChecked();
});

test('what is out of bounds in an address is clamped, and said', async ({ page, site }) => {
  await openPage(page, site, '?down=9999&poll=-1');
  await expect(page.getByText(/“9999”.*The most is 600/)).toBeVisible();
  await expect(page.getByText(/“-1”.*The least is 0\.1 s/)).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`has no fault that axe can see, ${colorScheme}`, async ({ page, site }) => {
    await page.emulateMedia({ colorScheme });
    await openPage(page, site);
    await page.getByText('How this is counted, and what it leaves out').click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
  });
}

test.describe('on a narrow page', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('nothing scrolls sideways, whatever is shown', async ({ page, site }) => {
    const widthOf = () => page.evaluate(() => document.documentElement.scrollWidth);
    for (const query of ['', '?down=600&up=600&for=3600', '?down=0&up=0']) {
      await openPage(page, site, query);
      expect(await widthOf()).toBe(320);
    }
    await page.getByText(/Settings:/).click();
    await expect(slider(page, 'Poll every')).toBeVisible();
    await page.getByText('How this is counted, and what it leaves out').click();
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
});
