/** Finds a Chromium, Chrome or Edge of this machine. */

import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

/** Names of programs on the path, on Linux and other systems of its kind. */
const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

const MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

/** Below a folder of programs. */
const WINDOWS = [
  ['Google', 'Chrome', 'Application', 'chrome.exe'],
  ['Chromium', 'Application', 'chrome.exe'],
  ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
];

export type Machine = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Where a browser can be, the likeliest first. Only what `WS101_CHROMIUM` names, if it is set. */
export function browserPaths({ platform, env }: Machine): string[] {
  const named = env['WS101_CHROMIUM'];
  if (named !== undefined && named !== '') return [named];
  if (platform === 'darwin') return MAC;
  if (platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(
      (name) => env[name] ?? [],
    );
    return WINDOWS.flatMap((parts) => folders.map((folder) => path.win32.join(folder, ...parts)));
  }
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => path.posix.join(folder, name)));
}

/** The path of the first one; null if there is none. */
export function findBrowser(machine: Machine = process): string | null {
  return browserPaths(machine).find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
