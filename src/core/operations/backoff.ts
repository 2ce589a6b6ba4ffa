/**
 * How long a client waits before it connects again, attempt by attempt: five ways. With jitter, the
 * wait is a random one, so that clients that lost their connection together don't come back
 * together (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 */

import { RECONNECT_WITHIN_SECONDS } from '#core/traffic/costs/restart.ts';

export const BACKOFF_KINDS = [
  'fixed',
  'exponential',
  'equal-jitter',
  'full-jitter',
  'rfc',
] as const;

/**
 * - `fixed`: the base each time;
 * - `exponential`: the base, doubled with each attempt up to the cap;
 * - `equal-jitter`: half of that, and up to as much again at random;
 * - `full-jitter`: at random between 0 and that;
 * - `rfc`: at random between 0 and 5 s at first (RFC 6455 §7.2.3). For later attempts it suggests
 *   truncated binary exponential backoff, so the 5 s are doubled each time, up to the cap.
 */
export type BackoffKind = (typeof BACKOFF_KINDS)[number];

export type Backoff = {
  readonly kind: BackoffKind;
  readonly baseMs: number;
  /** What is below the base, or below 5 s with `rfc`, counts as that. */
  readonly capMs: number;
};

/** Every wait between the two is equally likely. They are equal without jitter. */
export type WaitRange = { readonly fromMs: number; readonly toMs: number };

/** `attempt` is 0 for the first one after the connection was lost. */
export function waitRange({ kind, baseMs, capMs }: Backoff, attempt: number): WaitRange {
  const firstMs = kind === 'rfc' ? RECONNECT_WITHIN_SECONDS * 1000 : baseMs;
  const doubledMs = Math.min(Math.max(capMs, firstMs), firstMs * 2 ** attempt);
  switch (kind) {
    case 'fixed':
      return { fromMs: baseMs, toMs: baseMs };
    case 'exponential':
      return { fromMs: doubledMs, toMs: doubledMs };
    case 'equal-jitter':
      return { fromMs: doubledMs / 2, toMs: doubledMs };
    case 'full-jitter':
    case 'rfc':
      return { fromMs: 0, toMs: doubledMs };
  }
}

/** The waits of the first attempts until they stay the same. */
export function distinctWaits(backoff: Backoff): WaitRange[] {
  const waits = [waitRange(backoff, 0)];
  for (let attempt = 1; ; attempt++) {
    const next = waitRange(backoff, attempt);
    if (next.toMs === waits.at(-1)!.toMs) return waits;
    waits.push(next);
  }
}

/**
 * How many of `clients` are expected to make their first attempt in each of `bins` bins of `binMs`.
 * All lose the connection at time 0, and each notices it within `noticeMs`, at any time. A bin
 * contains its start, and not its end.
 */
export function expectedFirstAttempts(
  backoff: Backoff,
  { clients, noticeMs }: { readonly clients: number; readonly noticeMs: number },
  binMs: number,
  bins: number,
): number[] {
  const { fromMs, toMs } = waitRange(backoff, 0);
  const share = (beforeMs: number) =>
    shareOfSum(beforeMs - fromMs, Math.max(0, noticeMs), toMs - fromMs);
  return Array.from(
    { length: bins },
    (_, bin) => clients * (share((bin + 1) * binMs) - share(bin * binMs)),
  );
}

/** How likely two times, each equally likely from 0 to its length, add up to less than `sum`. */
function shareOfSum(sum: number, one: number, other: number): number {
  if (sum <= 0) return 0;
  const [short, long] = one < other ? [one, other] : [other, one];
  if (sum >= short + long) return 1;
  if (short === 0) return sum / long;
  // The area below a diagonal in a rectangle.
  const triangle = (side: number) => Math.max(0, side) ** 2 / 2;
  return (triangle(sum) - triangle(sum - short) - triangle(sum - long)) / (short * long);
}
