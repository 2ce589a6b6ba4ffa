// `npm run test:browser`: tests the built site. Arguments go to Playwright: a file, --headed.

import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { inScratchFolder, root } from './folders.mjs';

const playwright = path.join(root, 'node_modules/@playwright/test/cli.js');

const browser = ensureBrowser();
process.exitCode = await inScratchFolder(async (directory) => {
  const { status } = spawnSync(process.execPath, [playwright, 'test', ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: {
      ...process.env,
      WS101_CHROMIUM: browser,
      WS101_TESTED_SITE: path.join(directory, 'site'),
    },
  });
  return status ?? 1;
});
