import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromLatin1 } from '#core/bytes/text.ts';
import { readConversation, unitBytes } from '#core/conversation/conversation.ts';
import { isHeadUnit, type HeadUnit } from '#core/conversation/unit.ts';
import { findHandshake } from '#core/handshake/handshake.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import { HTTP2_PREFACE } from '#core/protocol/http/http2-preface.ts';
import { recogniseStarts } from '#core/workbench/recognised-start.ts';
import type { Reading } from '#core/paste/reading.ts';

const REQUEST = ['GET /chat HTTP/1.1', 'Host: example.org', 'Upgrade: websocket', '', ''];
const RESPONSE = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', '', ''];
const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';
const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

function bestOf(text: string): Reading {
  return readPaste(text)[0]!;
}

function conversationOf(text: string) {
  return readConversation(pastedTrace(bestOf(text).connections[0]!).trace);
}

function unitsOf(text: string): string[] {
  return conversationOf(text).units.map(({ kind, direction }) => `${direction} ${kind}`);
}

/** The heads, each with its start line and its fields. */
function headsOf(text: string): string[][] {
  const { trace, units } = conversationOf(text);
  return units.filter(isHeadUnit).map((unit) => linesOf(unit, trace));
}

function linesOf(unit: HeadUnit, trace: Parameters<typeof unitBytes>[0]): string[] {
  const [first = ''] = fromLatin1(unitBytes(trace, unit)).split('\r\n');
  return [first, ...unit.head.fields.map(({ name, value }) => `${name}: ${value}`)];
}

function sourcesOf(text: string): string {
  const { bytes, positions } = bestOf(text).connections[0]!;
  return Array.from(bytes, (_, at) => text.slice(positions.starts[at], positions.ends[at])).join(
    '',
  );
}

