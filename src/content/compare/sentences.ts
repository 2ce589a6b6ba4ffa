/** Sentences about a comparison that are true for all settings. */

import type { Direction } from '#core/trace/direction.ts';
import { purposesUpTo, type Layer } from '#core/traffic/counting/byte-counts.ts';
import {
  byTotalBytes,
  type ComparisonReport,
  type MethodResult,
} from '#core/traffic/results/comparison.ts';
import {
  MAX_OWN_REQUEST,
  NUMBER_LIMITS,
  type ChoiceSetting,
  type ComparisonSettings,
  type NumberSetting,
} from '#core/traffic/settings/comparison-settings.ts';
import { METHODS, type MethodId } from '#core/traffic/methods/method-run.ts';
import { odditiesOf, type OddityId } from '#core/traffic/results/oddities.ts';
import { delayedDirection } from '#core/traffic/results/delay-comparison.ts';
import type { LinkCorrection } from '#core/sharing/compare-link.ts';
import { formatBytes, formatDecimal, formatDelay, formatSize, formatTime } from './numbers.ts';
import {
  CHOICE_WORDS,
  METHOD_NAMES,
  METHOD_NAMES_WITHIN,
  PURPOSE_WORDS,
  SETTING_WORDS,
} from './compare-words.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';

/**
 * "The same 16 messages: 1.4 KB by WebSocket, 25 KB by polling": the cheapest and the most
 * expensive.
 */
export function headline(comparison: ComparisonReport): string {
  const sorted = byTotalBytes(comparison);
  const [cheapest, dearest] = [sorted[0]!, sorted.at(-1)!];
  const subject = subjectOf(messageCountOf(comparison));
  if (cheapest.totalBytes === dearest.totalBytes) {
    return `${subject}: ${formatBytes(cheapest.totalBytes)} by any method`;
  }
  const format = distinctFormat(cheapest, dearest);
  const by = ({ method, totalBytes }: MethodResult) =>
    `${format(totalBytes)} by ${METHOD_NAMES_WITHIN[method]}`;
  return `${subject}: ${by(cheapest)}, ${by(dearest)}`;
}

export function messageCountOf({ messageCounts }: ComparisonReport): number {
  return messageCounts['server-to-client'] + messageCounts['client-to-server'];
}

function subjectOf(messageCount: number): string {
  if (messageCount === 0) return 'Nothing to say';
  return messageCount === 1 ? 'One message' : `The same ${formatCount(messageCount)} messages`;
}

/** Rounded, unless that would make both amounts look equal. */
function distinctFormat(one: MethodResult, other: MethodResult): (bytes: number) => string {
  const isAlike = formatSize(one.totalBytes) === formatSize(other.totalBytes);
  return isAlike ? formatBytes : formatSize;
}

/** "Polling asked 30 times and heard “nothing new” 19 times." */
export function pollingSentence({ results }: ComparisonReport): string {
  const { polls, emptyPolls } = results.polling;
  const asked = `Polling asked ${times(polls)}`;
  if (emptyPolls === 0) return `${asked} and never in vain.`;
  if (polls === 1) return `${asked} and heard “nothing new”.`;
  if (emptyPolls === polls) return `${asked} and heard “nothing new” each time.`;
  return `${asked} and heard “nothing new” ${times(emptyPolls)}.`;
}

/** The mean delay of each method. To the client, if it receives messages. */
export function delaySentence(comparison: ComparisonReport): string {
  const direction = delayedDirection(comparison);
  return direction === null ? '' : delaysIn(comparison, direction);
}

/** Names the direction whose delays the table shows, and the delays of the other. */
export function delayCaption(comparison: ComparisonReport): string {
  const direction = delayedDirection(comparison);
  if (direction === null) return '';
  const shown = `Delays are those of messages ${DIRECTION_WORDS[direction]}.`;
  const { delays } = comparison.results.websocket;
  return direction === 'client-to-server' || delays['client-to-server'] === null
    ? shown
    : `${shown} ${delaysIn(comparison, 'client-to-server')}`;
}

const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  'server-to-client': 'to the client',
  'client-to-server': 'from the client',
};

/** Methods with the same delay share a number. */
function delaysIn({ results }: ComparisonReport, direction: Direction): string {
  const namesByDelay = new Map<string, string[]>();
  for (const method of METHODS) {
    const delay = formatDelay(results[method].delays[direction]?.meanMs ?? 0);
    namesByDelay.set(delay, [...(namesByDelay.get(delay) ?? []), METHOD_NAMES_WITHIN[method]]);
  }
  const amounts = [...namesByDelay].map(([delay, names], index) => {
    const by = names.length === METHODS.length ? 'any method' : listed(names);
    return `${delay}${index === 0 ? ' late' : ''} by ${by}`;
  });
  const isOne = results.websocket.delays[direction]?.count === 1;
  const subject = isOne ? 'The one message' : 'On average a message';
  return `${subject} ${DIRECTION_WORDS[direction]} came ${amounts.join(', ')}.`;
}

/** "one", "one and another", "one, another and a third". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** For a lane's label: "30 polls, 19 in vain". */
export function laneSummary({ method, polls, emptyPolls, pushes }: MethodResult): string {
  if (method === 'websocket') return countOf(pushes, 'frame');
  if (method === 'event-stream') return countOf(pushes, 'event');
  return `${countOf(polls, 'poll')}, ${formatCount(emptyPolls)} in vain`;
}

