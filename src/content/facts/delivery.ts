/** How connections find their server, and how applications continue after one is lost. */

import type { FactTable } from './fact.ts';

const DISCORD_GATEWAY = {
  name: 'Discord, Gateway, at commit 00361fc',
  url: 'https://github.com/discord/discord-api-docs/tree/00361fc',
} as const;

export const DELIVERY = {
  'discord-heartbeat': {
    of: 'Discord',
    quantity: null,
    about: 'heartbeats without acknowledgement',
    states:
      'A client whose heartbeat isn’t acknowledged before the next one closes the connection with any code but 1000, and resumes.',
    source: DISCORD_GATEWAY,
    readOn: '2026-11-28',
    verification: 'repository',
  },
  'discord-resume': {
    of: 'Discord',
    quantity: null,
    about: 'resuming a session',
    states:
      'A client that reconnects sends its session and the last sequence number. The gateway sends what follows, or declares the session invalid.',
    source: DISCORD_GATEWAY,
    readOn: '2026-11-28',
    verification: 'repository',
  },
  'discord-codes': {
    of: 'Discord',
    quantity: null,
    about: 'close codes that end a session',
    states: 'A client that closes with 1000 or 1001 ends its session, and can’t resume it.',
    source: DISCORD_GATEWAY,
    readOn: '2026-11-28',
    verification: 'repository',
  },
  'socket-io-delivery': {
    of: 'Socket.IO',
    quantity: null,
    about: 'delivery by default',
    states:
      'Delivers at most once by default. The server keeps nothing for a client that is disconnected.',
    source: {
      name: 'Socket.IO, Delivery guarantees',
      url: 'https://socket.io/docs/v4/delivery-guarantees/',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'socket-io-recovery': {
    of: 'Socket.IO',
    quantity: null,
    about: 'recovery of a connection’s state',
    states:
      'Can send missed events again after a short loss. It has to be switched on, and doesn’t always succeed.',
    source: {
      name: 'Socket.IO, Connection state recovery',
      url: 'https://socket.io/docs/v4/connection-state-recovery',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'aws-sticky': {
    of: 'AWS Application Load Balancer',
    quantity: null,
    about: 'the target of a WebSocket',
    states:
      'A WebSocket stays with the target that answered with 101. Cookies for sticky sessions aren’t used after that.',
    source: {
      name: 'AWS, Sticky sessions for your Application Load Balancer',
      url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/sticky-sessions.html',
    },
    readOn: '2026-11-22',
    verification: 'document',
  },
  'socket-io-sticky': {
    of: 'Socket.IO',
    quantity: null,
    about: 'sticky sessions',
    states:
      'Needs sticky sessions for its long polling, which uses several requests. With WebSocket alone it doesn’t.',
    source: {
      name: 'Socket.IO, Using multiple nodes',
      url: 'https://socket.io/docs/v4/using-multiple-nodes/',
    },
    readOn: '2026-11-22',
    verification: 'document',
  },
} as const satisfies FactTable;
