import { describe, expect, test } from 'vitest';
import { bestOf, hexOf, streamHex } from './reading-of.ts';

const HELLO = '810548656c6c6f';
const MASKED = '818537fa213d7f9f4d5158';

describe('text that was escaped as HTML', () => {
  test.each([
    ['in a bytes literal', String.raw`recv b&#39;\x81\x05Hello&#39;`],
    ['in a string', String.raw`&quot;\x81\x05Hello&quot;`],
    ['in a Buffer', '&lt;Buffer 81 05 48 65 6c 6c 6f&gt;'],
  ])('is read %s, without its entities', (_, text) => {
    const reading = bestOf(text);
    expect(hexOf(reading)).toBe(HELLO);
    expect(reading).toMatchObject({ problems: [], unread: [] });
  });

  test('has each byte where its characters are', () => {
    const text = '&lt;Buffer 81 05 48 65 6c 6c 6f&gt;';
    const { starts, ends } = bestOf(text).connections[0]!.positions;
    expect(text.slice(starts[0], ends[0])).toBe('81');
    expect(text.slice(starts[6], ends[6])).toBe('6f');
  });

  test('isn’t meant by an entity within a literal', () => {
    expect(hexOf(bestOf(String.raw`"\x81\x06&quot;"`))).toBe('81062671756f743b');
  });
});

describe('a text within strings of JSON', () => {
  const docker = [
    String.raw`{"log":"recv 81 05 48 65 6c 6c 6f\n","stream":"stdout","time":"2024-01-02T03:04:05.678Z"}`,
    String.raw`{"log":"sent 81 85 37 fa 21 3d 7f 9f 4d 51 58\n","stream":"stdout","time":"2024-01-02T03:04:06.678Z"}`,
  ].join('\n');

  test('is read in Docker’s log, with its times', () => {
    const reading = bestOf(docker);
    expect(streamHex(reading, 'server-to-client')).toBe(HELLO);
    expect(streamHex(reading, 'client-to-server')).toBe(MASKED);
    expect(reading.connections[0]!.chunks.map(({ atMs }) => atMs)).toEqual([0, 1000]);
    const { starts } = reading.connections[0]!.positions;
    expect(docker.slice(starts[0], starts[0]! + 2)).toBe('81');
  });

  test('is read in ChromeDriver’s performance log', () => {
    const event = (method: string, opcode: number, payloadData: string) =>
      JSON.stringify({
        message: {
          method: `Network.webSocketFrame${method}`,
          params: {
            requestId: '7.1',
            timestamp: 1,
            response: { opcode, mask: false, payloadData },
          },
        },
        webview: 'AB',
      });
    const entries = [event('Received', 1, 'Hello "you"'), event('Received', 2, 'AAEC')].map(
      (message) => ({ level: 'INFO', message, timestamp: 1 }),
    );
    for (const text of [
      JSON.stringify(entries),
      entries.map((each) => JSON.stringify(each)).join('\n'),
    ]) {
      const reading = bestOf(text);
      expect(reading.form).toBe('devtools-events');
      expect(hexOf(reading)).toBe('810b48656c6c6f2022796f7522' + '8203000102');
      expect(reading.connections[0]!.name).toBe('7.1');
    }
  });

  test('of a message that has none is its JSON', () => {
    const text = JSON.stringify({ log: 'started', stream: 'stdout', time: '2024-01-02T03:04:05Z' });
    expect(['json', 'no-bytes']).toContain(bestOf(text).form);
  });

  test('is skipped where it is cut', () => {
    expect(() => bestOf(docker.slice(0, -20))).not.toThrow();
  });
});

describe('lines of several containers', () => {
  test('are of a connection each', () => {
    const text = [
      'ws-server-1  | recv 81 85 37 fa 21 3d 7f 9f 4d 51 58',
      'client-1     | sent 81 85 37 fa 21 3d 7f 9f 4d 51 58',
      'ws-server-1  | sent 81 05 48 65 6c 6c 6f',
      'client-1     | recv 81 05 48 65 6c 6c 6f',
    ].join('\n');
    const { connections } = bestOf(text);
    expect(connections.map(({ name }) => name)).toEqual(['ws-server-1', 'client-1']);
    for (const { chunks } of connections) {
      expect(chunks.map(({ direction }) => direction)).toEqual([
        'client-to-server',
        'server-to-client',
      ]);
    }
  });

  test('of one have no name', () => {
    expect(bestOf('web-1  | recv 81 05 48 65 6c 6c 6f').connections[0]!.name).toBeNull();
  });
});

