import { describe, expect, test } from 'vitest';
import { openRaw, openServer, statusIn, upgradeRequest, type OpenServer } from './open-server.ts';

/** The value of a field; null for a request without it. */
type Value = string | null;

const HOSTS = (port: number): Value[] => [
  `127.0.0.1:${port}`,
  `localhost:${port}`,
  `[::1]:${port}`,
  `evil.example:${port}`,
  `127.0.0.1`,
  `192.168.0.7:${port}`,
];

const ORIGINS = (port: number): Value[] => [
  null,
  `http://127.0.0.1:${port}`,
  `http://evil.example:${port}`,
  'https://evil.example',
  `http://127.0.0.1:${port + 1}`,
  'null',
];

const FETCH_SITES: Value[] = [null, 'same-origin', 'none', 'same-site', 'cross-site'];

const GOOD_HOSTS = 3;
const GOOD_ORIGINS = 2;
const GOOD_FETCH_SITES = 3;

type Fields = Readonly<Record<string, string | readonly string[]>>;

type Combination = {
  readonly fields: Readonly<Record<string, string>>;
  readonly isGood: boolean;
};

function combinations(port: number): Combination[] {
  return HOSTS(port).flatMap((host, hostIndex) =>
    ORIGINS(port).flatMap((origin, originIndex) =>
      FETCH_SITES.map((fetchSite, fetchIndex) => ({
        fields: {
          ...(host !== null && { Host: host }),
          ...(origin !== null && { Origin: origin }),
          ...(fetchSite !== null && { 'Sec-Fetch-Site': fetchSite }),
        },
        isGood:
          hostIndex < GOOD_HOSTS && originIndex < GOOD_ORIGINS && fetchIndex < GOOD_FETCH_SITES,
      })),
    ),
  );
}

const request = (target: string, fields: Readonly<Record<string, string>>, method = 'GET') =>
  [
    `${method} ${target} HTTP/1.1`,
    ...Object.entries({ ...fields, Connection: 'close' }).map(
      ([name, value]) => `${name}: ${value}`,
    ),
    '',
    '',
  ].join('\r\n');

async function statusOf({ port }: OpenServer, bytes: string): Promise<number> {
  const { closed } = openRaw(port, bytes);
  return statusIn(await closed);
}

test('a file is sent for the good combinations of Host, Origin and Sec-Fetch-Site alone', async () => {
  const server = await openServer();
  for (const { fields, isGood } of combinations(server.port)) {
    const status = await statusOf(server, request('/boot.js', fields));
    expect({ fields, status }).toEqual({ fields, status: isGood ? 200 : 403 });
  }
});

test('the interface needs the key as well', async () => {
  const server = await openServer();
  const keys: Record<string, Value> = {
    right: `Bearer ${server.key}`,
    wrong: `Bearer ${server.key.slice(0, -1)}!`,
    other: 'Bearer AAAAAAAAAAAAAAAAAAAAAA',
    none: null,
  };
  for (const { fields, isGood } of combinations(server.port)) {
    for (const [name, key] of Object.entries(keys)) {
      const all = { ...fields, ...(key !== null && { Authorization: key }) };
      const status = await statusOf(server, request('/live/status', all));
      const expected = isGood && name === 'right' ? 200 : 403;
      expect({ fields, name, status }).toEqual({ fields, name, status: expected });
    }
  }
});

test('a WebSocket needs a ticket that counts once, and refused requests don’t use it up', async () => {
  const server = await openServer();
  for (const { fields, isGood } of combinations(server.port)) {
    const { path } = await server.ticket();
    const right = openRaw(server.port, upgradeRequest(path, server.port, fields));
    const status = await firstStatus(right);
    expect({ fields, status }).toEqual({ fields, status: isGood ? 101 : 403 });
    right.socket.destroy();
    const again = openRaw(server.port, upgradeRequest(path, server.port));
    expect(await firstStatus(again)).toBe(isGood ? 403 : 101);
    again.socket.destroy();
  }
  for (const ticket of ['', 'x', 'AAAAAAAAAAAAAAAAAAAAAA', '../c/x', '%2e%2e']) {
    const refused = openRaw(server.port, upgradeRequest(`/live/c/${ticket}`, server.port));
    expect(await firstStatus(refused)).toBe(403);
  }
}, 60_000);

async function firstStatus(raw: ReturnType<typeof openRaw>): Promise<number> {
  await new Promise<void>((resolve) => {
    raw.socket.once('data', () => resolve());
    raw.socket.once('close', () => resolve());
  });
  return statusIn(raw.received());
}

describe('a tap', () => {
  test('exists only by its name', async () => {
    const server = await openServer({ taps: [{ name: 'app', target: null }] });
    const ask = (target: string) =>
      firstStatus(openRaw(server.port, upgradeRequest(target, server.port)));
    expect(await ask('/tap/app')).toBe(101);
    expect(await ask('/tap/app?room=1')).toBe(101);
    expect(await ask('/tap/other')).toBe(403);
    expect(await ask('/tap/')).toBe(403);
    expect(await ask('/tap/app/more')).toBe(403);
  });

  test('is not there without --tap', async () => {
    const server = await openServer();
    expect(await firstStatus(openRaw(server.port, upgradeRequest('/tap/app', server.port)))).toBe(
      403,
    );
  });
});

