/** Times in a suitable unit, without digits that mean nothing. */

/** "84 ms", "30.13 s"; "0.238 ms" if a recording is that exact. */
export function formatDuration(ms: number): string {
  return ms >= 10_000 ? `${(ms / 1000).toFixed(2)} s` : formatExactDuration(ms);
}

/** To the millisecond at least, for times that are compared: "39.215 s". */
export function formatExactDuration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(3)} s`;
  return `${Number.isInteger(ms) ? ms : ms.toFixed(3)} ms`;
}
