/**
 * The guide to newer carriers, and the sentences of its figure. Sources: RFC 8441; RFC 9220; RFC
 * 9113 §5 and §6.5.2; W3C WebTransport.
 */

import { formatBytes } from '#content/compare/numbers.ts';
import {
  CARRIERS,
  dataFrameHeaderSize,
  type Carrier,
} from '#core/operations/websocket-carriers.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { minimalLengthForm } from '#core/protocol/framing/payload-length.ts';
import { keyOfNonce } from '#core/protocol/opening/accept-value.ts';
import { http2RequestFields, http2ResponseFields } from '#core/protocol/opening/http2-opening.ts';
import {
  encodeOpeningRequest,
  type OpeningRequest,
} from '#core/protocol/opening/opening-request.ts';
import { encodeOpeningResponse } from '#core/protocol/opening/opening-response.ts';
import { SAMPLE_NONCE } from '#core/scenarios/empty-script.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';
import { partsText, totalSize, type SizedRow } from './sized-row.ts';

export const CARRIER_NAMES: Readonly<Record<Carrier, string>> = {
  http1: 'HTTP/1.1',
  http2: 'HTTP/2',
  http3: 'HTTP/3',
};

/** From the browser, so masked. In HTTP/2 and HTTP/3, each message has its own DATA frame. */
export function carriedRow(carrier: Carrier, size: number): SizedRow {
  const header = frameHeaderSize(minimalLengthForm(size), true);
  return {
    name: CARRIER_NAMES[carrier],
    parts: [
      {
        name: 'DATA frame header',
        kind: 'http',
        size: dataFrameHeaderSize(carrier, header + size),
        isPayload: false,
      },
      { name: 'WebSocket header', kind: 'flag', size: header, isPayload: false },
      { name: 'message', kind: 'data', size, isPayload: true },
    ],
  };
}

export function carriedRows(size: number): readonly SizedRow[] {
  return CARRIERS.map((carrier) => carriedRow(carrier, size));
}

const REQUEST: Omit<OpeningRequest, 'key'> = {
  target: '/chat',
  host: 'server.example.com',
  origin: 'https://example.com',
};

export type HandshakeLines = {
  readonly request: readonly string[];
  readonly response: readonly string[];
};

/** The same handshake as text. HTTP/2 and HTTP/3 send these fields compressed. */
export function handshakeLines(carrier: Carrier): HandshakeLines {
  const key = keyOfNonce(SAMPLE_NONCE);
  if (carrier === 'http1') {
    const linesOf = (bytes: Uint8Array) => fromLatin1(bytes).trimEnd().split('\r\n');
    return {
      request: linesOf(encodeOpeningRequest({ ...REQUEST, key })),
      response: linesOf(encodeOpeningResponse({ key })),
    };
  }
  const linesOf = (fields: readonly { readonly name: string; readonly value: string }[]) =>
    fields.map(({ name, value }) => `${name}: ${value}`);
  return {
    request: linesOf(http2RequestFields(REQUEST)),
    response: linesOf(http2ResponseFields({})),
  };
}

export function carriedOutcome(carrier: Carrier, size: number): string {
  const row = carriedRow(carrier, size);
  const [wrapping] = row.parts;
  const bytes = `A message of ${formatBytes(size)} from the browser is ${formatBytes(totalSize(row))}`;
  if (carrier === 'http1') {
    return `${bytes} on the connection. The connection belongs to this WebSocket alone. A 101 opens it.`;
  }
  return `${bytes} in its stream, ${formatBytes(wrapping?.size ?? 0)} of them around the WebSocket frame. The frame is the same, and still masked. Status 200 opens it, without a key.`;
}

export const CARRIED_CAPTION =
  'Our own codec, for the path “/chat”. Counted up to the stream: TLS, TCP and QUIC add more. One DATA frame for each message. Fields of HTTP/2 and HTTP/3 are compressed on the wire.';

export const CARRIED_COLUMNS = ['Carrier', 'Bytes', 'Parts'] as const;

export function carriedTable(size: number): readonly (readonly string[])[] {
  return carriedRows(size).map((row) => [row.name, formatBytes(totalSize(row)), partsText(row)]);
}

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
