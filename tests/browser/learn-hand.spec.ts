import type { Page } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';

const LESSON = '#/learn/hello-and-goodbye';
const title = (page: Page) => page.getByRole('heading', { level: 1 });

async function open(page: Page, site: string, fragment: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${site}${fragment}`);
  await expect(title(page)).toBeVisible();
}

test('the whole lesson goes by mouse, with reduced motion', async ({ browser, site }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await open(page, site, LESSON);
  const next = page.getByRole('button', { name: 'Next step' });
  for (let step = 2; step <= 15; step++) {
    await next.click();
    await expect(page.getByText(`step ${step} of 15`).first()).toBeVisible();
  }
  await expect(next).toHaveAttribute('aria-disabled', 'true');
  await expect(page).toHaveURL(/tcp-last-ack$/);
  await context.close();
});

test('with reduced motion it plays the same steps, and nothing travels', async ({
  browser,
  site,
}) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await open(page, site, LESSON);
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('4×');
  await page.keyboard.press('Home');
  await page.locator('body').press(' ');
  await expect(page).toHaveURL(/tcp-last-ack$/, { timeout: 20_000 });
  await expect(page.locator('.under-way')).toHaveCount(0);
  await context.close();
});

test('both ways at once: two packets are under way together', async ({ page, site }) => {
  await open(page, site, '#/learn/chat/server-text-1');
  await expect(page.locator('.packet').first()).toBeVisible();
  await page.getByRole('button', { name: 'Previous step' }).click();
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect.poll(() => page.locator('.packet').count()).toBeGreaterThan(1);
});

test('a changed message is acted out again at once, and the step kept', async ({ page, site }) => {
  await open(page, site, `${LESSON}/client-text-1`);
  await page.getByText('Change the scenario').click();
  await page.getByLabel('Message', { exact: true }).fill('Hello, world');
  await expect(title(page)).toHaveText('The browser sends “Hello, world” in 18 bytes');
  await expect(page).toHaveURL(/client-text-1\?message=Hello,%20world$/);
  await expect(page.getByLabel('Message', { exact: true })).toBeFocused();
});

test('tampering parts the story, a link holds it, and one click leads back', async ({
  page,
  site,
}) => {
  await open(page, site, `${LESSON}/client-text-1`);
  await page.getByText('Tamper with this step').click();
  await page.getByRole('button', { name: 'Lose it' }).click();
  await expect(page.getByText('Somebody tampered with this connection.')).toBeVisible();
  await expect(page.getByText('changed from here')).toBeVisible();
  await expect(page).toHaveURL(/client-text-1\?tamper=client-text-1:lose$/);
  const link = page.url();
  await page.getByRole('button', { name: 'Back to the original' }).click();
  await expect(page).toHaveURL(/client-text-1$/);
  await expect(page.getByText('Somebody tampered')).toBeHidden();
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByText('Somebody tampered with this connection.')).toBeVisible();
  await expect(title(page)).toHaveText(/sends “Hello” in 11 bytes/);
});

test('a byte on the wire can be retyped, and the server notices', async ({ page, site }) => {
  await open(page, site, `${LESSON}/client-text-1`);
  await page.getByText('Tamper with this step').click();
  const grid = page.getByRole('grid', { name: /^Bytes of the segment/ });
  await grid.locator('[data-offset="0"]').click();
  await page.keyboard.type('83');
  await expect(page.getByText('Somebody tampered with this connection.')).toBeVisible();
  await expect(page).toHaveURL(/tamper=client-text-1:replace:83/);
  await expect(
    page.getByRole('button', { name: /says goodbye|closes|1002/ }).first(),
  ).toBeVisible();
});

test('another key makes another accept value, in the whole scenario', async ({ page, site }) => {
  await open(page, site, `${LESSON}/response`);
  await page.getByLabel('Try another key').fill('AQIDBAUGBwgJCgsMDQ4PEA==');
  const stages = page.getByRole('region', { name: 'How the server computed it' });
  await expect(stages).toContainText('AQIDBAUGBwgJCgsMDQ4PEA==');
  await expect(page).toHaveURL(/nonce=0102030405060708090a0b0c0d0e0f10$/);
  await expect(page.getByRole('grid', { name: 'Lines of the answer' })).not.toContainText(
    's3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  );
});

test('the chooser lists every scenario with a sentence, by keyboard', async ({ page, site }) => {
  await open(page, site, LESSON);
  await page.getByRole('button', { name: /^Scenario:/ }).press('Enter');
  const list = page.getByRole('navigation', { name: 'Scenarios' });
  await expect(list.getByRole('link')).not.toHaveCount(0);
  await list.getByRole('link', { name: /A chat, both ways at once/ }).press('Enter');
  await expect(page).toHaveURL(/#\/learn\/chat/);
});

test('embedded there is the lesson alone, with a way to the site', async ({ page, site }) => {
  await open(page, site, `${LESSON}/client-text-1?embed`);
  await expect(page.getByRole('banner')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  const link = page.getByRole('link', { name: 'Open in WS 101' });
  await expect(link).toHaveAttribute('href', '#/learn/hello-and-goodbye/client-text-1');
  await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/server-text-1\?embed=?$/);
});

test('presenting takes the header away, and Escape brings it back', async ({ page, site }) => {
  await open(page, site, LESSON);
  await page.keyboard.press('p');
  await expect(page.getByRole('banner')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('banner')).toBeVisible();
});

test('on paper no step is missing, and none of its bytes', async ({ page, site }) => {
  // Printed at once by somebody who has touched nothing: what prints must be there with the lesson.
  await open(page, site, LESSON);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const paper = page.locator('article');
  expect(await paper.locator('h3').count()).toBe(15);
  await expect(paper).toContainText('81 85 37 fa 21 3d 7f 9f');
  await expect(paper).toContainText('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(paper).toHaveCount(0);
  await page.evaluate(() =>
    window.addEventListener('beforeprint', () => {
      document.title = `${document.querySelectorAll('article h3').length} steps on paper`;
    }),
  );
  const pdf = await page.pdf();
  expect(pdf.subarray(0, 4).toString()).toBe('%PDF');
  await expect(page).toHaveTitle('15 steps on paper');
});

test('a story of yours that there is not is said, with a way to one', async ({ page, site }) => {
  await open(page, site, '#/learn/yours');
  await expect(title(page)).toHaveText('There is nothing of yours to play yet');
  await expect(page.getByRole('main').getByRole('link', { name: 'Decode' })).toBeVisible();
});

test('the page downloads the scenario as JSON and as text', async ({ page, site }) => {
  await open(page, site, LESSON);
  await page.getByText('Save, print, present, embed').click();
  for (const [name, file] of [
    ['JSON', 'hello-and-goodbye.json'],
    ['Text', 'hello-and-goodbye.txt'],
    ['Sequence as SVG', 'hello-and-goodbye-tcp-syn-sequence.svg'],
  ] as const) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name, exact: true }).click();
    expect((await download).suggestedFilename()).toBe(file);
  }
});

test('an answer is checked, with the why, and can be forgotten', async ({ page, site }) => {
  await open(page, site, `${LESSON}/client-text-1`);
  await page.getByText('Questions on this chapter').click();
  const questions = page.getByRole('region', { name: 'Questions on Data transfer' });
  const answer = questions.getByLabel(/^Your answer/).first();
  await answer.fill('1');
  await answer.press('Enter');
  await expect(questions.getByText(/Not quite\.|Right:/)).toBeVisible();
  await questions.getByRole('button', { name: 'Clear my answers' }).click();
  await expect(questions.getByText(/Not quite\.|Right:/)).toBeHidden();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`has no accessibility violation with all its tools open, ${colorScheme}`, async ({
    browser,
    site,
  }) => {
    const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await open(page, site, `${LESSON}/client-text-1?tamper=client-text-1:delay:500`);
    for (const summary of [
      'Details: states',
      'Change the scenario',
      'Tamper with this step',
      'Questions on this chapter',
      'The same over TLS',
      'Save, print',
    ]) {
      await page.getByText(summary).click();
    }
    await page.waitForLoadState('networkidle');
    await expect(page.getByRole('button', { name: 'Print', exact: true })).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations).toEqual([]);
    await context.close();
  });
}
