import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './scripts/browser.mjs';

// scripts/test-browser.mjs gives each run a separate folder.
const site = process.env['WS101_TESTED_SITE'] ?? '.cache/tested-site';
const executablePath = findBrowser();
/** Until the site is built and served. */
const BUILD_MS = 240_000;

// Serves the site as a static host does, from its root and from a folder, and as `npm start` does.
// Each prints its address, and Playwright stores the named part of that line in the environment.
export default defineConfig({
  testDir: 'tests/browser',
  workers: 2,
  fullyParallel: true,
  retries: 0,
  // Not how fast a page is: machines differ, and `npm run bench` tells that.
  timeout: 120_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env['CI']),
  webServer: [
    {
      name: 'site',
      command: `node scripts/start.mjs --static --out ${site}`,
      timeout: BUILD_MS,
      wait: { stdout: /is at (?<ws101_site>\S+)/ },
    },
    {
      name: 'site in a folder',
      command: `node scripts/start.mjs --out ${site} --no-build --under /a/b/`,
      timeout: BUILD_MS,
      wait: { stdout: /is at (?<ws101_site_in_folder>\S+)/ },
    },
    {
      name: 'site with Live',
      command: `node scripts/start.mjs --out ${site} --no-build --tap app`,
      timeout: BUILD_MS,
      wait: { stdout: /key of this run: (?<ws101_live>\S+)/ },
    },
  ],
  use: {
    browserName: 'chromium',
    trace: 'off',
    viewport: { width: 1440, height: 900 },
    launchOptions: { args: browserArguments, ...(executablePath && { executablePath }) },
  },
});
