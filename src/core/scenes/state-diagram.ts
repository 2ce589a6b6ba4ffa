/** The state diagram of a connection, drawn from the table that the connection runs on. */

import { TRANSITIONS, type Transition } from '#core/protocol/connection-states.ts';
import { READY_STATES, type ReadyState } from '#core/protocol/endpoint.ts';
import type { Point } from './mark.ts';

export type StateBox = { readonly state: ReadyState; readonly center: Point };

/** All transitions from one state to another, as one arrow. */
export type StateArrow = {
  readonly from: ReadyState;
  readonly to: ReadyState;
  readonly transitions: readonly Transition[];
  /** A curve: where it begins, where it is pulled to, where it ends. */
  readonly start: Point;
  readonly pull: Point;
  readonly end: Point;
  /** The middle of its label. */
  readonly label: Point;
};

export type StateDiagram = {
  readonly width: number;
  readonly height: number;
  readonly boxSize: { readonly width: number; readonly height: number };
  readonly boxes: readonly StateBox[];
  readonly arrows: readonly StateArrow[];
};

const BOX = { width: 120, height: 30 };
const LEAST_GAP = 100;
/** How far the bow of an arrow rises for each state that it passes over. */
const RISE = 58;
const MARGIN = 10;

/**
 * Boxes in a row, in the order in which a connection goes through them; arrows that skip one bow
 * over it.
 */
export function layoutStateDiagram(width: number): StateDiagram {
  const gaps = READY_STATES.length - 1;
  const least = READY_STATES.length * BOX.width + gaps * LEAST_GAP + 2 * MARGIN;
  const total = Math.max(width, least);
  const pitch = (total - 2 * MARGIN - BOX.width) / gaps;
  const row = MARGIN + RISE * (gaps - 1) + BOX.height / 2 + 16;
  const boxes = READY_STATES.map((state, index) => ({
    state,
    center: { x: MARGIN + BOX.width / 2 + index * pitch, y: row },
  }));
  const arrows = READY_STATES.flatMap((from) =>
    READY_STATES.flatMap((to) => {
      const transitions = transitionsBetween(from, to);
      return from === to || transitions.length === 0
        ? []
        : [arrowBetween(from, to, transitions, boxes)];
    }),
  );
  return { width: total, height: row + BOX.height / 2 + MARGIN, boxSize: BOX, boxes, arrows };
}

function transitionsBetween(from: ReadyState, to: ReadyState): Transition[] {
  const reached = TRANSITIONS[from];
  return (Object.keys(reached) as Transition[]).filter((transition) => reached[transition] === to);
}

function arrowBetween(
  from: ReadyState,
  to: ReadyState,
  transitions: readonly Transition[],
  boxes: readonly StateBox[],
): StateArrow {
  const center = (state: ReadyState) =>
    boxes.find((box) => box.state === state)?.center ?? { x: 0, y: 0 };
  const [a, b] = [center(from), center(to)];
  const passedOver = READY_STATES.indexOf(to) - READY_STATES.indexOf(from) - 1;
  const middle = (a.x + b.x) / 2;
  if (passedOver === 0) {
    const start = { x: a.x + BOX.width / 2, y: a.y };
    const end = { x: b.x - BOX.width / 2, y: b.y };
    const pull = { x: middle, y: a.y };
    return { from, to, transitions, start, pull, end, label: pull };
  }
  const top = a.y - BOX.height / 2;
  // A quadratic curve comes half as near to its pull as the pull is far.
  const pull = { x: middle, y: top - 2 * RISE * passedOver };
  return {
    from,
    to,
    transitions,
    start: { x: a.x, y: top },
    pull,
    end: { x: b.x, y: top },
    label: { x: middle, y: top - RISE * passedOver },
  };
}
