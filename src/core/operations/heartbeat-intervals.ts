/** Which intervals of a heartbeat keep an idle line alive. Every answer is a closed form. */

import { HIDDEN_TIMER_MS } from '#core/page/hidden-timers.ts';
import {
  IDLE_LINE_BOUNDS,
  isEndedBySilence,
  longestSilenceMs,
  simulateIdleLine,
  type IdleLine,
  type IdleLineSettings,
} from './idle-line.ts';
import { withinBounds } from './setting-bounds.ts';

/** 20, 30, 45, 60 and 90 s. */
export const COMPARED_INTERVALS_MS = [20_000, 30_000, 45_000, 60_000, 90_000] as const;

/** The same line with each of the intervals. */
export function compareIntervals(
  settings: IdleLineSettings,
  intervalsMs: readonly number[] = COMPARED_INTERVALS_MS,
): IdleLine[] {
  return intervalsMs.map((intervalMs) => simulateIdleLine({ ...settings, intervalMs }));
}

/**
 * The longest interval with which the line lives: a multiple of `stepMs`, within the bounds. Null
 * if none helps. Whatever is shorter and within the bounds helps, too.
 */
export function longestLivingIntervalMs(wanted: IdleLineSettings, stepMs = 1000): number | null {
  if (!(stepMs > 0)) throw new RangeError(`expected a step above 0, got ${stepMs}`);
  const settings = withinBounds(wanted, IDLE_LINE_BOUNDS);
  if (!isEndedBySilence(settings.end)) return null;
  const { min, max } = IDLE_LINE_BOUNDS.intervalMs;
  // A hidden page's real interval is a multiple of the browser's step, and as long as or longer.
  const isSlowed = settings.isPageHidden && settings.sender === 'page';
  const realStepMs = isSlowed ? HIDDEN_TIMER_MS : stepMs;
  const travelMs = longestSilenceMs({ ...settings, intervalMs: realStepMs }) - realStepMs;
  const longestRealMs = lastBelow(settings.limitMs - travelMs, realStepMs);
  const longestMs = Math.floor(Math.min(longestRealMs, max) / stepMs) * stepMs;
  return longestMs < min ? null : longestMs;
}

/** The greatest multiple of `stepMs` that is smaller than `boundMs`. */
function lastBelow(boundMs: number, stepMs: number): number {
  return (Math.ceil(boundMs / stepMs) - 1) * stepMs;
}
