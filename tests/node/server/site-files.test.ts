import { rmSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openServer, siteDirectory } from './open-server.ts';

test('files that are gone since the start end their response, and nothing else', async () => {
  const directory = siteDirectory();
  const server = await openServer({ directory });
  const get = (name: string) => fetch(`http://127.0.0.1:${server.port}/${name}`);
  expect((await get('boot.js')).status).toBe(200);
  rmSync(path.join(directory, 'boot.js'));
  rmSync(path.join(directory, '404.html'));
  await expect(get('boot.js').then((response) => response.text())).rejects.toThrow();
  await expect(get('missing').then((response) => response.text())).rejects.toThrow();
  expect((await get('')).status).toBe(200);
});
