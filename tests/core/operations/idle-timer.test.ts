import { expect, test } from 'vitest';
import { simulateIdleLine, type IdleLineSettings } from '#core/operations/idle-line.ts';
import { timerRuns } from '#core/operations/idle-timer.ts';

const LINE: IdleLineSettings = {
  end: 'silence-of-server',
  limitMs: 60_000,
  sender: 'server',
  intervalMs: 50_000,
  isPageHidden: false,
  serverToProxyMs: 10,
  proxyToBrowserMs: 20,
  observedMs: 180_000,
};

const runsOf = (changed: Partial<IdleLineSettings>) =>
  timerRuns(simulateIdleLine({ ...LINE, ...changed }));

test('each ping of the server restarts the timer, when it reaches the proxy', () => {
  expect(runsOf({})).toEqual([
    { fromMs: 0, toMs: 50_010, leftMs: 9990 },
    { fromMs: 50_010, toMs: 100_010, leftMs: 10_000 },
    { fromMs: 100_010, toMs: 150_010, leftMs: 10_000 },
    { fromMs: 150_010, toMs: 180_000, leftMs: 30_010 },
  ]);
});

test('the timer of a line that is cut ends at 0', () => {
  expect(runsOf({ intervalMs: 60_000 })).toEqual([{ fromMs: 0, toMs: 60_000, leftMs: 0 }]);
});

test('only what the limit counts restarts the timer', () => {
  const line = { sender: 'page', intervalMs: 50_000 } as const;
  expect(runsOf({ ...line, end: 'silence-of-server' })[1]?.fromMs).toBe(50_040);
  expect(runsOf({ ...line, end: 'silence-of-client' })[1]?.fromMs).toBe(50_020);
  const both = runsOf({ ...line, end: 'silence-of-both' });
  expect(both.slice(1, 3).map(({ fromMs }) => fromMs)).toEqual([50_020, 50_040]);
});

test('an age runs once, and a restart needs no timer', () => {
  expect(runsOf({ end: 'age', intervalMs: 1000 })).toEqual([
    { fromMs: 0, toMs: 60_000, leftMs: 0 },
  ]);
  expect(runsOf({ end: 'restart' })).toEqual([]);
});

test.each([1000, 20_000, 59_989, 59_990, 90_000])(
  'with a ping every %i ms, the runs are one after another and never below 0',
  (intervalMs) => {
    const runs = runsOf({ intervalMs });
    expect(runs[0]?.fromMs).toBe(0);
    for (const [index, run] of runs.entries()) {
      expect(run.toMs).toBe(runs[index + 1]?.fromMs ?? run.toMs);
      expect(run.leftMs).toBeGreaterThanOrEqual(0);
    }
  },
);