describe('a head with a start line', () => {
  test('is read as it is if its lines end with CR LF', () => {
    const text = REQUEST.join('\r\n');
    const reading = bestOf(text);
    expect(reading).toMatchObject({ form: 'http', confidence: 'sure', lost: [], unread: [] });
    expect(fromLatin1(reading.connections[0]!.bytes)).toBe(text);
    expect(sourcesOf(text)).toBe(text);
  });

  test('gets back the CRs that a clipboard took', () => {
    const text = [...REQUEST.slice(0, -1), ...RESPONSE].join('\n');
    expect(bestOf(text).lost).toMatchObject([{ kind: 'carriage-returns', shown: 0, total: 7 }]);
    expect(unitsOf(text)).toEqual(['client-to-server request', 'server-to-client response']);
    const ids = conversationOf(text).findings.map(({ violation }) => violation.id);
    expect(ids).not.toContain('head.bare-line-feed');
  });

  test('gets back the empty line that ends it', () => {
    const text = `${REQUEST.slice(0, 3).join('\r\n')}\r\n`;
    expect(bestOf(text).lost).toMatchObject([{ kind: 'empty-line', shown: 0, total: 1 }]);
    expect(unitsOf(text)).toEqual(['client-to-server request']);
  });

  test.each([
    ['hex', '> 818537fa213d7f9f4d5158\n< 810548656c6c6f'],
    ['a dump', '00000000: 8185 37fa 213d 7f9f 4d51 5881 0548 656c\n00000010: 6c6f'],
  ])('is followed by %s', (_, rest) => {
    const text = [...REQUEST.slice(0, -1), ...RESPONSE].join('\n') + rest;
    expect(unitsOf(text)).toEqual([
      'client-to-server request',
      'server-to-client response',
      'client-to-server frame',
      'server-to-client frame',
    ]);
  });

  test('is read out of what curl -v prints', () => {
    const text = [
      '* Connected to example.org',
      '> GET /chat HTTP/1.1',
      '> Host: example.org',
      '>',
      '* Request completely sent off',
      '< HTTP/1.1 101 Switching Protocols',
      '< Upgrade: websocket',
      '<',
      '',
    ].join('\n');
    expect(unitsOf(text)).toEqual(['client-to-server request', 'server-to-client response']);
    expect(bestOf(text)).toMatchObject({ unread: [], leftOut: [{ kind: 'comments', count: 2 }] });
  });

  const rows: readonly (readonly [name: string, text: string, heads: readonly string[][]])[] = [
    [
      'that nginx logs, between other lines',
      [
        '2026/01/06 10:15:12 [debug] 7#0: *27 http request line: "GET /a HTTP/1.1"',
        '2026/01/06 10:15:12 [debug] 7#0: *27 http uri: "/a"',
        '2026/01/06 10:15:13 [debug] 7#0: *27 http header: "Host: h"',
        '2026/01/06 10:15:13 [debug] 7#0: *27 http header done',
      ].join('\n'),
      [['GET /a HTTP/1.1', 'Host: h']],
    ],
    [
      'that HAProxy logs',
      '00000001:fe.clireq[0009:ffff]: GET /a HTTP/1.1\n00000001:fe.clihdr[0009:ffff]: host: h\n00000001:fe.clicls[0009:ffff]',
      [['GET /a HTTP/1.1', 'host: h']],
    ],
    [
      'of HAProxy’s blocks',
      '\t[0] type=HTX_BLK_REQ_SL    - size=33     - addr=0     \tGET /a HTTP/1.1\n\t[1] type=HTX_BLK_HDR       - size=15     - addr=33    \thost: h\n\t[2] type=HTX_BLK_EOH       - size=1      - addr=48    \t<empty>',
      [['GET /a HTTP/1.1', 'host: h']],
    ],
    [
      'with a label on its first line alone',
      '[WS] handshake GET /a HTTP/1.1\nHost: h\nUpgrade: websocket\n\n[WS] done',
      [['GET /a HTTP/1.1', 'Host: h', 'Upgrade: websocket']],
    ],
    [
      'with labels that count',
      '[1] < GET /a HTTP/1.1\n[2] < Host: h\n[10] <\n[11] > HTTP/1.1 101 Switching Protocols\n[12] > Upgrade: websocket\n[13] >',
      [
        ['GET /a HTTP/1.1', 'Host: h'],
        ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket'],
      ],
    ],
    [
      'with CRs as escapes',
      'GET /a HTTP/1.1\\x0d\nHost: h\\x0d\n\\x0d\n\nHTTP/1.1 101 x\\r\nUpgrade: websocket\\r\n\\r',
      [
        ['GET /a HTTP/1.1', 'Host: h'],
        ['HTTP/1.1 101 x', 'Upgrade: websocket'],
      ],
    ],
    [
      'of websocket-client',
      '--- request header ---\nGET /a HTTP/1.1\nHost: h\n\n-----------------------\n--- response header ---\nHTTP/1.1 101 Switching Protocols\nUpgrade: websocket\n-----------------------',
      [
        ['GET /a HTTP/1.1', 'Host: h'],
        ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket'],
      ],
    ],
    [
      'below Safari’s summary',
      'Summary\nURL: wss://h/x\nStatus: 101 Switching Protocols\n\nRequest\nGET /x HTTP/1.1\nHost: h\n\nResponse\nHTTP/1.1 101 Switching Protocols\nUpgrade: websocket\n',
      [
        ['GET /x HTTP/1.1', 'Host: h'],
        ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket'],
      ],
    ],
    [
      'with an empty line after each line',
      'GET /a HTTP/1.1\n\nHost: h\n\nUpgrade: websocket\n\nConnection: Upgrade',
      [['GET /a HTTP/1.1', 'Host: h', 'Upgrade: websocket', 'Connection: Upgrade']],
    ],
    [
      'with a folded field',
      'GET /a HTTP/1.1\nHost: h\nX-Long: one\n  two\nUpgrade: websocket\n\n',
      [['GET /a HTTP/1.1', 'Host: h', 'X-Long: one two', 'Upgrade: websocket']],
    ],
    [
      'whose fields are indented',
      'GET /a HTTP/1.1\n  Host: h\n  Upgrade: websocket\n\n',
      [['GET /a HTTP/1.1', 'Host: h', 'Upgrade: websocket']],
    ],
    [
      'with a long cookie and a value beyond ASCII',
      `GET /a HTTP/1.1\nCookie: ${'c=1; '.repeat(4000)}d=2\nX-Name: é\n\n`,
      [['GET /a HTTP/1.1', `Cookie: ${'c=1; '.repeat(4000)}d=2`, 'X-Name: Ã©']],
    ],
  ];
  test.each(rows)('is one %s', (_, text, heads) => {
    expect(headsOf(text)).toEqual(heads);
  });

  test.each([
    ['an access log', '192.0.2.4 - - [02/Jan/2026:03:04:05 +0000] "GET /ws HTTP/1.1" 101 47 "-"'],
    ['a sentence', 'The server answers HTTP/1.1 101 Switching Protocols, and then nothing.'],
    ['a sentence that ends with it', 'My program sends GET /chat HTTP/1.1\nand no answer comes.'],
  ])('isn’t in %s', (_, text) => {
    expect(headsOf(text)).toEqual([]);
  });
});

