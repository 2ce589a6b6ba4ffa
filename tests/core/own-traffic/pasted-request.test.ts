import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPastedRequest } from '#core/own-traffic/pasted-request.ts';
import { readOwnRequest } from '#core/traffic/heads/own-request.ts';
import { harOf } from './har.ts';

const CURL = `curl 'https://example.com/news?since=7' \\
  -H 'accept: application/json' \\
  -H 'cookie: sid=abc' \\
  -H 'user-agent: Mozilla/5.0' \\
  --compressed`;

const FETCH = `fetch("https://example.com/news?since=7", {
  "headers": {
    "accept": "application/json",
    "accept-language": "en-GB,en;q=0.9",
    "cache-control": "no-cache",
    "sec-fetch-mode": "cors"
  },
  "referrer": "https://example.com/",
  "body": null,
  "method": "GET",
  "mode": "cors",
  "credentials": "include"
});`;

const HTTP2 = `:authority: example.com
:method: GET
:path: /news?since=7
:scheme: https
accept: application/json
accept-encoding: gzip, deflate, br
cookie: sid=abc
user-agent: Mozilla/5.0`;

const FORMS = [
  { form: 'curl', text: CURL },
  { form: 'fetch', text: FETCH },
  { form: 'http2', text: HTTP2 },
  { form: 'har', text: harOf([{ atMs: 0 }]) },
] as const;

describe.each(FORMS)('a request as $form', ({ form, text }) => {
  test('becomes HTTP/1.1 text that is counted', () => {
    const reading = readPastedRequest(text);
    expect(reading).toMatchObject({ kind: 'converted', form });
    if (reading.kind !== 'converted') return;
    expect(reading.text).toMatch(/^GET \/news\?since=7 HTTP\/1\.1\n/);
    expect(reading.text).toMatch(/^host: example\.com$/im);
    expect(readOwnRequest(reading.text)).toMatchObject({ kind: 'request', remarks: [] });
  });

  test('keeps every field that the text has', () => {
    const reading = readPastedRequest(text);
    if (reading.kind !== 'converted') throw new Error('expected a request');
    for (const name of ['accept', 'cookie', 'user-agent', 'sec-fetch-mode']) {
      if (new RegExp(`\\b${name}\\b`, 'i').test(text)) {
        expect(reading.text).toMatch(new RegExp(`^${name}: \\S`, 'im'));
      }
    }
  });
});

test('a HAR entry alone is read, too', () => {
  const { log } = JSON.parse(harOf([{ atMs: 0 }])) as { log: { entries: unknown[] } };
  expect(readPastedRequest(JSON.stringify(log.entries[0]))).toMatchObject({ form: 'har' });
});

test('of a HAR file with a page and its polls, a poll is taken', () => {
  const entryOf = (url: string, method = 'GET') => ({
    request: { method, url, headers: [] },
    response: { status: 200, content: {} },
  });
  const paths = ['/', '/app.js', '/news?since=1', '/style.css', '/news?since=2'];
  const entries = [
    entryOf('https://a.example/log', 'POST'),
    ...paths.map((path) => entryOf(`https://a.example${path}`)),
  ];
  const reading = readPastedRequest(JSON.stringify({ log: { entries } }));
  expect(reading).toMatchObject({ text: 'GET /news?since=1 HTTP/1.1\nHost: a.example' });
});

test('HTTP/1.1 text stays as it is', () => {
  for (const text of ['', 'GET / HTTP/1.1\nHost: a']) {
    expect(readPastedRequest(text)).toEqual({ kind: 'as-is' });
  }
});

test.each(['hello there', 'HTTP/1.1 200 OK\nDate: x', 'curl --help', '{"log":{"entries":[]}}'])(
  '%j has no request',
  (text) => {
    expect(readPastedRequest(text)).toEqual({ kind: 'unreadable' });
  },
);

test('whatever is converted can be counted', () => {
  const pieces = fc.constantFrom(...FORMS.map(({ text }) => text));
  fc.assert(
    fc.property(pieces, fc.nat(800), fc.string({ maxLength: 12 }), (text, at, noise) => {
      const broken = text.slice(0, at) + noise + text.slice(at);
      const reading = readPastedRequest(broken);
      if (reading.kind !== 'converted') return;
      expect(['request', 'broken']).toContain(readOwnRequest(reading.text).kind);
    }),
    { numRuns: 200 },
  );
});

