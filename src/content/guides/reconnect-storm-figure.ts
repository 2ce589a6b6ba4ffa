/** The settings and sentences of the figure of a reconnect storm. */

import { formatDelay, formatTime } from '#content/compare/numbers.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { waitRange, type BackoffKind } from '#core/operations/backoff.ts';
import {
  compareBackoffs,
  leastRecoveryMs,
  STORM_OBSERVED_MS,
  type ReconnectStorm,
} from '#core/operations/reconnect-storm.ts';

export type StormChoice = {
  readonly clients: number;
  readonly acceptedPerSecond: number;
  readonly baseSeconds: number;
};

/** The same loss with each way of waiting. */
export function chosenStorms({
  clients,
  acceptedPerSecond,
  baseSeconds,
}: StormChoice): readonly ReconnectStorm[] {
  return compareBackoffs({
    clients,
    acceptedPerSecond,
    noticeMs: 500,
    baseMs: baseSeconds * 1000,
    capMs: 30_000,
    seed: 101,
  });
}

export const BACKOFF_NAMES: Readonly<Record<BackoffKind, string>> = {
  fixed: 'Fixed wait',
  exponential: 'Exponential',
  'equal-jitter': 'Equal jitter',
  'full-jitter': 'Full jitter',
  rfc: 'RFC 6455',
};

/** What the server's rate allows, and what two of the ways of waiting lead to. */
export function stormOutcome(storms: readonly ReconnectStorm[]): string {
  const { clients, acceptedPerSecond } = storms[0]!.settings;
  const leastMs = leastRecoveryMs(clients, acceptedPerSecond);
  const best =
    leastMs === 0
      ? `The server can accept ${countOf(clients, 'client')} within one second.`
      : `The server accepts ${formatCount(acceptedPerSecond)} of ${countOf(clients, 'client')} per second, so it needs at least ${formatDelay(leastMs)}.`;
  const named = (kind: BackoffKind) => storms.find(({ settings }) => settings.kind === kind)!;
  return `${best} With exponential waits, ${resultText(named('exponential'))}. With full jitter, ${resultText(named('full-jitter'))}.`;
}

function resultText(storm: ReconnectStorm): string {
  return `it refuses ${countOf(refusedOf(storm), 'attempt')}, and ${backText(storm)}`;
}

function refusedOf({ attempts, accepted }: ReconnectStorm): number {
  return attempts - accepted;
}

function backText({ recoveredAtMs, missing }: ReconnectStorm): string {
  if (recoveredAtMs === null) {
    return `${countOf(missing, 'client')} ${missing === 1 ? 'is' : 'are'} missing after ${formatTime(STORM_OBSERVED_MS)}`;
  }
  return `the last client is back after ${formatDelay(recoveredAtMs)}`;
}

/** Beside a lane. */
export function stormResult(storm: ReconnectStorm): string {
  const { recoveredAtMs, missing } = storm;
  const back =
    recoveredAtMs === null
      ? `${formatCount(missing)} missing`
      : `back: ${formatDelay(recoveredAtMs)}`;
  return `${back}, refused: ${formatCount(refusedOf(storm))}`;
}

/** How many seconds the lanes show: the longest storm, but a minute at most. */
export function shownSeconds(storms: readonly ReconnectStorm[]): number {
  return Math.min(60, Math.max(10, ...storms.map(({ seconds }) => seconds.length)));
}

export function stormCaption(storms: readonly ReconnectStorm[]): string {
  const { noticeMs, capMs } = storms[0]!.settings;
  return `Simulated: every client notices the loss within ${formatDelay(noticeMs)}. Waits grow up to ${formatTime(capMs)}, apart from the fixed one. With RFC 6455, the first one is up to ${formatTime(waitRange({ ...storms[0]!.settings, kind: 'rfc' }, 0).toMs)}. A bar is one second. Solid: accepted. Hatched: refused, which costs the server nothing here.`;
}

export const STORM_COLUMNS = [
  'Way of waiting',
  'First wait',
  'Attempts',
  'Refused',
  'Worst second',
  'Last client back',
] as const;

export function stormRow(storm: ReconnectStorm): readonly string[] {
  const { settings, attempts, worst, recoveredAtMs, missing } = storm;
  const { fromMs, toMs } = waitRange(settings, 0);
  return [
    BACKOFF_NAMES[settings.kind],
    fromMs === toMs ? formatTime(toMs) : `${formatTime(fromMs)} to ${formatTime(toMs)}`,
    formatCount(attempts),
    formatCount(refusedOf(storm)),
    formatCount(worst?.attempts ?? 0),
    recoveredAtMs === null ? `${formatCount(missing)} missing` : formatDelay(recoveredAtMs),
  ];
}
