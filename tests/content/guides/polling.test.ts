import { expect, test } from 'vitest';
import { expectPolling, pollingOutcome, pollingRow } from '#content/guides/polling-figure.ts';
import { expectSentences } from './expect-sentences.ts';

test.each([1, 5, 30, 120])('polled every %i s, a message waits half of that', (interval) => {
  const { delays, polls } = expectPolling(interval);
  const waitMs = delays['server-to-client']!.meanMs - 30;
  expect(waitMs / 1000 / interval).toBeCloseTo(0.5, 1);
  expect(polls).toBeCloseTo(3600 / interval, -1);
});

test.each([1, 5, 30, 120])('the sentences of %i s are those of the table', (interval) => {
  const outcome = pollingOutcome(interval);
  expectSentences(outcome);
  const [, mean, longest, , empty, bytes] = pollingRow(interval);
  for (const figure of [mean, longest, empty, bytes]) expect(outcome).toContain(figure);
});

test('a longer interval is later and cheaper', () => {
  const [short, long] = [expectPolling(2), expectPolling(60)];
  expect(long.delays['server-to-client']!.meanMs).toBeGreaterThan(
    short.delays['server-to-client']!.meanMs,
  );
  expect(long.totalBytes).toBeLessThan(short.totalBytes);
});
