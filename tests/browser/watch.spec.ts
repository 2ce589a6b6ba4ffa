/** A watched browser: its keys open its WebSockets, and nothing of its bytes is changed. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createSecureServer, type Http2ServerResponse } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { startLocalServer, type LocalServer } from '#node/server/local-server.ts';
import { browserArguments, findBrowser } from '../../scripts/browser.mjs';
import { expect, test } from './fixtures.ts';

// The watched browser's servers aren't the other fixture's.
test.use({ problems: async ({}, use) => use([]) });

const pem = (name: string) =>
  readFileSync(new URL(`../fixtures/tls/rsa-${name}.pem`, import.meta.url));

const PAGE = `<!doctype html><title>A page</title><script>
  const socket = new WebSocket('wss://' + location.host + '/chat');
  socket.onopen = () => socket.send('seen through the tunnel');
</script>`;

type Version = 'HTTP/1.1' | 'HTTP/2';

/** A page and an echo server over TLS. */
async function secureServer(version: Version): Promise<{ url: string; close: () => void }> {
  const enableConnectProtocol = version === 'HTTP/2';
  const server = createSecureServer(
    {
      key: pem('key'),
      cert: pem('certificate'),
      allowHTTP1: true,
      settings: { enableConnectProtocol },
    },
    (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      response.end(PAGE);
    },
  );
  // “heard”, whatever comes over HTTP/2.
  server.on('connect', (_request, { stream }: Http2ServerResponse) => {
    stream.respond({ ':status': 200 });
    stream.on('data', () => stream.write(Buffer.from('81056865617264', 'hex')));
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request, socket, head) => {
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('message', (data, isBinary) => webSocket.send(data, { binary: isBinary }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `https://localhost:${port}/`, close: () => server.close() };
}

async function watch(url: string): Promise<LocalServer> {
  return startLocalServer({
    directory: process.env['WS101_TESTED_SITE'] ?? '.cache/tested-site',
    port: 0,
    targets: [],
    taps: [],
    originMode: 'target',
    allowedOrigins: [],
    watch: {
      url,
      program: findBrowser() ?? null,
      browserArguments: [...browserArguments, '--headless', '--ignore-certificate-errors'],
    },
  });
}

/** What each version's WebSocket shows, and what tshark 4.0 finds with the keys in the log. */
const VERSIONS = [
  {
    version: 'HTTP/1.1',
    answer: 'seen through the tunnel',
    filter: 'websocket.opcode == 1',
    found: 2,
  },
  { version: 'HTTP/2', answer: 'heard', filter: 'http2.headers.method == "CONNECT"', found: 1 },
] as const;

for (const { version, answer, filter, found } of VERSIONS) {
  test(`a page over TLS is watched, with its WebSocket over ${version}`, async ({ page }) => {
    const far = await secureServer(version);
    const server = await watch(far.url);
    const { keyLog } = server.watch!;
    try {
      await page.goto(server.liveAddress);
      const watched = page.getByRole('region', { name: 'Watched browser' });
      await expect(watched).toContainText(`started with ${far.url}`);
      const frames = page.getByRole('listbox', { name: 'Frames' }).getByRole('option');
      await expect(frames.filter({ hasText: 'seen through the tunnel' }).first()).toBeVisible();
      await expect(frames.filter({ hasText: answer }).last()).toBeVisible();
      await expect(page.getByRole('combobox', { name: 'Connection' })).toContainText(
        `${far.url.replace('https', 'wss')}chat`,
      );
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Download the log' }).click(),
      ]);
      const tshark = spawnSync('tshark', ['-r', await download.path(), '-Y', filter], {
        encoding: 'utf8',
      });
      if (tshark.error === undefined) {
        expect(tshark.stdout.trim().split('\n'), tshark.stdout).toHaveLength(found);
      }
      await page.getByRole('button', { name: 'Open in Decode' }).click();
      await expect(page).toHaveURL(/#\/decode/);
      await expect(frames.filter({ hasText: answer }).last()).toBeVisible();
    } finally {
      await server.close();
      far.close();
    }
    expect(existsSync(keyLog)).toBe(false);
  });
}
