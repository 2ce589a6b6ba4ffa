/**
 * The guide to what changes at the 101. Sources: RFC 6455 §1.3 to §1.7, §4, §5.2; RFC 9110 §7.8 and
 * §15.2.2; RFC 8441 §4 and §5; WHATWG WebSockets.
 */

import { formatBytes } from '#content/compare/numbers.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';
import { totalSize } from './sized-row.ts';
import { sendMessage } from './websocket-and-http-figure.ts';

const keySize = () => computed(formatBytes(MASKING_KEY_SIZE));

const helloFrame = () => computed(formatBytes(totalSize(sendMessage('server', 5).frame)));

export const WEBSOCKET_AND_HTTP: Guide = {
  topic: 'WebSocket and HTTP: one connection, two protocols',
  answer: [
    'A WebSocket begins as an HTTP request. The browser asks to switch protocols, and the server agrees with status 101. Until then, every byte is HTTP.',
    'After the 101, the TCP connection stays open, but HTTP is over. Both sides send frames whenever they like. A frame has no method, no path, no headers and no status. What HTTP did for each message, your code now has to do.',
  ],
  sections: [
    {
      title: 'Before the 101: a request like any other',
      text: [
        'The request is a GET with header fields. `Upgrade: websocket` names the new protocol. Cookies travel with it, proxies forward or block it, and the server’s access log usually has a line for it. [§4.1]',
        'So the server can decide as it does for any request. It can answer 401, 403 or 404 instead of 101. A page learns only that the connection failed, not which status it was. [Read the handshake byte by byte](#/learn/hello-and-goodbye).',
        'The response proves one thing: that the server understands WebSocket. It returns a value computed from the key in the request. The key isn’t a password and keeps nothing secret. [§1.3]',
      ],
    },
    {
      title: 'At the 101: the same connection, another protocol',
      text: [
        '101 is the last HTTP response on this connection. The first byte after its empty line belongs to a frame. It can arrive in the same TCP segment. [RFC 9110 §15.2.2]',
        'A proxy between them has to know that. It must pass `Upgrade` on, because that field is meant for one hop only. [nginx needs two lines of configuration]{upgrade-hop} for that. After the 101, it only relays bytes.',
      ],
    },
    {
      title: 'After the 101: frames in both directions',
      text: [
        `Each message travels in a frame, or in several. “Hello” from a server is ${helloFrame()} in all. From the browser it is ${keySize()} more, because the browser masks its frames. [§5.2] [§5.3]`,
        'Nothing pairs a message with an answer. If your application needs requests and responses, it has to number them. If the connection is lost, neither side learns which of its last messages arrived.',
      ],
    },
    {
      title: 'Over HTTP/2 there is no 101',
      text: [
        'HTTP/2 has no `Upgrade`. The browser opens a stream with the method CONNECT and `:protocol` set to `websocket`. The server accepts with status 200. [RFC 8441 §4] [RFC 8441 §5]',
        'The same frames then travel in that stream, still masked. Other requests share the connection. [Both sides have to support it]{extended-connect}. Otherwise the browser opens a connection with HTTP/1.1.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'WebSocket isn’t HTTP, so cookies, proxies and CSP don’t apply.',
      correction:
        'The handshake is HTTP. It carries cookies, passes proxies, and `connect-src` of the page’s policy can forbid it.',
    },
    {
      claim: 'CORS protects a WebSocket server.',
      correction:
        'CORS doesn’t apply. A page of any origin may connect. The server has to check `Origin` itself. [§10.2]',
    },
    {
      claim: 'The handshake key encrypts or authenticates the connection.',
      correction:
        'It only shows that the server speaks WebSocket. TLS encrypts, and your code authenticates. [§10.8]',
    },
    {
      claim: 'Each message has headers, only smaller ones.',
      correction:
        'A frame header contains a type, a length and bits for framing. It can’t contain fields of your own.',
    },
    {
      claim: 'WebSocket makes the network faster.',
      correction:
        'Bytes travel as fast as before. But a message no longer waits for a request. [Compare shows how long that wait is](#/compare).',
    },
  ],
  tables: [
    {
      title: 'What HTTP did for each message',
      columns: ['HTTP has', 'The handshake', 'Frames after the 101'],
      rows: [
        ['A path and a method', 'yes: GET and a path', 'no: your messages need their own names'],
        ['Header fields', 'yes, cookies too', 'no'],
        ['A status for each request', 'yes: 101 or an error', 'no: send errors as messages'],
        ['Caching', 'no: a 101 isn’t stored', 'no'],
        ['A line in the access log', 'yes, one', 'no: log messages yourself'],
        ['One response for each request', 'yes', 'no: number them yourself'],
        ['Compression', 'negotiated here', 'yes, if both sides negotiated it'],
      ],
    },
  ],
  further: [
    '[Step through a whole connection](#/learn/hello-and-goodbye), from TCP to the last Close frame.',
    '[What logs show of a WebSocket](guides/observing/), which is one request to HTTP.',
    '[A recorded connection of a browser](#/decode?example=recorded-chromium-echo), with its handshake.',
    '[“Hello” as a frame, bit by bit](#/decode?example=rfc-6455-unmasked-text).',
  ],
};
