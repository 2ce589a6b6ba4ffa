/**
 * A page whose user leaves it on a phone: the system stops the page and its network after a while,
 * and tells neither side. What the server sends then isn't delivered, until it notices by its pings
 * or the user returns.
 *
 * Time 0 is when the user leaves, and when the last ping was answered. The server pings at every
 * multiple of the interval, and gives a connection up if a ping has no answer by the next one.
 * Travel times are neglected. A run costs a few operations for each ping that is observed, at most
 * 3,600.
 */

import { withinBounds, type BoundsOf } from './setting-bounds.ts';

export type BackgroundSettings = {
  /** Between the server's pings. */
  readonly intervalMs: number;
  /** How long the system lets the page and its network run. */
  readonly graceMs: number;
  /** Whether the connection still exists on the phone when the page runs again. */
  readonly keepsConnection: boolean;
  readonly awayMs: number;
  /** Between the server's messages; the first one is sent that long after time 0. */
  readonly messageEveryMs: number;
  /** Up to when pings are listed. */
  readonly observedMs: number;
};

const BACKGROUND_BOUNDS: BoundsOf<BackgroundSettings> = {
  intervalMs: { min: 1000, max: 3_600_000 },
  graceMs: { min: 0, max: 600_000 },
  awayMs: { min: 0, max: 3_600_000 },
  messageEveryMs: { min: 1000, max: 3_600_000 },
  observedMs: { min: 1000, max: 14_400_000 },
};

/** How the page finds its connection when the user returns. */
export type OnReturn =
  /** As it was, because the user returned before the page was stopped. */
  | 'undisturbed'
  /** It lives, and TCP sends again what wasn't acknowledged. */
  | 'late'
  /** The page gets a close event. */
  | 'closed'
  /** The server has given it up, but the page's `readyState` is still OPEN. */
  | 'looks-open';

export type BackgroundPage = {
  /** Within `BACKGROUND_BOUNDS`. */
  readonly settings: BackgroundSettings;
  /** Null if the user returns before. */
  readonly stoppedAtMs: number | null;
  /** When the server gives the connection up; null if it has no reason. */
  readonly givenUpAtMs: number | null;
  readonly pings: readonly { readonly atMs: number; readonly isAnswered: boolean }[];
  readonly onReturn: OnReturn;
  /** Messages that the server sends and that never arrive. */
  readonly lost: number;
  /** Messages that arrive when the user returns. */
  readonly late: number;
};

export function simulateBackground(wanted: BackgroundSettings): BackgroundPage {
  const settings = withinBounds(wanted, BACKGROUND_BOUNDS);
  const { awayMs, graceMs, keepsConnection } = settings;
  if (awayMs <= graceMs) {
    return {
      settings,
      stoppedAtMs: null,
      givenUpAtMs: null,
      pings: pingsOf(settings, Infinity, Infinity),
      onReturn: 'undisturbed',
      lost: 0,
      late: 0,
    };
  }
  const noticedAtMs = giveUpAfterStop(settings);
  const isInTime = keepsConnection && awayMs < noticedAtMs;
  const sent = messagesWithin(settings, graceMs, Math.min(awayMs, noticedAtMs));
  return {
    settings,
    stoppedAtMs: graceMs,
    givenUpAtMs: isInTime ? null : noticedAtMs,
    pings: pingsOf(
      settings,
      graceMs,
      isInTime ? awayMs : Infinity,
      isInTime ? Infinity : noticedAtMs,
    ),
    onReturn: isInTime ? 'late' : keepsConnection ? 'looks-open' : 'closed',
    lost: isInTime ? 0 : sent,
    late: isInTime ? sent : 0,
  };
}

/** One interval after the first ping that finds the page stopped. */
function giveUpAfterStop({ intervalMs, graceMs }: BackgroundSettings): number {
  return (Math.max(1, Math.ceil(graceMs / intervalMs)) + 1) * intervalMs;
}

function messagesWithin(
  { messageEveryMs }: BackgroundSettings,
  fromMs: number,
  toMs: number,
): number {
  const first = Math.max(1, Math.ceil(fromMs / messageEveryMs));
  return Math.max(0, Math.ceil(toMs / messageEveryMs) - first);
}

/** Unanswered from the stop until the connection runs again, if it does. */
function pingsOf(
  { intervalMs, observedMs }: BackgroundSettings,
  stoppedAtMs: number,
  resumedAtMs: number,
  endMs = Infinity,
): BackgroundPage['pings'] {
  const pings: { atMs: number; isAnswered: boolean }[] = [];
  for (let atMs = intervalMs; atMs <= observedMs && atMs < endMs; atMs += intervalMs) {
    pings.push({ atMs, isAnswered: atMs < stoppedAtMs || atMs >= resumedAtMs });
  }
  return pings;
}
