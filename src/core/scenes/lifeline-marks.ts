/**
 * The marks around the flights of a sequence diagram: lifelines with their states, the heads above
 * them, times, cuts of the axis, folds, and a line above the first step that changes affect.
 */

import { READY_STATES, type ReadyState } from '#core/protocol/endpoint.ts';
import { traceAt } from '#core/story/own-story.ts';
import type { BothStates } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { Side } from '#core/trace/direction.ts';
import type { EndpointDescription } from '#core/trace/trace.ts';
import type { BoxMark, LineMark, MarkKind, PathMark, Point, Stroke, TextMark } from './mark.ts';
import {
  timesRight,
  type Cut,
  type FoldStrip,
  type SequenceLayout,
  type SequenceRow,
} from './sequence-diagram.ts';
import { TEXT_SIZE } from './sequence-labels.ts';
import { cutCenter } from './sequence-lifelines.ts';
import type { SequenceSlot } from './sequence-slots.ts';
import type { PlacedTime } from './sequence-times.ts';
import { READY_STATE_KINDS } from './step-kind.ts';
import { baselineAt, widthOf } from './text-width.ts';

/** The marks above one lifeline. */
export type HeadMarks = {
  readonly side: Side | 'proxy';
  /** Whether only its name has room. */
  readonly isNameOnly: boolean;
  readonly name: TextMark<SequenceSlot>;
  readonly stateBox: BoxMark;
  readonly state: TextMark<SequenceSlot>;
  readonly tcp: TextMark<SequenceSlot>;
};

/** The height of all heads. */
export const HEADS_HEIGHT = 84;

const NAME_SIZE = 15;
const TCP_SIZE = 11;
const MAX_NAME_WIDTH = 280;

/** A server without a WebSocket has a text about as long as this. */
const LONGEST_STATE: ReadyState = READY_STATES[0];

/** Heads of lifelines that are closer would overlap. */
const LEAST_HEAD = 112;

const SIDES = ['client', 'server'] as const satisfies readonly Side[];

/** A line from a place along time to another, at a distance across time. */
function along(
  { orientation }: Pick<SequenceLayout, 'orientation'>,
  across: number,
  [start, end]: readonly [number, number],
): { readonly from: Point; readonly to: Point } {
  return orientation === 'vertical'
    ? { from: { x: across, y: start }, to: { x: across, y: end } }
    : { from: { x: start, y: across }, to: { x: end, y: across } };
}

/**
 * Both lifelines, and on top of them the states in which data can be sent or a close is pending:
 * solid up to `nowPlace`, dashed after it.
 */
export function lifelineMarks(layout: SequenceLayout, nowPlace: number): LineMark[] {
  const { lifelines, spans } = layout;
  const length = layout.orientation === 'vertical' ? layout.height : layout.width;
  const line = (side: Side, kind: MarkKind, range: readonly [number, number], stroke: Stroke) =>
    ({
      shape: 'line',
      kind,
      emphasis: 'plain',
      ...along(layout, lifelines[side], range),
      stroke,
    }) satisfies LineMark;
  return [
    ...lanesOf(lifelines).map((lane): LineMark => {
      const ends = along(layout, lane, [0, length]);
      return { shape: 'line', kind: 'lifeline', emphasis: 'plain', ...ends, stroke: { width: 2 } };
    }),
    ...spans.flatMap(({ side, readyState, start, end }) => {
      const width = readyState && SPAN_WIDTHS[readyState];
      if (width === null) return [];
      const kind = stateKind(readyState);
      const now = Math.min(Math.max(nowPlace, start), end);
      return [
        ...(start < now ? [line(side, kind, [start, now], { width })] : []),
        ...(now < end ? [line(side, kind, [now, end], { width, dashes: '5 4' })] : []),
      ];
    }),
  ];
}

/** From one side to the other. */
function lanesOf({ client, proxy, server }: SequenceLayout['lifelines']): number[] {
  return proxy === null ? [client, server] : [client, proxy, server];
}

/** Null for states before or after data can be sent. */
const SPAN_WIDTHS: Readonly<Record<ReadyState, number | null>> = {
  CONNECTING: null,
  OPEN: 5,
  CLOSING: 3,
  CLOSED: null,
};

