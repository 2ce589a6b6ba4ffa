/**
 * The guide to polling. Sources: RFC 6202 §2; RFC 9110 §13.1.2 and §15.4.5; RFC 7541 §2.3;
 * Compare’s model (core/traffic).
 */

import { formatSize, formatTime } from '#content/compare/numbers.ts';
import { totalOf } from '#core/traffic/counting/byte-counts.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';
import { expectPolling } from './polling-figure.ts';

/** Of the example in the text. */
const POLL_SECONDS = 2;

const perPoll = (): string => {
  const { steady } = expectPolling(POLL_SECONDS);
  return computed(formatSize(totalOf(steady.bytes, 'tcp') / steady.polls));
};

export const POLLING: Guide = {
  topic: 'A page that asks at intervals',
  answer: [
    'With polling, the page asks the server at intervals whether there is news. The server answers immediately, with news or without.',
    'A message waits for the next poll: half an interval on average, and a whole interval at worst. With a shorter interval, messages arrive earlier, but more responses are empty. Polling suits news that may be late, and servers that should hold no connections.',
  ],
  sections: [
    {
      title: 'The interval sets everything',
      text: [
        'If messages come at random times, the mean wait is half the interval. To that, the network adds the time of one response. No tuning of the server changes this, because the server can’t send before it is asked.',
        `Each poll is a whole HTTP exchange. With a poll every ${computed(formatTime(POLL_SECONDS * 1000))}, it is ${perPoll()} with all headers, although most polls carry no message. The cost depends on the interval, not on how much news there is.`,
        '[Chrome runs the timers of a hidden page once per minute]{hidden-timers} after it was hidden for five. Then polls come no more often, whatever the interval.',
      ],
    },
    {
      title: 'What makes a poll cheaper',
      text: [
        'A reused connection saves the handshakes of TCP and TLS. If the interval is longer than the idle limit on the path, every poll opens a new one.',
        '**Conditional requests** keep the response small: the page sends `If-None-Match`, and the server answers with status 304 and no content. [RFC 9110 §13.1.2] The headers still travel.',
        '**HTTP/2** compresses headers that repeat, so an empty poll is much smaller. [RFC 7541 §2.3]',
      ],
    },
    {
      title: 'When polling is right',
      text: [
        'Polling needs nothing but HTTP. It passes proxies, appears in logs, [lets caches answer]{http-caching}, and survives restarts of the server without extra code. If a minute’s delay is acceptable, it is often the best choice.',
        'If the delay must be short, compare it with long polling and server-sent events before you choose WebSocket. [Your own numbers decide](#/compare).',
      ],
    },
  ],
  misreadings: [
    {
      claim: 'Polling every second makes messages a second late.',
      correction:
        'Half a second on average, and the time that one response takes. Only the unluckiest message waits the whole interval.',
    },
    {
      claim: 'An empty response costs almost nothing.',
      correction: 'Its headers and those of the request travel, and often TLS records and ACKs.',
    },
    {
      claim: 'All clients poll at different times anyway.',
      correction:
        'Clients that start together stay together. Add a random part to each interval, or a restart makes them a crowd.',
    },
  ],
  further: [
    '[Change the traffic in Compare](#/compare), with your own sizes and rates.',
    '[Long polling](guides/long-polling/) asks once, and the server answers when there is news.',
  ],
};
