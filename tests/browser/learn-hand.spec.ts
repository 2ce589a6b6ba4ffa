import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { expect, test } from './fixtures.ts';
import {
  diagram,
  expectPlace,
  hex,
  LESSON,
  open,
  openPanel,
  openStep,
  panel,
  PANELS,
  playStep,
  title,
  toolButton,
  type Tool,
} from './learn-page.ts';

/** Everything that the page shows: its words, its bytes, and its controls with their values. */
function textsIn(page: Page): Promise<string[]> {
  return page
    .getByRole('main')
    .locator('h1, h2, p, dt, dd, th, td, li, text, pre, button, option:checked, input, [role=row]')
    .evaluateAll((elements) =>
      elements.map((element) => {
        const text = element instanceof HTMLInputElement ? element.value : element.textContent;
        return `${text} ${element.getAttribute('aria-pressed') ?? ''}`;
      }),
    );
}

async function showPanel(page: Page, tool: Tool): Promise<void> {
  const isOpen = await toolButton(page, tool).getAttribute('aria-expanded');
  if (isOpen === 'false') await toolButton(page, tool).click();
  await expect(panel(page, tool)).toBeVisible();
}

/** Another page that opens this one's link shows the same, in every panel. The last stays open. */
async function expectLinkShowsTheSame(page: Page, fresh: Page, last: Tool): Promise<void> {
  await fresh.goto('about:blank');
  await fresh.goto(page.url());
  const others = (Object.keys(PANELS) as Tool[]).filter((tool) => tool !== last);
  for (const tool of [...others, last]) {
    await Promise.all([showPanel(page, tool), showPanel(fresh, tool)]);
    await expect
      .poll(async () => {
        const [here, there] = await Promise.all([textsIn(page), textsIn(fresh)]);
        return {
          hereOnly: here.filter((text) => !there.includes(text)),
          thereOnly: there.filter((text) => !here.includes(text)),
        };
      }, tool)
      .toEqual({ hereOnly: [], thereOnly: [] });
  }
}

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  for (const [step, parameters] of [
    ['hello-and-goodbye/client-text-1', { 'Sent by': 'the server', 'Close code': '3000' }],
    ['compressed/server-text-2', { Compression: 'each message alone', 'Sent by': 'the browser' }],
    ['answers/response', { Response: '401, not logged in' }],
    ['proxy/request', { Proxy: 'forwards Upgrade' }],
    ['rules-broken/client-text-1', { 'Broken rule': 'text that is not UTF-8' }],
    ['line-goes-dead/server-ping-1', { Shown: 'the attempt that succeeds' }],
  ] as const) {
    test(`what a change shows is what its link shows: ${step}`, async ({ page, site, context }) => {
      test.slow();
      await openStep(page, site, `#/learn/${step}`);
      await openPanel(page, 'Change');
      const fresh = await context.newPage();
      for (const [label, choice] of Object.entries(parameters)) {
        await page
          .getByRole('combobox', { name: new RegExp(`^${label}:`) })
          .selectOption({ label: choice });
        await expect(page).toHaveURL(/\?/);
        await expectLinkShowsTheSame(page, fresh, 'Change');
      }
    });
  }

  test('what tampering shows is what its link shows', async ({ page, site, context }) => {
    test.slow();
    await openStep(page, site, `${LESSON}/client-text-1`);
    await openPanel(page, 'Tamper');
    const fresh = await context.newPage();
    for (const [button, mark] of [
      ['Lose it', ':lose'],
      ['Delay it', ':delay:500'],
      ['Cut it short', ':cut:5'],
      ['Cut the line', ':sever'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await expect(page).toHaveURL(new RegExp(`${mark}$`));
      await expectLinkShowsTheSame(page, fresh, 'Tamper');
    }
    await page.getByRole('button', { name: 'Back to the original' }).click();
    await expectLinkShowsTheSame(page, fresh, 'Tamper');
  });
});