export function headMarks(
  { lifelines, textScale }: Pick<SequenceLayout, 'lifelines' | 'textScale'>,
  story: Story,
  states: BothStates,
): HeadMarks[] {
  const ends = SIDES.map((side) => {
    const readyState = shownState(side, states);
    return headMark({
      side,
      x: lifelines[side],
      kind: stateKind(readyState),
      endpoint: traceAt(story, side).endpoints[side],
      state: { id: 'ready-state', state: readyState },
      longest: readyState ?? LONGEST_STATE,
      tcp: { id: 'tcp-state', state: states[side].tcp },
      isNameOnly: false,
    });
  });
  if (lifelines.proxy === null || states.proxy === undefined) return ends;
  const { isTunnel, connections } = states.proxy;
  const proxy = headMark({
    side: 'proxy',
    x: lifelines.proxy,
    kind: stateKind(null),
    endpoint: story.conversation.trace.endpoints.server,
    state: { id: 'proxy-mode', isTunnel },
    longest: LONGEST_STATE,
    tcp: { id: 'proxy-connections', count: connections },
    isNameOnly: lifelines.server - lifelines.proxy < LEAST_HEAD * textScale,
  });
  return [...ends, proxy];
}

type HeadContent = {
  readonly side: HeadMarks['side'];
  readonly x: number;
  readonly kind: MarkKind;
  readonly endpoint: EndpointDescription;
  readonly state: SequenceSlot;
  /** As long as the text of the state. */
  readonly longest: string;
  readonly tcp: SequenceSlot;
  readonly isNameOnly: boolean;
};

function headMark({
  side,
  x,
  kind,
  endpoint,
  state,
  longest,
  tcp,
  isNameOnly,
}: HeadContent): HeadMarks {
  const plain = { emphasis: 'plain', anchor: 'middle' } as const;
  const width = widthOf(longest, TEXT_SIZE) + 24;
  return {
    side,
    isNameOnly,
    name: {
      shape: 'text',
      kind: 'name',
      ...plain,
      slot: { id: 'endpoint', endpoint },
      at: { x, y: 26 },
      size: NAME_SIZE,
      maxWidth: MAX_NAME_WIDTH,
    },
    stateBox: {
      shape: 'box',
      kind,
      emphasis: 'plain',
      x: x - width / 2,
      y: 34,
      width,
      height: 20,
      radius: 10,
    },
    state: {
      shape: 'text',
      kind,
      ...plain,
      slot: state,
      at: { x, y: 48.5 },
      size: TEXT_SIZE,
    },
    tcp: {
      shape: 'text',
      kind: 'note',
      ...plain,
      slot: tcp,
      at: { x, y: 70 },
      size: TCP_SIZE,
    },
  };
}

/** A server has no WebSocket before its 101. */
function shownState(side: Side, states: BothStates): ReadyState | null {
  const { readyState } = states[side];
  return side === 'server' && readyState === 'CONNECTING' ? null : readyState;
}

function stateKind(state: ReadyState | null): MarkKind {
  return READY_STATE_KINDS[state ?? 'CLOSED'];
}

const DOTTED: Stroke = { width: 1, dashes: '1 4' };
/** Between a time and its line. */
const BESIDE_TIME = 5;
const BEND = 12;

/** A time, and the dotted line that leads from it to its sender. */
export function timeMarks(
  { slot, steps, place, to }: PlacedTime,
  { orientation, width, textScale }: SequenceLayout,
  stepIndex: number,
): { readonly text: TextMark<SequenceSlot>; readonly leader: PathMark } {
  const emphasis = steps.includes(stepIndex) ? 'current' : 'plain';
  const look = { kind: 'note', emphasis } as const;
  const size = TEXT_SIZE;
  if (orientation === 'horizontal') {
    const at = { x: place, y: 13 * textScale };
    const path = `M${place} ${17 * textScale}V${to.y}`;
    return {
      text: { shape: 'text', ...look, slot, at, anchor: 'middle', size },
      leader: { shape: 'path', kind: 'cut', emphasis: 'plain', path, stroke: DOTTED },
    };
  }
  const x = timesRight(width, textScale);
  const at = { x, y: baselineAt(place, size * textScale) };
  const path = `M${x + BESIDE_TIME} ${place}L${x + BEND} ${to.y}H${to.x}`;
  return {
    text: { shape: 'text', ...look, slot, at, anchor: 'end', size },
    leader: { shape: 'path', kind: 'cut', emphasis: 'plain', path, stroke: DOTTED },
  };
}

