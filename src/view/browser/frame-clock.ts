/** A clock that ticks once per frame of the screen, and only while something listens. */
export type FrameClock = {
  /** Milliseconds since a fixed moment. Comparable with the times of ticks. */
  now(): number;
  /** Calls back before each frame, starting with the next. Returns how to stop. */
  start(tick: (nowMs: number) => void): () => void;
  /** Calls back once, after a time in which nothing ticks. Returns how to cancel. */
  after(delayMs: number, callback: () => void): () => void;
};

export const frameClock: FrameClock = {
  now: () => performance.now(),

  start(tick) {
    const startedAtMs = performance.now();
    let request = requestAnimationFrame(function next(nowMs) {
      // Requested before the tick, so that a tick that stops the clock cancels this request.
      request = requestAnimationFrame(next);
      // The browser dates a frame to its beginning, which can be before the start.
      tick(Math.max(nowMs, startedAtMs));
    });
    return () => cancelAnimationFrame(request);
  },

  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};