test('a proxy’s changes to a head are shown line by line', async ({ page, site }) => {
  await open(page, site, '#/learn/proxy/request');
  await expect(page.getByRole('grid', { name: 'Lines of the request' })).toContainText(
    'Upgrade: websocket',
  );
  await open(page, site, '#/learn/proxy/proxy-request');
  const change = page.getByRole('region', { name: 'What the proxy changed' });
  await expect(change.locator('del').filter({ hasText: 'Upgrade: websocket' })).toBeVisible();
  await expect(change.locator('ins').filter({ hasText: 'Via:' })).toBeVisible();
  await expect(page.getByRole('grid', { name: 'Lines of the request' })).not.toContainText(
    'Upgrade: websocket',
  );
});

test('a refusal shows no accept value', async ({ page, site }) => {
  await open(page, site, '#/learn/answers/response?answer=401');
  await expect(page.getByText('HTTP/1.1 401 Unauthorized')).toBeVisible();
  await expect(page.getByRole('region', { name: 'How the server computed it' })).toBeHidden();
});

test('presented, no byte and no label is cut', async ({ page, site }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await open(page, site, `${LESSON}/client-text-1`);
  await page.keyboard.press('p');
  await expect
    .poll(() =>
      hex(page).evaluate((element) => {
        const right = element.getBoundingClientRect().right;
        const cells = [...element.querySelectorAll('[data-offset]')];
        return cells.filter((cell) => cell.getBoundingClientRect().right > right + 1).length;
      }),
    )
    .toBe(0);
  const labels = diagram(page).getByRole('listitem');
  const boxes = await labels.evaluateAll((items) =>
    items.map((item) => item.getBoundingClientRect().toJSON() as DOMRect),
  );
  expect(boxes.length).toBeGreaterThan(8);
  for (const [index, box] of boxes.entries()) {
    for (const other of boxes.slice(index + 1)) {
      const isApart =
        other.top >= box.bottom - 1 ||
        other.bottom <= box.top + 1 ||
        other.left >= box.right - 1 ||
        other.right <= box.left + 1;
      expect(isApart, JSON.stringify([box, other])).toBe(true);
    }
  }
});

test('a packet leaves the mark of its loss free', async ({ page, site }) => {
  await openStep(page, site, '#/learn/line-goes-dead/client-close-1');
  const packet = page.locator('.packet');
  const mark = page.locator('path[data-kind="close"][data-emphasis="lost"]').first();
  await expect
    .poll(async () => {
      const [box, cross] = [await packet.boundingBox(), await mark.boundingBox()];
      if (!box || !cross) return false;
      const isBeside = box.x + box.width <= cross.x || cross.x + cross.width <= box.x;
      return isBeside || box.y + box.height <= cross.y || cross.y + cross.height <= box.y;
    })
    .toBe(true);
});

test('the whole lesson goes by mouse, with reduced motion', async ({ browser, site }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await open(page, site, `${LESSON}/tcp-syn?depth=everything`);
  const next = playStep(page);
  for (let step = 2; step <= 15; step++) {
    await next.click();
    await expectPlace(page, new RegExp(`^Step ${step} of 15: `));
  }
  await expect(page).toHaveURL(/tcp-last-ack\?/);
  await next.click();
  await expect(page).toHaveURL(/\/end\?/);
  await expect(next).toHaveAttribute('aria-disabled', 'true');
  await context.close();
});

test('with reduced motion it plays the same steps, and nothing travels', async ({
  browser,
  site,
}) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await openStep(page, site, `${LESSON}/request`);
  await openPanel(page, 'More');
  await page.getByLabel('Ask a question before some steps').uncheck();
  await page.clock.install();
  await openStep(page, site, `${LESSON}/request`);
  await page.getByRole('combobox', { name: 'Pace' }).selectOption('4×');
  await page.keyboard.press('Home');
  await page.locator('body').press('.');
  for (let stop = 0; stop < 11; stop++) await page.clock.runFor(60_000);
  await expect(page).toHaveURL(/\/end$/);
  await expect(page.locator('[data-emphasis="in-flight"]')).toHaveCount(0);
  await context.close();
});

test('two packets are in flight in opposite directions', async ({ page, site }) => {
  await open(page, site, '#/learn/chat/server-text-1');
  await expect(page.locator('.packet').first()).toBeVisible();
  await page.getByRole('button', { name: 'Previous step' }).click();
  await page.getByRole('button', { name: 'Play one step' }).click();
  await expect(page.locator('.packet[data-emphasis="in-flight"]')).toBeVisible();
  await expect(
    diagram(page).locator('button[data-emphasis="in-flight"]:not(.covered)').first(),
  ).toBeVisible();
});