/** A zigzag on each lifeline, and between them how long the part is that is cut. */
export function cutMarks(
  { place, ms, isSilent }: Cut,
  { orientation, lifelines, textScale, height }: SequenceLayout,
): {
  readonly gaps: readonly BoxMark[];
  readonly zigzags: readonly PathMark[];
  readonly text: TextMark<SequenceSlot>;
} {
  const isVertical = orientation === 'vertical';
  const look = { kind: 'cut', emphasis: 'plain' } as const;
  const size = TEXT_SIZE;
  const zigzag = (lane: number, shift: number) =>
    isVertical
      ? `M${lane - 9} ${place + shift + 2.5}l6 -5l6 5l6 -5`
      : `M${place + shift - 2.5} ${lane - 9}l5 6l-5 6l5 6`;
  const lanes = lanesOf(lifelines);
  return {
    gaps: lanes.map((lane) => ({
      shape: 'box',
      ...look,
      x: (isVertical ? lane : place) - 4,
      y: (isVertical ? place : lane) - 4,
      width: 8,
      height: 8,
      radius: 0,
    })),
    zigzags: lanes.flatMap((lane) =>
      [-4, 4].map((shift): PathMark => {
        return { shape: 'path', ...look, path: zigzag(lane, shift), stroke: { width: 1.5 } };
      }),
    ),
    text: {
      shape: 'text',
      kind: 'note',
      emphasis: 'plain',
      slot: { id: 'cut', ms, isSilent, isBrief: !isVertical },
      at: isVertical
        ? {
            x: cutCenter(lifelines),
            y: baselineAt(place, size * textScale),
          }
        : { x: place, y: height - 3 },
      anchor: 'middle',
      size,
    },
  };
}

/** The strip of a folded run of steps. */
export function stripMarks(
  { fold, isOnBoth, rect, segments, ms, start, end }: FoldStrip,
  nowPlace: number,
  stepIndex: number,
): { readonly box: BoxMark; readonly slot: SequenceSlot } {
  const isShown = fold.firstStep <= stepIndex && stepIndex < fold.endStep;
  const emphasis = isShown ? 'current' : nowPlace >= (start + end) / 2 ? 'past' : 'future';
  const stroke: Stroke = emphasis === 'future' ? { width: 1, dashes: '4 3' } : { width: 1 };
  return {
    box: { shape: 'box', kind: 'tcp', emphasis, ...rect, radius: 6, stroke },
    slot: { id: 'fold', fold, isOnBoth, segments, ms },
  };
}

/** A length on the axis that shows its scale: of 1, 2 or 5 times a power of ten milliseconds. */
export function measureOf({
  axis: { perMs },
  textScale,
}: Pick<SequenceLayout, 'axis' | 'textScale'>): {
  readonly ms: number;
  readonly length: number;
} | null {
  if (perMs === null) return null;
  const most = (40 * textScale) / perMs;
  const power = 10 ** Math.floor(Math.log10(most));
  const ms = ([5, 2].find((digit) => digit * power <= most) ?? 1) * power;
  return { ms, length: ms * perMs };
}

/** The line above the first step that the reader's changes affect. */
export function firstChangeMarks(
  { start }: Pick<SequenceRow, 'start'>,
  { width, height, orientation, textScale }: SequenceLayout,
): { readonly line: LineMark; readonly text: TextMark<SequenceSlot> | null } {
  const isVertical = orientation === 'vertical';
  const place = start - 9 * textScale;
  const look = { kind: 'close', emphasis: 'plain' } as const;
  const stroke: Stroke = { width: 2, dashes: '1 4', hasRoundEnds: true };
  const line: LineMark = {
    shape: 'line',
    ...look,
    from: isVertical ? { x: 0, y: place } : { x: place, y: 0 },
    to: isVertical ? { x: width, y: place } : { x: place, y: height },
    stroke,
  };
  if (!isVertical) return { line, text: null };
  const at = { x: width - 4, y: place - 4 };
  return {
    line,
    text: { shape: 'text', ...look, at, anchor: 'end', size: 12, slot: { id: 'first-change' } },
  };
}
