import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HtmlValidate } from 'html-validate';
import { GUIDES } from '../../src/content/guides/guide-list.ts';
import { expectAccessible } from './axe.ts';
import { builtDocuments, siteFolder } from './built-documents.ts';
import { expect, test } from './fixtures.ts';

/** The site is built before the tests run, but after they are listed. */
let documents: readonly string[] = [];

test.beforeAll(() => {
  documents = builtDocuments();
});

/** One of each kind: they have the same components. */
const samples = [
  '',
  'guides/',
  ...GUIDES.map(({ slug }) => `guides/${slug}/`),
  'reference/',
  'close-codes/',
  'close-codes/1006/',
  'errors/invalid-frame-header/',
  'frames/rsv1/',
  'glossary/',
];

const read = (place: string) => readFileSync(path.join(siteFolder, place, 'index.html'), 'utf8');

test('there is a document for every guide, code, message, example and list', () => {
  expect(documents.length).toBeGreaterThan(500);
  for (const sample of samples) expect(documents).toContain(sample);
});

/** Of the many pages with the same component, one in eight. */
function variedDocuments(): string[] {
  return documents.filter(
    (place, index) =>
      samples.includes(place) || !/^(?:errors|frames)\/./.test(place) || index % 8 === 0,
  );
}

test('every document has a title, a description, one h1 and headings in order', async ({
  page,
}) => {
  test.setTimeout(120_000);
  for (const place of variedDocuments()) {
    const seen = await page.evaluate((html) => {
      const parsed = new DOMParser().parseFromString(html, 'text/html');
      const all = (selector: string) => [...parsed.querySelectorAll(selector)];
      return {
        title: parsed.title,
        description: parsed.querySelector('meta[name="description"]')?.getAttribute('content'),
        levels: all('main :is(h1, h2, h3, h4)').map(({ tagName }) => Number(tagName.charAt(1))),
        ids: all('[id]').map(({ id }) => id),
        // The Content-Security-Policy forbids these.
        forbidden: all('[style], style, [onclick]').map(({ outerHTML }) => outerHTML),
      };
    }, read(place));
    // A longer title would be cut, and the name of the site with it.
    expect(seen.title.length, place).toBeLessThanOrEqual(65);
    if (seen.title.length < 56) expect(seen.title, place).toMatch(/ · WS 101$/);
    expect(seen.description, place).toBeTruthy();
    expect(seen.forbidden, place).toEqual([]);
    expect(
      seen.levels.filter((level) => level === 1),
      place,
    ).toHaveLength(1);
    for (const [index, level] of seen.levels.entries()) {
      const above = seen.levels[index - 1] ?? 1;
      expect(level - above, `${place}, heading ${index + 1}`).toBeLessThan(2);
    }
    expect(seen.ids.length, place).toBe(new Set(seen.ids).size);
  }
});

