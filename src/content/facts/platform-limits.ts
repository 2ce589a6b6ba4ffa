/** What platforms that run code on demand allow: serverless functions, and gateways before them. */

import type { FactTable } from './fact.ts';

const GATEWAY_LIMITS = {
  name: 'AWS, Quotas for WebSocket APIs in API Gateway',
  url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html',
} as const;

export const PLATFORM_LIMITS = {
  'aws-gateway-life': {
    of: 'AWS API Gateway',
    quantity: { value: 7200, unit: 's' },
    about: 'age of a WebSocket',
    states:
      'The gateway holds the WebSocket, so functions run only for messages. It closes it after 2 hours.',
    source: GATEWAY_LIMITS,
    readOn: '2026-11-28',
    verification: 'document',
  },
  'aws-gateway-message': {
    of: 'AWS API Gateway',
    quantity: { value: 128, unit: 'KB' },
    about: 'size of a WebSocket message',
    states:
      'A message has at most 128 KB, a frame 32 KB. A larger one closes the connection with 1009.',
    source: GATEWAY_LIMITS,
    readOn: '2026-11-28',
    verification: 'document',
  },
  'aws-gateway-connections': {
    of: 'AWS API Gateway',
    quantity: { value: 500, unit: 'per s' },
    about: 'new WebSockets',
    states: 'Accepts 500 new WebSockets per second.',
    source: GATEWAY_LIMITS,
    readOn: '2026-11-28',
    verification: 'document',
  },
  'aws-gateway-integration': {
    of: 'AWS API Gateway',
    quantity: { value: 29, unit: 's' },
    about: 'time of a function behind a WebSocket API',
    states: 'A function behind a WebSocket API has at most 29 s.',
    source: GATEWAY_LIMITS,
    readOn: '2026-11-28',
    verification: 'document',
  },
  'cloud-run-request': {
    of: 'Google Cloud Run',
    quantity: { value: 3600, unit: 's' },
    about: 'length of a request, WebSockets included',
    states: 'Treats a WebSocket as one request, which lasts 60 minutes at most.',
    source: {
      name: 'Google, Using WebSockets on Cloud Run',
      url: 'https://cloud.google.com/run/docs/triggering/websockets',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'vercel-websocket': {
    of: 'Vercel Functions',
    quantity: null,
    about: 'WebSockets on functions',
    states:
      'WebSockets are a public beta. Each belongs to one instance, and ends with the longest duration of its function.',
    source: {
      name: 'Vercel, WebSockets on Functions',
      url: 'https://vercel.com/docs/functions/websockets',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
} as const satisfies FactTable;