describe('what a converted request lacks is said', () => {
  test.each([
    { name: 'fetch', text: FETCH, remarks: ['browser-adds'] },
    { name: 'curl as a browser copies it', text: CURL, remarks: ['curl-adds'] },
    {
      name: 'curl with all of its fields',
      text: "curl https://a.example/ -H 'User-Agent: x' -H 'Accept: y'",
      remarks: [],
    },
    { name: 'curl with one of them', text: 'curl https://a.example/ -A x', remarks: ['curl-adds'] },
    {
      name: 'a field that can’t be sent',
      text: "curl https://a.example/ -H 'User-Agent: x' -H 'Accept: y' -H 'X: 日本'",
      remarks: ['left-out'],
    },
  ])('$name', ({ text, remarks }) => {
    expect(readPastedRequest(text)).toMatchObject({ kind: 'converted', remarks });
  });

  test('a name and a password are counted as the field that curl makes of them', () => {
    const reading = readPastedRequest('curl -u Aladdin:open https://a.example/');
    expect(reading).toMatchObject({
      text: 'GET / HTTP/1.1\nHost: a.example\nAuthorization: Basic QWxhZGRpbjpvcGVu',
    });
  });

  test.each([
    `GET / HTTP/1.1\nHost: a\nX: ${'y'.repeat(200_000)}`,
    'GET /😀 HTTP/1.1\nHost: a\nX: 日本',
    'GET / HTTP/1.1\nHost: a\nX: a\0b',
    'GET / HTTP/1.1\nHost : a',
  ])('a request that breaks is not guessed at: %#', (text) => {
    expect(readPastedRequest(text)).toEqual({ kind: 'unreadable' });
    expect(readOwnRequest(text).kind).toBe('broken');
  });
});

test.each([
  { name: 'curl without a scheme', text: 'curl example.com/news', line: 'GET /news HTTP/1.1' },
  { name: 'curl without a path', text: 'curl -u a:b example.com', line: 'GET / HTTP/1.1' },
  { name: 'fetch of a path', text: "fetch('/api/news')", line: 'GET /api/news HTTP/1.1' },
  { name: 'Firefox', text: 'GET /news HTTP/2\nHost: example.com', line: 'GET /news HTTP/1.1' },
  { name: 'HTTP/3', text: 'GET /news HTTP/3\r\nHost: example.com', line: 'GET /news HTTP/1.1' },
])('$name has a Host field, and a path', ({ text, line }) => {
  const pasted = readPastedRequest(text);
  const written = pasted.kind === 'converted' ? pasted.text : '';
  expect(written.split('\n').slice(0, 2)).toEqual([line, 'Host: example.com']);
});

describe('what people have', () => {
  test.each([
    {
      name: 'options with their values attached',
      text: "curl -sSkXGET https://a.example/news -H'Accept: a' -Ax -o/dev/null",
      written: 'GET /news HTTP/1.1\nHost: a.example\nAccept: a\nUser-Agent: x',
    },
    {
      name: 'data in the address',
      text: "curl -G https://a.example/news -d since=7 --data-urlencode 'x=1' -A x -H 'Accept: a'",
      written: 'GET /news?since=7&x=1 HTTP/1.1\nHost: a.example\nUser-Agent: x\nAccept: a',
    },
    {
      name: 'only the head',
      text: "curl -I a.example -A x -H 'Accept: a'",
      written: 'HEAD / HTTP/1.1\nHost: a.example\nUser-Agent: x\nAccept: a',
    },
    {
      name: 'cookies of a file',
      text: "curl a.example -b jar.txt -A x -H 'Accept: a'",
      written: 'GET / HTTP/1.1\nHost: a.example\nUser-Agent: x\nAccept: a',
    },
    {
      name: 'curl -v over HTTP/1.1',
      text: '* Connected\n> GET /news HTTP/1.1\n> Host: a.example\n> Accept: */*\n>\n< HTTP/1.1 200 OK',
      written: 'GET /news HTTP/1.1\nHost: a.example\nAccept: */*',
    },
    {
      name: 'curl -v over HTTP/2',
      text: '* [HTTP/2] [1] [:method: GET]\n> GET /news HTTP/2\n> Host: a.example\n> Accept: */*\n>\n< HTTP/2 200',
      written: 'GET /news HTTP/1.1\nHost: a.example\nAccept: */*',
    },
    {
      name: 'cmd.exe',
      text: 'curl ^"https://a.example/n?a=1^&b=^%^20^" ^\n  -H ^"Accept: */*^" ^\n  -H ^"sec-ch-ua: ^\\^"C^\\^";v=^\\^"1^\\^"^"',
      written: 'GET /n?a=1&b=%20 HTTP/1.1\nHost: a.example\nAccept: */*\nsec-ch-ua: "C";v="1"',
    },
    {
      name: 'PowerShell',
      text: `$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession
$session.UserAgent = "Mozilla/5.0"
$session.Cookies.Add((New-Object System.Net.Cookie("sid", "abc", "/", "a.example")))
$session.Cookies.Add((New-Object System.Net.Cookie("theme", "dark", "/", "a.example")))
Invoke-WebRequest -UseBasicParsing -Uri "https://a.example/news?since=7" \`
-WebSession $session \`
-Headers @{
"authority"="a.example"
  "method"="GET"
  "path"="/news?since=7"
  "scheme"="https"
  "accept"="*/*"
  "sec-ch-ua"="\`"Chromium\`";v=\`"156\`""
}`,
      written:
        'GET /news?since=7 HTTP/1.1\nHost: a.example\naccept: */*\nsec-ch-ua: "Chromium";v="156"\nUser-Agent: Mozilla/5.0\nCookie: sid=abc; theme=dark',
    },
  ])('$name is read', ({ text, written }) => {
    expect(readPastedRequest(text)).toMatchObject({ kind: 'converted', text: written });
  });

  test('a file of cookies is among what isn’t counted', () => {
    const text = "curl a.example -b jar.txt -A x -H 'Accept: a'";
    expect(readPastedRequest(text)).toMatchObject({ remarks: ['curl-adds'] });
  });
});