describe('what follows a response that refuses', () => {
  const bodyOf = (text: string) => {
    const { trace, units } = conversationOf(text);
    const body = units.find(({ kind }) => kind === 'body');
    return body && new TextDecoder().decode(unitBytes(trace, body));
  };

  test.each([
    ['HTTP/1.1 400 Bad Request\nContent-Type: text/html\n\n<h1>No</h1>', '<h1>No</h1>'],
    ['HTTP/1.1 403 Forbidden\n\n{"error": "81 05 48"}', '{"error": "81 05 48"}'],
    ['GET / HTTP/1.1\nHost: a\n\nHTTP/1.1 404 Not Found\n\nNo such\nthing ü', 'No such\nthing ü'],
    ['< HTTP/1.1 400 Bad Request\n< Server: a\n<\nNo\n* Connection #0 left intact\n', 'No'],
    ['HTTP/1.1 400 No\n\n  a\n\n    b\n\nGET / HTTP/1.1\nHost: a\n\n', '  a\n\n    b'],
  ])('is its content: %j', (text, body) => {
    expect(bodyOf(text)).toBe(body);
  });

  test('is no content beyond its announced length', () => {
    const text = 'HTTP/1.1 400 No\nContent-Length: 2\n\nno\n\n81 05 48 65 6c 6c 6f';
    expect(bodyOf(text)).toBe('no');
  });
});

