import { describe, expect, test } from 'vitest';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import { decodeHttpHead } from '#core/protocol/http/http-head.ts';
import { ClientOpening, ServerOpening, type Opening } from '#core/protocol/opening/opening.ts';
import type { OpeningRequest } from '#core/protocol/opening/opening-request.ts';

const REQUEST: OpeningRequest = {
  target: '/chat',
  host: 'a',
  key: 'dGhlIHNhbXBsZSBub25jZQ==',
  subprotocols: ['chat'],
  extensions: 'permessage-deflate; client_max_window_bits=12; client_no_context_takeover',
};

const ANSWER = [
  'HTTP/1.1 101 Switching Protocols',
  'Upgrade: websocket',
  'Connection: Upgrade',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  'Sec-WebSocket-Protocol: chat',
];
const DEFLATE = 'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=10';
const INTERIM = ['HTTP/1.1 103 Early Hints'];

function take(opening: Opening, lines: readonly string[]) {
  return opening.take(decodeHttpHead(toLatin1([...lines, '', ''].join('\r\n'))));
}

function startedClient(isBrowser?: boolean): ClientOpening {
  const client = new ClientOpening(REQUEST, isBrowser);
  client.start();
  return client;
}

describe('a client', () => {
  test('sends its request when TCP is connected', () => {
    expect(fromLatin1(new ClientOpening(REQUEST).start())).toContain('GET /chat HTTP/1.1\r\n');
  });

  test('opens with what was negotiated, and compresses as its own offer promised', () => {
    expect(take(startedClient(), [...ANSWER, DEFLATE])).toEqual({
      kind: 'opens',
      reply: null,
      agreed: {
        subprotocol: 'chat',
        extensions: 'permessage-deflate; server_max_window_bits=10',
        sending: { contextTakeover: false, windowBits: 12 },
        receiving: { contextTakeover: true, windowBits: 10 },
      },
    });
  });

  test('opens without compression if the server declines it', () => {
    const step = take(startedClient(), ANSWER);
    expect(step).toMatchObject({ kind: 'opens', agreed: { extensions: '', sending: null } });
    expect(step).toMatchObject({ agreed: { receiving: null } });
  });

  test.each([
    { name: 'another status', lines: ['HTTP/1.1 404 Not Found'], id: 'response.status' },
    { name: 'a request', lines: ['GET / HTTP/1.1', 'Host: a'], id: null },
    { name: 'something else', lines: ['Hello'], id: 'head.start-line' },
    {
      name: 'a bad accept value',
      lines: ANSWER.map((line) => line.replace('s3p', 'xxx')),
      id: 'response.accept-wrong',
    },
  ])('fails at $name, and replies nothing', ({ lines, id }) => {
    for (const isBrowser of [true, false]) {
      const step = take(startedClient(isBrowser), lines);
      expect(step).toMatchObject({ kind: 'fails', reply: null });
      expect(step.kind === 'fails' && (step.violation?.id ?? null)).toBe(id);
    }
  });

  test('that is a browser fails at an interim response, and by default it is one', () => {
    expect(take(startedClient(), INTERIM)).toMatchObject({
      kind: 'fails',
      reply: null,
      violation: { id: 'response.interim' },
    });
  });

  test('that is a program waits after 16 interim responses, and fails at the next one', () => {
    const client = startedClient(false);
    for (let count = 0; count < 16; count++) {
      expect(take(client, INTERIM)).toEqual({ kind: 'waits' });
    }
    expect(take(client, INTERIM)).toEqual({ kind: 'fails', reply: null, violation: null });
  });

  test('that is a program opens after interim responses', () => {
    const client = startedClient(false);
    take(client, INTERIM);
    expect(take(client, ANSWER).kind).toBe('opens');
  });

  test('that is a program accepts that the server chose no subprotocol; a browser fails', () => {
    const lines = ANSWER.slice(0, -1);
    expect(take(startedClient(false), lines)).toMatchObject({
      kind: 'opens',
      agreed: { subprotocol: '' },
    });
    expect(take(startedClient(true), lines)).toMatchObject({
      kind: 'fails',
      violation: { id: 'response.subprotocol-missing' },
    });
  });
});

