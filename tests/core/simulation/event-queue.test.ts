import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventQueue } from '#core/simulation/event-queue.ts';

test('lets things happen in the order of their times, and of scheduling where those are equal', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (delays) => {
      const queue = new EventQueue();
      const happened: { atMs: number; order: number }[] = [];
      delays.forEach((delayMs, order) =>
        queue.schedule(delayMs, () => happened.push({ atMs: queue.nowMs, order })),
      );
      queue.runUntil();
      const expected = delays
        .map((atMs, order) => ({ atMs, order }))
        .sort((a, b) => a.atMs - b.atMs || a.order - b.order);
      expect(happened).toEqual(expected);
    }),
    { seed: 101 },
  );
});

test('of what is due together, runs timers first, then arrivals', () => {
  const queue = new EventQueue();
  const happened: string[] = [];
  queue.schedule(5, () => happened.push('an action'));
  queue.schedule(5, () => happened.push('an arrival'), 'arrival');
  queue.scheduleInBackground(5, () => happened.push('a timer'), 'timer');
  queue.schedule(5, () => happened.push('another arrival'), 'arrival');
  queue.schedule(4, () => happened.push('an earlier action'));
  queue.runUntil();
  expect(happened).toEqual([
    'an earlier action',
    'a timer',
    'an arrival',
    'another arrival',
    'an action',
  ]);
});

test('runs what is scheduled meanwhile, never before now', () => {
  const queue = new EventQueue();
  const times: number[] = [];
  queue.schedule(10, () => queue.schedule(-5, () => times.push(queue.nowMs)));
  queue.runUntil();
  expect(times).toEqual([10]);
});

test('stops before the end it is given', () => {
  const queue = new EventQueue();
  let count = 0;
  const again = (): void => {
    count++;
    queue.schedule(1, again);
  };
  queue.schedule(0, again);
  queue.runUntil(5);
  expect(count).toBe(5);
  expect(queue.nowMs).toBe(4);
});

test('is quiet if only the background continues', () => {
  const queue = new EventQueue();
  const happened: string[] = [];
  const beat = (): void => {
    happened.push(`beat ${queue.nowMs}`);
    queue.scheduleInBackground(10, beat);
  };
  queue.scheduleInBackground(10, beat);
  queue.schedule(25, () => happened.push('act'));
  queue.runUntilQuiet();
  expect(happened).toEqual(['beat 10', 'beat 20', 'act']);
  expect(queue.isQuiet).toBe(true);
});

test('returns whether there was an action to run', () => {
  const queue = new EventQueue();
  expect(queue.runNext()).toBe(false);
  queue.schedule(1, () => undefined);
  expect(queue.runNext()).toBe(true);
  expect(queue.runNext()).toBe(false);
});

test('a cancelled action does not run, is not awaited, and does not move the clock', () => {
  const queue = new EventQueue();
  const ran: string[] = [];
  const late = queue.schedule(50, () => ran.push('late'));
  queue.schedule(10, () => ran.push('early'));
  queue.cancel(late);
  expect(late.isAwaited).toBe(false);
  queue.runUntil();
  expect(ran).toEqual(['early']);
  expect(queue.nowMs).toBe(10);
});

test('what is no longer awaited still runs; what is awaited again is waited for', () => {
  const queue = new EventQueue();
  const ran: string[] = [];
  const one = queue.schedule(50, () => ran.push('one'));
  queue.stopAwaiting(one);
  queue.stopAwaiting(one);
  expect(queue.isQuiet).toBe(true);
  queue.startAwaiting(one);
  expect(queue.isQuiet).toBe(false);
  queue.runUntilQuiet();
  expect(ran).toEqual(['one']);
  queue.cancel(one);
  expect(queue.isQuiet).toBe(true);
});
