// Finds a Chromium for tests, benchmarks and screenshots. `ensureBrowser` installs one if there is
// none, and says so first.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { root } from './folders.mjs';

/** What Playwright disables, because Chromium only heeds the last of these lists. */
const DISABLED_BY_PLAYWRIGHT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
];

/** Two pages of the address bar, which every window loads. They cost more than ours. */
const PAGES_OF_THE_ADDRESS_BAR = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** No sandbox, so that it also starts as root, no background requests, and nothing unseen. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...DISABLED_BY_PLAYWRIGHT, ...PAGES_OF_THE_ADDRESS_BAR].join(',')}`,
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

/** Possible paths: only the one in WS101_CHROMIUM, else the system's, then Playwright's. */
function candidates() {
  const named = process.env['WS101_CHROMIUM'];
  if (named !== undefined) return [named];
  const directories = ['/usr/bin', ...(process.env['PATH'] ?? '').split(path.delimiter)];
  return [
    ...directories.flatMap((directory) => onPath.map((name) => path.join(directory, name))),
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ].filter(isExecutable);
}

/** The path of the first Chromium found. */
export function findBrowser() {
  return candidates()[0];
}

/**
 * On some systems a program with that name only explains how to install it.
 *
 * @param {string} file
 */
function starts(file) {
  const words = ['--version', ...browserArguments];
  return spawnSync(file, words, { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** @param {string} command @param {readonly string[]} words */
function run(command, words) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, words, { stdio: 'inherit', env }).status === 0;
}

function isDebianAsRoot() {
  const release = '/etc/os-release';
  if (process.getuid?.() !== 0 || !existsSync(release)) return false;
  return /^ID=debian$/m.test(readFileSync(release, 'utf8'));
}

const howToAvoid = 'To prevent this, set WS101_CHROMIUM to the path of a Chromium.';

/** Installs the system's package. */
function installFromDebian() {
  if (!isDebianAsRoot()) return false;
  console.log(
    `The browser tests need a Chromium and found none, so apt-get now installs the system package "chromium". ${howToAvoid}`,
  );
  return run('apt-get', ['update']) && run('apt-get', ['install', '-y', 'chromium']);
}

/** Downloads a browser into Playwright's cache, which needs no rights and changes no system. */
function downloadWithPlaywright() {
  console.log(
    `The browser tests need a Chromium and found none, so Playwright now downloads one into its cache. ${howToAvoid}`,
  );
  return run(process.execPath, [playwright, 'install', 'chromium']);
}

/** The path of a Chromium that starts, installed if necessary. Ends the process if that fails. */
export function ensureBrowser() {
  const named = process.env['WS101_CHROMIUM'];
  const installers = named === undefined ? [installFromDebian, downloadWithPlaywright] : [];
  for (const prepare of [() => true, ...installers]) {
    const file = prepare() ? candidates().find(starts) : undefined;
    if (file !== undefined) return file;
  }
  console.error(
    named === undefined
      ? 'No Chromium starts: install the package "chromium" or Google Chrome, or set WS101_CHROMIUM to the path of one.'
      : `The Chromium named in WS101_CHROMIUM does not start: ${named}`,
  );
  return process.exit(1);
}
