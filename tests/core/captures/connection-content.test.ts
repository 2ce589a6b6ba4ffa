import { expect, test } from 'vitest';
import { toLatin1 } from '#core/bytes/text.ts';
import { contentOf } from '#core/captures/connection-content.ts';
import { traceOf } from '../conversation/streams.ts';

const GET = 'GET /chat HTTP/1.1\r\nHost: example.com\r\n';
const UPGRADE = `${GET}Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n`;
const SWITCHING = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n';
const MASKED = '\x81\x81\x01\x02\x03\x04\x05';

test.each([
  { name: 'a WebSocket', sent: UPGRADE, received: SWITCHING, kind: 'websocket' },
  {
    name: 'a WebSocket of which only the 101 was seen',
    sent: '',
    received: SWITCHING,
    kind: 'websocket',
  },
  {
    name: 'a rejected handshake',
    sent: UPGRADE,
    received: 'HTTP/1.1 403 Forbidden\r\n\r\n',
    kind: 'handshake',
  },
  { name: 'HTTP', sent: `${GET}\r\n`, received: 'HTTP/1.1 200 OK\r\n\r\nHi', kind: 'http' },
  { name: 'frames of both sides', sent: MASKED, received: '\x81\x01a', kind: 'frames' },
  { name: 'frames of a server', sent: '', received: '\x81\x01a', kind: 'frames' },
  {
    name: 'frames without masks both ways',
    sent: '\x81\x01a',
    received: '\x81\x01a',
    kind: 'other',
  },
  {
    name: 'TLS',
    sent: '\x16\x03\x01\x02\x00\x01',
    received: '\x16\x03\x03\x00\x7a\x02',
    kind: 'tls',
  },
  { name: 'DNS over TCP', sent: '\x00\x1c\xab\xcd\x01\x00', received: '', kind: 'other' },
  { name: 'nothing', sent: '', received: '', kind: 'empty' },
])('$name is $kind', ({ sent, received, kind }) => {
  const trace = traceOf([
    ['c', toLatin1(sent)],
    ['s', toLatin1(received)],
  ]);
  const content = contentOf(trace);
  const request = sent.startsWith('GET') ? ['/chat', 'example.com'] : [null, null];
  expect([content.kind, content.target, content.host]).toEqual([kind, ...request]);
});
