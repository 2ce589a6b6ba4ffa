// Finds a Chromium for tests, benchmarks and screenshots; `ensureBrowser` gets one where there is none.

import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { root } from './folders.mjs';

/** No sandbox, so that it starts as root too, and no requests of the browser's own. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const playwright = path.join(root, 'node_modules/@playwright/test/cli.js');
const onPath = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of a Chromium: the one named in WS101_CHROMIUM, the system's, or Playwright's. */
export function findBrowser() {
  const named = process.env['WS101_CHROMIUM'];
  if (named !== undefined) {
    if (!isExecutable(named)) throw new Error(`WS101_CHROMIUM names no program: ${named}`);
    return named;
  }
  const directories = ['/usr/bin', ...(process.env['PATH'] ?? '').split(path.delimiter)];
  const candidates = [
    ...directories.flatMap((directory) => onPath.map((name) => path.join(directory, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ];
  return candidates.find(isExecutable);
}

/** @param {string} command @param {readonly string[]} words */
function run(command, words) {
  console.log(`No Chromium found: ${command} ${words.join(' ')}`);
  return spawnSync(command, words, { stdio: 'inherit' }).status === 0;
}

function installFromDebian() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !isExecutable('/usr/bin/apt-get')) return;
  if (run('apt-get', ['update'])) run('apt-get', ['install', '-y', 'chromium']);
}

/** @param {string} file */
function starts(file) {
  try {
    execFileSync(file, ['--version', ...browserArguments], { stdio: 'ignore', timeout: 30_000 });
    return true;
  } catch {
    return false;
  }
}

/** The path of a Chromium that starts, installed if need be. Ends the process if none can be had. */
export function ensureBrowser() {
  const installers = [
    () => undefined,
    installFromDebian,
    () => run(process.execPath, [playwright, 'install', 'chromium']),
  ];
  for (const install of installers) {
    install();
    const file = findBrowser();
    if (file !== undefined && starts(file)) return file;
  }
  console.error(
    'The browser tests need Chromium: install it with your package manager, or name one in WS101_CHROMIUM.',
  );
  return process.exit(1);
}
