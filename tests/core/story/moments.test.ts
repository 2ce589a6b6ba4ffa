import { expect, test } from 'vitest';
import type { DraftStep } from '#core/story/draft-step.ts';
import { orderMoments } from '#core/story/moments.ts';
import type { Arrival } from '#core/trace/trace.ts';

const UNKNOWN: Arrival = { kind: 'unknown' };
const at = (atMs: number): Arrival => ({ kind: 'arrived', atMs });

function step(
  sentAtMs: number | null,
  arrival: Arrival,
  direction: DraftStep['direction'] = 'client-to-server',
): DraftStep {
  return { direction, sentAtMs, arrival } as DraftStep;
}

const order = (...steps: DraftStep[]) =>
  orderMoments(steps, null).map(({ stepIndex, phase, isLast }) =>
    [stepIndex, phase, ...(isLast ? ['last'] : [])].join(' '),
  );

test('moments are in the order of time', () => {
  expect(order(step(0, at(20)), step(5, at(25)), step(30, at(40)))).toEqual([
    '0 sent',
    '1 sent',
    '0 arrived last',
    '1 arrived last',
    '2 sent',
    '2 arrived last',
  ]);
});

test('at the same instant an arrival comes before what it causes', () => {
  expect(order(step(0, at(20)), step(20, at(40)))).toEqual([
    '0 sent',
    '0 arrived last',
    '1 sent',
    '1 arrived last',
  ]);
});

test('a step that arrives as it is sent keeps its place', () => {
  expect(order(step(0, at(0)), step(0, at(0)))).toEqual([
    '0 sent',
    '0 arrived last',
    '1 sent',
    '1 arrived last',
  ]);
});

test('what is lost never arrives', () => {
  expect(order(step(0, { kind: 'lost' }), step(1, at(2)))).toEqual([
    '0 sent last',
    '1 sent',
    '1 arrived last',
  ]);
});

test('a step in which nothing crosses has one moment, before what is sent then', () => {
  expect(order(step(20, at(40)), step(20, at(20), null))).toEqual([
    '1 arrived last',
    '0 sent',
    '0 arrived last',
  ]);
});

test('without times the order of the steps remains', () => {
  expect(order(step(null, UNKNOWN), step(null, UNKNOWN, null), step(null, UNKNOWN))).toEqual([
    '0 sent',
    '0 arrived last',
    '1 arrived last',
    '2 sent',
    '2 arrived last',
  ]);
});

test('an unknown time is taken for the last known one', () => {
  expect(order(step(50, UNKNOWN), step(null, UNKNOWN), step(60, UNKNOWN))).toEqual([
    '0 sent',
    '0 arrived last',
    '1 sent',
    '1 arrived last',
    '2 sent',
    '2 arrived last',
  ]);
});

test('a recording can have an arrival before its sending', () => {
  expect(order(step(50, at(40)))).toEqual(['0 arrived', '0 sent last']);
});
