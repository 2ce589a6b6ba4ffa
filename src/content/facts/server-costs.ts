/** What open connections and requests cost: memory, and prices as vendors state them. */

import type { FactTable } from './fact.ts';

const WEBSOCKETS_MEMORY = {
  name: 'websockets for Python, Memory and buffers',
  url: 'https://websockets.readthedocs.io/en/stable/topics/memory.html',
} as const;

const GATEWAY_PRICES = {
  name: 'AWS, Amazon API Gateway pricing, examples for US regions',
  url: 'https://aws.amazon.com/api-gateway/pricing/',
} as const;

const OBJECT_PRICES = {
  name: 'Cloudflare, Durable Objects pricing',
  url: 'https://developers.cloudflare.com/durable-objects/platform/pricing/',
} as const;

export const SERVER_COSTS = {
  'linux-socket-memory': {
    of: 'Linux, CentOS 6.4',
    quantity: { value: 3, unit: 'KiB' },
    about: 'kernel memory of an idle connection',
    states: '12 million sockets took about 36 GB of kernel memory.',
    source: {
      name: 'MigratoryData, 12 million concurrent users, 2013',
      url: 'https://migratorydata.com/blog/websockets-benchmark-12-million-concurrent-users/',
    },
    readOn: '2026-11-29',
    verification: 'publication',
  },
  'websockets-plain-memory': {
    of: 'websockets for Python',
    quantity: { value: 14, unit: 'KiB' },
    about: 'memory of a connection without compression',
    states: 'A connection takes 14 KiB without compression.',
    source: WEBSOCKETS_MEMORY,
    readOn: '2026-11-22',
    verification: 'document',
  },
  'websockets-deflate-memory': {
    of: 'websockets for Python',
    quantity: { value: 64, unit: 'KiB' },
    about: 'memory of a connection with its usual compression',
    states:
      'A connection takes 64 KiB with the library’s usual compression, and 316 KiB with the largest window.',
    source: WEBSOCKETS_MEMORY,
    readOn: '2026-11-22',
    verification: 'document',
  },
  'ws-deflate-off': {
    of: 'ws for Node',
    quantity: null,
    about: 'compression on servers',
    states:
      'Leaves permessage-deflate off on servers by default, because it costs much time and memory.',
    source: { name: 'ws, README', url: 'https://github.com/websockets/ws#websocket-compression' },
    readOn: '2026-11-30',
    verification: 'repository',
  },
  'phoenix-memory': {
    of: 'Phoenix',
    quantity: { value: 64, unit: 'KiB' },
    about: 'memory of a connection, at most',
    states: 'Held 2 million WebSockets on a machine with 128 GB, which is at most 64 KB for each.',
    source: {
      name: 'Phoenix, The road to 2 million WebSocket connections, 2015',
      url: 'https://www.phoenixframework.org/blog/the-road-to-2-million-websocket-connections',
    },
    readOn: '2026-11-29',
    verification: 'publication',
  },
  'aws-request-price': {
    of: 'AWS API Gateway, HTTP APIs',
    quantity: { value: 1, unit: 'USD per million' },
    about: 'requests, the first 300 million of a month',
    states: 'A million requests cost $1.00, after 300 million in a month $0.90.',
    source: GATEWAY_PRICES,
    readOn: '2026-09-20',
    verification: 'document',
  },
  'aws-message-price': {
    of: 'AWS API Gateway, WebSocket APIs',
    quantity: { value: 1, unit: 'USD per million' },
    about: 'messages sent and received, counted in pieces of 32 KB',
    states: 'A million messages cost $1.00, in each direction and in pieces of 32 KB.',
    source: GATEWAY_PRICES,
    readOn: '2026-09-20',
    verification: 'document',
  },
  'aws-minute-price': {
    of: 'AWS API Gateway, WebSocket APIs',
    quantity: { value: 0.25, unit: 'USD per million' },
    about: 'minutes of open connections',
    states: 'A million minutes of open connections cost $0.25.',
    source: GATEWAY_PRICES,
    readOn: '2026-09-20',
    verification: 'document',
  },
  'cloudflare-request-price': {
    of: 'Cloudflare Durable Objects',
    quantity: { value: 0.15, unit: 'USD per million' },
    about: 'requests after the first million of a month',
    states:
      'A million requests cost $0.15 after the first million. The time that an object runs costs extra.',
    source: OBJECT_PRICES,
    readOn: '2026-11-29',
    verification: 'document',
  },
  'cloudflare-message-ratio': {
    of: 'Cloudflare Durable Objects',
    quantity: { value: 20, unit: 'times' },
    about: 'incoming WebSocket messages that count as one request',
    states: 'Twenty incoming WebSocket messages count as one request.',
    source: {
      name: 'Cloudflare, Durable Objects release notes, 1 April 2024',
      url: 'https://developers.cloudflare.com/durable-objects/platform/changelog/',
    },
    readOn: '2026-11-29',
    verification: 'document',
  },
} as const satisfies FactTable;
