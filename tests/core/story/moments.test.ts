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
  orderMoments(steps, { opening: null, ends: new Set() }).map(
    ({ stepIndex, phase }) => `${stepIndex} ${phase}`,
  );

test('moments are in the order of time', () => {
  expect(order(step(0, at(20)), step(5, at(25)), step(30, at(40)))).toEqual([
    '0 sent',
    '1 sent',
    '0 arrived',
    '1 arrived',
    '2 sent',
    '2 arrived',
  ]);
});

test('at the same instant an arrival comes before what it causes', () => {
  expect(order(step(0, at(20)), step(20, at(40)))).toEqual([
    '0 sent',
    '0 arrived',
    '1 sent',
    '1 arrived',
  ]);
});

test('a RST comes before what arrives at its sender after what it answers', () => {
  const reset = () => ({ ...step(20, at(40)), kind: 'tcp-reset' }) as DraftStep;
  const data = () => step(0, at(20), 'server-to-client');
  const sending = ['0 sent', '1 sent', '2 sent', '0 arrived', '1 arrived'];
  expect(order(data(), data(), data(), reset(), reset()).slice(0, 8)).toEqual([
    ...sending,
    '3 sent',
    '2 arrived',
    '4 sent',
  ]);
});

test('a retransmission comes before what arrives as its timer expires, but not an ACK sent again', () => {
  const again = (kind: DraftStep['kind'], id: string): DraftStep => ({
    ...step(20, at(40)),
    kind,
    id,
  });
  const data = step(0, at(20), 'server-to-client');
  expect(order(data, again('tcp-retransmission', 'client-tcp-fin-again-1')).slice(1)).toEqual([
    '1 sent',
    '0 arrived',
    '1 arrived',
  ]);
  expect(order(data, again('tcp-ack', 'tcp-ack-2')).slice(1)).toEqual([
    '0 arrived',
    '1 sent',
    '1 arrived',
  ]);
});

test('a step that arrives as it is sent keeps its place', () => {
  expect(order(step(0, at(0)), step(0, at(0)))).toEqual([
    '0 sent',
    '0 arrived',
    '1 sent',
    '1 arrived',
  ]);
});

test('what is lost never arrives', () => {
  expect(order(step(0, { kind: 'lost' }), step(1, at(2)))).toEqual([
    '0 sent',
    '1 sent',
    '1 arrived',
  ]);
});

test('a step in which nothing crosses has one moment, before what is sent then', () => {
  expect(order(step(20, at(40)), step(20, at(20), null))).toEqual([
    '1 arrived',
    '0 sent',
    '0 arrived',
  ]);
});

test('without times the order of the steps remains', () => {
  expect(order(step(null, UNKNOWN), step(null, UNKNOWN, null), step(null, UNKNOWN))).toEqual([
    '0 sent',
    '0 arrived',
    '1 arrived',
    '2 sent',
    '2 arrived',
  ]);
});

test('an unknown time is taken for the last known one', () => {
  expect(order(step(50, UNKNOWN), step(null, UNKNOWN), step(60, UNKNOWN))).toEqual([
    '0 sent',
    '0 arrived',
    '1 sent',
    '1 arrived',
    '2 sent',
    '2 arrived',
  ]);
});

test('a recording can have an arrival before its sending', () => {
  expect(order(step(50, at(40)))).toEqual(['0 arrived', '0 sent']);
});

test('an ACK of a FIN comes before what arrives at its sender after the FIN', () => {
  const signal = (kind: string, sentAtMs: number, direction?: DraftStep['direction']) =>
    ({ ...step(sentAtMs, at(sentAtMs + 20), direction), kind, id: kind }) as DraftStep;
  const fin = signal('tcp-fin', 0, 'server-to-client');
  const lastAck = signal('tcp-last-ack', 0, 'server-to-client');
  expect(order(fin, lastAck, signal('tcp-last-ack', 20))).toEqual([
    '0 sent',
    '1 sent',
    '0 arrived',
    '2 sent',
    '1 arrived',
    '2 arrived',
  ]);
});