describe('a client may compress', () => {
  test.each([
    { name: 'if it offers permessage-deflate', extensions: 'permessage-deflate', may: true },
    {
      name: 'if one of its offers is permessage-deflate',
      extensions: 'x-other, permessage-deflate',
      may: true,
    },
    { name: 'but not with another extension', extensions: 'x-other', may: false },
    { name: 'but not without extensions', extensions: undefined, may: false },
  ])('$name', ({ extensions, may }) => {
    const { target, host, key } = REQUEST;
    const request = { target, host, key, ...(extensions !== undefined && { extensions }) };
    expect(new ClientOpening(request).mayCompress).toBe(may);
  });
});

describe('a handshake that takes too long', () => {
  test('is ended by a client without a word', () => {
    expect(startedClient().timeOut()).toBeNull();
  });

  test('is answered by a server with 408', () => {
    expect(fromLatin1(new ServerOpening().timeOut())).toContain('HTTP/1.1 408 ');
  });
});

describe('a server', () => {
  const lines = [
    'GET /chat HTTP/1.1',
    'Host: a',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Protocol: soap, chat',
    'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=9',
  ];
  const replyOf = (step: ReturnType<Opening['take']>) =>
    step.kind === 'waits' || step.reply === null ? '' : fromLatin1(step.reply);

  test('may compress if its policy has conditions for it, even none', () => {
    expect(new ServerOpening({ deflate: {} }).mayCompress).toBe(true);
    expect(new ServerOpening({ subprotocols: ['chat'] }).mayCompress).toBe(false);
    expect(new ServerOpening().mayCompress).toBe(false);
  });

  test('waits for the client', () => {
    expect(new ServerOpening().start()).toBeNull();
  });

  test('opens with a 101, and negotiates nothing by default', () => {
    const step = take(new ServerOpening(), lines);
    expect(step).toMatchObject({
      kind: 'opens',
      agreed: { subprotocol: '', extensions: '', sending: null, receiving: null },
    });
    expect(replyOf(step)).toContain('HTTP/1.1 101 Switching Protocols\r\n');
  });

  test('opens with what its policy negotiates', () => {
    const policy = { subprotocols: ['chat'], deflate: { clientNoContextTakeover: true } };
    expect(take(new ServerOpening(policy), lines)).toMatchObject({
      kind: 'opens',
      agreed: {
        subprotocol: 'chat',
        extensions: 'permessage-deflate; client_no_context_takeover; server_max_window_bits=9',
        sending: { contextTakeover: true, windowBits: 9 },
        receiving: { contextTakeover: false, windowBits: 15 },
      },
    });
  });

  test.each([
    { name: 'what is not HTTP', lines: ['Hello'], status: 400, id: 'head.start-line' },
    { name: 'a response', lines: ['HTTP/1.1 101 Hi'], status: 426, id: null },
    {
      name: 'an old version',
      lines: lines.map((line) => line.replace(': 13', ': 8')),
      status: 426,
      id: 'request.websocket-version',
    },
    {
      name: 'a space before a colon',
      lines: lines.map((line) => line.replace('Host:', 'Host :')),
      status: 400,
      id: 'head.blank-before-colon',
    },
  ])('rejects $name with $status', (row) => {
    const step = take(new ServerOpening(), row.lines);
    expect(step.kind).toBe('fails');
    expect(step.kind === 'fails' && (step.violation?.id ?? null)).toBe(row.id);
    expect(replyOf(step)).toContain(`HTTP/1.1 ${row.status} `);
  });

  test('rejects by its policy without a violation', () => {
    expect(take(new ServerOpening({ paths: ['/'] }), lines)).toMatchObject({
      kind: 'fails',
      violation: null,
    });
  });
});
