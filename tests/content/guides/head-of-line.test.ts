import { describe, expect, test } from 'vitest';
import {
  heldUp,
  lossOutcome,
  LOSS_COLUMNS,
  lossTable,
  playLoss,
} from '#content/guides/head-of-line-figure.ts';
import { faultsIn } from '../compare/grammar.ts';

const rows = [10, 100, 300].flatMap((roundTripMs) =>
  [10, 50, 400].map((everyMs) => ({ roundTripMs, everyMs })),
);

describe.each(rows)('round trip $roundTripMs ms, a message every $everyMs ms', (choice) => {
  const played = playLoss(choice);
  const { oneStream, separate, lostId } = played;

  test('every message arrives once, in order', () => {
    const times = oneStream.map(({ arrivedAtMs }) => arrivedAtMs);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(times.every((time) => time > 0)).toBe(true);
  });

  test('without order, only the lost message is late', () => {
    const delays = separate.map(({ arrivedAtMs, madeAtMs }) => arrivedAtMs - madeAtMs);
    const usual = delays[0]!;
    expect(delays.filter((delay) => delay > usual)).toHaveLength(1);
    expect(delays[lostId - 1]).toBeGreaterThan(usual);
    oneStream.forEach(({ arrivedAtMs }, index) => {
      expect(arrivedAtMs).toBeGreaterThanOrEqual(separate[index]!.arrivedAtMs);
    });
  });

  test('is told with the number of messages that wait', () => {
    const outcome = lossOutcome(played);
    expect(faultsIn(outcome)).toEqual([]);
    const waiting = heldUp(played).length;
    if (waiting > 1) expect(outcome).toContain(`The ${waiting} messages after it wait`);
    if (waiting === 0) expect(outcome).toContain('No other message');
  });

  test('fills its table', () => {
    for (const row of lossTable(played)) expect(row).toHaveLength(LOSS_COLUMNS.length);
  });
});

test('more messages wait if they are frequent', () => {
  const waiting = [10, 50, 400].map(
    (everyMs) => heldUp(playLoss({ roundTripMs: 100, everyMs })).length,
  );
  expect(waiting).toEqual(waiting.toSorted((one, other) => other - one));
  expect(waiting[0]).toBeGreaterThan(5);
});
