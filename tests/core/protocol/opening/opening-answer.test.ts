import { describe, expect, test } from 'vitest';
import { fromLatin1, toLatin1 } from '#core/bytes/text.ts';
import { decodeHttpHead, isRequestHead, isResponseHead } from '#core/protocol/http/http-head.ts';
import {
  answerOpeningRequest,
  encodeOpeningAnswer,
  type OpeningPolicy,
} from '#core/protocol/opening/opening-answer.ts';
import { judgeOpeningResponse } from '#core/protocol/opening/opening-judgement.ts';
import {
  checkOpeningRequest,
  encodeOpeningRequest,
  type OpeningRequest,
} from '#core/protocol/opening/opening-request.ts';
import {
  forbidden,
  redirectTo,
  serviceUnavailable,
  unauthorized,
} from '#core/protocol/opening/refusal.ts';

const REQUEST: OpeningRequest = {
  target: '/chat?room=1',
  host: 'a.example',
  key: 'dGhlIHNhbXBsZSBub25jZQ==',
  origin: 'https://a.example',
  subprotocols: ['soap', 'chat', 'mqtt'],
  extensions: 'permessage-deflate; server_max_window_bits=10, permessage-deflate',
};

function headOf(bytes: Uint8Array) {
  const reading = decodeHttpHead(bytes);
  if (reading.kind !== 'head') throw new TypeError(`expected a head, got ${reading.kind}`);
  return reading;
}

/** The answer, and the lines of it. */
function answerTo(bytes: Uint8Array, policy?: OpeningPolicy) {
  const { head, violations } = headOf(bytes);
  if (!isRequestHead(head)) throw new TypeError('expected a request');
  const all = [...violations, ...checkOpeningRequest(head)];
  const answer = answerOpeningRequest(head, all, policy);
  const encoded = encodeOpeningAnswer(answer);
  return { request: head, answer, encoded, lines: fromLatin1(encoded).trimEnd().split('\r\n') };
}

/** The request as a text, with changes. */
const changed = (from: string, to: string) =>
  toLatin1(fromLatin1(encodeOpeningRequest(REQUEST)).replace(from, to));

describe('a server that asks nothing', () => {
  test('accepts a valid request, and only what it was configured for', () => {
    const { lines } = answerTo(encodeOpeningRequest(REQUEST));
    expect(lines).toEqual([
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
    ]);
  });

  test.each([
    { name: 'another version', from: 'Version: 13', to: 'Version: 25', status: 426 },
    { name: 'no upgrade at all', from: /Upgrade: w.*?Key: \S+\r\n/s, to: '', status: 426 },
    { name: 'another method', from: 'GET', to: 'PUT', status: 405 },
    { name: 'a short key', from: 'dGhlIHNhbXBs', to: '', status: 400 },
    { name: 'no Host', from: 'Host: a.example\r\n', to: '', status: 400 },
    { name: 'a space before a colon', from: 'Origin:', to: 'Origin :', status: 400 },
    { name: 'a subprotocol with a space', from: 'soap', to: 's oap', status: 400 },
    { name: 'a body', from: 'Origin:', to: 'Content-Length: 3\r\nOrigin:', status: 400 },
    { name: 'an old version and a short key', from: /dGhl(.*)13/s, to: '$18', status: 400 },
    { name: 'an empty Host', from: 'Host: a.example', to: 'Host:', status: 400 },
    { name: 'a target that is no path', from: '/chat', to: 'chat', status: 400 },
    { name: 'the target of the server itself', from: /\/chat\S*/, to: '*', status: 400 },
    { name: 'a ws address', from: '/chat', to: 'ws://a.example/chat', status: 400 },
    { name: 'a query as browsers send it', from: 'room=1', to: 'room[]=1', status: 101 },
    { name: 'the same key twice', from: /Sec-WebSocket-Key.*\r\n/, to: '$&$&', status: 400 },
    {
      name: 'two origins',
      from: 'Origin: https://a.example',
      to: '$&\r\nOrigin: https://evil.example',
      status: 400,
    },
    { name: 'an origin with a path', from: 'https://a.example', to: '$&/page', status: 400 },
    { name: 'stray bits in the key', from: 'Q==', to: 'R==', status: 101 },
    { name: 'an unknown offer', from: 'bits=10', to: 'bits=99', status: 101 },
  ])('answers $name with $status', ({ from, to, status }) => {
    const text = fromLatin1(encodeOpeningRequest(REQUEST)).replace(from, to);
    const { answer, lines } = answerTo(toLatin1(text));
    expect(lines[0]).toContain(`HTTP/1.1 ${status} `);
    if (answer.kind === 'refuses') expect(answer.violation).not.toBeNull();
  });
});

