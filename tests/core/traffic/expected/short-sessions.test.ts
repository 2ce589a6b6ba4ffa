import { describe, expect, test } from 'vitest';
import { expectResult } from '#core/traffic/results/comparison.ts';
import { countRun } from '#core/traffic/counting/count-run.ts';
import { totalOf } from '#core/traffic/counting/byte-counts.ts';
import { situationOf } from '#core/traffic/expected/situation.ts';
import { isPoll } from '#core/traffic/methods/method-run.ts';
import { simulateMethod } from '#core/traffic/methods/simulate-method.ts';
import { scheduleOf, wirePlanOf } from '#core/traffic/settings/comparison-plan.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';

/* A session that has few requests begins with a whole one, as the simulated ones do. */

const RUNS = 400;
const SEED = 2411;

type Session = { readonly requests: number; readonly bytes: number };

function simulatedMean(method: 'long-polling', settings: ComparisonSettings): Session {
  const sum = { requests: 0, bytes: 0 };
  for (let run = 0; run < RUNS; run++) {
    const session = { ...settings, durationSeconds: settings.sessionSeconds, seed: SEED + run };
    const simulated = simulateMethod(method, scheduleOf(session), session);
    sum.requests += simulated.exchanges.filter(({ purpose }) => isPoll(purpose)).length;
    sum.bytes += totalOf(countRun(simulated, wirePlanOf(session)).bytes, session.layer);
  }
  return { requests: sum.requests / RUNS, bytes: sum.bytes / RUNS };
}

describe.each([
  { toClientPerMinute: 0, sessionSeconds: 10 },
  { toClientPerMinute: 0, sessionSeconds: 45 },
  { toClientPerMinute: 0, sessionSeconds: 600 },
  { toClientPerMinute: 0.1, sessionSeconds: 10 },
  { toClientPerMinute: 2, sessionSeconds: 10 },
  { toClientPerMinute: 2, sessionSeconds: 45 },
  { toClientPerMinute: 2, sessionSeconds: 200 },
  { toClientPerMinute: 12, sessionSeconds: 60 },
  { toClientPerMinute: 12, sessionSeconds: 600 },
])('with %o', (changed) => {
  const settings = { ...DEFAULT_SETTINGS, fromClientPerMinute: 0, ...changed };

  test('long polling makes as many requests, of as many bytes, as when simulated', () => {
    const simulated = simulatedMean('long-polling', settings);
    const expected = expectResult('long-polling', situationOf(settings));
    const { toClientPerMinute } = settings;
    const noise = toClientPerMinute === 0 ? 0.001 : 0.05;
    expect(Math.abs(expected.requests / simulated.requests - 1)).toBeLessThan(noise);
    expect(Math.abs(expected.totalBytes / simulated.bytes - 1)).toBeLessThan(Math.max(0.02, noise));
  });
});

describe('polling', () => {
  test.each([
    [600, 2, 300],
    [10, 3, 4],
    [600, 3600, 1],
    [10, 10, 1],
    [10, 0.3, 34],
  ])('in %d s, every %d s, asks %d times', (sessionSeconds, pollIntervalSeconds, polls) => {
    const settings = {
      ...DEFAULT_SETTINGS,
      fromClientPerMinute: 0,
      sessionSeconds,
      pollIntervalSeconds,
    };
    const result = expectResult('polling', situationOf(settings));
    expect(result.polls).toBeCloseTo(polls, 9);
    expect(result.bytes.payload).toBeCloseTo(result.messages * settings.messageSize, 0);
  });

  test('opens a connection for each poll but the first, if it is closed between them', () => {
    const settings = {
      ...DEFAULT_SETTINGS,
      fromClientPerMinute: 0,
      sessionSeconds: 3600,
      pollIntervalSeconds: 120,
      idleLimitSeconds: 60,
    };
    const { polls, connections } = expectResult('polling', situationOf(settings));
    expect(polls).toBeCloseTo(30, 9);
    expect(connections).toBeCloseTo(29, 9);
  });
});

test.each([
  [10, 30, 0],
  [60, 30, 2],
  [600, 45, 13],
])('in %d s, a ping every %d s is sent %d times', (sessionSeconds, heartbeatSeconds, pings) => {
  const settings = { ...DEFAULT_SETTINGS, sessionSeconds, heartbeatSeconds };
  const { heartbeats } = expectResult('websocket', situationOf(settings));
  expect(heartbeats).toBeCloseTo(2 * pings, 9);
});
