/** The settings and sentences of the figure of polling. */

import { formatDelay, formatRate, formatShare, formatSize } from '#content/compare/numbers.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { expectResult, type MethodResult } from '#core/traffic/results/comparison.ts';
import { situationOf } from '#core/traffic/expected/situation.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { SHORT_CHAT } from '#core/traffic/settings/short-chat.ts';

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
  return `A message is ${formatDelay(delay.meanMs)} late on average, at most ${formatDelay(delay.worstMs)}. In an hour the page asks ${countOf(Math.round(polls), 'time')}. Of the responses, ${formatShare(emptyPolls / polls)} are empty. With TLS and TCP/IP, that takes ${formatSize(totalBytes)}.`;
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
