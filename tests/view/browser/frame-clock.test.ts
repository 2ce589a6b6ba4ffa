import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { frameClock } from '#view/browser/frame-clock.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('frameClock', () => {
  test('ticks with rising times until it is stopped, and then leaves nothing running', () => {
    const times: number[] = [];
    const startedAt = frameClock.now();
    const stop = frameClock.start((nowMs) => times.push(nowMs));
    vi.advanceTimersByTime(100);
    stop();
    vi.advanceTimersByTime(100);
    expect(times.length).toBeGreaterThanOrEqual(5);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(startedAt);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('can be stopped by its own tick', () => {
    let ticks = 0;
    const stop = frameClock.start(() => {
      ticks += 1;
      stop();
    });
    vi.advanceTimersByTime(100);
    expect(ticks).toBe(1);
  });
});
