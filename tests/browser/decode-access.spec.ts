import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expectAccessible } from './axe.ts';
import { bits, fields, frames, input, open, paste, source } from './decode-page.ts';
import { expect, test } from './fixtures.ts';
import { settled } from './learn-page.ts';

/** The messages that screen readers get, in their order. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const regions = '[role=status], [role=alert], [aria-live]';
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const text = element?.closest(regions)?.textContent.trim();
        if (text !== undefined && text !== '') heard.push(text);
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => Reflect.get(globalThis, 'heard'));
}

test('typing is announced once, after a pause', async ({ page, site }) => {
  await open(page, site, '?hex=8900');
  await paste(page, '');
  await input(page).press('Delete');
  const heard = await listen(page);
  await input(page).pressSequentially('c1 05 48 65 6c 6c 6f', { delay: 40 });
  await expect.poll(heard).toEqual(['7 bytes, 1 frame. 1 new finding: a reserved bit is set.']);
});

test('edits, undo and redo are announced once each', async ({ page, site }) => {
  await open(page, site, '?hex=810548656c6c6f');
  const heard = await listen(page);
  await bits(page).getByRole('gridcell', { name: /^FIN/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('1');
  const edited = '1 change to the bytes. 7 bytes, 1 frame. 1 new finding: a reserved bit is set.';
  await expect.poll(heard).toEqual([edited]);
  await page.keyboard.press('ControlOrMeta+z');
  const undone = 'Undone. 7 bytes, 1 frame. No rule is broken here.';
  await expect.poll(heard).toEqual([edited, undone]);
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(heard).toHaveLength(3);
  expect((await heard())[2]).toMatch(/^Redone\. .* 1 new finding: a reserved bit is set\.$/);
});

test('two digits typed over a byte are one announcement', async ({ page, site }) => {
  await open(page, site, '?hex=810548656c6c6f');
  const heard = await listen(page);
  const grid = page.getByRole('grid', { name: /^Bytes, / });
  await grid.getByRole('gridcell', { name: /^0x02/ }).focus();
  await grid.getByRole('gridcell', { name: /^0x02/ }).click();
  await page.keyboard.type('4a', { delay: 40 });
  await expect
    .poll(heard)
    .toEqual(['2 changes to the bytes. 7 bytes, 1 frame. No rule is broken here.']);
});

test('the digit that is being typed is no error, until the focus leaves', async ({
  page,
  site,
}) => {
  await open(page, site, '?hex=8900');
  await paste(page, '89 00');
  await input(page).press('ControlOrMeta+End');
  await input(page).pressSequentially(' 8');
  await expect(page.getByText('The last byte needs a second digit.')).toBeVisible();
  await expect(source(page).locator('.problem')).toHaveCount(0);
  await bits(page).getByRole('gridcell').first().focus();
  await expect(page.getByText(/a byte with only one digit/)).toBeVisible();
  await expect(source(page).locator('.problem')).toHaveText('8');
});

test('a pasted digit without its second half is an error at once', async ({ page, site }) => {
  await open(page, site);
  await paste(page, '89 0');
  await expect(page.getByText(/a byte with only one digit/)).toBeVisible();
});

test('an empty input only says that it is empty', async ({ page, site }) => {
  await open(page, site);
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByText(/^No bytes yet/)).toBeVisible();
  for (const words of [/0 bytes/, /message of ours|frames around/, /No rule/, /Reading options/]) {
    await expect(page.getByText(words)).toHaveCount(0);
  }
});

test('lists its keys, by a key and by a button', async ({ page, site }) => {
  await open(page, site, '?hex=810548656c6c6f');
  const list = page.getByRole('dialog', { name: 'Keys' });
  await bits(page).getByRole('gridcell').first().focus();
  await page.keyboard.press('?');
  await expect(list).toBeVisible();
  await expect(list.getByText('Set the bit, which flips it')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bits(page).getByRole('gridcell').first()).toBeFocused();
  await page.getByRole('button', { name: 'Keys' }).click();
  await list.getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  await bits(page).getByRole('gridcell').first().focus();
  await page.keyboard.press('?');
  await expect(list).toBeHidden();
});

test('a question mark in the text opens no list', async ({ page, site }) => {
  await open(page, site);
  await input(page).focus();
  await page.keyboard.type('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden();
});

test('the hex grid fits at every width', async ({ page, site }) => {
  await open(page, site, `?hex=827e0100${'61'.repeat(256)}`);
  const grid = page.getByRole('grid', { name: /^Bytes, / });
  for (const width of [390, 700, 720, 767, 800, 850, 900, 1023, 1024, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await expect(grid.getByRole('row').first()).toBeVisible();
    // The grid follows the width of its box after it is drawn.
    await expect
      .poll(
        () =>
          grid
            .locator('.frame')
            .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth),
        `${width} pixels`,
      )
      .toBe(0);
  }
});

for (const address of ['decode', 'learn', 'compare']) {
  test(`the header of ${address} has one row at every width`, async ({ page, site }) => {
    await page.goto(`${site}#/${address}`);
    const header = page.getByRole('banner');
    await expect(header.getByRole('button').first()).toBeVisible();
    const { height } = (await header.boundingBox())!;
    for (let width = 320; width <= 1440; width += 40) {
      await page.setViewportSize({ width, height: 900 });
      await expect(header, `${width} pixels`).toHaveJSProperty('offsetHeight', Math.round(height));
    }
  });
}

const TOOLS = ['Examples', 'Export', 'Share', 'Compose', 'Look up an error', 'Get bytes'];

const pastes = path.join(import.meta.dirname, '../fixtures/pastes/texts');

/** Texts with several connections, cut printouts, no bytes, a payload alone, part of a head. */
const PASTES = [
  'conn-n-interleaved-fragments',
  'node-two-cut-buffers',
  'error-invalid-frame-header',
  'close-codes-prose',
  'devtools-response-fields-only',
  'arduino-client-log',
  'efbfbd-spaced',
];

