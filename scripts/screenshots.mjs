// `npm run screenshots`: takes a picture of each page, light and dark, wide and narrow.
//
//   --out docs/screenshots   the folder for the pictures
//   --only learn             one page, or several: --only decode --only compare

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { browserArguments, ensureBrowser } from './browser.mjs';
import { root } from './folders.mjs';
import { withSite } from './site.mjs';

/** @type {Readonly<Record<string, string>>} */
const addresses = {
  learn: '#/learn/hello-and-goodbye/client-text-1',
  handshake: '#/learn/hello-and-goodbye/response',
  decode: '#/decode',
  compare: '#/compare',
};

const windows = [
  { suffix: '', viewport: { width: 1440, height: 900 } },
  { suffix: '-narrow', viewport: { width: 390, height: 844 } },
];

const colorSchemes = /** @type {const} */ (['light', 'dark']);

const { values } = parseArgs({
  options: {
    out: { type: 'string', default: 'docs/screenshots' },
    only: { type: 'string', multiple: true, default: Object.keys(addresses) },
  },
});

const directory = path.resolve(root, values.out);
await mkdir(directory, { recursive: true });

const executablePath = ensureBrowser();
await withSite(async (site) => {
  const browser = await chromium.launch({ executablePath, args: browserArguments });
  for (const colorScheme of colorSchemes) {
    for (const { suffix, viewport } of windows) {
      const page = await browser.newPage({ viewport, colorScheme, reducedMotion: 'reduce' });
      for (const name of values.only) {
        const address = addresses[name];
        if (address === undefined)
          throw new Error(`expected one of ${Object.keys(addresses)}, got ${name}`);
        await page.goto('about:blank');
        await page.goto(`${site}${address}`, { waitUntil: 'networkidle' });
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.evaluate(() => document.fonts.ready);
        const file = path.join(directory, `${name}${suffix}-${colorScheme}.png`);
        await page.screenshot({ path: file });
        console.log(path.relative(root, file));
      }
      await page.close();
    }
  }
  await browser.close();
});
