/** A clock that ticks once for every frame the screen shows, and only while somebody listens. */
export type FrameClock = {
  /** Milliseconds since some fixed moment; comparable with the times that ticks bring. */
  now(): number;
  /** Calls back before each frame, from the next one on; returns how to stop. */
  start(tick: (nowMs: number) => void): () => void;
};

export const frameClock: FrameClock = {
  now: () => performance.now(),

  start(tick) {
    const startedAtMs = performance.now();
    let request = requestAnimationFrame(function next(nowMs) {
      // Asked for first, so that a tick that stops the clock cancels the frame to come.
      request = requestAnimationFrame(next);
      // The browser dates a frame to its beginning, which may lie before the start.
      tick(Math.max(nowMs, startedAtMs));
    });
    return () => cancelAnimationFrame(request);
  },
};