test('a changed message is acted out immediately, and the step is kept', async ({ page, site }) => {
  await open(page, site, `${LESSON}/client-text-1`);
  await openPanel(page, 'Change');
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
  await openPanel(page, 'Tamper');
  await page.getByRole('button', { name: 'Lose it' }).click();
  await expect(page.getByText('This connection was changed.')).toBeVisible();
  await expect(diagram(page).getByText('changed', { exact: true })).toBeVisible();
  await expect(page).toHaveURL(/client-text-1\?tamper=client-text-1:lose$/);
  const link = page.url();
  await page.getByRole('button', { name: 'Back to the original' }).click();
  await expect(page).toHaveURL(/client-text-1$/);
  await expect(page.getByText('This connection was changed')).toBeHidden();
  await page.goto('about:blank');
  await page.goto(link);
  await expect(page.getByText('This connection was changed.')).toBeVisible();
  await expect(title(page)).toHaveText(/sends “Hello” in 11 bytes/);
});

test('a byte on the wire can be retyped, and the server notices', async ({ page, site }) => {
  await open(page, site, `${LESSON}/client-text-1`);
  await openPanel(page, 'Tamper');
  const grid = page.getByRole('grid', { name: /^Bytes of the segment/ });
  await grid.locator('[data-offset="0"]').click();
  await page.keyboard.type('83');
  await expect(page.getByText('This connection was changed.')).toBeVisible();
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
  await expect(page.getByRole('grid', { name: 'Lines of the response' })).not.toContainText(
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
  await expect(page.getByRole('button', { name: 'Play on', exact: true })).toBeVisible();
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
  // The printed lesson loads with the first press, or when the browser asks for it.
  await open(page, site, LESSON);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const paper = page.locator('article').filter({ hasText: 'A simulated' });
  await expect(paper.locator('h3').filter({ hasText: /^\d+\. / })).toHaveCount(15);
  await expect(paper).toContainText('81 85 37 fa 21 3d 7f 9f');
  await expect(paper).toContainText('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(paper).toHaveCount(0);
  await page.evaluate(() =>
    window.addEventListener('beforeprint', () => {
      const headings = [...document.querySelectorAll('article h3')];
      const steps = headings.filter(({ textContent }) => /^\d+\. /.test(textContent));
      document.title = `${steps.length} steps on paper`;
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
  await openPanel(page, 'More');
  for (const [name, file] of [
    ['JSON', 'hello-and-goodbye.json'],
    ['Text', 'hello-and-goodbye.txt'],
    ['Markdown', 'hello-and-goodbye.md'],
    ['Sequence as SVG', 'hello-and-goodbye-tcp-syn-sequence.svg'],
  ] as const) {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name, exact: true }).click();
    expect((await download).suggestedFilename()).toBe(file);
  }
});

test('an answer is checked, with the why, and can be forgotten', async ({ page, site }) => {
  await open(page, site, `${LESSON}/client-text-1`);
  await openPanel(page, 'Questions');
  const questions = panel(page, 'Questions');
  const question = questions.getByRole('article', { name: /What are its first two bytes/ });
  const answer = question.getByLabel(/^Your answer/);
  await answer.fill('81 85');
  await answer.press('Enter');
  await expect(question.getByText(/A server must not mask\. Try again\./)).toBeVisible();
  await answer.fill('8105');
  await answer.press('Enter');
  await expect(question.getByText('Right: 81 05.')).toBeVisible();
  await questions.getByRole('button', { name: 'Clear my answers' }).click();
  await expect(question.getByText('Right: 81 05.')).toBeHidden();
});

test('has no accessibility violation with a panel open', async ({ page, site }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openStep(page, site, `${LESSON}/client-text-1?tamper=client-text-1:delay:500`);
  for (const tool of Object.keys(PANELS) as Tool[]) {
    await test.step(tool, async () => {
      await openPanel(page, tool);
      await page.waitForLoadState('networkidle');
      const folded = panel(page, tool).locator('details:not([open]) > summary');
      while ((await folded.count()) > 0) await folded.first().click();
      await expectAccessible(page, 'html', tool);
    });
  }
});
