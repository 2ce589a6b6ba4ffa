import { describe, expect, test } from 'vitest';
import { EventQueue, type Scheduled } from '#core/simulation/event-queue.ts';
import { RetransmissionQueue, type Outgoing } from '#core/simulation/retransmission-queue.ts';
import type { Segment } from '#core/simulation/segment.ts';

const SIZE = 1000;

/** A queue of an endpoint, on a wire that loses everything, and what was sent when. */
function start() {
  const events = new EventQueue();
  const sent: string[] = [];
  const queue = new RetransmissionQueue(events, SIZE, {
    transmit: (_, name): Scheduled | null => {
      sent.push(`${name} ${events.nowMs}`);
      return null;
    },
    giveUp: () => {
      queue.clear();
      sent.push(`given up ${events.nowMs}`);
    },
  });
  return {
    events,
    queue,
    sent,
    acknowledge: (segments: number, more: Partial<Segment> = {}) =>
      queue.takeAcknowledgement({
        name: null,
        signals: ['ack'],
        range: { start: 0, end: 0 },
        bytes: new Uint8Array(0),
        acknowledges: 1 + segments * SIZE,
        sentAtMs: events.nowMs,
        echoMs: null,
        ...more,
      }),
  };
}

function segment(index: number): Outgoing {
  const range = { start: index * SIZE, end: (index + 1) * SIZE };
  return { name: `s-${index}`, signals: [], range, bytes: new Uint8Array(SIZE) };
}

const segments = (count: number) => Array.from({ length: count }, (_, index) => segment(index));

test('sends what the initial window allows, and more with each acknowledgement', () => {
  const { queue, sent, acknowledge } = start();
  queue.add(...segments(14));
  expect(sent).toHaveLength(10);
  expect(acknowledge(1).map(({ name }) => name)).toEqual(['s-0']);
  queue.sendWhatFits();
  expect(sent.slice(10)).toEqual(['s-10 0', 's-11 0']);
});

test('gives up after six expiries of a timer that doubles', () => {
  const { queue, events, sent } = start();
  queue.add(segment(0));
  events.runUntil();
  expect(sent).toEqual([
    's-0 0',
    's-0-again-1 1000',
    's-0-again-2 3000',
    's-0-again-3 7000',
    's-0-again-4 15000',
    's-0-again-5 31000',
    's-0-again-6 63000',
    'given up 127000',
  ]);
  expect(queue.isWaiting).toBe(false);
});

describe('fast retransmit (RFC 5681 §3.2)', () => {
  test('needs three duplicate acknowledgements', () => {
    const { queue, sent, acknowledge } = start();
    queue.add(...segments(5));
    acknowledge(1);
    acknowledge(1);
    acknowledge(1);
    expect(sent).toHaveLength(5);
    acknowledge(1);
    expect(sent.slice(5)).toEqual(['s-1-again-1 0']);
  });

  test.each<{ name: string; more: Partial<Segment> }>([
    { name: 'bytes', more: { bytes: new Uint8Array(1), range: { start: 0, end: 1 } } },
    { name: 'a FIN', more: { signals: ['fin', 'ack'] } },
    { name: 'a SYN', more: { signals: ['syn', 'ack'] } },
  ])('does not count an acknowledgement with $name', ({ more }) => {
    const { queue, sent, acknowledge } = start();
    queue.add(...segments(5));
    for (let count = 0; count < 4; count++) acknowledge(0, more);
    expect(sent).toHaveLength(5);
  });

  test('does not count one when nothing is in flight', () => {
    const { queue, sent, acknowledge } = start();
    queue.add(segment(0));
    acknowledge(1);
    for (let count = 0; count < 4; count++) acknowledge(1);
    queue.add(segment(1));
    acknowledge(1);
    expect(sent).toEqual(['s-0 0', 's-1 0']);
  });

  test('halves the window, which each further duplicate extends until something is new', () => {
    const { queue, sent, acknowledge } = start();
    queue.add(...segments(30));
    // 10 segments are in flight: the window becomes 5, plus 3 that have left the network.
    for (let count = 0; count < 3; count++) acknowledge(0);
    expect(sent.slice(10)).toEqual(['s-0-again-1 0']);
    for (let count = 0; count < 2; count++) acknowledge(0);
    expect(sent).toHaveLength(11);
    acknowledge(0);
    expect(sent.slice(11)).toEqual(['s-10 0']);
    acknowledge(10);
    queue.sendWhatFits();
    expect(sent.slice(12)).toEqual(['s-11 0', 's-12 0', 's-13 0', 's-14 0']);
  });

  test('leaves a segment to the timer that is lost twice', () => {
    const { queue, events, sent, acknowledge } = start();
    queue.add(...segments(5));
    for (let count = 0; count < 6; count++) acknowledge(0);
    events.runUntil(2000);
    for (let count = 0; count < 6; count++) acknowledge(0);
    expect(sent.slice(5)).toEqual(['s-0-again-1 0', 's-0-again-2 1000']);
  });
});