test('every document has a picture for link previews, and each guide its own', () => {
  const pictureOf = (place: string) => {
    const content = (name: string) =>
      new RegExp(`<meta (?:property|name)="${name}" content="([^"]*)"`).exec(read(place))?.[1];
    expect(content('og:image:alt'), place).toBeTruthy();
    expect(content('twitter:card'), place).toBe('summary_large_image');
    const href = content('og:image') ?? '';
    return new URL(href, new URL(place, 'https://site.example/')).pathname.slice(1);
  };
  const pictures = new Map(documents.map((place) => [place, pictureOf(place)]));
  for (const picture of new Set(pictures.values())) {
    const png = readFileSync(path.join(siteFolder, picture));
    expect(png.subarray(1, 4).toString('latin1'), picture).toBe('PNG');
    // The header chunk begins with width and height.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)], picture).toEqual([1200, 630]);
  }
  const own = documents.filter((place) => !/^errors\//.test(place));
  expect(new Set(own.map((place) => pictures.get(place))).size).toBe(own.length);
});

test('no document breaks a line between a number and its unit', () => {
  const code = /<(pre|code|textarea|script|style)\b[^]*?<\/\1>/g;
  for (const place of documents) {
    const html = read(place);
    const texts = html
      .slice(html.indexOf('<body>'))
      .replace(code, '')
      .replace(/<[^>]*>/g, '\n');
    const breakable = texts.match(/.*\d (?:ms|s|min|h|k?B|MB|KiB|MiB|bytes?)(?![\w/-]).*/g) ?? [];
    expect(breakable, place).toEqual([]);
  }
});

test('no link within the site is dead', () => {
  const anchors = new Map(
    documents.map((place) => [
      place,
      new Set([...read(place).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id!)),
    ]),
  );
  const isDead = (place: string, href: string) => {
    const base = new URL(place, 'https://site.example/');
    const url = new URL(href.replaceAll('&amp;', '&'), base);
    if (url.origin !== base.origin) return false;
    const to = decodeURI(url.pathname.slice(1));
    const id = url.hash.slice(1);
    // An address of the app begins with a slash.
    const namesAnchor = id !== '' && !id.startsWith('/');
    const found = anchors.get(to);
    if (/\.\w+$/.test(to)) return namesAnchor || !existsSync(path.join(siteFolder, to));
    return !found || (namesAnchor && !found.has(id));
  };
  // One assertion, because Playwright records each, and there are very many links.
  const dead = documents.flatMap((place) =>
    [...read(place).matchAll(/<a [^>]*?href="([^"]*)"/g)]
      .filter(([, href = '']) => isDead(place, href))
      .map(([, href]) => `${place}: ${href}`),
  );
  expect(dead).toEqual([]);
});

test('every example shows its frames, and every error message leads into the app', () => {
  for (const place of documents.filter((each) => /^frames\/./.test(each))) {
    expect(read(place), place).toMatch(/<h2[^>]*>(?:What crosses|Read as frames)</);
  }
  for (const place of documents.filter((each) => /^(?:errors|frames)\/./.test(each))) {
    const [article = ''] = /<article[^]*?<\/article>/.exec(read(place)) ?? [];
    expect(article, place).toMatch(/href="[./]*#\/(?:decode|learn)/);
  }
});

test('two clicks lead from Start to every document', () => {
  const linked = (place: string) =>
    [...read(place).matchAll(/<a [^>]*?href="([^"]*)"/g)].flatMap(([, href = '']) => {
      const url = new URL(href.replaceAll('&amp;', '&'), new URL(place, 'https://site.example/'));
      const to = decodeURI(url.pathname.slice(1));
      return url.origin === 'https://site.example' && documents.includes(to) ? [to] : [];
    });
  const first = new Set(linked(''));
  const reached = new Set(['', ...first, ...[...first].flatMap(linked)]);
  expect(documents.filter((place) => !reached.has(place))).toEqual([]);
});

