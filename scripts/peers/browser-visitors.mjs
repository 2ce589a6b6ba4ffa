// Opens a page in Chromium or Firefox, and keeps it open until it is done.

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { browserArguments } from '../browser.mjs';
import { inScratchFolder } from '../folders.mjs';

/**
 * @typedef {object} Visit
 * @property {string} version
 * @property {ReadonlyMap<string, string>} consoleTexts what the console says of each input
 */

/**
 * @typedef {(address: string, done: Promise<void>) => Promise<Visit>} Visitor keeps the page open
 *   until it is done
 */

/** `WebSocket connection to 'ws://127.0.0.1:40000/rsv1' failed: Invalid frame header` */
const consoleLine = /^WebSocket connection to '[^']*\/([^'/]+)' failed: (.+)$/s;

/** The console's lines arrive a little after the page's events. */
const consoleMs = 1000;

/** @type {(executablePath: string) => Visitor} */
export const visitWithChromium = (executablePath) => async (address, done) => {
  const browser = await chromium.launch({ executablePath, args: browserArguments });
  try {
    const page = await browser.newPage();
    /** @type {Map<string, string>} */
    const consoleTexts = new Map();
    page.on('console', (message) => {
      const [, id, text] = consoleLine.exec(message.text()) ?? [];
      if (id !== undefined && text !== undefined) consoleTexts.set(id, text);
    });
    await page.goto(address);
    await done;
    await wait(consoleMs);
    return { version: browser.version(), consoleTexts };
  } finally {
    await browser.close();
  }
};

/** No background requests, and no delay before a connection after one that failed. */
const firefoxPreferences = `
user_pref("network.websocket.delay-failed-reconnects", false);
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
user_pref("app.normandy.enabled", false);
user_pref("app.update.enabled", false);
user_pref("extensions.update.enabled", false);
`;

/** Only the one in WS101_FIREFOX, else the system's. */
export function findFirefox() {
  const named = process.env['WS101_FIREFOX'];
  if (named !== undefined) return named;
  const directories = ['/usr/bin', ...(process.env['PATH'] ?? '').split(path.delimiter)];
  return [
    ...directories.flatMap((directory) => [`${directory}/firefox-esr`, `${directory}/firefox`]),
    '/Applications/Firefox.app/Contents/MacOS/firefox',
  ].find((file) => existsSync(file));
}

/** @type {(executablePath: string) => Visitor} */
export const visitWithFirefox = (executablePath) => (address, done) =>
  inScratchFolder(async (profile) => {
    const said = execFileSync(executablePath, ['--version'], { encoding: 'utf8' });
    const version = /\d\S*/.exec(said)?.[0] ?? said.trim();
    await writeFile(path.join(profile, 'user.js'), firefoxPreferences);
    const words = ['--headless', '--no-remote', '--profile', profile, address];
    const browser = spawn(executablePath, words, { stdio: 'ignore' });
    const exit = once(browser, 'exit');
    try {
      const early = exit.then(() => {
        throw new Error('expected Firefox to stay open, but it ended');
      });
      await Promise.race([done, early]);
    } finally {
      browser.kill();
      await exit;
    }
    return { version, consoleTexts: new Map() };
  });