test.each([
  ['after marks of direction', 'الخادم: \u200f81 05 48 65 6c 6c 6f'],
  ['in a list of strings', "['0x81', '0x5', '0x48', '0x65', '0x6c', '0x6c', '0x6f']"],
  ['in Kotlin', 'byteArrayOf(0x81.toByte(), 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f)'],
  ['in Visual Basic', '&H81, &H05, &H48, &H65, &H6C, &H6C, &H6F'],
  ['in Perl without quotes', String.raw`\x{81}\x{05}Hello`],
  [
    'below HxD’s columns',
    'Offset(h) 00 01 02 03 04 05 06 07 08 09 0A 0B 0C 0D 0E 0F\n\n00000000  81 05 48 65 6C 6C 6F                             ..Hello',
  ],
  [
    'in hexyl’s frame',
    '┌────────┬─────────────────────────┬─────────────────────────┬────────┬────────┐\n│00000000│ 81 05 48 65 6c 6c 6f    ┊                         │×•Hello ┊        │\n└────────┴─────────────────────────┴─────────────────────────┴────────┴────────┘',
  ],
])('bytes are read %s', (_, text) => {
  const reading = bestOf(text);
  expect(hexOf(reading)).toBe(HELLO);
  expect(reading).toMatchObject({ problems: [], unread: [] });
});

test('bytes before a NUL are no label of those after it', () => {
  const reading = bestOf('81 05\u000048 65 6c 6c 6f');
  expect(hexOf(reading)).toBe('8105');
  expect(reading.problems).toMatchObject([{ kind: 'not-hex', character: '\0' }]);
});

test('numbers of a list around another one are named as unread', () => {
  const text = '&{129 5 [72 101 108 108 111]}';
  const [{ start, end } = { start: 0, end: 0 }] = bestOf(text).unread;
  expect(text.slice(start, end)).toBe('129 5');
});

test.each([
  [
    'beside a payload',
    'mask: <Buffer 37 fa 21 3d>\npayload: <Buffer 7f 9f 4d 51 58>',
    '<Buffer 37 fa 21 3d>',
  ],
])('a masking key %s is no frame', (_, text, key) => {
  const reading = bestOf(text);
  expect(hexOf(reading)).toBe('82057f9f4d5158');
  expect(reading.unread.map(({ start, end }) => text.slice(start, end))).toEqual([key]);
});

test('rows that were cut out of a dump are missing', () => {
  const text =
    '00000000  82 7e 01 2c 28 71 f3 72  ed de c2 91 84 52 c8 5b  |.~.,(q.r.....R.[|\n...\n00000120  c9 da 67 6a a9 79 2f 22  8b 72 da 96 d5 41 26 b5  |..gj.y/".r...A&.|';
  const reading = bestOf(text);
  expect(reading.connections[0]!.chunks[0]).toMatchObject({ missingAfter: 0x110 });
  expect(reading.lost).toMatchObject([{ kind: 'missing-lines', shown: 0x10, total: 0x120 }]);
  expect(reading.unread).toEqual([]);
});

test('heads are read in what Burp saved', () => {
  const item = (name: string, head: string) =>
    `    <${name} base64="true"><![CDATA[${Buffer.from(head, 'latin1').toString('base64')}]]></${name}>`;
  const request = 'GET /ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n\r\n';
  const response = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n';
  const reading = bestOf(
    [
      '<items burpVersion="2023.1">',
      '  <item>',
      item('request', request),
      item('response', response),
    ].join('\n'),
  );
  expect(reading.form).toBe('http');
  const { bytes, chunks } = reading.connections[0]!;
  expect(chunks.map(({ direction }) => direction)).toEqual([
    'client-to-server',
    'server-to-client',
  ]);
  expect(Buffer.from(bytes).toString('latin1')).toBe(request + response);
});