/** The timeline of a method in a sentence. */
export function laneDescription(comparison: ComparisonReport, method: MethodId): string {
  const { polls, posts, emptyPolls, pushes } = comparison.results[method];
  const name = METHOD_NAMES[method];
  const duration = formatTime(comparison.durationMs);
  const posted = posts === 0 ? '' : `, and ${countOf(posts, 'request')} that brought a message`;
  switch (method) {
    case 'websocket':
      return `${name}: a handshake, then ${countOf(pushes, 'frame')} with messages within ${duration}.`;
    case 'event-stream':
      return `${name}: one question, then ${countOf(pushes, 'event')} within ${duration}${posted}.`;
    case 'polling':
    case 'long-polling':
      return `${name}: ${countOf(polls, 'question')} within ${duration}, ${formatCount(emptyPolls)} of them in vain${posted}.`;
  }
}

/**
 * "18,389 B request heads · 768 B your messages": all bytes of a method up to a layer, divided by
 * `divisor`.
 */
export function bytesByPurpose({ bytes }: MethodResult, layer: Layer, divisor = 1): string {
  return purposesUpTo(layer)
    .filter((purpose) => bytes[purpose] > 0)
    .map((purpose) => `${formatBytes(bytes[purpose] / divisor)} ${PURPOSE_WORDS[purpose].name}`)
    .join(' · ');
}

/** One remark for each surprising effect of the settings. */
export function settingRemarks(report: ComparisonReport): string[] {
  return odditiesOf(report).map((id) => REMARKS[id](report));
}

const REMARKS: Readonly<Record<OddityId, (report: ComparisonReport) => string>> = {
  'interval-below-round-trip': ({ settings }) => {
    const roundTrip = `${formatDecimal(settings.roundTripMs)} ms`;
    return `An answer takes a round trip of ${roundTrip}, and the next question waits for it: polling every ${formatDecimal(settings.pollIntervalSeconds)} s comes to polling every ${roundTrip}.`;
  },
  'shortened-observation': ({ settings, durationMs }) =>
    `That is more than can be simulated while you wait: what is shown is the first ${formatTime(durationMs)} of ${formatTime(settings.durationSeconds * 1000)}.`,
  'made-before-open': () =>
    'Everything begins at 0 s. A message that was made before the WebSocket was open waited for it: that may be its worst delay.',
  'tls-layer-unencrypted': () =>
    'Nothing is encrypted, so TLS adds nothing: the counts are those of HTTP.',
  // Source: RFC 9113 §3.3; Node 20, http2.createServer: no browser is known to support it
  // unencrypted.
  'http2-unencrypted': () =>
    'Browsers use HTTP/2 only over TLS. Other clients can use it without TLS.',
  'http2-new-connections': () =>
    'With a new connection for each request, HTTP/2 has nothing to remember: its header compression hardly helps.',
  'http2-quoted-heads': () =>
    'Heads of which only the size is known are compressed by rule of thumb alone.',
  'compressed-random-bytes': () =>
    'Binary messages here are random bytes, which no compression makes shorter.',
  'collects-as-long-as-polling': () =>
    'The WebSocket collects for as long as polling waits, or longer: as late, and with a fraction of the requests.',
};

/** "“Messages to the client” was 9999 in the address. The most is 600, so it is 600." */
export function correctionSentence({ setting, given, taken, reason }: LinkCorrection): string {
  if (setting === 'ownRequest') {
    return `The request in the address is longer than ${formatCount(MAX_OWN_REQUEST)} characters. The rest is left out.`;
  }
  if (isChoice(setting)) {
    const { label, options } = CHOICE_WORDS[setting];
    const name = (options as Record<string, string>)[taken];
    return `The address asks for ${quoted(given)} at “${label}”, which there is not: it is “${name}”.`;
  }
  const { label, unit } = SETTING_WORDS[setting];
  const value = `${formatDecimal(Number(taken))} ${unit}`.trimEnd();
  const asked = `The address asks for ${quoted(given)} at “${label}”.`;
  switch (reason) {
    case 'below':
      return `${asked} The least is ${value}, so it is that.`;
    case 'above':
      return `${asked} The most is ${value}, so it is that.`;
    case 'rounded':
      return `${asked} It goes in steps of ${formatDecimal(NUMBER_LIMITS[setting].step)}, so it is ${value}.`;
    case 'too-long':
    case 'unreadable':
      return `${asked} That is no number, so it is ${value}.`;
  }
}

function isChoice(setting: NumberSetting | ChoiceSetting): setting is ChoiceSetting {
  return setting in CHOICE_WORDS;
}

/** The settings in a line. */
export function settingsSummary(settings: ComparisonSettings): string {
  const perMinute = `${formatDecimal(settings.toClientPerMinute)} to the client and ${formatDecimal(settings.fromClientPerMinute)} from it a minute`;
  return `${perMinute}, ${formatDecimal(settings.messageSize)} B, round trip ${formatDecimal(settings.roundTripMs)} ms, polled every ${formatDecimal(settings.pollIntervalSeconds)} s`;
}

function times(count: number): string {
  if (count === 1) return 'once';
  return count === 2 ? 'twice' : `${formatCount(count)} times`;
}
