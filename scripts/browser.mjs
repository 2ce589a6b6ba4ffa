// Finds a Chromium for tests, benchmarks and screenshots; `ensureBrowser` gets one where there is
// none.

import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
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

/**
 * Where a Chromium may be: the one named in WS101_CHROMIUM, else the system's, else Playwright's.
 */
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

/** The path of a Chromium, if there is one. */
export function findBrowser() {
  return candidates()[0];
}

/**
 * Some systems have a program of that name which only says where to get it. @param {string} file
 */
function starts(file) {
  const words = ['--version', ...browserArguments];
  return spawnSync(file, words, { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** @param {string} command @param {readonly string[]} words */
function install(command, words) {
  console.log(`No Chromium found: ${path.basename(command)} ${words.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(command, words, { stdio: 'inherit', env }).status === 0;
}

function isDebianAsRoot() {
  const release = '/etc/os-release';
  if (process.getuid?.() !== 0 || !existsSync(release)) return false;
  return /^ID=debian$/m.test(readFileSync(release, 'utf8'));
}

const installers = [
  () =>
    isDebianAsRoot() &&
    install('apt-get', ['update']) &&
    install('apt-get', ['install', '-y', 'chromium']),
  () => install(process.execPath, [playwright, 'install', 'chromium']),
];

/**
 * The path of a Chromium that starts, installed if need be. Ends the process if none can be had.
 */
export function ensureBrowser() {
  const isNamed = process.env['WS101_CHROMIUM'] !== undefined;
  for (const prepare of [() => true, ...(isNamed ? [] : installers)]) {
    const file = prepare() ? candidates().find(starts) : undefined;
    if (file !== undefined) return file;
  }
  console.error(
    'No Chromium that starts: install it with your package manager, or name one in WS101_CHROMIUM.',
  );
  return process.exit(1);
}
