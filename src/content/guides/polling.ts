/**
 * The guide to polling, and the sentences of its figure. Sources: RFC 6202 §2; RFC 9110 §13.1.2
 * and §15.4.5; RFC 7541 §2.3; Compare’s model (core/traffic).
 */

import { formatDelay, formatRate, formatShare, formatSize } from '#content/compare/numbers.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { totalOf } from '#core/traffic/counting/byte-counts.ts';
import { expectResult, type MethodResult } from '#core/traffic/results/comparison.ts';
import { situationOf } from '#core/traffic/expected/situation.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { SHORT_CHAT } from '#core/traffic/settings/short-chat.ts';
import { computed } from './guide-text.ts';
import type { Guide } from './guide.ts';

/** The figure's traffic: the chat of the first page, for a minute, polled every so often. */
export function polledChat(intervalSeconds: number): ComparisonSettings {
  return {
    ...SHORT_CHAT,
    durationSeconds: 60,
    sessionSeconds: 3600,
    fromClientPerMinute: 0,
    toClientPerMinute: 6,
    pollIntervalSeconds: intervalSeconds,
  };
}

export function expectPolling(intervalSeconds: number): MethodResult {
  return expectResult('polling', situationOf(polledChat(intervalSeconds)));
}

/** What an interval leads to. */
export function pollingOutcome(intervalSeconds: number): string {
  const { delays, polls, emptyPolls, totalBytes } = expectPolling(intervalSeconds);
  const delay = delays['server-to-client'];
  if (delay === null) return 'Nothing arrives.';
  return `A message is ${formatDelay(delay.meanMs)} late on average, at most ${formatDelay(delay.worstMs)}. In an hour the page asks ${countOf(Math.round(polls), 'time')}. ${formatShare(emptyPolls / polls)} of the responses are empty. All of it is ${formatSize(totalBytes)}.`;
}

export const POLLING_CAPTION =
  'Simulated: 6 messages a minute at random times, of 48 bytes each, 60 ms round trip, HTTP/1.1 over TLS 1.3. Bytes of TCP/IP and what it carries, for one hour. The lane shows one minute of it.';

export const POLLING_COLUMNS = [
  'Interval',
  'Mean delay',
  'Longest delay',
  'Polls per hour',
  'Empty',
  'Bytes per hour',
] as const;

export function pollingRow(intervalSeconds: number): readonly string[] {
  const { delays, polls, emptyPolls, totalBytes } = expectPolling(intervalSeconds);
  const delay = delays['server-to-client'];
  return [
    `${intervalSeconds} s`,
    formatDelay(delay?.meanMs ?? 0),
    formatDelay(delay?.worstMs ?? 0),
    formatRate(polls),
    formatShare(emptyPolls / polls),
    formatSize(totalBytes),
  ];
}

const perPoll = (): string => {
  const { steady } = expectPolling(2);
  return computed(formatSize(totalOf(steady.bytes, 'tcp') / steady.polls));
};

export const POLLING: Guide = {
  topic: 'A page that asks at intervals',
  answer: [
    'With polling, the page asks the server at intervals whether there is news. The server answers immediately, with news or without.',
    'A message waits for the next poll: half an interval on average, and a whole interval at worst. A shorter interval makes messages earlier and wastes more, because more responses are empty. Polling suits news that may be late, and servers that should hold no connections.',
  ],
  sections: [
    {
      title: 'The interval sets everything',
      text: [
        'If messages come at random times, the mean wait is half the interval. To that, the network adds the time of one response. No tuning of the server changes this, because the server can’t send before it is asked.',
        `Each poll is a whole HTTP exchange. In the figure it is ${perPoll()} with all headers, although most of them carry no message. The cost depends on the interval, not on how much news there is.`,
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
        'Polling needs nothing but HTTP. It passes every proxy, works with every cache and log, and survives restarts of the server without any code. If a minute’s delay is acceptable, it is often the best choice.',
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