describe('fields without a start line', () => {
  const rows: readonly (readonly [name: string, text: string, heads: readonly string[][]])[] = [
    [
      'a key and an accept value',
      `Sec-WebSocket-Key: ${KEY}\nSec-WebSocket-Accept: ${ACCEPT}`,
      [
        ['GET / HTTP/1.1', `Sec-WebSocket-Key: ${KEY}`],
        ['HTTP/1.1 101 Switching Protocols', `Sec-WebSocket-Accept: ${ACCEPT}`],
      ],
    ],
    [
      'the accept value first',
      `Sec-WebSocket-Accept: ${ACCEPT}\n\nSec-WebSocket-Key: ${KEY}`,
      [
        ['GET / HTTP/1.1', `Sec-WebSocket-Key: ${KEY}`],
        ['HTTP/1.1 101 Switching Protocols', `Sec-WebSocket-Accept: ${ACCEPT}`],
      ],
    ],
    [
      'headings of Chromium',
      `General\nRequest URL: wss://h/chat?a=1\nRequest Method: GET\nStatus Code: 101 Switching Protocols\nResponse Headers\nview source\nUpgrade: websocket\nRequest Headers\nProvisional headers are shown\nSec-WebSocket-Key: ${KEY}`,
      [
        ['GET /chat?a=1 HTTP/1.1', `Sec-WebSocket-Key: ${KEY}`],
        ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket'],
      ],
    ],
    [
      'names and values on lines of their own',
      `Request URL:\nwss://h/chat\nStatus Code:\n101 Switching Protocols\nupgrade\nwebsocket\nsec-websocket-accept\n${ACCEPT}\nsec-websocket-key\n${KEY}\nupgrade\nwebsocket`,
      [
        ['GET /chat HTTP/1.1', `sec-websocket-key: ${KEY}`, 'upgrade: websocket'],
        [
          'HTTP/1.1 101 Switching Protocols',
          'upgrade: websocket',
          `sec-websocket-accept: ${ACCEPT}`,
        ],
      ],
    ],
    [
      'long responses above their requests',
      `Response Headers\nUpgrade: websocket\nSet-Cookie: ${'a'.repeat(9000)}\nRequest Headers\nSec-WebSocket-Key: ${KEY}\nCookie: ${'b'.repeat(9000)}`,
      [
        ['GET / HTTP/1.1', `Sec-WebSocket-Key: ${KEY}`, `Cookie: ${'b'.repeat(9000)}`],
        [
          'HTTP/1.1 101 Switching Protocols',
          'Upgrade: websocket',
          `Set-Cookie: ${'a'.repeat(9000)}`,
        ],
      ],
    ],
    [
      'raw headers of Node',
      `rawHeaders: [\n  'Host', 'h:80',\n  'Sec-WebSocket-Key', '${KEY}'\n]`,
      [['GET / HTTP/1.1', 'Host: h:80', `Sec-WebSocket-Key: ${KEY}`]],
    ],
    [
      'Envoy’s pairs',
      "':path', '/a'\n':method', 'GET'\n':authority', 'h'\n'upgrade', 'websocket'",
      [['GET /a HTTP/1.1', 'Host: h', 'upgrade: websocket']],
    ],
    [
      'JSON',
      `{\n  "url": "wss://h/chat",\n  "headers": {\n    "Upgrade": "websocket",\n    "Sec-WebSocket-Key": "${KEY}"\n  }\n}`,
      [['GET /chat HTTP/1.1', 'Upgrade: websocket', `Sec-WebSocket-Key: ${KEY}`]],
    ],
    [
      'JSON of Firefox',
      `{"Response Headers (129 B)": {"headers": [{"name": "Upgrade", "value": "websocket"}]}, "Request Headers (500 B)": {"headers": [{"name": "Sec-WebSocket-Key", "value": "${KEY}"}]}}`,
      [
        ['GET / HTTP/1.1', `Sec-WebSocket-Key: ${KEY}`],
        ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket'],
      ],
    ],
    [
      'a fetch',
      `fetch("wss://h/chat", {\n  "headers": {\n    "cache-control": "no-cache",\n    "sec-websocket-key": "${KEY}"\n  },\n  "body": null,\n  "method": "GET",\n  "mode": "cors"\n});`,
      [['GET /chat HTTP/1.1', 'cache-control: no-cache', `sec-websocket-key: ${KEY}`]],
    ],
    [
      'a dictionary of Python',
      `{'Upgrade': 'websocket', 'Connection': 'Upgrade', 'Sec-WebSocket-Key': '${KEY}'}`,
      [
        [
          'GET / HTTP/1.1',
          'Upgrade: websocket',
          'Connection: Upgrade',
          `Sec-WebSocket-Key: ${KEY}`,
        ],
      ],
    ],
    [
      'an object of Node',
      `{\n  host: 'h:80',\n  connection: 'Upgrade',\n  'sec-websocket-key': '${KEY}'\n}`,
      [['GET / HTTP/1.1', 'host: h:80', 'connection: Upgrade', `sec-websocket-key: ${KEY}`]],
    ],
    [
      'a map of Go',
      `map[Connection:[Upgrade] Sec-Websocket-Key:[${KEY}] Upgrade:[websocket]]`,
      [
        [
          'GET / HTTP/1.1',
          'Connection: Upgrade',
          `Sec-Websocket-Key: ${KEY}`,
          'Upgrade: websocket',
        ],
      ],
    ],
    [
      'PowerShell',
      `Invoke-WebRequest -UseBasicParsing -Uri "wss://h/chat" \`\n-Headers @{\n"Upgrade"="websocket"\n  "Sec-WebSocket-Key"="${KEY}"\n}`,
      [['GET /chat HTTP/1.1', 'Upgrade: websocket', `Sec-WebSocket-Key: ${KEY}`]],
    ],
    [
      'curl in bash',
      `curl 'wss://h/a?b=1' \\\n  -H 'Upgrade: websocket' \\\n  -H $'X-Name: it\\'s' \\\n  --compressed`,
      [['GET /a?b=1 HTTP/1.1', 'Upgrade: websocket', "X-Name: it's"]],
    ],
    [
      'curl in cmd',
      `curl ^"wss://h/a?b=1^&c=2^" ^\n  -H ^"Upgrade: websocket^" ^\n  -H ^"X-Name: a^\\^"b^"`,
      [['GET /a?b=1&c=2 HTTP/1.1', 'Upgrade: websocket', 'X-Name: a"b']],
    ],
  ];
  test.each(rows)('are read out of %s', (_, text, heads) => {
    expect(headsOf(text)).toEqual(heads);
    expect(bestOf(text).lost.map(({ kind }) => kind)).toContain('head-parts');
  });

  test.each([
    ['headers of a mail', 'From: a@example.org\nDate: Tue, 6 Jan 2026 10:15:12 +0000\nSubject: 13'],
    ['settings', 'host: example.org\nport: 80\nupgrade: true'],
    ['a sentence', 'What does Sec-WebSocket-Version: 13 mean'],
    ['calls of a program', 'res.setHeader("Content-Type", "text/html");\nres.end("no");'],
    [
      'HAR',
      '{"log": {"entries": [{"request": {"headers": [{"name": "Sec-WebSocket-Key", "value": "a"}]}}]}}',
    ],
  ])('aren’t in %s', (_, text) => {
    expect(headsOf(text)).toEqual([]);
  });
});