test('one document of each kind is valid HTML', async () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: {
      // Svelte writes void elements and attributes in its own style.
      'void-style': 'off',
      'attribute-boolean-style': 'off',
      'no-trailing-whitespace': 'off',
      'long-title': 'off',
      'valid-id': 'off',
      'no-inline-style': 'error',
    },
  });
  for (const sample of samples) {
    const report = await validator.validateString(read(sample));
    const messages = report.results.flatMap((result) =>
      result.messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} ${selector}`),
    );
    expect(messages, sample).toEqual([]);
  }
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a document has its text and its figure', async ({ page, site }) => {
    await page.goto(`${site}guides/polling/`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      'How late and how wasteful is polling?',
    );
    await expect(page.getByText('A message waits for the next poll')).toBeVisible();
    await expect(page.getByRole('figure')).toContainText('late on average');
    await page.getByRole('link', { name: 'Reference' }).click();
    await page.getByRole('link', { name: 'Glossary' }).first().click();
    await expect(page.getByText('Masking key', { exact: true })).toBeVisible();
  });
});

test('each guide’s figure comes alive as it was built, and follows the keyboard', async ({
  page,
  site,
}) => {
  test.slow();
  for (const { slug } of GUIDES) {
    await test.step(slug, async () => {
      await page.goto(`${site}guides/${slug}/`);
      const figure = page.getByRole('figure').first();
      const outcome = figure.locator('.outcome');
      const built = await outcome.innerText();
      const control = figure.locator('[type=range], [type=radio], select').first();
      await control.focus();
      await page.waitForLoadState('networkidle');
      await expect(outcome, slug).toHaveText(built);
      // A step may change no figure, and two radio buttons come round again.
      await expect(async () => {
        await page.keyboard.press('ArrowRight');
        await expect(outcome, slug).not.toHaveText(built, { timeout: 500 });
      }).toPass();
    });
  }
});

/** The documents are checked in two tests, for two workers. */
for (const half of [0, 1]) {
  const own = samples.filter((_, index) => index % 2 === half);
  test(`no document of ${own.length} has a fault that axe knows, and each fits 320 px (${half + 1}/2)`, async ({
    page,
    site,
  }) => {
    test.slow();
    for (const sample of own) {
      await test.step(`/${sample}`, async () => {
        await page.setViewportSize({ width: 1440, height: 900 });
        await page.goto(site + sample);
        await expectAccessible(page, 'html', `/${sample}`);
        await page.setViewportSize({ width: 320, height: 640 });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow, `/${sample}`).toBeLessThanOrEqual(0);
      });
    }
  });
}

test('a document prints on few pages, and nothing is cut off', async ({ page, site }) => {
  for (const [place, mostPages] of [
    ['', 5],
    ['guides/polling/', 3],
    ['guides/close-code-1006/', 4],
    ['close-codes/1006/', 5],
    ['frames/rsv1/', 1],
  ] as const) {
    await test.step(`/${place}`, async () => {
      await page.emulateMedia({ media: null });
      await page.setViewportSize({ width: 1440, height: 900 });
      await page.goto(site + place);
      const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
      const pages = pdf.match(/\/Type \/Page\b/g)?.length;
      expect(pages, `/${place}`).toBeLessThanOrEqual(mostPages);
      await page.emulateMedia({ media: 'print' });
      // A4 without the margins of 15 mm.
      await page.setViewportSize({ width: 680, height: 1009 });
      const seen = await page.evaluate(() => ({
        overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        closed: [...document.querySelectorAll('main details')].filter(
          ({ lastElementChild }) => lastElementChild?.getBoundingClientRect().height === 0,
        ).length,
        controls: [
          ...document.querySelectorAll('main :is(button, input, textarea, select)'),
        ].filter((control) => control.checkVisibility()).length,
      }));
      expect(seen, `/${place}`).toEqual({ overflow: 0, closed: 0, controls: 0 });
    });
  }
});

test('a control that is used before its code is there keeps what it was set to', async ({
  page,
  site,
}) => {
  await page.goto(`${site}guides/polling/`, { waitUntil: 'networkidle' });
  // Held back until the reader has moved the slider and pressed the button.
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/assets\/.*\.js$/, async (route) => {
    await released;
    await route.continue();
  });
  const slider = page.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: /^Theme/ }).click();
  release();
  await expect(page.locator('.outcome')).toContainText('at most 10');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('what is pasted on Start opens in Decode, and the address doesn’t contain it', async ({
  page,
  site,
}) => {
  await page.goto(site);
  await page.getByLabel('Bytes, a log or a capture').fill('81 05 48 65 6c 6c 6f');
  await page.getByRole('button', { name: 'Decode' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Decode' })).toBeAttached();
  await expect(page.getByText('“Hello”').first()).toBeVisible();
  expect(new URL(page.url()).hash).toBe('#/decode');
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/lets both sides send/);
});

test('the chat on Start plays', async ({ page, site }) => {
  await page.goto(site);
  const chat = page.getByRole('figure', { includeHidden: false }).filter({ hasText: 'same chat' });
  await chat.getByRole('button', { name: 'Play' }).click();
  await expect(chat.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('a button that is pressed before any code runs is pressed once it does', async ({
  page,
  site,
}) => {
  let run = (): void => undefined;
  const mayRun = new Promise<void>((resolve) => (run = resolve));
  await page.route(/assets\/.*\.js$/, async (route) => {
    await mayRun;
    await route.continue();
  });
  await page.goto(site, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'Play' }).click();
  run();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('a button is pressed although its code comes within the press', async ({ page, site }) => {
  await page.goto(site);
  await page.waitForLoadState('networkidle');
  const play = page.getByRole('button', { name: 'Play' });
  await play.scrollIntoViewIfNeeded();
  const box = await play.boundingBox();
  if (box === null) throw new Error('expected the button, got none');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.waitForTimeout(1000);
  await page.mouse.up();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('the focus stays where it is when a figure comes alive', async ({ page, site }) => {
  await page.goto(site);
  await page.waitForLoadState('networkidle');
  const play = page.getByRole('button', { name: 'Play' });
  await page.getByRole('link', { name: 'Change the traffic' }).focus();
  await page.keyboard.press('Tab');
  await expect(play).toBeFocused();
  // Its code loads now, and draws the figure for the width of the window.
  await expect(page.locator('.built')).toHaveCount(0);
  await expect(play).toBeFocused();
});

test('an address of the app never shows Start first', async ({ page, site }) => {
  await page.route(/assets\/.*\.js$/, () => undefined);
  await page.goto(`${site}#/decode`, { waitUntil: 'commit' });
  await expect(page.locator('h1')).toBeHidden();
});

