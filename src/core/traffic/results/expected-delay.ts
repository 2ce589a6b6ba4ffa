/**
 * How late a message for the client arrives when it is equally likely to be made at any time (RFC
 * 6202 §1, §2.2). Processing takes no time. The simulated methods agree, which tests check.
 */

type ExpectedDelay = {
  readonly bestMs: number;
  /** The upper bound. For polling, no delay quite reaches it. */
  readonly worstMs: number;
};

/**
 * Polling with a timer of `intervalMs`, at least a round trip. A message waits for the next
 * request: between nothing and one interval.
 */
export function pollingDelay(
  intervalMs: number,
  oneWayDelayMs: number,
): ExpectedDelay & { readonly meanMs: number } {
  return {
    bestMs: oneWayDelayMs,
    meanMs: intervalMs / 2 + oneWayDelayMs,
    worstMs: intervalMs + oneWayDelayMs,
  };
}

/**
 * Long polling. At worst, a message is made just after a response was sent: that response, the next
 * request and its response have to cross.
 */
export function longPollingDelay(oneWayDelayMs: number): ExpectedDelay {
  return { bestMs: oneWayDelayMs, worstMs: 3 * oneWayDelayMs };
}
