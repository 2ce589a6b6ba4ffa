import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { browserPaths, findBrowser } from '#node/watch/find-browser.ts';

test('the variable names the only one', () => {
  const env = { WS101_CHROMIUM: '/opt/browser', PATH: '/usr/bin' };
  expect(browserPaths({ platform: 'linux', env })).toEqual(['/opt/browser']);
});

test.each([
  { platform: 'linux', env: { PATH: '/usr/bin:/opt' }, path: '/opt/google-chrome' },
  { platform: 'darwin', env: {}, path: '/Applications/Chromium.app/Contents/MacOS/Chromium' },
  {
    platform: 'win32',
    env: { 'PROGRAMFILES(X86)': 'C:\\Program Files (x86)' },
    path: 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  },
] as const)('on $platform, $path can be one', ({ platform, env, path: place }) => {
  expect(browserPaths({ platform, env })).toContain(place);
});

test('the first program that can be run is found, and no folder or text', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ws101-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const machine = { platform: 'linux', env: { PATH: folder } } as const;
  writeFileSync(path.join(folder, 'chromium'), '', { mode: 0o644 });
  expect(findBrowser(machine)).toBeNull();
  const program = path.join(folder, 'microsoft-edge');
  writeFileSync(program, '#!/bin/sh\n');
  chmodSync(program, 0o755);
  expect(findBrowser(machine)).toBe(program);
});