describe('a head that is known in part', () => {
  const findingsOf = (text: string) =>
    conversationOf(text).findings.map(({ violation }) => violation.id);
  const statesOf = (text: string) => {
    const handshake = findHandshake(conversationOf(text).units);
    const checks = [...(handshake?.request?.checks ?? []), ...(handshake?.response?.checks ?? [])];
    return Object.fromEntries(checks.map(({ id, state }) => [id, state]));
  };

  test('lacks nothing that nobody can know', () => {
    const text = `Sec-WebSocket-Key: ${KEY}`;
    expect(findingsOf(text)).toEqual([]);
    expect(statesOf(text)).toMatchObject({
      'request.method': 'unknown',
      'request.target': 'unknown',
      'request.host': 'unknown',
      'request.key': 'kept',
      'request.origin': 'unknown',
      'request.syntax': 'unknown',
    });
  });

  test('is judged by what it has', () => {
    expect(findingsOf('Sec-WebSocket-Key: short\nSec-WebSocket-Version: 12')).toEqual([
      'request.key-malformed',
      'request.websocket-version',
    ]);
  });

  test('has an accept value that is checked against the key', () => {
    const right = `Sec-WebSocket-Key: ${KEY}\nSec-WebSocket-Accept: ${ACCEPT}`;
    expect(findingsOf(right)).toEqual([]);
    expect(statesOf(right)).toMatchObject({
      'response.accept': 'kept',
      'response.status': 'unknown',
    });
    const { judgement, outcome } = findHandshake(conversationOf(right).units)!;
    expect([judgement?.verdict, outcome]).toEqual(['unknown', null]);
    const wrong = `Sec-WebSocket-Key: ${KEY}\nSec-WebSocket-Accept: wrong`;
    expect(findingsOf(wrong)).toEqual(['response.accept-wrong']);
  });

  test('doesn’t make an extension one that wasn’t offered', () => {
    const text = `Sec-WebSocket-Key: ${KEY}\n\nHTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Accept: ${ACCEPT}\nSec-WebSocket-Extensions: permessage-deflate\nSec-WebSocket-Protocol: chat\n\n`;
    expect(findingsOf(text)).toEqual([]);
    expect(statesOf(text)).toMatchObject({ 'response.extensions': 'unproven' });
  });

  test('of HTTP/2 isn’t judged by the rules for HTTP/1.1', () => {
    const text =
      ':method: CONNECT\n:protocol: websocket\n:path: /chat\n:authority: h\nsec-websocket-version: 13\n\n:status: 200\nsec-websocket-protocol: chat';
    expect(headsOf(text)).toEqual([
      ['CONNECT /chat HTTP/2.0', 'Host: h', 'sec-websocket-version: 13'],
      ['HTTP/2.0 200', 'sec-websocket-protocol: chat'],
    ]);
    expect(findingsOf(text)).toEqual([]);
    expect(findHandshake(conversationOf(text).units)).toBeNull();
    const unread = bestOf(text).unread.map(({ start, end }) => text.slice(start, end));
    expect(unread).toEqual([':protocol: websocket']);
  });

  test('leaves open whether messages are compressed', () => {
    const frame = '\n\nc1 00';
    expect(findingsOf(`Sec-WebSocket-Accept: ${ACCEPT}${frame}`)).toEqual(['frame.reserved-bit']);
    const { violation } = conversationOf(`Sec-WebSocket-Accept: ${ACCEPT}${frame}`).findings[0]!;
    expect(violation.breaks).toBeNull();
  });
});

/** Fields of a request that a tool can show, in a head that breaks no rule. */
const anyName = fc
  .tuple(
    fc.constantFrom('X-', 'Sec-Fetch-', 'X-Forwarded-'),
    fc.stringMatching(/^[A-Z][a-z]{2,12}$/),
  )
  .map(([prefix, rest]) => prefix + rest);