describe('a request that is read differently by others', () => {
  test.each([
    {
      name: 'CONNECT',
      bytes: 'CONNECT evil.example:443 HTTP/1.1\r\nHost: HOST\r\n\r\n',
      status: 403,
    },
    {
      name: 'an absolute target',
      bytes: 'GET http://evil.example/ HTTP/1.1\r\nHost: HOST\r\n\r\n',
      status: 400,
    },
    {
      name: 'an absolute target of its own',
      bytes: 'GET http://HOST/ HTTP/1.1\r\nHost: HOST\r\n\r\n',
      status: 400,
    },
    { name: 'no Host', bytes: 'GET / HTTP/1.1\r\n\r\n', status: 400 },
    { name: 'no Host in HTTP/1.0', bytes: 'GET / HTTP/1.0\r\n\r\n', status: 403 },
    {
      name: 'two Hosts',
      bytes: 'GET / HTTP/1.1\r\nHost: HOST\r\nHost: evil.example\r\n\r\n',
      status: 403,
    },
    { name: 'TRACE', bytes: 'TRACE / HTTP/1.1\r\nHost: HOST\r\n\r\n', status: 405 },
    { name: 'OPTIONS *', bytes: 'OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n', status: 400 },
    {
      name: 'a preflight',
      bytes:
        'OPTIONS / HTTP/1.1\r\nHost: HOST\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Private-Network: true\r\n\r\n',
      status: 403,
    },
    {
      name: 'both lengths',
      bytes:
        'POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      status: 400,
    },
    {
      name: 'an unknown coding',
      bytes: 'POST / HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: xchunked\r\n\r\n',
      status: 405,
    },
    { name: 'a space before a colon', bytes: 'GET / HTTP/1.1\r\nHost : HOST\r\n\r\n', status: 400 },
    {
      name: 'a bare CR',
      bytes: 'GET / HTTP/1.1\r\nHost: HOST\r\nX: a\rGET /x\r\n\r\n',
      status: 400,
    },
    {
      name: 'another protocol',
      bytes: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      status: 400,
    },
    { name: 'HTTP/2', bytes: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', status: 400 },
  ])('$name gets $status', async ({ bytes, status }) => {
    const server = await openServer();
    const { port } = server;
    const text = bytes.replaceAll('HOST', `127.0.0.1:${port}`);
    const { closed, socket } = openRaw(port, Buffer.from(text, 'latin1'));
    socket.end();
    expect(statusIn(await closed)).toBe(status);
  });

  test.each([
    { name: 'a body', fields: { 'Content-Length': '4' } },
    { name: 'a coded body', fields: { 'Transfer-Encoding': 'chunked' } },
    { name: 'a folded field', fields: { 'X-Folded': 'a\r\n b' } },
    { name: 'two origins', fields: { Origin: ['http://127.0.0.1:PORT', 'https://evil.example'] } },
  ])('an upgrade with $name opens nothing', async ({ fields }: { fields: Fields }) => {
    const server = await openServer();
    const { path } = await server.ticket();
    const bytes = upgradeRequest(path, server.port, fields);
    const text = bytes.replaceAll('PORT', String(server.port));
    const raw = openRaw(server.port, text);
    expect([400, 403]).toContain(await firstStatus(raw));
    expect((await server.status()).connections).toEqual([]);
  });

  test('an upgrade that comes second on its connection opens nothing', async () => {
    const server = await openServer();
    const { path } = await server.ticket();
    const first = `GET /boot.js HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`;
    const { closed } = openRaw(server.port, first + upgradeRequest(path, server.port));
    const text = (await closed).toString('latin1');
    expect(text).toContain('HTTP/1.1 403');
    expect(text).not.toContain(' 101 ');
  });
});

describe('files', () => {
  test.each([
    '/../package.json',
    '/..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/..\\..\\etc\\passwd',
    '//etc/passwd',
    '/guides/../../package.json',
    '/.vite/manifest.json',
    '/boot.js%00.html',
    '/%',
    '/%ff',
    '/missing',
  ])('%s is not found', async (target) => {
    const server = await openServer();
    const fields = { Host: `127.0.0.1:${server.port}` };
    const { closed } = openRaw(server.port, request(target, fields));
    const text = (await closed).toString('latin1');
    expect(text).toMatch(/^HTTP\/1\.1 404/);
    expect(text).not.toContain('root:');
  });

  test('no response allows another site anything, and all forbid framing', async () => {
    const server = await openServer();
    for (const target of ['/', '/boot.js', '/missing', '/live/status', '/guides/polling']) {
      const origin = { Origin: `http://127.0.0.1:${server.port}` };
      const fields = { Host: `127.0.0.1:${server.port}`, ...origin };
      const { closed } = openRaw(server.port, request(target, fields));
      const head = (await closed).toString('latin1').split('\r\n\r\n')[0]!.toLowerCase();
      expect(head).not.toContain('access-control');
      expect(head).toContain('x-content-type-options: nosniff');
      expect(head).toContain('referrer-policy: no-referrer');
      expect(head).toContain("content-security-policy: frame-ancestors 'none'");
      expect(head).toContain('cross-origin-resource-policy: same-origin');
    }
  });

  test('a document is found with and without its slash', async () => {
    const server = await openServer();
    const fields = { Host: `127.0.0.1:${server.port}` };
    const { closed } = openRaw(server.port, request('/guides/polling', fields));
    expect((await closed).toString('latin1')).toMatch(
      /^HTTP\/1\.1 308[\s\S]*location: \/guides\/polling\/\r/i,
    );
    expect(await statusOf(server, request('/guides/polling/', fields))).toBe(200);
    expect(await statusOf(server, request('/index.html', fields))).toBe(200);
  });
});
