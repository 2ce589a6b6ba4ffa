/** How long proxies and platforms let a connection be silent, and how long they let it live. */

import type { FactTable } from './fact.ts';

export const IDLE_LIMITS = {
  'nginx-idle': {
    of: 'nginx',
    quantity: { value: 60, unit: 's' },
    about: 'silence of the server behind it',
    states:
      'Closes a connection if the server behind it sends nothing for 60 s. `proxy_read_timeout` changes that.',
    source: {
      name: 'nginx, WebSocket proxying',
      url: 'https://nginx.org/en/docs/http/websocket.html',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'aws-alb-idle': {
    of: 'AWS Application Load Balancer',
    quantity: { value: 60, unit: 's' },
    about: 'silence in both directions',
    states:
      'Closes a connection after 60 s without data, unless configured otherwise. Ping frames of HTTP/2 don’t count.',
    source: {
      name: 'AWS, Edit attributes for your Application Load Balancer',
      url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'aws-clb-idle': {
    of: 'AWS Classic Load Balancer',
    quantity: { value: 60, unit: 's' },
    about: 'silence in both directions',
    states:
      'Closes a connection after 60 s without data, unless configured otherwise. TCP keep-alive doesn’t count.',
    source: {
      name: 'AWS, Configure the idle connection timeout',
      url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/config-idle-timeout.html',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'aws-nlb-idle': {
    of: 'AWS Network Load Balancer',
    quantity: { value: 350, unit: 's' },
    about: 'silence in both directions',
    states:
      'Drops a TCP connection after 350 s without data, unless configured otherwise. For TLS listeners the value is fixed.',
    source: {
      name: 'AWS, Update the TCP idle timeout',
      url: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'aws-gateway-idle': {
    of: 'AWS API Gateway',
    quantity: { value: 600, unit: 's' },
    about: 'silence on a WebSocket',
    states: 'Closes a WebSocket after 10 minutes without data.',
    source: {
      name: 'AWS, Quotas for WebSocket APIs in API Gateway',
      url: 'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'heroku-idle': {
    of: 'Heroku',
    quantity: { value: 55, unit: 's' },
    about: 'silence after the first byte of a response',
    states:
      'Wants the first byte of a response within 30 s, then another at least every 55 s. Otherwise it closes the connection.',
    source: {
      name: 'Heroku, HTTP routing',
      url: 'https://devcenter.heroku.com/articles/http-routing',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'azure-front-door-idle': {
    of: 'Azure Front Door',
    quantity: { value: 300, unit: 's' },
    about: 'silence on a WebSocket',
    states: 'Closes a WebSocket after 5 minutes without data. On a cached route the upgrade fails.',
    source: {
      name: 'Microsoft, WebSocket on Azure Front Door',
      url: 'https://learn.microsoft.com/en-us/azure/frontdoor/standard-premium/websocket',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'cloudflare-read': {
    of: 'Cloudflare',
    quantity: { value: 100, unit: 's' },
    about: 'wait for the server behind it',
    states:
      'Waits 100 s for a response from the server. Its page about WebSockets doesn’t give a limit.',
    source: {
      name: 'Cloudflare, Connection limits',
      url: 'https://developers.cloudflare.com/fundamentals/reference/connection-limits/',
    },
    readOn: '2026-11-28',
    verification: 'repository',
  },
  'envoy-idle': {
    of: 'Envoy',
    quantity: { value: 3600, unit: 's' },
    about: 'silence of a connection',
    states: 'Closes a connection after one hour without streams, unless configured otherwise.',
    source: {
      name: 'Envoy, How do I configure timeouts?',
      url: 'https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'phoenix-idle': {
    of: 'Phoenix',
    quantity: { value: 60, unit: 's' },
    about: 'silence of the client',
    states:
      'The server closes a socket whose client sends nothing for 60 s. Its client sends every 30 s.',
    source: {
      name: 'Phoenix, Phoenix.Endpoint',
      url: 'https://hexdocs.pm/phoenix/Phoenix.Endpoint.html',
    },
    readOn: '2026-11-28',
    verification: 'document',
  },
  'google-balancer-life': {
    of: 'Google external load balancer',
    quantity: { value: 30, unit: 's' },
    about: 'age of a WebSocket, unless set',
    states:
      'Ends a WebSocket after 30 s, unless configured otherwise. The backend timeout counts its whole life, not its silence.',
    source: {
      name: 'Kubernetes, ingress-gce, its WebSocket example',
      url: 'https://github.com/kubernetes/ingress-gce/tree/master/examples/websocket',
    },
    readOn: '2026-11-28',
    verification: 'repository',
  },
  'cloudflare-restart': {
    of: 'Cloudflare',
    quantity: null,
    about: 'releases',
    states: 'Releases restart servers, which closes the WebSockets on them.',
    source: {
      name: 'Cloudflare, WebSockets',
      url: 'https://developers.cloudflare.com/network/websockets/',
    },
    readOn: '2026-11-28',
    verification: 'repository',
  },
} as const satisfies FactTable;
