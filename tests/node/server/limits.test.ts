import { expect, test } from 'vitest';
import { openRaw, openServer, statusIn, until, upgradeRequest } from './open-server.ts';

const KIBIBYTE = 1024;

test('a head that comes too slowly is refused', async () => {
  const server = await openServer({ headTimeoutMs: 300 });
  const { closed, socket } = openRaw(server.port, 'GET / HTTP/1.1\r\nX: ');
  const timer = setInterval(() => socket.write('a'), 50);
  expect(statusIn(await closed)).toBe(408);
  clearInterval(timer);
});

test('a connection without a byte is refused', async () => {
  const server = await openServer({ headTimeoutMs: 200 });
  expect(statusIn(await openRaw(server.port).closed)).toBe(408);
});

test('a second head that comes too slowly is refused as well', async () => {
  const server = await openServer({ headTimeoutMs: 1_000 });
  const first = `GET /boot.js HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`;
  const { closed, socket } = openRaw(server.port, `${first}GET / HTTP/1.1\r\nX: `);
  const timer = setInterval(() => socket.write('a'), 200);
  const text = (await closed).toString('latin1');
  clearInterval(timer);
  expect(text).toContain('HTTP/1.1 408');
}, 30_000);

test('a head of more than 64 KiB is refused', async () => {
  const server = await openServer();
  const long = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nX: ${'a'.repeat(70 * KIBIBYTE)}\r\n\r\n`;
  expect(statusIn(await openRaw(server.port, long).closed)).toBe(431);
});

test('a body of more than a mebibyte is refused', async () => {
  const server = await openServer();
  const response = await server.api('POST', '/live/connections', {
    to: 'x'.repeat(1100 * KIBIBYTE),
  });
  expect(response.status).toBe(413);
});

test('a thousand connections cost little, and the server goes on', async () => {
  const server = await openServer();
  const before = process.memoryUsage().rss;
  const raws = Array.from({ length: 1000 }, () => openRaw(server.port, 'GET / HTTP/1.1\r\nX: '));
  await until(() => raws.filter(({ socket }) => !socket.destroyed).length <= 256);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * KIBIBYTE * KIBIBYTE);
  for (const { socket } of raws) socket.destroy();
  await until(async () => (await server.api('GET', '/live/status')).status === 200);
}, 30_000);

test('no more than 64 WebSockets are open', async () => {
  const server = await openServer({ taps: [{ name: 'app', target: null }] });
  const raws = Array.from({ length: 65 }, () =>
    openRaw(server.port, upgradeRequest('/tap/app', server.port)),
  );
  await until(() => raws.every(({ received }) => received().length > 0));
  const statuses = raws.map(({ received }) => statusIn(received()));
  expect(statuses.filter((status) => status === 101)).toHaveLength(64);
  expect(statuses.filter((status) => status === 503)).toHaveLength(1);
});

test('a reader that stops stops the echo, and memory stays bounded', async () => {
  const server = await openServer({ taps: [{ name: 'app', target: null }] });
  const raw = openRaw(server.port, upgradeRequest('/tap/app', server.port));
  await until(() => statusIn(raw.received()) === 101);
  raw.socket.pause();
  const size = 60 * KIBIBYTE;
  const frame = Buffer.concat([
    Buffer.from([0x82, 0xfe, size >> 8, size & 0xff, 0, 0, 0, 0]),
    Buffer.alloc(size),
  ]);
  // More than the system's buffers and the log's 64 MiB, if nothing slowed it.
  let sent = 0;
  const before = process.memoryUsage().rss;
  const end = performance.now() + 3_000;
  while (performance.now() < end && sent < 512 * KIBIBYTE * KIBIBYTE) {
    sent += frame.length;
    if (!raw.socket.write(frame)) {
      const isFree = await Promise.race([
        new Promise((resolve) => raw.socket.once('drain', () => resolve(true))),
        new Promise((resolve) => setTimeout(() => resolve(false), 1_000)),
      ]);
      if (isFree === false) break;
    }
  }
  expect(sent).toBeLessThan(256 * KIBIBYTE * KIBIBYTE);
  expect(process.memoryUsage().rss - before).toBeLessThan(400 * KIBIBYTE * KIBIBYTE);
}, 30_000);

test('when the server stops, WebSockets get a Close frame, and nothing is left', async () => {
  const server = await openServer({ taps: [{ name: 'app', target: null }] });
  const raw = openRaw(server.port, upgradeRequest('/tap/app', server.port));
  await until(() => statusIn(raw.received()) === 101);
  const head = raw.received().length;
  await server.close();
  const frame = (await raw.closed).subarray(head);
  expect(frame.toString('hex')).toBe('880203e9');
  await expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow();
});
