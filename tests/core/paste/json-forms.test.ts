import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { claimJson } from '#core/paste/forms/json/json.ts';
import { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import type { ReadConnection, Reading } from '#core/paste/reading.ts';

const bestOf = (text: string): Reading => readPaste(text)[0]!;
const formsOf = (text: string) =>
  readPaste(text).map(({ form, variant }) => (variant === null ? form : `${form}.${variant}`));
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

type Sent = {
  readonly isClient: boolean;
  readonly opcode: number;
  readonly payload: string;
  readonly isFinal: boolean;
};

/** The frame in a chunk, read by a decoder of this test. */
function frameIn({ bytes, chunks }: ReadConnection, index: number): Sent {
  const { range } = chunks[index]!;
  const frame = Buffer.from(bytes.subarray(range.start, range.end));
  const length = frame[1]! & 0x7f;
  const isMasked = frame[1]! >= 0x80;
  let at = length === 126 ? 4 : length === 127 ? 10 : 2;
  const key = isMasked ? frame.subarray(at, at + 4) : Buffer.alloc(4);
  at += isMasked ? 4 : 0;
  const payload = frame.subarray(at).map((byte, place) => byte ^ key[place & 3]!);
  const isClient = chunks[index]!.direction === 'client-to-server';
  return { isClient, opcode: frame[0]! & 0x0f, payload: hex(payload), isFinal: frame[0]! >= 0x80 };
}

const framesIn = (connection: ReadConnection) =>
  connection.chunks.map((_, index) => frameIn(connection, index));

/** "c text 6869": who sends what. */
function shortFrames(text: string): string[][] {
  const names: Readonly<Record<number, string>> = {
    0: 'cont',
    1: 'text',
    2: 'bin',
    8: 'close',
    9: 'ping',
    10: 'pong',
  };
  return bestOf(text).connections.map((connection) =>
    framesIn(connection).map(
      ({ isClient, opcode, payload }) => `${isClient ? 'c' : 's'} ${names[opcode]} ${payload}`,
    ),
  );
}

/** "c 8105…": who sends which bytes. */
const shortBytes = (text: string): string[][] =>
  bestOf(text).connections.map(({ bytes, chunks }) =>
    chunks.map(({ direction, range }) => {
      const side = direction === null ? '?' : direction === 'client-to-server' ? 'c' : 's';
      return `${side} ${hex(bytes.subarray(range.start, range.end))}`;
    }),
  );

const lines = (...values: unknown[]) => values.map((value) => JSON.stringify(value)).join('\n');

describe('records of payloads', () => {
  test.each([
    ['numbers of opcodes', { dir: 'out', opcode: 9, data: 'hi' }, ['c ping 6869']],
    ['names of opcodes', { direction: 'recv', opcode: 'TEXT', payload: 'hi' }, ['s text 6869']],
    ['opcodes in text', { direction: 'recv', opcode: '0x1', payload: 'hi' }, ['s text 6869']],
    ['kinds', { from: 'server', type: 'binary', hex: '00 ff' }, ['s bin 00ff']],
    ['kinds with a direction', { event: 'framesent', type: 'text', text: 'é' }, ['c text c3a9']],
    ['flags', { outgoing: false, opcode: 2, base64: 'AP8=' }, ['s bin 00ff']],
    ['mitmproxy', { type: 1, from_client: true, content: 'hi', timestamp: 1 }, ['c text 6869']],
    [
      'Insomnia',
      {
        _id: 'a',
        requestId: 'r',
        direction: 'OUTGOING',
        type: 'message',
        timestamp: 1767323045000,
        data: 'hi',
      },
      ['c text 6869'],
    ],
    [
      'an encoding',
      { to: 'server', opcode: 2, encoding: 'base64', body: 'AAEC' },
      ['c bin 000102'],
    ],
    ['numbers', { direction: '->', opcode: 2, bytes: [0, -1] }, ['c bin 00ff']],
    [
      'a Buffer',
      { direction: '<-', opcode: 1, data: { type: 'Buffer', data: [104, 105] } },
      ['s text 6869'],
    ],
    [
      'a close code',
      { direction: 'in', opcode: 'close', code: 1000, reason: 'bye' },
      ['s close 03e8627965'],
    ],
    ['a Close frame in hex', { direction: 'in', opcode: 8, data: '03e8' }, ['s close 03e8']],
    ['nothing', { direction: 'in', opcode: 10, data: '' }, ['s pong ']],
    [
      'nested records',
      { time: 1, direction: 'sent', frame: { opcode: 1, payload: 'hi' } },
      ['c text 6869'],
    ],
    ['upper case', { Direction: 'Sent', OpCode: 1, PayloadData: 'hi' }, ['c text 6869']],
  ])('with %s', (_, record, expected) => {
    expect(shortFrames(JSON.stringify(record))).toEqual([expected]);
    expect(bestOf(JSON.stringify(record)).isReconstructed).toBe(true);
  });

  test('are offered in both encodings if both are possible', () => {
    expect(formsOf('{"direction":"in","opcode":2,"data":"AAEC"}')).toEqual([
      'json-messages',
      'json',
      'json-hex-messages',
    ]);
  });

  test('are offered as bytes of the wire if they are frames', () => {
    expect(formsOf(lines({ direction: 'in', opcode: 2, data: '81026869' }))).toContain(
      'json-frames',
    );
    expect(formsOf(lines({ direction: 'in', opcode: 1, data: 'hi', raw: '81026869' }))[0]).toBe(
      'json-frames',
    );
  });

  test('without fin are fragments if the next one continues them', () => {
    const [connection] = bestOf(
      lines(
        { dir: 'in', opcode: 1, data: 'a' },
        { dir: 'in', opcode: 9, data: '' },
        { dir: 'in', opcode: 0, data: 'b' },
      ),
    ).connections;
    expect(framesIn(connection!).map(({ isFinal }) => isFinal)).toEqual([false, true, true]);
  });

  test('have the connection that they name', () => {
    const text = lines(
      { id: 1, dir: 'in', opcode: 1, data: 'a', socket: 7 },
      { id: 2, dir: 'in', opcode: 1, data: 'b', socket: 8 },
      { id: 3, dir: 'in', opcode: 1, data: 'c', socket: 7 },
    );
    expect(bestOf(text).connections.map(({ name, chunks }) => [name, chunks.length])).toEqual([
      ['7', 2],
      ['8', 1],
    ]);
  });

  test('have an id of the connection only if one comes twice', () => {
    const record = (id: number) => ({ id, dir: 'in', opcode: 1, data: 'a' });
    expect(bestOf(lines(record(1), record(2), record(3))).connections).toHaveLength(1);
    expect(bestOf(lines(record(1), record(2), record(1))).connections).toHaveLength(2);
  });

  test.each([
    ['ISO times', '2026-01-02T03:04:05.250Z', '2026-01-02T03:04:06Z', 750],
    ['seconds since 1970', 1767323045.25, 1767323046, 750],
    ['milliseconds since 1970', 1767323045250, 1767323046000, 750],
    ['nanoseconds since 1970', 1767323045250000000, 1767323046000000000, 750],
    ['numbers in text', '1767323045.25', '1767323046', 750],
    ['seconds', 0.25, 1, 750],
    ['milliseconds', 15000, 15750, 750],
  ])('have %s', (_, first, second, expected) => {
    const record = (ts: unknown) => ({ ts, dir: 'in', opcode: 1, data: 'a' });
    const times = bestOf(lines(record(first), record(second))).connections[0]!.chunks.map(
      ({ atMs }) => atMs,
    );
    expect(times[1]).toBeCloseTo(expected, 3);
  });
});

describe('bytes of the wire', () => {
  const MASKED = '818537fa213d7f9f4d5158';
  const base64 = Buffer.from(MASKED, 'hex').toString('base64');
  const numbers = [...Buffer.from(MASKED, 'hex')];
  test.each([
    ['hex', { dir: 'out', data: MASKED }, [`c ${MASKED}`]],
    ['hex with signs', { dir: 'out', data: '0x81, 0x85, 37:fa-21 3d 7f9f4d5158' }, [`c ${MASKED}`]],
    ['base64', { dir: 'out', data: base64 }, [`c ${MASKED}`]],
    ['hex without a side', { raw: MASKED }, [`? ${MASKED}`]],
    ['Buffers', { a: [{ type: 'Buffer', data: numbers }] }, [`? ${MASKED}`]],
    ['typed arrays', Object.fromEntries(numbers.entries()), [`? ${MASKED}`]],
    ['addresses', { src: '10.0.0.1:5000', dst: '10.0.0.2:80', payload: MASKED }, [`c ${MASKED}`]],
  ])('in %s', (_, record, expected) => {
    expect(shortBytes(JSON.stringify(record))).toEqual([expected]);
  });

  test('have the place of each of their bytes', () => {
    const text = String.raw`{"dir":"in","data":"gQ\/\/"}`;
    const { bytes, positions } = bestOf('{"dir":"in","data":"gQJoaQ=="}').connections[0]!;
    expect([hex(bytes), [...positions.starts], [...positions.ends]]).toEqual([
      '81026869',
      [20, 21, 22, 24],
      [22, 23, 24, 26],
    ]);
    // PHP escapes each slash.
    expect(readPaste(text)[0]!.problems).toEqual([]);
  });
});

describe('a net log', () => {
  const types = {
    SOCKET_BYTES_SENT: 1,
    SOCKET_BYTES_RECEIVED: 2,
    SSL_SOCKET_BYTES_SENT: 3,
    WEBSOCKET_SENT_FRAME_HEADER: 4,
    WEBSOCKET_RECV_FRAME_HEADER: 5,
    HTTP_TRANSACTION_SEND_REQUEST_HEADERS: 6,
  };
  const log = (...events: { type: keyof typeof types; id: number; params: unknown }[]) =>
    JSON.stringify({
      constants: { logEventTypes: types },
      events: events.map(({ type, id, params }) => ({
        type: types[type],
        source: { id },
        time: '5',
        params,
      })),
    });
  const upgrade = 'GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n';
  const bytes = (text: string) => ({ bytes: Buffer.from(text, 'latin1').toString('base64') });

  test('has only the sockets that ask for an upgrade', () => {
    const text = log(
      { type: 'SOCKET_BYTES_SENT', id: 1, params: bytes('GET /page HTTP/1.1\r\n\r\n') },
      { type: 'SOCKET_BYTES_SENT', id: 2, params: bytes(upgrade) },
      { type: 'SOCKET_BYTES_RECEIVED', id: 1, params: bytes('HTTP/1.1 200 OK\r\n\r\n') },
    );
    expect(shortBytes(text)).toEqual([[`c ${hex(Buffer.from(upgrade))}`]]);
    expect(bestOf(text).leftOut).toEqual([{ kind: 'other-blocks', count: 1 }]);
  });

  test('has what TLS encrypted, not the encrypted bytes', () => {
    const text = log(
      { type: 'SOCKET_BYTES_SENT', id: 1, params: bytes('\x16\x03\x01') },
      { type: 'SSL_SOCKET_BYTES_SENT', id: 1, params: bytes(upgrade) },
    );
    expect(shortBytes(text)).toEqual([[`c ${hex(Buffer.from(upgrade))}`]]);
  });

  test('without bytes gives heads and frame headers, and says what is missing', () => {
    const header = { final: true, opcode: 1, masked: true, payload_length: 300, reserved1: false };
    const reading = bestOf(
      log(
        {
          type: 'HTTP_TRANSACTION_SEND_REQUEST_HEADERS',
          id: 1,
          params: {
            line: 'GET / HTTP/1.1\r\n',
            headers: ['Upgrade: websocket', 'Sec-WebSocket-Key: x'],
          },
        },
        { type: 'WEBSOCKET_SENT_FRAME_HEADER', id: 1, params: header },
        { type: 'WEBSOCKET_RECV_FRAME_HEADER', id: 1, params: { ...header, masked: false } },
      ),
    );
    expect(reading.lost).toMatchObject([{ kind: 'print-limit', shown: 0, total: 600 }]);
    const { bytes: all, chunks } = reading.connections[0]!;
    expect(Buffer.from(all.subarray(0, chunks[0]!.range.end)).toString()).toBe(
      'GET / HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n',
    );
    expect(chunks.slice(1)).toMatchObject([
      { direction: 'client-to-server', missingAfter: 300, isMade: true },
      { direction: 'server-to-client', missingAfter: 300, isMade: true },
    ]);
  });

  test('without WebSockets says so', () => {
    expect(bestOf(log()).problems).toMatchObject([{ kind: 'no-bytes', text: 'net-log' }]);
  });
});

describe('events of the DevTools Protocol', () => {
  const event = (name: string, params: object) => ({
    method: `Network.webSocket${name}`,
    params: { requestId: '1', timestamp: 1, ...params },
  });
  const headsOf = (...events: unknown[]) =>
    bestOf(lines(...events)).connections.map(({ bytes, chunks }) =>
      chunks.map(
        ({ range, isMade }) =>
          `${isMade === true ? 'made ' : ''}${Buffer.from(bytes.subarray(range.start, range.end)).toString()}`,
      ),
    );
  const created = event('Created', { url: 'ws://example.com/chat?a=1#x' });
  const willSend = event('WillSendHandshakeRequest', {
    request: { headers: { Host: 'example.com', Cookie: 'a\nb' } },
  });

  test('give a request from its fields', () => {
    expect(headsOf(created, willSend)).toEqual([
      ['made GET /chat?a=1 HTTP/1.1\r\nHost: example.com\r\nCookie: a\r\nCookie: b\r\n\r\n'],
    ]);
  });

  test('give heads from their texts, the request with the target that was sent', () => {
    const answer = event('HandshakeResponseReceived', {
      response: {
        status: 101,
        headersText: 'HTTP/1.1 101 OK\r\nUpgrade: websocket\r\n\r\n',
        requestHeadersText: 'GET ws://example.com/chat HTTP/1.1\r\nHost: example.com\r\n\r\n',
      },
    });
    expect(headsOf(created, willSend, answer)).toEqual([
      [
        'made GET /chat HTTP/1.1\r\nHost: example.com\r\n\r\n',
        'HTTP/1.1 101 OK\r\nUpgrade: websocket\r\n\r\n',
      ],
    ]);
  });

  test('without any bytes say so', () => {
    expect(bestOf(lines(created)).problems).toMatchObject([
      { kind: 'no-bytes', text: 'devtools-events' },
    ]);
  });

  test('among events of other domains are read', () => {
    const other = { method: 'Page.frameNavigated', params: {} };
    const sent = event('FrameSent', { response: { opcode: 8, payloadData: 'A+g=' } });
    expect(shortFrames(lines(other, sent, other, sent))).toEqual([
      ['c close 03e8', 'c close 03e8'],
    ]);
  });
});

describe('packets of tshark', () => {
  const packet = (seq: number, payload: string, more: object = {}) => ({
    _source: {
      layers: {
        'ip.src': ['10.0.0.1'],
        'ip.dst': ['10.0.0.2'],
        'tcp.srcport': ['5000'],
        'tcp.dstport': ['80'],
        'tcp.seq': [String(seq)],
        'tcp.payload': [payload],
        ...more,
      },
    },
  });

  test('are put in order, without what was sent again', () => {
    const text = JSON.stringify([
      packet(1, '8102'),
      packet(4, '69'),
      packet(3, '68'),
      packet(3, '6869'),
      packet(4, '698100'),
    ]);
    const { connections, leftOut } = bestOf(text);
    expect(hex(connections[0]!.bytes)).toBe('810268698100');
    expect(leftOut).toContainEqual({ kind: 'other-packets', count: 1 });
  });

  test('have gaps where some are missing', () => {
    const { connections } = bestOf(lines(packet(1, '8105'), packet(5, '6c6f')));
    expect(connections[0]!.chunks.map(({ missingAfter }) => missingAfter)).toEqual([2, undefined]);
  });

  test('without addresses that differ have no side', () => {
    const text = lines(
      packet(1, '8100', { 'ip.dst': ['10.0.0.1'], 'tcp.srcport': [], 'tcp.dstport': [] }),
    );
    expect(shortBytes(text)).toEqual([['? 8100']]);
  });
});

const label = '2026-01-02 03:04:05.678 [ws 3] DEBUG ';
const record = '{"dir":"in","opcode":1,"data":"hi"}';

describe('among other lines', () => {
  test.each([
    ['a label', `${label}${record}`],
    ['a label with brackets', `[12:00:01] [info] ${record}`],
    ['prose around it', `what I got:\n\n${record}\n\nand then nothing`],
    ['quote marks', `> {\n>  "dir": "in",\n>  "opcode": 1,\n>  "data": "hi"\n> }`],
    ['a fence', `\`\`\`json\n${record}\n\`\`\``],
    ['a comma', `${record},`],
    ['other records', `{"level":30,"msg":"up"}\n${record}\n{"level":30,"msg":"down"}`],
  ])('a record with %s is read', (_, text) => {
    expect(shortFrames(text)).toEqual([['s text 6869']]);
  });

  test('text behind a record is not lost', () => {
    const text = `${record} 81 05`;
    expect(bestOf(text).unread.map(({ start, end }) => text.slice(start, end).trim())).toEqual([
      '81 05',
    ]);
  });

  test('documents of several forms are read', () => {
    const event = {
      method: 'Network.webSocketFrameReceived',
      params: { requestId: '1', response: { opcode: 1, payloadData: 'ho' } },
    };
    const { forms, connections } = bestOf(`${record}\n${JSON.stringify(event)}\n${record}`);
    expect([...forms].sort()).toEqual(['devtools-events', 'json-messages']);
    expect(connections.flatMap(framesIn).map(({ payload }) => payload)).toEqual([
      '6869',
      '686f',
      '6869',
    ]);
  });

  test('two records in one line are read', () => {
    expect(shortFrames(`${record} ${record}`)).toEqual([['s text 6869', 's text 6869']]);
  });
});

describe('a cut text', () => {
  const whole = lines(
    { dir: 'in', opcode: 1, data: 'first' },
    { dir: 'in', opcode: 1, data: 'second' },
  );
  test('gives what is there', () => {
    const reading = bestOf(whole.slice(0, -5));
    expect(reading.problems).toMatchObject([{ kind: 'cut-json' }]);
    expect(
      framesIn(reading.connections[0]!).map(({ payload }) =>
        Buffer.from(payload, 'hex').toString(),
      ),
    ).toEqual(['first', 'sec']);
  });

  test('that ends before its last record says what it is', () => {
    const reading = bestOf(`${record}\n{"timestamp":"17673230`);
    expect(reading.problems).toMatchObject([{ kind: 'cut-json' }]);
    expect(reading.connections[0]!.chunks).toHaveLength(1);
  });

  test('within an escape or a character has only whole characters', () => {
    const before = '{"dir":"in","opcode":1,"data":"a';
    for (const begun of ['\\', '\\u00', '\\ud83d', '\\ud83d\\ude', '\ud83d']) {
      expect(shortFrames(before + begun)).toEqual([['s text 61']]);
    }
    expect(shortFrames(`${before}\\\\`)).toEqual([['s text 615c']]);
  });

  test('with a record that was cut in a log goes on in the next line', () => {
    const reading = bestOf(`{"dir":"in","opcode":1,"data":"fir\n${record}`);
    expect(reading.problems).toMatchObject([{ kind: 'cut-json' }]);
    expect(reading.connections[0]!.chunks).toHaveLength(2);
  });
});

/** Values of wrong types in every place, to which no form may react by throwing. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 1e400, '', '__proto__', [], {}, [[]], {
    type: 'Buffer',
    data: 'x',
  }),
  fc.integer(),
  fc.string({ maxLength: 8 }),
  fc.array(fc.integer({ min: -300, max: 300 }), { maxLength: 4 }),
);
const KEYS = [
  '__proto__',
  'constructor',
  'log',
  'entries',
  'request',
  'response',
  'headers',
  'url',
  'status',
  'method',
  'name',
  'value',
  '_webSocketMessages',
  'type',
  'time',
  'opcode',
  'data',
  'message',
  'params',
  'requestId',
  'timestamp',
  'payloadData',
  'constants',
  'logEventTypes',
  'events',
  'source',
  'id',
  'bytes',
  'layers',
  '_source',
  'tcp',
  'ip',
  'tcp.payload',
  'tcp_payload',
  'frame_raw',
  'index',
  '_index',
  'format',
  'units',
  'buffers',
  'wire',
  'direction',
  'payload',
  'hex',
  'fin',
  'code',
  'from',
];
const { hostile } = fc.letrec((tie) => ({
  hostile: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    strange,
    fc.array(tie('hostile'), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom(...KEYS), tie('hostile')), { maxLength: 6 })
      .map(Object.fromEntries),
  ),
}));
const METHODS = [
  'Network.webSocketCreated',
  'Network.webSocketFrameSent',
  'Network.webSocketHandshakeResponseReceived',
];

describe('hostile JSON', () => {
  test('of any types never throws, and reads no byte twice', () => {
    const wrapped = hostile.chain((value) =>
      fc.constantFrom<unknown>(
        value,
        { log: { entries: [value, { request: value, _webSocketMessages: [value] }] } },
        { method: METHODS[0], params: value },
        { method: METHODS[1], params: { response: value } },
        { method: METHODS[2], params: { response: value } },
        {
          constants: { logEventTypes: { SOCKET_BYTES_SENT: 1, WEBSOCKET_SENT_FRAME_HEADER: 2 } },
          events: [value, { type: 1, source: { id: 1 }, params: value }],
        },
        { _source: { layers: value } },
        { layers: { tcp: value, ip: value } },
        { format: 'ws-101-conversation/1', units: [value] },
        { direction: 'in', opcode: 1, data: value },
      ),
    );
    fc.assert(
      fc.property(wrapped, fc.boolean(), (value, isLong) => {
        const text = JSON.stringify(value, null, isLong ? 1 : 0) ?? 'null';
        for (const { connections } of readPaste(text)) {
          for (const { bytes, positions } of connections) {
            expect(positions.starts).toHaveLength(bytes.length);
            for (const end of positions.ends) expect(end).toBeLessThanOrEqual(text.length);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['lists', '['.repeat(200_000)],
    ['lists on lines', '[\n'.repeat(100_000)],
    ['objects', '{"data":'.repeat(100_000)],
    ['records', '{"direction":"in","a":'.repeat(50_000)],
    ['starts', '["a'.repeat(100_000)],
    ['starts on lines', '{"a": [\n'.repeat(100_000)],
    ['names', `{${Array.from({ length: 50_000 }, (_, at) => `"k${at}":1`).join(',')}}`],
  ])('with many %s takes no long time', (_, text) => {
    const pasted = new PastedLines(text);
    for (let line = 0; line < pasted.count; line++) expect(claimJson(pasted, line)).toBe(null);
  });

  test.each([
    '[1,2]',
    '{"a":1}',
    '{"type":"message","data":"hello"}',
    '{"op":1,"d":{"x":2}}',
    '["0x81"]',
    '{"from":"alice","message":"hi"}',
  ])('%s is not claimed', (text) => {
    expect(claimJson(new PastedLines(text), 0)).toBe(null);
  });
});

type Frame = {
  readonly isClient: boolean;
  readonly opcode: 1 | 2 | 8 | 9 | 10;
  readonly payload: Uint8Array;
  readonly atMs: number;
  readonly connection: number;
};

const frame = fc.record({
  isClient: fc.boolean(),
  opcode: fc.constantFrom(1 as const, 2 as const),
  payload: fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((text) => new Uint8Array(Buffer.from(text))),
  connection: fc.constantFrom(1, 2),
});
const conversation = fc
  .array(frame, { minLength: 1, maxLength: 12 })
  .map((frames) => frames.map((each, index): Frame => ({ ...each, atMs: index * 250 })));

const base64Of = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const dataOf = ({ opcode, payload }: Frame) =>
  opcode === 1 ? Buffer.from(payload).toString() : base64Of(payload);

/** The bytes of a frame, written by this test. */
function wireOf({ isClient, opcode, payload }: Frame): Buffer {
  const length =
    payload.length < 126 ? [payload.length] : [126, payload.length >> 8, payload.length & 0xff];
  const key = [0x37, 0xfa, 0x21, 0x3d];
  const [first = 0, ...more] = length;
  const header = [0x80 | opcode, (isClient ? 0x80 : 0) | first, ...more];
  return Buffer.from(
    isClient
      ? [...header, ...key, ...payload.map((byte, at) => byte ^ key[at & 3]!)]
      : [...header, ...payload],
  );
}

const EPOCH = 1767323045;
const CLIENT = { host: '192.0.2.1', port: 50_000 };
const SERVER = { host: '192.0.2.2', port: 80 };

const endsOf = ({ isClient, connection }: Frame) => {
  const client = { ...CLIENT, port: String(CLIENT.port + connection) };
  const server = { ...SERVER, port: String(SERVER.port) };
  return isClient ? ([client, server] as const) : ([server, client] as const);
};

function tsharkPacket(each: Frame) {
  const [from, to] = endsOf(each);
  return {
    _source: {
      layers: {
        frame: { 'frame.time_epoch': String(EPOCH + each.atMs / 1000) },
        ip: { 'ip.src': from.host, 'ip.dst': to.host },
        tcp: {
          'tcp.srcport': from.port,
          'tcp.dstport': to.port,
          'tcp.stream': String(each.connection),
          'tcp.payload': wireOf(each)
            .toString('hex')
            .replaceAll(/(..)(?=.)/g, '$1:'),
        },
      },
    },
  };
}

function ekPacket(each: Frame) {
  const [from, to] = endsOf(each);
  const tcp = {
    tcp_tcp_srcport: from.port,
    tcp_tcp_dstport: to.port,
    tcp_tcp_stream: String(each.connection),
    tcp_tcp_payload: tsharkPacket(each)._source.layers.tcp['tcp.payload'],
  };
  return {
    timestamp: String(EPOCH * 1000 + each.atMs),
    layers: { ip: { ip_ip_src: from.host, ip_ip_dst: to.host }, tcp },
  };
}

const byConnection = (frames: readonly Frame[]) =>
  [1, 2]
    .map((id) => frames.filter(({ connection }) => connection === id))
    .filter(({ length }) => length > 0);

const harMessage = (each: Frame) => ({
  type: each.isClient ? 'send' : 'receive',
  time: EPOCH + each.atMs / 1000,
  opcode: each.opcode,
  data: dataOf(each),
});
const harOf = (frames: readonly Frame[]) => ({
  log: {
    entries: byConnection(frames).map((own) => ({
      request: { url: `ws://example.com/${own[0]!.connection}` },
      _webSocketMessages: own.map(harMessage),
    })),
  },
});
const devtoolsEvent = (each: Frame) => ({
  method: `Network.webSocketFrame${each.isClient ? 'Sent' : 'Received'}`,
  params: {
    requestId: String(each.connection),
    timestamp: each.atMs / 1000,
    response: { opcode: each.opcode, mask: each.isClient, payloadData: dataOf(each) },
  },
});
const netLog = (frames: readonly Frame[]) => ({
  constants: { logEventTypes: { SOCKET_BYTES_SENT: 81, SOCKET_BYTES_RECEIVED: 82 } },
  events: frames.map((each) => ({
    type: each.isClient ? 81 : 82,
    source: { id: each.connection },
    time: String(each.atMs),
    params: { bytes: base64Of(wireOf(each)) },
  })),
});
const ndjson = (write: (each: Frame) => unknown) => (frames: readonly Frame[]) =>
  lines(...frames.map(write));

const WRITERS: Readonly<Record<string, (frames: readonly Frame[]) => string>> = {
  har: (frames) => JSON.stringify(harOf(frames)),
  'har, indented': (frames) => JSON.stringify(harOf(frames), null, 2),
  'devtools events': ndjson(devtoolsEvent),
  'devtools events, listed': (frames) => JSON.stringify(frames.map(devtoolsEvent), null, 1),
  'performance log': ndjson((each) => ({ message: devtoolsEvent(each), webview: 'A' })),
  'net log': (frames) => JSON.stringify(netLog(frames)),
  'tshark json': (frames) => JSON.stringify(frames.map(tsharkPacket), null, 2),
  'tshark ek': (frames) =>
    frames.map((each) => lines({ index: { _index: 'packets' } }, ekPacket(each))).join('\n'),
  'payloads in base64': ndjson((each) => ({
    ts: each.atMs / 1000 + EPOCH,
    dir: each.isClient ? 'client' : 'server',
    conn: each.connection,
    opcode: each.opcode,
    base64: base64Of(each.payload),
  })),
  'payloads in hex': ndjson((each) => ({
    time: EPOCH * 1000 + each.atMs,
    from: each.isClient ? 'client' : 'server',
    socketId: each.connection,
    type: each.opcode === 1 ? 'text' : 'binary',
    payloadHex: hex(each.payload),
  })),
  'payloads in Buffers': ndjson((each) => ({
    at: new Date(EPOCH * 1000 + each.atMs).toISOString(),
    direction: each.isClient ? 'c2s' : 's2c',
    connectionId: each.connection,
    opcode: each.opcode,
    data: Buffer.from(each.payload),
  })),
  'bytes in Buffers': ndjson((each) => ({
    at: EPOCH + each.atMs / 1000,
    direction: each.isClient ? 'c2s' : 's2c',
    connectionId: each.connection,
    data: wireOf(each),
  })),
  'bytes in hex': (frames) =>
    JSON.stringify(
      frames.map((each) => ({
        at: EPOCH + each.atMs / 1000,
        direction: each.isClient ? 'client->server' : 'server->client',
        conn: each.connection,
        hex: wireOf(each).toString('hex'),
      })),
      null,
      1,
    ),
};

describe('a conversation that is written in a form and read back', () => {
  test.each(Object.keys(WRITERS))(
    'has the same bytes, sides, times and connections: %s',
    (name) => {
      fc.assert(
        fc.property(conversation, (frames) => {
          const text = WRITERS[name]!(frames);
          const { connections, problems, unread } = bestOf(text);
          const expected = byConnection(frames).map((own) => ({
            frames: own.map(({ isClient, opcode, payload }) => ({
              isClient,
              opcode,
              payload: hex(payload),
              isFinal: true,
            })),
            times: own.map(({ atMs }) => atMs - own[0]!.atMs),
          }));
          const found = connections.map((each) => ({
            frames: framesIn(each),
            times: each.chunks.map(({ atMs }) => Math.round(atMs ?? NaN)),
          }));
          const order = (list: typeof found) => list.map((each) => JSON.stringify(each)).sort();
          expect({ problems, unread }).toEqual({ problems: [], unread: [] });
          expect(order(found)).toEqual(order(expected));
        }),
        { numRuns: 60 },
      );
    },
  );

  test.each(Object.keys(WRITERS))('has no more than that if it is cut: %s', (name) => {
    fc.assert(
      fc.property(conversation, fc.nat(), (frames, at) => {
        const text = WRITERS[name]!(frames);
        const whole = bestOf(text);
        const cut = bestOf(text.slice(0, at % text.length));
        if (cut.form !== whole.form) return;
        const payloadsIn = ({ connections }: Reading) =>
          connections.flatMap(framesIn).map(({ payload }) => payload);
        const all = payloadsIn(whole);
        for (const payload of payloadsIn(cut)) {
          expect(
            all.filter((each) => each.startsWith(payload)),
            payload,
          ).not.toEqual([]);
        }
      }),
      { numRuns: 40 },
    );
  });
});