test.each([
  [
    'a zone',
    '2024-01-02 03:04:05.678901+0100 App[123:4567] [connection] Socket SO_ERROR [61: Connection refused]',
  ],
  ['a port', 'I opened port 8900 of the server and it failed again.'],
])('%s in a sentence is no byte', (_, text) => {
  expect(['text', 'no-bytes']).toContain(bestOf(text).form);
});

test('a string after one with a bad escape is read', () => {
  const reading = bestOf(
    [String.raw`data '\x81\x05He\qllo'`, String.raw`data '\x81\x05World'`].join('\n'),
  );
  expect(hexOf(reading)).toBe('81054865' + '8105576f726c64');
  expect(reading.problems).toMatchObject([{ kind: 'not-an-escape' }]);
  expect(reading.connections[0]!.chunks[0]).toMatchObject({ missingAfter: 3 });
});

test('backslashes among the characters of a dump are no escapes', () => {
  const text =
    '[ws] out:\n00000000  81 85 56 90 5c 30 1e f5  30 5c 39                 |..V.\\0..0\\9|\n0000000b';
  expect(hexOf(bestOf(text))).toBe('818556905c301ef5305c39');
});

test('nor are quotes among them literals', () => {
  const text =
    "[ws] 00000000  81 0e 60 3a 42 27 34 52  27 07 11 4f 2b 44 0b 1a  |..`:B'4R'..O+D..|\n[ws] 00000010";
  expect(hexOf(bestOf(text))).toBe('810e603a422734522707114f2b440b1a');
});

test('the headers that tungstenite parsed lack their payload', () => {
  const line = (text: string) => `TRACE tungstenite::protocol::frame: ${text}`;
  const text = [
    line('Parsed headers [129, 5]'),
    line('First: 10000001'),
    line('Second: 101'),
    line('Opcode: Data(Text)'),
    line('Masked: false'),
    line('Parsed headers [129, 254]'),
  ].join('\n');
  const reading = bestOf(text);
  expect(hexOf(reading)).toBe('8105');
  expect(reading.connections[0]!.chunks[0]).toMatchObject({ missingAfter: 5 });
  expect(reading.unread).toHaveLength(1);
});

test.each(['application/octet-stream', 'text/html; charset=utf-8'])(
  'a media type, %s, is no base64',
  (text) => {
    expect(bestOf(text).form).toBe('text');
  },
);

test('what aiohttp prints of a message is a payload', () => {
  const reading = bestOf(
    String.raw`WSMessage(type=<WSMsgType.BINARY: 2>, data=b'\x00\x01\x02', extra=None)`,
  );
  expect(hexOf(reading)).toBe('8203000102');
  expect(reading.isReconstructed).toBe(true);
});

test.each([
  [
    'packet-list',
    '"No.","Time","Source","Destination","Protocol","Length","Info"\n"1","0.000000","127.0.0.1","127.0.0.1","WebSocket","73","WebSocket Text [FIN] [MASKED]"',
  ],
  [
    'access-log',
    'Jan  2 03:04:05 lb haproxy[1]: 127.0.0.1:51516 [02/Jan/2024:03:04:05.678] fe be/s1 0/0/1/2/3 101 129 - - ---- 1/1/0/0/0 0/0 "GET /ws HTTP/1.1"',
  ],
  [
    'program-log',
    '[2024-01-02T03:04:05.678Z] Trace: (WebSockets transport) data received. String data of length 11. Content: \'{"type":6}\'.',
  ],
  ['program-log', 'Connected (press CTRL+C to quit)\nDisconnected (code: 1006, reason: "")'],
  ['dissection-tree', 'Masking-Key: 37fa213d'],
  [
    'proxy-session',
    "<?xml version='1.0' ?><?charles serialisation-version='2.0' ?><charles-session/>",
  ],
  ['program-log', '  engine:socket sending packet "open" +0ms'],
])('a text is known as a %s', (kind, text) => {
  expect(bestOf(text).problems).toMatchObject([{ kind: 'no-bytes', text: kind }]);
});
