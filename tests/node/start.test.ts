import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { start, type StartOptions } from '#node/start.ts';
import { siteDirectory } from './server/open-server.ts';

async function startWith(options: Partial<StartOptions>) {
  const started = await start({
    directory: siteDirectory(),
    port: '0',
    to: [],
    tap: [],
    origin: 'target',
    allowOrigin: [],
    watch: null,
    ...options,
  });
  if (started.kind === 'started') onTestFinished(() => started.close());
  return started.kind === 'started' ? started.words.lines.join('\n') : started.reason;
}

test('the address and the one with the key are printed', async () => {
  const text = await startWith({});
  expect(text).toMatch(/^WS 101 is at http:\/\/127\.0\.0\.1:\d+\/$/m);
  expect(text).toMatch(/http:\/\/127\.0\.0\.1:\d+\/#\/live\?key=[\w-]{22}$/m);
});

test('a taken port leads to the next free one, and is named', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void taken.close());
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const text = await startWith({ port: String(port) });
  expect(text).toContain(`Port ${port} is taken.`);
  expect(text).not.toContain(`http://127.0.0.1:${port}/`);
});

test('taps lead to the echo server, to the first target or to their own', async () => {
  const echo = await startWith({ tap: ['app'] });
  expect(echo).toMatch(/ws:\/\/127\.0\.0\.1:\d+\/tap\/app and leads to the echo server/);
  const target = await startWith({ tap: ['app', 'b=ws://b.example/x'], to: ['wss://a.example/'] });
  expect(target).toMatch(/\/tap\/app and leads to wss:\/\/a\.example\//);
  expect(target).toMatch(/\/tap\/b and leads to ws:\/\/b\.example\/x/);
});

test.each([
  { options: { port: 'x' }, reason: /^--port x: / },
  { options: { port: '70000' }, reason: /^--port 70000: / },
  { options: { to: ['http://a.example'] }, reason: /^--to .*its scheme is “http”/ },
  { options: { tap: ['a/b'] }, reason: /^--tap a\/b: / },
  { options: { tap: [''] }, reason: /^--tap : / },
  { options: { tap: ['a', 'a'] }, reason: /given twice/ },
  { options: { tap: ['a=nothing'] }, reason: /isn’t a URL/ },
  { options: { origin: 'mine' }, reason: /^--origin mine: / },
  { options: { allowOrigin: ['https://a.example/path'] }, reason: /^--allow-origin / },
  { options: { watch: 'example.com' }, reason: /^--watch example\.com: / },
  { options: { watch: 'file:///etc/passwd' }, reason: /^--watch file/ },
  { options: { directory: '/nowhere/at/all' }, reason: /ENOENT|no such/ },
])('$options is a problem in words', async ({ options, reason }) => {
  expect(await startWith(options)).toMatch(reason);
});
