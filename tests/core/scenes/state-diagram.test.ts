import { expect, test } from 'vitest';
import { layoutStateDiagram } from '#core/scenes/state-diagram.ts';
import { nextState, TRANSITIONS } from '#core/protocol/connection-states.ts';
import { READY_STATES } from '#core/protocol/endpoint.ts';

const diagram = layoutStateDiagram(900);

test('has a box for each state, in order', () => {
  expect(diagram.boxes.map(({ state }) => state)).toEqual(READY_STATES);
  const xs = diagram.boxes.map(({ center }) => center.x);
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
});

test('has every transition of the table that changes the state, once', () => {
  const drawn = diagram.arrows.flatMap(({ from, to, transitions }) =>
    transitions.map((transition) => {
      expect(nextState(from, transition)).toBe(to);
      return `${from} ${transition}`;
    }),
  );
  const inTable = READY_STATES.flatMap((from) =>
    Object.entries(TRANSITIONS[from])
      .filter(([, to]) => to !== from)
      .map(([transition]) => `${from} ${transition}`),
  );
  expect(drawn.toSorted()).toEqual(inTable.toSorted());
});

test('keeps within its height, and is wider than it is allowed rather than crowded', () => {
  const narrow = layoutStateDiagram(200);
  expect(narrow.width).toBeGreaterThan(600);
  for (const { label } of diagram.arrows) expect(label.y).toBeGreaterThan(0);
});
