import { expect, test } from 'vitest';
import {
  otherProtocolWords,
  streamWords,
  unreadWords,
} from '#content/decode/other-protocol-words.ts';
import type { ConnectionChoice } from '#core/workbench/decoded.ts';

const HTTP2: ConnectionChoice = {
  name: null,
  content: { kind: 'http2', target: null, host: null },
  tls: null,
  unreadSize: 0,
  summary: null,
  file: null,
  client: '192.0.2.1:5000',
  server: '192.0.2.2:443',
  size: 1000,
};
const STREAM: ConnectionChoice = {
  ...HTTP2,
  content: { kind: 'websocket', target: '/chat', host: 'example.com', streamId: 3 },
};
const ELSEWHERE: ConnectionChoice = { ...STREAM, client: '192.0.2.1:5001' };

test.each([
  { all: [HTTP2], says: 'None of its streams is a WebSocket' },
  { all: [HTTP2, ELSEWHERE], says: 'None of its streams is a WebSocket' },
  { all: [STREAM, HTTP2], says: '1 WebSocket is a stream of it' },
  { all: [STREAM, STREAM, HTTP2], says: '2 WebSockets are streams of it' },
])('a connection of HTTP/2 says: $says', ({ all, says }) => {
  expect(otherProtocolWords('http2', HTTP2, all).advice).toContain(says);
});

test('an encrypted one says what it needs', () => {
  expect(otherProtocolWords('tls', HTTP2, [HTTP2]).title).toContain('TLS');
});

test('a stream says what it is part of, and what wasn’t read', () => {
  expect(streamWords(STREAM)).toContain('stream 3 of an HTTP/2 connection');
  expect(streamWords(HTTP2)).toBe('');
  expect(unreadWords({ ...STREAM, unreadSize: 1 })).toContain('1 byte at the end');
  expect(unreadWords(STREAM)).toBe('');
});
