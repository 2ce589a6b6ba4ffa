/**
 * The guide to idle timeouts and heartbeats. Sources: RFC 6455 §5.5.2, §5.5.3 and §7.1.5; WHATWG
 * WebSockets; the model in core/operations/idle-line.ts.
 */

import { formatBytes, formatRate, formatTime } from '#content/compare/numbers.ts';
import { dateOf, factOf, quantityOf, type FactId } from '#content/facts/facts.ts';
import { heartbeatBytesPerMinute, heartbeatSizes } from '#core/operations/heartbeat.ts';
import { simulateIdleLine, type LineEnd } from '#core/operations/idle-line.ts';
import { computed, type GuideText } from './guide-text.ts';
import type { Guide } from './guide.ts';

const COMPARED_MS = 60_000;

/** Limits of this table, and what each counts. */
const LIMITS = {
  'nginx-idle': 'silence-of-server',
  'aws-alb-idle': 'silence-of-both',
  'aws-clb-idle': 'silence-of-both',
  'aws-nlb-idle': 'silence-of-both',
  'heroku-idle': 'silence-of-both',
  'azure-front-door-idle': 'silence-of-both',
  'phoenix-idle': 'silence-of-client',
  'aws-gateway-life': 'age',
  'google-balancer-life': 'age',
  'cloud-run-request': 'age',
} as const satisfies Partial<Record<FactId, LineEnd>>;

function limitRow(id: keyof typeof LIMITS): readonly GuideText[] {
  const { cut } = simulateIdleLine({
    end: LIMITS[id],
    limitMs: quantityOf(id) * 1000,
    sender: 'server',
    intervalMs: COMPARED_MS,
    isPageHidden: false,
    serverToProxyMs: 10,
    proxyToBrowserMs: 20,
    observedMs: COMPARED_MS,
  });
  const outcome = cut === null ? 'lives' : cut.reason === 'age' ? 'ends all the same' : 'cut';
  const fact = factOf(id);
  return [fact.of, `{${id}}`, fact.about, outcome, computed(dateOf(fact))];
}

const sizes = heartbeatSizes('server');
const everyHalfMinute = {
  sender: 'server',
  intervalMs: 30_000,
  isPageHidden: false,
} as const;

export const LONG_SILENCE: Guide = {
  topic: 'The long silence: proxies, idle timeouts and heartbeats',
  answer: [
    'A proxy between the browser and the server closes a connection that carries nothing for a while. nginx does so after {nginx-idle}. It sends no Close frame, so the browser reports 1006.',
    'Let the server send a ping at half of the shortest limit on the path. A page can’t ping, because browsers have no function for it. Some services limit the age of a connection instead. Pings don’t help there, so reconnect.',
  ],
  sections: [
    {
      title: 'Who closes it, and why',
      text: [
        'A proxy holds two TCP connections for each WebSocket: one to the browser, one to the server. Both use memory, even in silence. So the proxy runs a timer. [With nginx, anything that the server sends restarts it]{nginx-idle}.',
        'When the timer ends, the proxy closes both connections. It relays bytes without reading frames, so it sends no Close frame. The page’s `close` event then has code 1006, and `wasClean` is false. 1006 itself never crosses the wire. [§7.1.5]',
      ],
    },
    {
      title: 'Three different ends',
      text: [
        '**Silence.** Any frame that restarts the timer helps, and a ping is the smallest.',
        '**Age.** Some services end a connection after a fixed time, busy or not. [Cloud Run does after an hour at most]{cloud-run-request}. Only a new connection helps.',
        '**Restart.** The proxy itself is replaced, and its connections end together. [Releases of Cloudflare do that]{cloudflare-restart}.',
        'To find out which one it was, log how long each connection lasted, and how long it was silent before. Equal ages or equal silences point to a limit.',
      ],
    },
    {
      title: 'Choose an interval',
      text: [
        'Take the shortest limit on the path and halve it. Then one ping can be late without harm.',
        `An empty ping is ${computed(formatBytes(sizes.beat))}, and the masked pong ${computed(formatBytes(sizes.answer))}. [§5.5.2] Every ${computed(formatTime(everyHalfMinute.intervalMs))}, that is ${computed(formatRate(heartbeatBytesPerMinute(everyHalfMinute)))} bytes per minute, before TLS and TCP.`,
        'A ping also finds dead peers. If no pong returns before the next ping, close the connection. The peer is probably gone. [Discord’s clients have to do that with its heartbeats]{discord-heartbeat}.',
      ],
    },
    {
      title: 'If only the page can send',
      text: [
        'A page can send a small message that your server answers. But [Chrome runs the timers of a hidden page once per minute]{hidden-timers}. Against a limit of one minute, that is too slow.',
        'A browser answers a server’s ping without any timer, and without running code of the page. So let the server start.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'A ping every minute fits a limit of one minute.',
      correction:
        'The two race. A few milliseconds more on the way decide, and the proxy may win each time.',
    },
    {
      claim: 'TCP keep-alive does it.',
      correction:
        '[A Classic Load Balancer of AWS ignores it]{aws-clb-idle}, and [an Application Load Balancer ignores pings of HTTP/2]{aws-alb-idle}.',
    },
    {
      claim: 'A busy connection can’t be idle.',
      correction:
        'Each direction can have its own timer. [Phoenix closes a socket whose client is silent]{phoenix-idle}, however much the server sends.',
    },
    {
      claim: 'The page can send pings.',
      correction:
        'The browser’s API has no such function. A page can send a message that your server answers.',
    },
  ],
  tables: [
    {
      title: 'Limits, with sources',
      columns: ['Service', 'Limit', 'Of', 'With a ping every minute', 'Read on'],
      rows: (Object.keys(LIMITS) as (keyof typeof LIMITS)[]).map(limitRow),
    },
  ],
  further: [
    '[What close code 1006 means](close-codes/1006/), and what else causes it.',
    '[What a phone does to a WebSocket](guides/on-a-phone/), where each ping has its price.',
    '[A connection through a proxy, step by step](#/learn/proxy).',
    '[A ping and its pong as bytes](#/decode?example=rfc-6455-ping-pong).',
  ],
};
