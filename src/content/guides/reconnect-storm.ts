/**
 * The guide to reconnecting after a loss that many clients share. Sources: RFC 6455 §7.2.3; the
 * model in core/operations/reconnect-storm.ts.
 */

import { formatTime } from '#content/compare/numbers.ts';
import { quantityOf } from '#content/facts/facts.ts';
import { leastRecoveryMs } from '#core/operations/reconnect-storm.ts';
import { RECONNECT_WITHIN_SECONDS } from '#core/traffic/costs/restart.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';

const firstWait = computed(formatTime(RECONNECT_WITHIN_SECONDS * 1000));

const gatewayNeeds = (): string =>
  computed(formatTime(leastRecoveryMs(10_000, quantityOf('aws-gateway-connections'))));

export const RECONNECT_STORM: Guide = {
  topic: 'The reconnect storm: waiting, and waiting at random',
  answer: [
    'When a server restarts, all its connections end in the same moment. All clients notice, and all connect again. After equal waits, they arrive together. The server refuses many of them, and those arrive together again.',
    `Let each client wait a random time before it connects. After each failure, let it wait longer, up to a limit. The RFC recommends that: first a random delay of up to ${firstWait}, then longer ones. [§7.2.3]`,
  ],
  sections: [
    {
      title: 'Connecting is the expensive part',
      text: [
        'A new WebSocket costs more than a message. It needs TCP, usually TLS, an HTTP request, and your code that checks the session. A server that easily holds its connections can’t open all of them in a second.',
        `Platforms limit the rate, too. AWS API Gateway accepts {aws-gateway-connections}. For ten thousand clients, that is at least ${gatewayNeeds()}, however they wait.`,
      ],
    },
    {
      title: 'Longer waits alone don’t spread clients',
      text: [
        'Exponential backoff doubles the wait after each failure. So it spreads the attempts of one client. But clients that failed together also double together. They return in waves that are further apart, and each wave is as steep as before.',
        'The last clients then wait for a wave, while the server has nothing to do. In the figure, look at the gaps between the bars.',
        'A refusal costs nothing in the figure, so a fixed wait doesn’t look bad. On a real server, refusals take the time that accepting needs.',
      ],
    },
    {
      title: 'Randomness does',
      text: [
        '**Full jitter** picks a time between zero and the current wait. **Equal jitter** waits at least half of it. Both spread a wave over the whole range.',
        'The range has to fit the crowd. If the server needs a minute for all clients, a range of one second still makes a wave. The longer waits of later attempts then spread it.',
        `The RFC’s first range is ${firstWait} wide. That costs a single client a few seconds, and spreads a crowd.`,
      ],
    },
    {
      title: 'What servers and clients can add',
      text: [
        'Before a restart, close connections in groups, over minutes. Close code 1012 means that the service restarts, and 1001 that the server goes away.',
        'Refuse early, before expensive work. A page can’t see the status of a refused handshake, so `Retry-After` doesn’t reach it.',
        'Reset the wait only when a connection has lasted for a while. Otherwise a server that accepts and then fails gets the same crowd immediately.',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'Exponential backoff prevents storms.',
      correction: 'It makes waves rarer. Only randomness makes them flat.',
    },
    {
      claim: 'Jitter makes clients come back later.',
      correction:
        'One client, yes. For all together the server’s rate is the limit, and without jitter it usually refuses more.',
    },
    {
      claim: 'The browser reconnects by itself.',
      correction:
        '[EventSource does, a WebSocket doesn’t]{websocket-reconnect}. Your code has to open a new one, and wait before that.',
    },
    {
      claim: 'Only a crash causes a storm.',
      correction:
        'Every deployment does. So do proxies: [releases of Cloudflare close the WebSockets on servers that restart]{cloudflare-restart}.',
    },
  ],
  further: [
    '[Why a silent WebSocket closes](guides/long-silence/), one client at a time.',
    '[Close code 1012](close-codes/1012/) and [1013](close-codes/1013/), which ask clients to come back.',
    '[How many clients your server has](#/compare), and what they cost.',
  ],
};
