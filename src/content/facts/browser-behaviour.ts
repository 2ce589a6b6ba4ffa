/** What browsers limit, delay and support. */

import type { FactTable } from './fact.ts';

export const BROWSER_BEHAVIOUR = {
  'six-connections': {
    of: 'Chromium 156, Firefox 153',
    quantity: { value: 6, unit: 'connections' },
    about: 'HTTP/1.1 connections to one host, all tabs together',
    states:
      'Open six HTTP/1.1 connections to a host, all tabs together. A seventh request waits, so the seventh stream of events never opens.',
    source: {
      name: 'MDN, EventSource',
      url: 'https://developer.mozilla.org/en-US/docs/Web/API/EventSource',
    },
    readOn: '2026-11-29',
    verification: 'document',
  },
  'http2-streams': {
    of: 'Chromium 156, Firefox 153',
    quantity: { value: 100, unit: 'connections' },
    about: 'streams of one HTTP/2 connection, by default',
    states:
      'With HTTP/2, requests share a connection. Both sides negotiate how many at a time, by default 100.',
    source: {
      name: 'MDN, EventSource',
      url: 'https://developer.mozilla.org/en-US/docs/Web/API/EventSource',
    },
    readOn: '2026-11-29',
    verification: 'document',
  },
  'websockets-chromium': {
    of: 'Chromium 156',
    quantity: { value: 255, unit: 'connections' },
    about: 'WebSockets of a page',
    states: 'Of 300 WebSockets of a page, 255 open. They don’t count among the six of HTTP/1.1.',
    source: {
      name: 'Chromium, kMaxPendingWebSocketConnections; 300 sockets to one host',
      url: 'https://source.chromium.org/search?q=kMaxPendingWebSocketConnections',
    },
    readOn: '2026-11-22',
    verification: 'measurement',
  },
  'websockets-firefox': {
    of: 'Firefox 153',
    quantity: { value: 200, unit: 'connections' },
    about: 'WebSockets of the browser',
    states: 'Of 300 WebSockets of a page, 200 open: `network.websocket.max-connections`.',
    source: {
      name: 'Firefox, network.websocket.max-connections; 300 sockets to one host',
      url: 'https://searchfox.org/mozilla-central/search?q=network.websocket.max-connections',
    },
    readOn: '2026-11-22',
    verification: 'measurement',
  },
  'hidden-timers': {
    of: 'Chrome 88 and later',
    quantity: { value: 60, unit: 's' },
    about: 'time between timers of a page hidden for more than 5 minutes',
    states:
      'Runs chained timers of a page once per minute after 5 minutes in the background. A page that plays sound or uses WebRTC is exempt.',
    source: {
      name: 'Chrome, Heavy throttling of chained JS timers',
      url: 'https://developer.chrome.com/blog/timer-throttling-in-chrome-88',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'hidden-timers-firefox': {
    of: 'Firefox',
    quantity: null,
    about: 'timers of a hidden page with a WebSocket',
    states: 'Doesn’t throttle the timers of a page that has an open WebSocket.',
    source: {
      name: 'Firefox, its own test throttling-ws.window.js',
      url: 'https://searchfox.org/mozilla-central/search?q=throttling-ws.window.js&path=',
    },
    readOn: '2026-11-28',
    verification: 'repository',
  },
  'hidden-streams': {
    of: 'WHATWG WebSockets and HTML',
    quantity: null,
    about: 'messages that arrive at a hidden page',
    states:
      'What arrives on an open connection is an event, not a timer. So throttled timers don’t delay it.',
    source: {
      name: 'WHATWG, WebSockets',
      url: 'https://websockets.spec.whatwg.org/#feedback-from-the-protocol',
    },
    readOn: '2026-11-22',
    verification: 'standard',
  },
  'failures-alike': {
    of: 'WHATWG WebSockets',
    quantity: null,
    about: 'what a page learns of a failure',
    states:
      'A page must not be able to tell a missing host, a refused connection, failed TLS, a rejected handshake and a lost connection apart. For all of them, the standard asks for code 1006.',
    source: {
      name: 'WHATWG, WebSockets',
      url: 'https://websockets.spec.whatwg.org/#feedback-from-the-protocol',
    },
    readOn: '2026-11-22',
    verification: 'standard',
  },
  'tls-failure-firefox': {
    of: 'Firefox 153',
    quantity: null,
    about: 'close code after a failed TLS handshake',
    states:
      'Reports 1015 to the page if TLS fails: for a certificate that it doesn’t trust, and for a port without TLS. Chromium 156 reports 1006 for both.',
    source: {
      name: 'Firefox, CLOSE_TLS_FAILED; wss to both in both browsers',
      url: 'https://searchfox.org/mozilla-central/search?q=CLOSE_TLS_FAILED',
    },
    readOn: '2026-11-30',
    verification: 'measurement',
  },
  'no-backpressure': {
    of: 'Browsers',
    quantity: null,
    about: 'messages that arrive faster than a page handles them',
    states:
      'The WebSocket API has no backpressure. Messages that a page doesn’t handle in time fill memory, or use all processor time.',
    source: {
      name: 'MDN, WebSocket',
      url: 'https://developer.mozilla.org/en-US/docs/Web/API/WebSocket',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'websocket-stream': {
    of: 'Chromium 156, Firefox 153',
    quantity: null,
    about: 'WebSocketStream',
    states:
      'Chromium 156 has WebSocketStream, which applies backpressure. Firefox 153 doesn’t have it.',
    source: {
      name: 'MDN, WebSocketStream; both browsers',
      url: 'https://developer.mozilla.org/en-US/docs/Web/API/WebSocketStream',
    },
    readOn: '2026-11-22',
    verification: 'measurement',
  },
  webtransport: {
    of: 'Chrome 97, Firefox 114, Safari 26.4',
    quantity: null,
    about: 'WebTransport',
    states:
      'WebTransport is Baseline, newly available, since 24 March 2026. Its streams don’t wait for one another, and datagrams may be lost.',
    source: {
      name: 'Web platform features explorer, WebTransport',
      url: 'https://web-platform-dx.github.io/web-features-explorer/features/webtransport/',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
} as const satisfies FactTable;
