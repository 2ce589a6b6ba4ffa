/**
 * How often something at equal intervals happens in a session, which begins with it. A fraction of
 * an interval doesn't count, so short sessions have no part of a request.
 */

const ROUNDING = 1e-9;

/** What happens when the session begins, and then after each interval. */
export function timesFromStart(sessionMs: number, intervalMs: number): number {
  return Math.max(1, Math.ceil(sessionMs / intervalMs - ROUNDING));
}

/** What happens only at the end of an interval. */
export function intervalsIn(sessionMs: number, intervalMs: number): number {
  return Math.floor(sessionMs / intervalMs + ROUNDING);
}

/** The interval that has as many whole ones on average as the session; Infinity for none. */
export function effectiveInterval(sessionMs: number, intervalMs: number): number {
  return sessionMs / intervalsIn(sessionMs, intervalMs);
}