describe('a server that asks for', () => {
  test.each<{ name: string; policy: OpeningPolicy; bytes?: Uint8Array; status: number }>([
    { name: 'its path, and gets it', policy: { paths: ['/chat'] }, status: 101 },
    { name: 'another path', policy: { paths: ['/', '/chat/'] }, status: 404 },
    {
      name: 'its path in a whole address',
      policy: { paths: ['/chat'] },
      bytes: changed('/chat', 'http://a.example/chat'),
      status: 101,
    },
    { name: 'this origin', policy: { origins: ['https://a.example'] }, status: 101 },
    {
      name: 'this origin, whose scheme and host have no case',
      policy: { origins: ['https://a.example'] },
      bytes: changed('https://a.example', 'HTTPS://A.Example'),
      status: 101,
    },
    {
      name: 'this origin, in capitals and with its port',
      policy: { origins: ['HTTPS://A.Example:443'] },
      status: 101,
    },
    {
      name: 'one of several origins, and this is one',
      policy: { origins: ['https://b.example', 'https://a.example', 'https://c.example'] },
      status: 101,
    },
    {
      name: 'one of several origins, and this is none',
      policy: { origins: ['https://b.example', 'https://c.example'] },
      status: 403,
    },
    { name: 'an origin, and knows none', policy: { origins: [] }, status: 403 },
    { name: 'another origin', policy: { origins: ['https://b.example'] }, status: 403 },
    {
      name: 'an origin of a client without one',
      policy: { origins: ['https://b.example'] },
      bytes: changed('Origin: https://a.example\r\n', ''),
      status: 101,
    },
    {
      name: 'an origin of a page that has none',
      policy: { origins: ['https://a.example'] },
      bytes: changed('https://a.example', 'null'),
      status: 403,
    },
    { name: 'a password', policy: { decide: () => unauthorized('Basic realm="a"') }, status: 401 },
    { name: 'patience', policy: { decide: () => serviceUnavailable(30) }, status: 503 },
    { name: 'another day', policy: { decide: () => serviceUnavailable() }, status: 503 },
    { name: 'another place', policy: { decide: () => redirectTo('wss://b/') }, status: 307 },
    { name: 'nothing, after a look', policy: { decide: () => null }, status: 101 },
  ])('$name answers $status', ({ policy, bytes, status }) => {
    const { answer, lines } = answerTo(bytes ?? encodeOpeningRequest(REQUEST), policy);
    expect(lines[0]).toContain(`HTTP/1.1 ${status} `);
    if (answer.kind === 'refuses') expect(answer.violation).toBeNull();
  });

  test('more needs configuration', () => {
    const linesOf = (policy: OpeningPolicy) =>
      answerTo(encodeOpeningRequest(REQUEST), policy).lines;
    expect(linesOf({ decide: () => unauthorized('Basic realm="a"') })).toContain(
      'WWW-Authenticate: Basic realm="a"',
    );
    expect(linesOf({ decide: () => redirectTo('wss://b/', 308) })).toEqual([
      'HTTP/1.1 308 Permanent Redirect',
      'Connection: close',
      'Location: wss://b/',
      'Content-Length: 0',
    ]);
    expect(linesOf({ decide: () => serviceUnavailable(30) })).toContain('Retry-After: 30');
  });

  test('a custom decision sees the request, and only one that is right and welcome', () => {
    const seen: string[] = [];
    const policy: OpeningPolicy = {
      paths: ['/chat'],
      decide: ({ startLine }) => {
        seen.push(startLine.target);
        return forbidden();
      },
    };
    answerTo(changed('Version: 13', 'Version: 8'), policy);
    answerTo(changed('/chat', '/other'), policy);
    answerTo(encodeOpeningRequest(REQUEST), policy);
    expect(seen).toEqual(['/chat?room=1']);
  });
});

describe('a server that agrees', () => {
  test('takes the client’s favourite of what it speaks, and the first offer that it can', () => {
    const { request, answer, encoded, lines } = answerTo(encodeOpeningRequest(REQUEST), {
      subprotocols: ['mqtt', 'chat'],
      deflate: { serverNoContextTakeover: true },
      otherFields: [['Set-Cookie', 'a=1']],
    });
    expect(lines.slice(4)).toEqual([
      'Sec-WebSocket-Protocol: chat',
      'Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; server_max_window_bits=10',
      'Set-Cookie: a=1',
    ]);
    if (answer.kind !== 'accepts') throw new TypeError('expected an agreement');
    expect(answer.agreement).toEqual({
      client: { contextTakeover: true, windowBits: 15 },
      server: { contextTakeover: false, windowBits: 10 },
    });
    const { head } = headOf(encoded);
    if (!isResponseHead(head)) throw new TypeError('expected a response');
    const judgement = judgeOpeningResponse(head, request);
    expect(judgement).toMatchObject({ verdict: 'opens', violations: [], subprotocol: 'chat' });
    expect(judgement.compression?.agreement).toEqual(answer.agreement);
  });

  test('leaves alone what it does not speak', () => {
    const { answer, lines } = answerTo(encodeOpeningRequest({ ...REQUEST, extensions: 'x-y' }), {
      subprotocols: ['wamp'],
      deflate: {},
    });
    expect(lines).toHaveLength(4);
    expect(answer).toMatchObject({ kind: 'accepts', agreement: null });
  });
});