/** Opens all parts that are folded. */
async function unfold(page: Page): Promise<void> {
  for (const summary of await page.locator('details:not([open]) > summary').all()) {
    if (await summary.isVisible()) await summary.click();
  }
}

/** How each state of the page is reached, from any other one in the same list. */
type States = Readonly<Record<string, (page: Page, site: string) => Promise<void>>>;

const ADDRESSES: States = {
  'a frame': (page, site) => open(page, site, '?frame=2'),
  'a finding': (page, site) => open(page, site, '?frame=4'),
  'everything unfolded': unfold,
  'a handshake': async (page, site) => {
    await page.goto(`${site}#/decode?example=recorded-chromium-echo`);
    await expect(page.getByText('14 frames')).toBeVisible();
  },
  'a problem': async (page, site) => {
    await open(page, site, '?hex=81zz');
    await expect(input(page)).toHaveText('81zz');
  },
  'no bytes': async (page, site) => {
    await open(page, site, '?hex=');
    await expect(frames(page)).toHaveCount(0);
  },
};

const TEXTS: States = {
  'cut printouts': async (page) => {
    await paste(page, 'data <Buffer 81 7e 01 00 61 61 ... 254 more bytes>\n'.repeat(2));
  },
  ...Object.fromEntries(
    PASTES.map((name) => [
      `the text ${name}`,
      async (page: Page) => {
        await paste(page, readFileSync(path.join(pastes, `${name}.txt`), 'utf8'));
        await settled(page);
        await unfold(page);
      },
    ]),
  ),
  'a text that could not be read': async (page) => {
    await page.route('**/decode.worker*', (route) => route.abort());
    await paste(page, '8900 '.repeat(5000));
    await expect(page.getByText(/wasn’t read/)).toBeVisible();
  },
};

const EDITS: States = {
  'a field that is edited': async (page, site) => {
    await open(page, site, '?hex=810548656c6c6f');
    await fields(page).getByRole('row').last().focus();
    await page.keyboard.press('F2');
  },
  'an edited byte': async (page) => {
    await page.keyboard.press('Escape');
    await bits(page).getByRole('gridcell').first().dblclick();
    await expect(page.getByRole('group', { name: 'Edited bytes' })).toBeVisible();
  },
  'the list of keys': async (page) => {
    await page.getByRole('button', { name: 'Keys' }).click();
    await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  },
};

const DIALOGS: States = Object.fromEntries(
  TOOLS.map((tool) => [
    tool,
    async (page: Page) => {
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await page.getByRole('button', { name: tool, exact: true }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
      await expect(page.getByText('Loading…')).toBeHidden();
    },
  ]),
);

for (const [kind, states] of Object.entries({
  addresses: ADDRESSES,
  'pasted texts': TEXTS,
  'edited bytes': EDITS,
  dialogs: DIALOGS,
})) {
  test(`axe objects to nothing in ${kind}`, async ({ page, site, problems }) => {
    test.slow();
    await open(page, site);
    for (const [name, reach] of Object.entries(states)) {
      await test.step(name, async () => {
        await page.setViewportSize({ width: 1440, height: 900 });
        await reach(page, site);
        await expect(
          frames(page)
            .first()
            .or(page.getByText(/no bytes|wasn’t read|without bytes/i).first())
            // What was announced about the text before can still be there.
            .first(),
        ).toBeVisible();
        for (const width of [1440, 390]) {
          await page.setViewportSize({ width, height: 900 });
          await expectAccessible(page, 'html', `${name}, ${width} pixels,`);
        }
      });
    }
    problems.splice(0).forEach((problem) => expect(problem).toMatch(/Failed to load/));
  });
}
