/** What the standards give each method, and what proxies do with it. */

import type { FactTable } from './fact.ts';

const EVENT_STREAM = {
  name: 'WHATWG HTML, Server-sent events',
  url: 'https://html.spec.whatwg.org/multipage/server-sent-events.html',
} as const;

const WEBSOCKET_API = {
  name: 'WHATWG, WebSockets',
  url: 'https://websockets.spec.whatwg.org/#the-websocket-interface',
} as const;

const rfcSource = (document: number, section: string) =>
  ({
    name: `RFC ${document}, section ${section}`,
    url: `https://www.rfc-editor.org/rfc/rfc${document}#section-${section}`,
  }) as const;

export const METHOD_PROPERTIES = {
  'last-event-id': {
    of: 'WHATWG HTML',
    quantity: null,
    about: 'reconnecting of EventSource',
    states:
      'EventSource reconnects by itself and sends the id of the last event as Last-Event-ID, so the server can continue there.',
    source: EVENT_STREAM,
    readOn: '2026-11-22',
    verification: 'standard',
  },
  'event-source-headers': {
    of: 'WHATWG HTML',
    quantity: null,
    about: 'header fields of EventSource',
    states: 'EventSource sends cookies. A page can’t add header fields to it.',
    source: EVENT_STREAM,
    readOn: '2026-11-22',
    verification: 'standard',
  },
  'websocket-headers': {
    of: 'WHATWG WebSockets',
    quantity: null,
    about: 'header fields of a WebSocket',
    states:
      'The handshake sends cookies, whatever page opens it. A page can’t add header fields, and servers have to check Origin.',
    source: WEBSOCKET_API,
    readOn: '2026-11-22',
    verification: 'standard',
  },
  'websocket-reconnect': {
    of: 'WHATWG WebSockets',
    quantity: null,
    about: 'a lost WebSocket',
    states:
      'A WebSocket isn’t opened again by itself, and nothing says which messages were lost. Both are your code.',
    source: WEBSOCKET_API,
    readOn: '2026-11-22',
    verification: 'standard',
  },
  'poll-since': {
    of: 'RFC 9110',
    quantity: null,
    about: 'a lost poll',
    states:
      'A request is understood by itself. If it names the last message that arrived, the next response contains what a lost one did.',
    source: rfcSource(9110, '3.3'),
    readOn: '2026-11-22',
    verification: 'standard',
  },
  'fetch-headers': {
    of: 'RFC 9110',
    quantity: null,
    about: 'authentication of a request',
    states:
      'Each request carries its own Authorization field, so a token can change between two requests.',
    source: rfcSource(9110, '11.6.2'),
    readOn: '2026-11-22',
    verification: 'standard',
  },
  'posts-not-repeated': {
    of: 'RFC 9110',
    quantity: null,
    about: 'a lost POST',
    states:
      'A client should not repeat a POST by itself, unless it knows that this does no harm. So a lost one is up to your code.',
    source: rfcSource(9110, '9.2.2'),
    readOn: '2026-11-30',
    verification: 'standard',
  },
  'posts-not-cached': {
    of: 'RFC 9110',
    quantity: null,
    about: 'caching of POSTs',
    states: 'A stored response never answers a POST.',
    source: rfcSource(9110, '9.3.3'),
    readOn: '2026-11-30',
    verification: 'standard',
  },
  'http-caching': {
    of: 'RFC 9111',
    quantity: null,
    about: 'caching of responses',
    states:
      'A shared cache may answer a GET with a stored response while that is fresh. So many clients can cost the server one request.',
    source: rfcSource(9111, '4'),
    readOn: '2026-11-22',
    verification: 'standard',
  },
  'held-not-cached': {
    of: 'RFC 6202',
    quantity: null,
    about: 'caching of held responses',
    states:
      'Caches on the path can interfere with held requests, so their responses have to forbid storing.',
    source: rfcSource(6202, '2.2'),
    readOn: '2026-11-22',
    verification: 'standard',
  },
  'websocket-not-cached': {
    of: 'WHATWG WebSockets',
    quantity: null,
    about: 'caching of a WebSocket',
    states:
      'The browser’s handshake request bypasses the cache (mode no-store), and frames aren’t HTTP responses.',
    source: WEBSOCKET_API,
    readOn: '2026-11-22',
    verification: 'standard',
  },
  'upgrade-hop': {
    of: 'nginx',
    quantity: null,
    about: 'the Upgrade field',
    states:
      'Upgrade is for one hop, so nginx doesn’t pass it on. Two lines of its configuration have to.',
    source: {
      name: 'nginx, WebSocket proxying',
      url: 'https://nginx.org/en/docs/http/websocket.html',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'proxy-buffering': {
    of: 'nginx',
    quantity: null,
    about: 'buffering of responses',
    states:
      'Buffers responses by default, which delays events. `X-Accel-Buffering: no` in the response, or `proxy_buffering off`, stops that.',
    source: {
      name: 'nginx, ngx_http_proxy_module',
      url: 'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering',
    },
    readOn: '2026-11-29',
    verification: 'document',
  },
  'complete-responses': {
    of: 'RFC 6202',
    quantity: null,
    about: 'buffering of complete responses',
    states:
      'A proxy may wait for the whole response before it passes anything on. The response to a poll ends, so it passes.',
    source: rfcSource(6202, '3.2'),
    readOn: '2026-11-22',
    verification: 'standard',
  },
  'extended-connect': {
    of: 'RFC 8441',
    quantity: null,
    about: 'WebSocket over HTTP/2',
    states:
      'A WebSocket can be a stream of HTTP/2 if the server offers extended CONNECT. Chromium 156 uses it then. Otherwise it opens another connection with HTTP/1.1.',
    source: rfcSource(8441, '3'),
    readOn: '2026-11-22',
    verification: 'measurement',
  },
  'http2-multiplexing': {
    of: 'RFC 9113',
    quantity: null,
    about: 'requests over HTTP/2',
    states: 'An HTTP/2 connection carries many requests at a time, each as a stream.',
    source: rfcSource(9113, '5'),
    readOn: '2026-11-22',
    verification: 'standard',
  },
  'idle-plain-requests': {
    of: 'RFC 9112',
    quantity: null,
    about: 'an idle connection of HTTP',
    states:
      'If an idle connection was closed, the next request opens another. No message is lost by that.',
    source: rfcSource(9112, '9.3'),
    readOn: '2026-11-22',
    verification: 'standard',
  },
} as const satisfies FactTable;