test('a document leads into the app, and the app to documents', async ({ page, site }) => {
  await page.goto(`${site}guides/polling/`);
  await page.getByRole('link', { name: 'Decode', exact: true }).click();
  await expect(page).toHaveURL(`${site}#/decode`);
  await page.getByRole('link', { name: 'Guides', exact: true }).click();
  await expect(page).toHaveURL(`${site}#/guides`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Guides');
  await page.goto(`${site}guides/polling/#/learn/chat`);
  await expect(page).toHaveURL(/\/#\/learn\/chat/);
});

test('the app names its tab as the document', async ({ page, site }) => {
  for (const [place, title] of [
    ['guides/polling', 'How late and how wasteful is polling? · WS 101'],
    ['close-codes/1006', 'WebSocket close code 1006: abnormal · WS 101'],
    ['errors', 'WebSocket error messages · WS 101'],
  ] as const) {
    await page.goto(`${site}#/${place}`);
    await expect(page).toHaveTitle(title);
    const said = page.getByRole('status').filter({ hasText: title.replace(' · WS 101', '') });
    await expect(said).toHaveCount(1);
    await page.goto(`${site}${place}/`);
    await expect(page).toHaveTitle(title);
  }
});

test('an address that doesn’t exist leads on', async ({ page, site }) => {
  for (const [address, nearest] of [
    ['#/guides/poling', 'How late and how wasteful is polling?'],
    ['#/close-codes/10066', /^1006, /],
    ['#/errors/invalid-frame-headers', /invalid frame header/i],
    ['#/frames/rsv9', /RSV1/],
    ['#/reference/1006', /close code 1006/],
    ['#/guides/polling/more', 'How late and how wasteful is polling?'],
    ['#/close-codes/1006/more', /^1006, /],
  ] as const) {
    await page.goto(site + address);
    await expect(page, address).toHaveTitle('Page not found · WS 101');
    await expect(page.getByRole('heading', { level: 1 }), address).toHaveText(
      /no such|doesn’t exist/,
    );
    await expect(
      page.getByRole('article').getByRole('link', { name: nearest }).first(),
    ).toBeVisible();
  }
});

test('a path that doesn’t exist in any folder leads on', async ({
  page,
  problems,
  site,
  siteInFolder,
}) => {
  for (const [place, nearest] of [
    ['guides/poling/', 'How late and how wasteful is polling?'],
    ['close-codes/10066', /^1006, /],
    ['gides/polling/index.html', 'How late and how wasteful is polling?'],
  ] as const) {
    for (const root of [site, siteInFolder]) {
      const response = await page.goto(root + place);
      expect(response?.status()).toBe(404);
      await page.waitForURL(/#\//);
      expect(page.url().startsWith(`${root}#/`), page.url()).toBe(true);
      await expect(
        page.getByRole('article').getByRole('link', { name: nearest }).first(),
      ).toBeVisible();
    }
  }
  // The browser reports the missing pages themselves, and what isn't in the folders above.
  expect(problems.filter((problem) => !problem.includes('404 (Not Found)'))).toEqual([]);
  problems.length = 0;
});

test('a document without its last slash opens', async ({ page, problems, site }) => {
  await page.goto(`${site}guides/polling`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    'How late and how wasteful is polling?',
  );
  problems.length = 0;
});

test.describe('a missing page without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('says so', async ({ page, problems, site }) => {
    await page.goto(`${site}guides/poling/`);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page doesn’t exist');
    problems.length = 0;
  });
});

test('404.html is valid HTML, and no search engine lists it', async () => {
  const html = readFileSync(path.join(siteFolder, '404.html'), 'utf8');
  expect(html).toContain('<meta name="robots" content="noindex" />');
  const validator = new HtmlValidate({ extends: ['html-validate:standard'] });
  const report = await validator.validateString(html);
  expect(report.results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual(
    [],
  );
});
