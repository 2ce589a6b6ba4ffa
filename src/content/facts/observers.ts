/** What logs, browsers and tracing record of a WebSocket. */

import type { FactTable } from './fact.ts';

export const OBSERVERS = {
  'nginx-session-line': {
    of: 'nginx 1.22',
    quantity: null,
    about: 'the access log of a WebSocket',
    states:
      'Writes one line for a WebSocket, when it ends. Its status is 101 whatever the end was, and its time is the whole session.',
    source: {
      name: 'nginx 1.22.1 before a ws server: six connections that end differently',
      url: 'https://nginx.org/en/docs/http/ngx_http_log_module.html',
    },
    readOn: '2026-11-30',
    verification: 'measurement',
  },
  'nginx-bytes': {
    of: 'nginx 1.22',
    quantity: null,
    about: 'bytes in its access log',
    states:
      'Counts the response and all frames to the client in `$bytes_sent`. Its `$request_length` is the request’s alone, without frames.',
    source: {
      name: 'nginx 1.22.1 before a ws server: six connections that end differently',
      url: 'https://nginx.org/en/docs/http/ngx_http_core_module.html#variables',
    },
    readOn: '2026-11-30',
    verification: 'measurement',
  },
  'heroku-session-line': {
    of: 'Heroku',
    quantity: null,
    about: 'the router’s log of a WebSocket',
    states:
      'Logs a WebSocket with status 101 and a long service time, which is the time of the whole session.',
    source: {
      name: 'Heroku, Why do my websocket requests have high service times?',
      url: 'https://help.heroku.com/BZGH6WMY/why-do-my-websocket-requests-have-high-service-times-in-the-router-logs',
    },
    readOn: '2026-11-30',
    verification: 'document',
  },
  'cloudflare-websocket-log': {
    of: 'Cloudflare',
    quantity: null,
    about: 'its log of WebSockets',
    states:
      'Can log each WebSocket with the bytes to and from both sides, which side ended it, and the reason.',
    source: {
      name: 'Cloudflare, Logpush datasets, WebSocket Analytics',
      url: 'https://developers.cloudflare.com/logs/logpush/logpush-job/datasets/zone/websocket_analytics/',
    },
    readOn: '2026-11-30',
    verification: 'document',
  },
  'devtools-messages': {
    of: 'Chromium 156',
    quantity: null,
    about: 'messages in its network panel',
    states:
      'Reports whole messages. Fragments are joined, and Ping, Pong and Close frames are left out. A broken rule appears as an error.',
    source: {
      name: 'Chromium 156, events of its debugging protocol (Network.webSocketFrameReceived)',
      url: 'https://chromedevtools.github.io/devtools-protocol/tot/Network/#event-webSocketFrameReceived',
    },
    readOn: '2026-11-30',
    verification: 'measurement',
  },
  'har-messages': {
    of: 'Chrome',
    quantity: null,
    about: 'WebSockets in a HAR file',
    states:
      'Saves messages in an extra field, `_webSocketMessages`, with direction, time, opcode and data.',
    source: {
      name: 'Chrome DevTools, front_end/models/har/Log.ts, at commit 038d808',
      url: 'https://github.com/ChromeDevTools/devtools-frontend/blob/038d808/front_end/models/har/Log.ts',
    },
    readOn: '2026-11-30',
    verification: 'repository',
  },
  'playwright-har': {
    of: 'Playwright 1.65',
    quantity: null,
    about: 'WebSockets in a HAR file',
    states: 'Saves WebSocket messages in HAR files, in the same field as Chrome.',
    source: {
      name: 'Playwright, pull request 41015, and version 1.65.1',
      url: 'https://github.com/microsoft/playwright/pull/41015',
    },
    readOn: '2026-11-30',
    verification: 'repository',
  },
  'otel-websocket': {
    of: 'OpenTelemetry',
    quantity: null,
    about: 'conventions for WebSockets',
    states:
      'Has no conventions for WebSockets. A proposal of October 2025 for attributes of their messages is open.',
    source: {
      name: 'OpenTelemetry, semantic-conventions, issue 2841',
      url: 'https://github.com/open-telemetry/semantic-conventions/issues/2841',
    },
    readOn: '2026-11-30',
    verification: 'document',
  },
} as const satisfies FactTable;
