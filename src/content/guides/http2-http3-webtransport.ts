/**
 * The guide to newer carriers. Sources: RFC 8441; RFC 9220; RFC 9113 §5 and §6.5.2; W3C
 * WebTransport.
 */

import { formatBytes } from '#content/compare/numbers.ts';
import { type Carrier } from '#core/operations/websocket-carriers.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';
import { totalSize } from './sized-row.ts';
import { carriedRow } from './http2-http3-webtransport-figure.ts';

const HELLO_SIZE = 5;
const helloIn = (carrier: Carrier) =>
  computed(formatBytes(totalSize(carriedRow(carrier, HELLO_SIZE))));

export const HTTP2_HTTP3_WEBTRANSPORT: Guide = {
  topic: 'HTTP/2, HTTP/3 and WebTransport',
  answer: [
    'A WebSocket can travel in a stream of HTTP/2 or HTTP/3. Then it shares a connection with other requests. The frames are the same. Only the opening differs: CONNECT instead of GET, and 200 instead of 101.',
    'WebTransport is something else. It is a newer API over HTTP/3 with many streams, and with datagrams that may be lost. It has no messages on its streams, and no HTTP/1.1 to fall back to. Choose it if waiting for lost bytes is the problem. Otherwise, WebSocket is simpler, and works over HTTP/1.1, too.',
  ],
  sections: [
    {
      title: 'WebSocket over HTTP/2',
      text: [
        'HTTP/2 has no `Upgrade`. The server announces that it allows extended CONNECT. The browser then sends the method CONNECT with `:protocol` set to `websocket`. [RFC 8441 §3] [RFC 8441 §4]',
        'It has no key and no accept value. With HTTP/1.1 they show that the server understood the request. An old server doesn’t know `:protocol`. [RFC 8441 §5]',
        '[A browser can use it if the server offers it]{extended-connect}, and otherwise opens a connection with HTTP/1.1. So nothing in your page changes.',
      ],
    },
    {
      title: 'What it gains',
      text: [
        'It saves a connection: no handshakes of TCP and TLS, and fewer connections at the server and its proxies. The opening takes one round trip.',
        `Each message is slightly larger. “Hello” from the browser is ${helloIn('http1')} in HTTP/1.1 and ${helloIn('http2')} in HTTP/2. The masking key remains.`,
        'The connection is shared. Its limit on streams counts, and [a lost segment delays all of them](guides/head-of-line/).',
      ],
    },
    {
      title: 'WebSocket over HTTP/3',
      text: [
        `The opening is the same as in HTTP/2. [RFC 9220 §3] A DATA frame has a shorter header, so “Hello” is ${helloIn('http3')}.`,
        'HTTP/3 runs over QUIC, so a lost packet doesn’t delay other streams. Within the WebSocket, which is one stream, messages still wait for each other. Whether your server and browser support it has to be tested.',
      ],
    },
    {
      title: 'WebTransport',
      text: [
        'A page calls `new WebTransport(url)` and gets streams and datagrams. Each stream is ordered, but streams don’t wait for each other. A datagram may be lost, and then it isn’t sent again.',
        'A stream is bytes, not messages. Your code has to mark where a message ends. In return there is backpressure: a stream waits if the reader is slow.',
        '[Current browsers have it]{webtransport}. Networks that block UDP don’t let it through, so an application needs another way, too.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'Over HTTP/2, the browser still sends a handshake key.',
      correction:
        'The standard drops key and accept value. Diagrams that show them are wrong. [RFC 8441 §5]',
    },
    {
      claim: 'WebTransport is WebSocket over HTTP/3.',
      correction:
        'It is a different protocol with a different API. How WebSocket itself runs over HTTP/3 is in RFC 9220. [RFC 9220 §3]',
    },
    {
      claim: 'HTTP/2 makes WebSocket unnecessary.',
      correction:
        'A page still can’t send and receive freely over a request. Server push was for files, not for messages.',
    },
    {
      claim: 'Over HTTP/2, frames aren’t masked.',
      correction:
        'They are. The standard changes the opening and leaves the frames alone. [RFC 8441 §5]',
    },
  ],
  further: [
    '[What changes at the 101](guides/websocket-and-http/), in HTTP/1.1.',
    '[Bytes that begin an HTTP/2 connection](#/decode?example=http2-preface), in Decode.',
    '[Compare](#/compare) estimates HTTP/2 for each method.',
  ],
};
