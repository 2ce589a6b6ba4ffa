/** Sentences about a comparison that are true for all settings. */

import type { Direction } from '#core/trace/direction.ts';
import type { Layer } from '#core/traffic/counting/byte-counts.ts';
import {
  byTotalBytes,
  type ComparisonReport,
  type MethodResult,
} from '#core/traffic/results/comparison.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { entriesOf, valueOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import type { Sample, SampleResult } from '#core/traffic/results/sample.ts';
import { delayedDirection } from '#core/traffic/results/delay-comparison.ts';
import {
  formatBytes,
  formatDelay,
  formatRate,
  formatShare,
  formatSize,
  formatTime,
} from './numbers.ts';
import { METHOD_NAMES, METHOD_NAMES_WITHIN } from './compare-words.ts';
import { countedLayer } from './counted-with.ts';
import { DIRECTION_WORDS } from './direction-words.ts';
import { listed } from './method-names.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

/**
 * "160 messages in 10 min: 21 kB with WebSocket, 356 kB with polling (TCP/IP, HTTP/1.1)": the
 * cheapest and the most expensive, and what is counted.
 */
export function headline(report: ComparisonReport): string {
  const sorted = byTotalBytes(report);
  const [cheapest, dearest] = [sorted[0]!, sorted.at(-1)!];
  const subject = subjectOf(report);
  const counted = countedWords(report.settings);
  const format = distinctFormat(cheapest, dearest);
  if (format(cheapest.totalBytes) === format(dearest.totalBytes)) {
    return `${subject}: ${format(cheapest.totalBytes)} with any method (${counted})`;
  }
  const by = ({ method, totalBytes }: MethodResult) =>
    `${format(totalBytes)} with ${METHOD_NAMES_WITHIN[method]}`;
  return `${subject}: ${by(cheapest)}, ${by(dearest)} (${counted})`;
}

/** "TCP/IP, HTTP/1.1": up to which layer bytes are counted, and with which version of HTTP. */
function countedWords(settings: ComparisonSettings): string {
  const version = `HTTP/${settings.http}`;
  const layer = countedLayer(settings);
  return layer === 'application'
    ? `${version} without TLS and TCP`
    : `${LAYER_LIMITS[layer]}, ${version}`;
}

const LAYER_LIMITS: Readonly<Record<Exclude<Layer, 'application'>, string>> = {
  tls: 'TLS',
  tcp: 'TCP/IP',
  ethernet: 'Ethernet',
};

/** Per session. */
function messageCountOf({ messageCounts }: Pick<ComparisonReport, 'messageCounts'>): number {
  return messageCounts['server-to-client'] + messageCounts['client-to-server'];
}

function subjectOf(report: ComparisonReport): string {
  const count = messageCountOf(report);
  const session = formatTime(report.settings.sessionSeconds * 1000);
  if (count === 0) return `${session} without a message`;
  const amount = formatRate(count);
  return `${amount} ${amount === '1' ? 'message' : 'messages'} in ${session}`;
}

/** Rounded, unless that would make both amounts look equal. */
function distinctFormat(one: MethodResult, other: MethodResult): (bytes: number) => string {
  const isAlike = formatSize(one.totalBytes) === formatSize(other.totalBytes);
  return isAlike ? formatBytes : formatSize;
}

/** "Polling asks every 2 s, and 67% of its polls are empty." */
export function pollingSentence({ results, pollPeriodMs }: ComparisonReport): string {
  const { polls, emptyPolls } = results.polling;
  const asks = `Polling asks every ${formatDelay(pollPeriodMs)}`;
  const share = polls === 0 ? 0 : emptyPolls / polls;
  if (share === 0) return `${asks}, and no poll is empty.`;
  if (share === 1) return `${asks}, and every poll is empty.`;
  return `${asks}, and ${formatShare(share)} of its polls are empty.`;
}

/** The mean delay of each method. To the client, if it receives messages. */
export function delaySentence(report: ComparisonReport): string {
  const direction = delayedDirection(report);
  return direction === null ? '' : delaysIn(report, direction);
}

/** Names the direction whose delays the table shows, and the delays of the other. */
export function delayCaption(report: ComparisonReport): string {
  const direction = delayedDirection(report);
  if (direction === null) return '';
  const shown = `Delays are expected values of messages ${DIRECTION_WORDS[direction]}.`;
  return direction === 'client-to-server' || report.messageCounts['client-to-server'] === 0
    ? shown
    : `${shown} ${delaysIn(report, 'client-to-server')}`;
}

/** Methods with the same delay share a number. Those without an expected delay come last. */
function delaysIn({ results }: ComparisonReport, direction: Direction): string {
  const namesByDelay = new Map<string, string[]>();
  const endless: string[] = [];
  const entries = entriesOf(results);
  for (const [method, result] of entries) {
    const name = METHOD_NAMES_WITHIN[method];
    const delays = result.delays[direction];
    if (delays === null) endless.push(name);
    else {
      const delay = formatDelay(delays.meanMs);
      namesByDelay.set(delay, [...(namesByDelay.get(delay) ?? []), name]);
    }
  }
  const amounts = [...namesByDelay].map(([delay, names], index) => {
    const by = names.length === entries.length ? 'any method' : listed(names);
    return `${delay}${index === 0 ? ' late' : ''} with ${by}`;
  });
  const arrives = `On average, a message ${DIRECTION_WORDS[direction]} arrives ${amounts.join(', ')}.`;
  return endless.length === 0
    ? arrives
    : `${arrives} It waits longer and longer with ${listed(endless)}.`;
}

/** For a lane's label: "30 polls, 19 empty". */
export function laneSummary({ method, polls, posts, emptyPolls, pushes }: SampleResult): string {
  if (method === 'requests') return countOf(posts, 'POST');
  if (method === 'websocket') return countOf(pushes, 'frame');
  if (method === 'event-stream') return countOf(pushes, 'event');
  return `${countOf(polls, 'poll')}, ${formatCount(emptyPolls)} empty`;
}

/** The timeline of a method in a sentence. */
export function laneDescription(sample: Sample, method: ComparedId): string {
  const { polls, posts, emptyPolls, pushes } = valueOf(sample.results, method);
  const name = METHOD_NAMES[method];
  const duration = formatTime(sample.durationMs);
  const posted = posts === 0 ? '' : `, and ${countOf(posts, 'POST')} with a message`;
  switch (method) {
    case 'requests':
      return `${name}: ${countOf(posts, 'POST')} with a message within ${duration}.`;
    case 'websocket':
      return `${name}: a handshake, then ${countOf(pushes, 'frame')} with messages within ${duration}.`;
    case 'event-stream':
      return `${name}: one request, then ${countOf(pushes, 'event')} within ${duration}${posted}.`;
    case 'polling':
    case 'long-polling':
      return `${name}: ${pollWords(polls, emptyPolls, duration)}${posted}.`;
  }
}

/** "30 polls within 60 s, 19 of them empty". */
function pollWords(polls: number, empty: number, duration: string): string {
  if (polls === 1) return `1 ${empty === 1 ? 'empty poll' : 'poll'} within ${duration}`;
  const some = empty === 0 ? 'none' : formatCount(empty);
  return `${countOf(polls, 'poll')} within ${duration}, ${some} of them empty`;
}
