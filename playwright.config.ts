import { defineConfig } from '@playwright/test';
import { browserArguments, findBrowser } from './scripts/browser.mjs';

// scripts/test-browser.mjs gives each run a separate folder.
const site = process.env['WS101_TESTED_SITE'] ?? '.cache/tested-site';
const executablePath = findBrowser();

// Starts the site as a reader does, and again as in a folder of a host. Each prints its address,
// and Playwright stores the named part of that line in the environment.
export default defineConfig({
  testDir: 'tests/browser',
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  webServer: [
    {
      name: 'site',
      command: `node scripts/start.mjs --out ${site}`,
      wait: { stdout: /is at (?<ws101_site>\S+)/ },
    },
    {
      name: 'site in a folder',
      command: `node scripts/start.mjs --out ${site} --no-build --under /a/b/`,
      wait: { stdout: /is at (?<ws101_site_in_folder>\S+)/ },
    },
  ],
  use: {
    browserName: 'chromium',
    trace: 'off',
    viewport: { width: 1440, height: 900 },
    launchOptions: { args: browserArguments, ...(executablePath && { executablePath }) },
  },
});
