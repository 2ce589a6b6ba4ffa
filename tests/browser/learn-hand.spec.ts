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

async function openFolds(page: Page): Promise<void> {
  for (const summary of [
    'Details: states',
    'Change the scenario',
    'Tamper with this step',
    'Questions',
  ]) {
    const fold = page.getByText(summary);
    // A part that arrives during the click can move the fold away from it.
    await expect(async () => {
      const isOpen = () => fold.evaluate((part) => part.closest('details')?.open ?? true);
      if (!(await isOpen())) await fold.click();
      expect(await isOpen()).toBe(true);
    }).toPass();
  }
}

/** Another page that opens this one's link shows the same. */
async function expectLinkShowsTheSame(page: Page, fresh: Page): Promise<void> {
  await fresh.goto('about:blank');
  await fresh.goto(page.url());
  await openFolds(fresh);
  await expect
    .poll(async () => {
      const [here, there] = await Promise.all([textsIn(page), textsIn(fresh)]);
      return {
        hereOnly: here.filter((text) => !there.includes(text)),
        thereOnly: there.filter((text) => !here.includes(text)),
      };
    })
    .toEqual({ hereOnly: [], thereOnly: [] });
}

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  for (const [step, parameters] of [
    ['hello-and-goodbye/client-text-1', { 'Sent by': 'the server', 'Close code': '3000' }],
    ['compressed/server-text-2', { Compression: 'each message alone', 'Sent by': 'the browser' }],
    ['answers/response', { Answer: '401, who are you?' }],
    ['proxy/request', { Proxy: 'passes it on' }],
    ['rules-broken/client-text-1', { 'Broken rule': 'text that is not UTF-8' }],
    ['line-goes-dead/server-ping-1', { Shown: 'the try that succeeds' }],
  ] as const) {
    test(`what a change shows is what its link shows: ${step}`, async ({ page, site, context }) => {
      await open(page, site, `#/learn/${step}`);
      await openFolds(page);
      const fresh = await context.newPage();
      for (const [label, choice] of Object.entries(parameters)) {
        await page
          .getByRole('combobox', { name: new RegExp(`^${label}:`) })
          .selectOption({ label: choice });
        await expect(page).toHaveURL(/\?/);
        await expectLinkShowsTheSame(page, fresh);
      }
    });
  }

  test('what tampering shows is what its link shows', async ({ page, site, context }) => {
    await open(page, site, `${LESSON}/client-text-1`);
    await openFolds(page);
    const fresh = await context.newPage();
    for (const [button, mark] of [
      ['Lose it', ':lose'],
      ['Delay it', ':delay:500'],
      ['Cut it short', ':cut:5'],
      ['Cut the line', ':sever'],
    ] as const) {
      await page.getByRole('button', { name: button }).click();
      await expect(page).toHaveURL(new RegExp(`${mark}$`));
      await expectLinkShowsTheSame(page, fresh);
    }
    await page.getByRole('button', { name: 'Back to the original' }).click();
    await expectLinkShowsTheSame(page, fresh);
  });
});

test('the head that arrived is shown beside the one that was sent', async ({ page, site }) => {
  await open(page, site, '#/learn/proxy/request');
  const sent = page.getByRole('grid', { name: 'Lines of the request' });
  const arrived = page.getByRole('grid', { name: 'Lines as they arrived' });
  await expect(sent).toContainText('Upgrade: websocket');
  await expect(arrived).toContainText('Sec-WebSocket-Key');
  await expect(arrived).not.toContainText('Upgrade: websocket');
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
  const grid = page.getByRole('grid', { name: /^Bytes/ });
  await expect
    .poll(() =>
      grid.evaluate((element) => {
        const right = element.getBoundingClientRect().right;
        const cells = [...element.querySelectorAll('[data-offset]')];
        return cells.filter((cell) => cell.getBoundingClientRect().right > right + 1).length;
      }),
    )
    .toBe(0);
  const labels = page.getByRole('region', { name: 'Sequence diagram' }).getByRole('listitem');
  const boxes = await labels.evaluateAll((items) =>
    items.map((item) => item.getBoundingClientRect().toJSON() as DOMRect),
  );
  for (const [index, box] of boxes.entries()) {
    const next = boxes[index + 1];
    const isApart =
      !next || next.top >= box.top + 20 || next.left > box.right || next.right < box.left;
    expect(isApart, `label ${index + 1}`).toBe(true);
  }
});

test('a packet leaves the lifelines free, and the mark of its loss, on a phone', async ({
  page,
  site,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, site, '#/learn/line-goes-dead/client-close-1');
  const packet = page.locator('.packet');
  const mark = page.locator('path[data-kind="close"][data-emphasis="lost"]').first();
  await expect
    .poll(async () => {
      const [box, cross] = [await packet.boundingBox(), await mark.boundingBox()];
      return box && cross ? box.x + box.width <= cross.x : false;
    })
    .toBe(true);
});

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
  await expect(page.locator('[data-emphasis="in-flight"]')).toHaveCount(0);
  await context.close();
});

test('two packets are in flight in opposite directions', async ({ page, site }) => {
  await open(page, site, '#/learn/chat/server-text-1');
  await expect(page.locator('.packet').first()).toBeVisible();
  await page.getByRole('button', { name: 'Previous step' }).click();
  await page.getByRole('button', { name: 'Next step' }).click();
  await expect.poll(() => page.locator('.packet').count()).toBeGreaterThan(1);
});

test('a changed message is acted out immediately, and the step is kept', async ({ page, site }) => {
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
  await expect(page.getByText('This connection was changed.')).toBeVisible();
  await expect(page.getByText('changed from here')).toBeVisible();
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
  await page.getByText('Tamper with this step').click();
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
  // A reader might print immediately, so the printed lesson must load with the lesson.
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
