/** Remarks on settings whose effect may surprise, true for all settings. */

import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import { meanDelayOf } from '#core/traffic/results/delay-comparison.ts';
import {
  cutMethods,
  odditiesOf,
  overloadedMethods,
  reopenedPerSecond,
  type OddityId,
} from '#core/traffic/results/oddities.ts';
import { MAX_CONNECTIONS } from '#core/traffic/methods/http-client.ts';
import { valueOf } from '#core/traffic/methods/by-method.ts';
import type { ComparedId } from '#core/traffic/methods/method-run.ts';
import { METHOD_NAMES_WITHIN } from './compare-words.ts';
import type { FigureId } from './linked-text.ts';
import { formatDecimal, formatDelay, formatFrequency, formatTime } from './numbers.ts';
import { listed } from './method-names.ts';

/** One remark for each surprising effect of the settings. */
export function settingRemarks(report: ComparisonReport): string[] {
  return odditiesOf(report).map((id) => REMARKS[id](report));
}

/** Those beside the controls of a figure; null for those that concern the whole page. */
export function remarksAt(report: ComparisonReport, figure: FigureId | null): string[] {
  return odditiesOf(report)
    .filter((id) => PLACES[id] === figure)
    .map((id) => REMARKS[id](report));
}

/** The figure whose controls bring an effect about. */
const PLACES: Readonly<Record<OddityId, FigureId | null>> = {
  'no-messages': null,
  overloaded: null,
  'idle-cuts': null,
  'posts-estimated': null,
  'interval-below-round-trip': 'bytes',
  'session-below-interval': 'bytes',
  'session-below-collecting': 'delays',
  'setup-left-out': 'bytes',
  'tls-layer-unencrypted': 'bytes',
  'http2-unencrypted': 'bytes',
  'http2-new-connections': 'bytes',
  'http2-quoted-heads': 'bytes',
  'hidden-tab': 'delays',
  'collects-as-long-as-polling': 'delays',
  'shortened-observation': 'sample',
  'sample-below-interval': 'sample',
  'made-before-open': 'sample',
  'loss-not-played': 'sample',
  'compressed-random-bytes': 'rates',
  'grown-by-compression': 'rates',
};

const REMARKS: Readonly<Record<OddityId, (report: ComparisonReport) => string>> = {
  'no-messages': () =>
    'No message is sent, so the page can’t show delays or bytes per message. It shows what waiting costs.',
  'interval-below-round-trip': ({ settings, pollPeriodMs }) =>
    `A poll waits for the response to the last one. So polling every ${interval(settings)} is polling every ${formatDelay(pollPeriodMs)}.`,
  // Source: developer.chrome.com, "Heavy throttling of chained JS timers beginning in Chrome 88".
  'hidden-tab': ({ settings, pollPeriodMs }) =>
    `Chrome runs the timers of a page that has been hidden for five minutes once per minute. So polling every ${interval(settings)} is polling every ${formatDelay(pollPeriodMs)}. The other methods don’t use timers.`,
  overloaded: (report) =>
    `With ${namesOf(overloadedMethods(report))}, the client posts messages faster than a browser’s ${MAX_CONNECTIONS} connections can carry them. They wait longer and longer, so no delay can be expected. Bytes and requests count all of them, although not all can be sent in a session.`,
  'posts-estimated': ({ settings }) => {
    const why =
      settings.pattern === 'random'
        ? 'an idle limit'
        : `${PATTERN_WORDS[settings.pattern]} messages`;
    return `With ${why}, the delays of POSTs, the number of their connections and the bytes of opening them are estimates. They depend on which connection each POST finds free.`;
  },
  'idle-cuts': (report) => {
    const cuts = cutMethods(report).map((method) => {
      const perSecond = reopenedPerSecond(report, valueOf(report.results, method));
      return `${formatFrequency(perSecond)} with ${METHOD_NAMES_WITHIN[method]}`;
    });
    return `Connections are closed after ${formatTime(report.settings.idleLimitSeconds * 1000)} without traffic. Clients open new ones, on average ${listed(cuts)}.`;
  },
  'shortened-observation': ({ settings, sample }) =>
    `The sample is the first ${formatTime(sample.durationMs)} of ${formatTime(settings.durationSeconds * 1000)}, because more would take too long to simulate. The expected figures don’t depend on it.`,
  'sample-below-interval': ({ sample, pollPeriodMs }) =>
    `The sample of ${formatTime(sample.durationMs)} is shorter than the ${formatDelay(pollPeriodMs)} between two polls. The expected figures don’t depend on it.`,
  'session-below-interval': ({ settings, pollPeriodMs }) =>
    `A client stays for ${formatTime(settings.sessionSeconds * 1000)}, which is shorter than the ${formatDelay(pollPeriodMs)} between two polls. So it polls once, at its start. The delays with polling are those of a client that stays longer.`,
  'session-below-collecting': ({ settings }) =>
    `A client stays for ${formatTime(settings.sessionSeconds * 1000)}, which is shorter than the ${formatDelay(settings.coalesceMs)} for which the WebSocket collects. Its frames and delays are those of a client that stays longer.`,
  'setup-left-out': () =>
    'Opening and closing are left out. So the bytes of handshakes and of opened connections aren’t counted, nor are the requests that open a stream or a WebSocket. How many connections are opened is.',
  'made-before-open': () =>
    'In the sample, a message was made before the WebSocket was open, and waited for it.',
  'loss-not-played': ({ settings }) =>
    `The expected figures include a loss of ${formatDecimal(settings.lossPercent)}%. In the sample, nothing is lost.`,
  'tls-layer-unencrypted': () =>
    'Nothing is encrypted, so TLS adds nothing. The counts are those of HTTP.',
  // Source: RFC 9113 §3.3; Node 20, http2.createServer: no browser is known to support it
  // unencrypted.
  'http2-unencrypted': () =>
    'Browsers use HTTP/2 only over TLS. Other clients can use it without TLS.',
  'http2-new-connections': () =>
    'With a new connection for each request, HTTP/2 has no earlier fields to refer to, so its header compression hardly helps.',
  'http2-quoted-heads': () =>
    'Of these headers only the size is known, so their compression is a rule of thumb.',
  'compressed-random-bytes': () =>
    'Binary messages are random bytes here, which no compression makes shorter.',
  'grown-by-compression': ({ grownByCompression }) =>
    `Compression makes ${namesOf(grownByCompression)} larger, because small bodies don’t repay its header.`,
  'collects-as-long-as-polling': (report) => {
    const { websocket, polling } = report.results;
    const [pushed, polled] = [websocket, polling].map((result) =>
      formatDelay(meanDelayOf(report, result) ?? 0),
    );
    return `The WebSocket collects for ${formatDelay(report.settings.coalesceMs)} from the first message, which is as long as polling waits, or longer. A message arrives after ${pushed} on average, with polling after ${polled}.`;
  },
};

const PATTERN_WORDS = { even: 'evenly spaced', bursts: 'bursts of' } as const;

function interval({ pollIntervalSeconds }: ComparisonReport['settings']): string {
  return formatDelay(pollIntervalSeconds * 1000);
}

function namesOf(methods: readonly ComparedId[]): string {
  return listed(methods.map((method) => METHOD_NAMES_WITHIN[method]));
}
