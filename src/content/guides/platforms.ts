/**
 * The guide to platforms and their limits. Sources: RFC 6455 §5.5.2, §7.1.5 and §7.2.3; the model
 * in core/operations/connection-lifetime.ts.
 */

import { formatTime } from '#content/compare/numbers.ts';
import { dateOf, factOf, quantityOf, type FactId } from '#content/facts/facts.ts';
import { leastRecoveryMs } from '#core/operations/reconnect-storm.ts';
import { computed, type GuideText } from './guide-text.ts';
import type { Guide } from './guide.ts';

function limitRow(id: FactId): readonly GuideText[] {
  const fact = factOf(id);
  return [computed(fact.of), `{${id}}`, fact.about, computed(dateOf(fact))];
}

const TIMES: readonly FactId[] = [
  'google-balancer-life',
  'heroku-idle',
  'nginx-idle',
  'aws-alb-idle',
  'aws-clb-idle',
  'azure-front-door-idle',
  'aws-nlb-idle',
  'aws-gateway-idle',
  'cloud-run-request',
  'aws-gateway-life',
];

const SIZES: readonly FactId[] = [
  'aws-gateway-message',
  'aws-gateway-connections',
  'aws-gateway-integration',
  'websockets-chromium',
  'websockets-firefox',
];

const gatewayNeeds = computed(
  formatTime(leastRecoveryMs(100_000, quantityOf('aws-gateway-connections'))),
);

export const PLATFORMS: Guide = {
  topic: 'Platforms and their limits',
  answer: [
    'That depends on what is between the browser and your code. Most platforms end a WebSocket that is silent for a minute or a few. Some end it at a certain age, whatever it carries. All end it when they restart something.',
    'So don’t rely on a long connection. Send heartbeats, expect an end at any time, and let your code reconnect as a normal step.',
  ],
  sections: [
    {
      title: 'Silence, age and restart',
      text: [
        'A limit of **silence** starts again with each byte that counts. A heartbeat prevents it. [The guide to silence](guides/long-silence/) shows how often it has to come.',
        'A limit of **age** doesn’t start again. Google’s external load balancer ends a WebSocket after {google-balancer-life}, unless you set more. Google Cloud Run treats it as a request, so it lasts {cloud-run-request} at most.',
        'Some have both. AWS API Gateway allows {aws-gateway-idle} of silence and {aws-gateway-life} of age.',
        '**Restarts** have no published schedule. [Releases of Cloudflare close connections]{cloudflare-restart}.',
      ],
    },
    {
      title: 'Functions that run on demand',
      text: [
        'A function runs for a moment, but a WebSocket stays. Platforms join the two in one of two ways.',
        '**A gateway holds the connection**, and a function runs for each message. [AWS API Gateway does that]{aws-gateway-life}. Your code has no socket, and can’t rely on memory between messages. A function there has at most {aws-gateway-integration}.',
        '**The function holds the connection** and runs as long as that. [Vercel does that]{vercel-websocket}. Then the longest duration of a function is also the longest age of a WebSocket.',
      ],
    },
    {
      title: 'Limits of size and rate',
      text: [
        'A receiver ends the connection if a message is too large. Close code 1009 means that. On AWS API Gateway the limit is {aws-gateway-message}.',
        `After a loss, the rate of new connections decides how long the return takes. AWS API Gateway accepts {aws-gateway-connections}. A hundred thousand clients then need at least ${gatewayNeeds}.`,
        'Browsers limit WebSockets, too. The second table has the numbers of two.',
      ],
    },
    {
      title: 'Plan for the end',
      text: [
        'Keep what a session needs outside the connection. Number messages, so that a new connection [continues where the old one ended](guides/order-loss-resume/).',
        'If you know the age limit, go first. Open a new connection before the old one ends, and change over.',
        'Look up your platform’s limits before you rely on this page. Each row below has the day on which it was read.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'A heartbeat keeps any connection open.',
      correction: 'It helps against silence, but not against age, and not against restarts.',
    },
    {
      claim: 'It ran for an hour, so it will run all day.',
      correction:
        '[AWS API Gateway ends each WebSocket after two hours]{aws-gateway-life}. Other limits can be longer than your test.',
    },
    {
      claim: 'A backend timeout counts silence.',
      correction:
        '[With Google’s external load balancer it counts the whole life]{google-balancer-life}.',
    },
    {
      claim: 'Serverless platforms can’t do WebSocket.',
      correction: 'They can, if a gateway holds the connections or a function keeps running.',
    },
  ],
  tables: [
    {
      title: 'How long connections last',
      columns: ['Service', 'Limit', 'Of', 'Read on'],
      rows: TIMES.map(limitRow),
    },
    {
      title: 'How much and how many',
      columns: ['Service', 'Limit', 'Of', 'Read on'],
      rows: SIZES.map(limitRow),
    },
  ],
  further: [
    '[Why a silent WebSocket closes](guides/long-silence/), heartbeat by heartbeat.',
    '[How clients should connect again](guides/reconnect-storm/).',
    '[Close code 1009](close-codes/1009/), for messages that are too large.',
  ],
};
