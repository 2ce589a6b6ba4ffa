import { describe, expect, test } from 'vitest';
import { ENDPOINT_STATES, READY_STATES, TRANSITIONS } from '#core/protocol/endpoint.ts';
import { eventsBetween, layoutStateDiagram } from '#core/scenes/state-diagram.ts';

const diagram = layoutStateDiagram(900, 'OPEN');

test('has a box for each state, in order', () => {
  expect(diagram.boxes.map(({ state }) => state)).toEqual(READY_STATES);
  const xs = diagram.boxes.map(({ box }) => box.x);
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
});

test('emphasizes the current state alone', () => {
  expect(diagram.boxes.map(({ box }) => box.emphasis)).toEqual([
    'plain',
    'current',
    'plain',
    'plain',
  ]);
  for (const { box, label } of diagram.boxes) expect(label.emphasis).toBe(box.emphasis);
});

test('has every transition of the table that changes the readyState, once', () => {
  const drawn = diagram.arrows.flatMap(({ from, to, events }) =>
    events.map((event) => `${from} ${event} ${to}`),
  );
  const inTable = Object.values(TRANSITIONS).flatMap((states) =>
    Object.entries(states).flatMap(([state, events]) =>
      Object.entries(events).flatMap(([event, next]) => {
        const from = ENDPOINT_STATES[state as keyof typeof ENDPOINT_STATES];
        // A page never reads CLOSING after a failed handshake.
        const to = event === 'handshake-failed' ? 'CLOSED' : ENDPOINT_STATES[next];
        return from === to ? [] : [`${from} ${event} ${to}`];
      }),
    ),
  );
  expect(drawn.toSorted()).toEqual([...new Set(inTable)].toSorted());
});

describe('the events of each arrow, as they are read from top to bottom', () => {
  test.each([
    ['CONNECTING', 'OPEN', ['response-sent', 'response-accepted']],
    ['CONNECTING', 'CLOSING', []],
    ['CONNECTING', 'CLOSED', ['handshake-failed', 'tcp-closed']],
    ['OPEN', 'CLOSING', ['close-sent', 'close-received', 'connection-failed']],
    ['OPEN', 'CLOSED', ['tcp-closed']],
    ['CLOSING', 'CLOSED', ['tcp-closed']],
    ['CLOSING', 'CLOSING', []],
    ['OPEN', 'CONNECTING', []],
  ] as const)('%s to %s', (from, to, events) => {
    expect(eventsBetween(from, to)).toEqual(events);
    const arrow = diagram.arrows.find((each) => each.from === from && each.to === to);
    expect(arrow?.events ?? []).toEqual(events);
    const ys = (arrow?.labels ?? []).map(({ at }) => at.y);
    expect(ys).toEqual(ys.toSorted((a, b) => a - b));
  });
});

test('arrows point at the box that they lead to', () => {
  for (const { to, head } of diagram.arrows) {
    const box = diagram.boxes.find(({ state }) => state === to)!.box;
    const [tip] = head.points;
    expect(tip!.x).toBeGreaterThanOrEqual(box.x);
    expect(tip!.x).toBeLessThanOrEqual(box.x + box.width);
    expect(tip!.y).toBeGreaterThanOrEqual(box.y);
    expect(tip!.y).toBeLessThanOrEqual(box.y + box.height);
  }
});

test('keeps within its height, and is wider than it is allowed rather than crowded', () => {
  const narrow = layoutStateDiagram(200, 'CLOSED');
  expect(narrow.width).toBeGreaterThan(600);
  for (const { labels } of diagram.arrows) {
    for (const { at } of labels) expect(at.y).toBeGreaterThan(0);
  }
});
