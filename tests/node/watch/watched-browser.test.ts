/** What is said of a browser that ends by itself. */

import { expect, test, vi } from 'vitest';
import { start } from '#node/start.ts';
import { browserEndWords } from '#content/live/watch-words.ts';
import { siteDirectory } from '../server/open-server.ts';

test('root hears why Chromium ends at once, others don’t', () => {
  expect(browserEndWords(1, false)).toBe('it ended with code 1');
  expect(browserEndWords(1, true)).toMatch(
    /^it ended with code 1 \(.* as root, .* another user\)$/,
  );
});

test('a program that ends with an error is named where it was started', async () => {
  // Node knows none of a browser's options.
  vi.stubEnv('WS101_CHROMIUM', process.execPath);
  const said: string[] = [];
  const options = { to: [], tap: [], origin: 'target', allowOrigin: [] };
  const watched = { directory: siteDirectory(), port: '0', watch: 'http://127.0.0.1:1/' };
  const started = await start({ ...options, ...watched }, (line) => said.push(line));
  vi.unstubAllEnvs();
  if (started.kind === 'failed') throw new Error(started.reason);
  await vi.waitFor(() => expect(said).toHaveLength(1), { timeout: 10_000 });
  await started.close();
  expect(said[0]).toMatch(/^The browser for http:\S+ isn’t running: it ended with code \d+/);
});
