import { appendFileSync, existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { KeyLog } from '#node/watch/key-log.ts';

test('whole lines are read once, and nobody else can read them', () => {
  const log = new KeyLog();
  onTestFinished(() => log.remove());
  expect(log.readNew()).toBe('');
  appendFileSync(log.path, 'CLIENT_RANDOM 1\nCLIENT_RAN');
  expect(log.readNew()).toBe('CLIENT_RANDOM 1\n');
  expect(log.readNew()).toBe('');
  appendFileSync(log.path, `DOM 2\n${'x'.repeat(200_000)}\n`);
  expect(log.readNew()).toBe(`CLIENT_RANDOM 2\n${'x'.repeat(200_000)}\n`);
  if (process.platform === 'win32') return;
  expect(statSync(log.path).mode & 0o077).toBe(0);
  expect(statSync(path.dirname(log.path)).mode & 0o077).toBe(0);
});

test('nothing is left of it', () => {
  const log = new KeyLog();
  log.remove();
  expect(existsSync(path.dirname(log.path))).toBe(false);
});