const anyValue = fc.stringMatching(/^[a-z][a-z0-9/=;._ +-]{0,30}[a-z]$/);
const anyFields = fc
  .uniqueArray(fc.tuple(anyName, anyValue), { maxLength: 8, selector: ([name]) => name })
  .map((others): readonly (readonly [string, string])[] => [
    ['Host', 'example.org'],
    ['Upgrade', 'websocket'],
    ['Sec-WebSocket-Key', KEY],
    ...others,
  ]);

const PREFIXES = [
  '',
  '    ',
  '> ',
  '< ',
  'DEBUG:websockets.server:< ',
  '2026-07-09 09:30:58,800 < ',
  '[WS-Client][handleHeader] RX: ',
  '[Line #1] ',
  'Jan  2 03:04:05 host app[7]: > ',
];

const FORMS: Readonly<Record<string, (name: string, value: string) => string>> = {
  'Name: value': (name, value) => `${name}: ${value}`,
  'Name:value': (name, value) => `${name}:${value}`,
  'name, value': (name, value) => `'${name}', '${value}'`,
  'key=, value=': (name, value) => `key=${name} value=${value}`,
  lines: (name, value) => `${name}\n${value}`,
  json: (name, value) => `"${name}": "${value}",`,
  powershell: (name, value) => `"${name}"="${value}"`,
  hash: (name, value) => `'${name}' => '${value}',`,
};

describe('any head', () => {
  const written = (fields: readonly (readonly [string, string])[]) =>
    fields.map(([name, value]) => `${name}: ${value}`);

  test.each(PREFIXES)('behind %j has its fields and no others', (prefix) => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        const head = ['GET /a HTTP/1.1', ...written(fields)];
        const text = head.map((line) => prefix + line).join('\n');
        expect(headsOf(`${text}\n\nThat is all.\n`)).toEqual([head]);
      }),
      { numRuns: 40 },
    );
  });

  test.each(Object.keys(FORMS))(
    'without a start line as %s has its fields and no others',
    (form) => {
      fc.assert(
        fc.property(anyFields, (fields) => {
          const text = fields.map(([name, value]) => FORMS[form]!(name, value)).join('\n');
          const [[first, ...lines] = [], ...others] = headsOf(`${text}\n\nThat is all.\n`);
          expect([first, lines, others]).toEqual(['GET / HTTP/1.1', written(fields), []]);
        }),
        { numRuns: 40 },
      );
    },
  );

  test('has bytes that are in the text, or empty ranges', () => {
    fc.assert(
      fc.property(anyFields, fc.constantFrom(...Object.values(FORMS)), (fields, form) => {
        const text = fields.map(([name, value]) => form(name, value)).join('\n');
        const { bytes, positions } = bestOf(text).connections[0]!;
        bytes.forEach((byte, at) => {
          const source = text.slice(positions.starts[at], positions.ends[at]);
          expect(['', String.fromCharCode(byte)]).toContain(source);
        });
      }),
      { numRuns: 40 },
    );
  });

  test.each(['\r\n', '\n'])(
    'has all 24 bytes of HTTP/2’s preface with %j, and no handshake',
    (end) => {
      const text = `PRI * HTTP/2.0${end}${end}SM${end}${end}`;
      const reading = bestOf(text);
      expect(reading.connections[0]!.bytes).toEqual(HTTP2_PREFACE);
      expect(reading).toMatchObject({ problems: [], unread: [] });
      const conversation = conversationOf(text);
      expect(findHandshake(conversation.units)?.request?.checks ?? []).toEqual([]);
      expect(recogniseStarts(conversation)).toMatchObject([
        { recognition: { id: 'http2-preface' } },
      ]);
    },
  );

  test('never stops the reading of any text', () => {
    const parts = fc.constantFrom(
      'GET / HTTP/1.1',
      'HTTP/1.1 101 x',
      'Host: a',
      'Sec-WebSocket-Key: a',
      'sec-websocket-key',
      'Request Headers',
      "curl 'ws://a' -H 'Upgrade: websocket' \\",
      '"Upgrade": "websocket"',
      "':path', '/'",
      '* a',
      '> ',
      '',
      ':',
      '{',
      '\r',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(parts, fc.string()), { maxLength: 12 }), (lines) => {
        expect(readPaste(lines.join('\n')).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
