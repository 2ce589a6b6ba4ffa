import { describe, expect, test } from 'vitest';
import { readStaleness } from '#core/traffic/results/curve-readings.ts';
import type { Curves, StalenessPoint } from '#core/traffic/results/curves.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';

const pointOf = (
  variedMs: number,
  meanDelayMs: number,
  bytesPerSecond: number,
): StalenessPoint => ({
  variedMs,
  meanDelayMs,
  bytesPerSecond,
});

const NOTHING = { polling: [], 'long-polling': [], 'event-stream': [], websocket: [] };

function curvesOf(changed: { rates?: object; staleness?: object }): Curves {
  return {
    settings: { ...DEFAULT_SETTINGS, pollIntervalSeconds: 2 },
    rates: { ...NOTHING, ...changed.rates },
    staleness: { ...NOTHING, ...changed.staleness },
    pollPeriodMs: 2000,
    pairs: [],
    breakEvens: [],
  };
}

describe('the delay of polling', () => {
  const polling = [pointOf(500, 300, 90), pointOf(2000, 1000, 30), pointOf(9000, 4500, 9)];

  test('is that of the interval of the settings, beside the cheapest WebSocket as early', () => {
    const websocket = [pointOf(0, 30, 20), pointOf(900, 1010, 8), pointOf(1000, 1011, 5)];
    expect(readStaleness(curvesOf({ staleness: { polling, websocket } }))).toEqual({
      polled: polling[1],
      pushed: websocket[1],
    });
  });

  test('can be below that of any WebSocket', () => {
    const websocket = [pointOf(0, 1200, 20)];
    const reading = readStaleness(curvesOf({ staleness: { polling, websocket } }));
    expect(reading?.pushed).toBeNull();
  });

  test('is unknown if no message went to the client', () => {
    expect(readStaleness(curvesOf({}))).toBeNull();
  });
});
