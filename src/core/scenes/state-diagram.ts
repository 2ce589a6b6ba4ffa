/**
 * The state diagram of a connection: the transition table of an endpoint, grouped by the
 * `readyState` that a page sees (RFC 6455 §4, §7.1; WHATWG WebSockets, "Feedback from the
 * protocol").
 */

import {
  ENDPOINT_STATES,
  READY_STATES,
  TRANSITIONS,
  type EndpointEvent,
  type EndpointState,
  type ReadyState,
} from '#core/protocol/endpoint.ts';
import {
  arrowHead,
  type BoxMark,
  type PathMark,
  type Point,
  type PolygonMark,
  type Stroke,
  type TextMark,
} from './mark.ts';

export type StateSlot =
  | { readonly id: 'ready-state'; readonly state: ReadyState }
  | { readonly id: 'transition'; readonly event: EndpointEvent };

export type StateBox = {
  readonly state: ReadyState;
  readonly box: BoxMark;
  readonly label: TextMark<StateSlot>;
};

/** All events that lead from one state to another, as one arrow. */
export type StateArrow = {
  readonly from: ReadyState;
  readonly to: ReadyState;
  readonly events: readonly EndpointEvent[];
  readonly line: PathMark;
  readonly head: PolygonMark;
  /** Stacked in the order of `events`. */
  readonly labels: readonly TextMark<StateSlot>[];
};

export type StateDiagram = {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly StateBox[];
  readonly arrows: readonly StateArrow[];
};

const BOX = { width: 120, height: 30, radius: 6 } as const;
const MIN_GAP = 100;
/** The height of an arrow's curve per state that it skips. */
const RISE = 58;
const MARGIN = 10;
const TEXT_SIZE = { state: 13, transition: 12 } as const;
/** From the center of a box down to the baseline of its text. */
const BASELINE = 5;
const ABOVE_ARROW = 6;
const LINE_HEIGHT = 15;

/** Events that lead past other states, at most. */
const TOP_TEXTS = 2;
const STROKE: Stroke = { width: 1.5 };
const HEAD = { front: 1.5, length: 12, halfWidth: 6 } as const;

/** Boxes in a row, in the order of a connection's life. Arrows that skip states curve over them. */
export function layoutStateDiagram(width: number, current: ReadyState): StateDiagram {
  const gaps = READY_STATES.length - 1;
  const minWidth = READY_STATES.length * BOX.width + gaps * MIN_GAP + 2 * MARGIN;
  const total = Math.max(width, minWidth);
  const pitch = (total - 2 * MARGIN - BOX.width) / gaps;
  // Above the highest arrow there is room for the texts of all its events.
  const y = MARGIN + RISE * (gaps - 1) + BOX.height / 2 + TOP_TEXTS * LINE_HEIGHT;
  const centerOf = (state: ReadyState): Point => ({
    x: MARGIN + BOX.width / 2 + READY_STATES.indexOf(state) * pitch,
    y,
  });
  const arrows = READY_STATES.flatMap((from) =>
    READY_STATES.flatMap((to) => {
      const events = eventsBetween(from, to);
      return events.length === 0 ? [] : [arrowBetween(from, to, events, centerOf)];
    }),
  );
  return {
    width: total,
    height: y + BOX.height / 2 + MARGIN,
    boxes: READY_STATES.map((state) => boxAt(centerOf(state), state, state === current)),
    arrows,
  };
}

/** Server events come first, because the server is open before the client. */
const ROLES = ['server', 'client'] as const;

/**
 * The events that lead either endpoint from one `readyState` to another. Empty for the same state.
 */
export function eventsBetween(from: ReadyState, to: ReadyState): EndpointEvent[] {
  if (from === to) return [];
  const states = Object.keys(ENDPOINT_STATES) as EndpointState[];
  const events = ROLES.flatMap((role) =>
    states
      .filter((state) => ENDPOINT_STATES[state] === from)
      .flatMap((state) => Object.entries(TRANSITIONS[role][state]))
      .map(([event, next]) => [event as EndpointEvent, next] as const)
      .filter(([event, next]) => seenAfter(event, next) === to)
      .map(([event]) => event),
  );
  return [...new Set(events)];
}

/**
 * After a failed handshake a page reads CONNECTING until TCP is closed, then CLOSED: CLOSING is for
 * a closing handshake and for `close()` (WHATWG WebSockets). In Chromium 156 and Firefox 153, the
 * `error` event of such a handshake finds it CLOSED.
 */
function seenAfter(event: EndpointEvent, next: EndpointState): ReadyState {
  return event === 'handshake-failed' ? 'CLOSED' : ENDPOINT_STATES[next];
}

function boxAt(center: Point, state: ReadyState, isCurrent: boolean): StateBox {
  const look = { kind: 'state', emphasis: isCurrent ? 'current' : 'plain' } as const;
  return {
    state,
    box: {
      shape: 'box',
      ...look,
      x: center.x - BOX.width / 2,
      y: center.y - BOX.height / 2,
      ...BOX,
      stroke: STROKE,
    },
    label: {
      shape: 'text',
      ...look,
      slot: { id: 'ready-state', state },
      at: { x: center.x, y: center.y + BASELINE },
      anchor: 'middle',
      size: TEXT_SIZE.state,
    },
  };
}

function arrowBetween(
  from: ReadyState,
  to: ReadyState,
  events: readonly EndpointEvent[],
  centerOf: (state: ReadyState) => Point,
): StateArrow {
  const { start, control, end, top } = curveBetween(from, to, centerOf);
  const look = { kind: 'transition', emphasis: 'plain' } as const;
  return {
    from,
    to,
    events,
    line: {
      shape: 'path',
      ...look,
      path: `M${start.x} ${start.y}Q${control.x} ${control.y} ${end.x} ${end.y}`,
      stroke: STROKE,
    },
    head: { shape: 'polygon', ...look, points: arrowHead(control, end, HEAD) },
    labels: events.map((event, index) => ({
      shape: 'text',
      ...look,
      slot: { id: 'transition', event },
      at: { x: control.x, y: top - ABOVE_ARROW - LINE_HEIGHT * (events.length - 1 - index) },
      anchor: 'middle',
      size: TEXT_SIZE.transition,
    })),
  };
}

/** A curve between two boxes, with its control point and the y of its highest point. */
function curveBetween(
  from: ReadyState,
  to: ReadyState,
  centerOf: (state: ReadyState) => Point,
): { readonly start: Point; readonly control: Point; readonly end: Point; readonly top: number } {
  const [a, b] = [centerOf(from), centerOf(to)];
  const passedOver = READY_STATES.indexOf(to) - READY_STATES.indexOf(from) - 1;
  const middle = (a.x + b.x) / 2;
  if (passedOver === 0) {
    const start = { x: a.x + BOX.width / 2, y: a.y };
    const end = { x: b.x - BOX.width / 2, y: b.y };
    return { start, control: { x: middle, y: a.y }, end, top: a.y };
  }
  const boxTop = a.y - BOX.height / 2;
  // A quadratic curve reaches half the height of its control point.
  const control = { x: middle, y: boxTop - 2 * RISE * passedOver };
  return {
    start: { x: a.x, y: boxTop },
    control,
    end: { x: b.x, y: boxTop },
    top: boxTop - RISE * passedOver,
  };
}
