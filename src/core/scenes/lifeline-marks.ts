/**
 * The marks around the steps of a sequence diagram: lifelines with their states, the heads above
 * them, and a line above the first step that changes affect.
 */

import { READY_STATES, type ReadyState } from '#core/protocol/endpoint.ts';
import type { BothStates } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { Side } from '#core/trace/direction.ts';
import type { BoxMark, LineMark, MarkKind, Stroke, TextMark, VerticalMark } from './mark.ts';
import type { SequenceLayout, SequenceRow } from './sequence-diagram.ts';
import type { SequenceSlot } from './sequence-slots.ts';
import { widthOf } from './text-width.ts';
import { READY_STATE_KINDS } from './step-kind.ts';

/** The marks above one lifeline. */
export type HeadMarks = {
  readonly side: Side;
  readonly name: TextMark<SequenceSlot>;
  readonly stateBox: BoxMark;
  readonly state: TextMark<SequenceSlot>;
  readonly tcp: TextMark<SequenceSlot>;
};

/** The height of all heads. */
export const HEADS_HEIGHT = 84;

const TEXT_SIZE = 13;
const NAME_SIZE = 15;
const TCP_SIZE = 11;
const MAX_NAME_WIDTH = 280;

/** A server without a WebSocket has a text about as long as this. */
const LONGEST_STATE: ReadyState = READY_STATES[0];

const SIDES = ['client', 'server'] as const satisfies readonly Side[];

/**
 * Both lifelines, and on top of them the states in which data can be sent or a close is pending.
 */
export function lifelineMarks({ lifelines, height, spans }: SequenceLayout): VerticalMark[] {
  const vertical = (
    side: Side,
    kind: MarkKind,
    [top, bottom]: readonly [number, number],
    stroke: Stroke,
  ): VerticalMark => ({
    shape: 'vertical',
    kind,
    emphasis: 'plain',
    x: lifelines[side],
    top,
    bottom,
    stroke,
  });
  return [
    ...SIDES.map((side) => vertical(side, 'lifeline', [0, height], { width: 2 })),
    ...spans.flatMap(({ side, readyState, startY, endY }) => {
      const stroke = readyState && SPAN_STROKES[readyState];
      return stroke === null ? [] : [vertical(side, stateKind(readyState), [startY, endY], stroke)];
    }),
  ];
}

/** Null for states before or after data can be sent. */
const SPAN_STROKES: Readonly<Record<ReadyState, Stroke | null>> = {
  CONNECTING: null,
  OPEN: { width: 5 },
  CLOSING: { width: 3, dashes: '6 3' },
  CLOSED: null,
};

export function headMarks(
  { lifelines }: SequenceLayout,
  { conversation }: Story,
  states: BothStates,
): HeadMarks[] {
  return SIDES.map((side) => {
    const { readyState, tcp } = states[side];
    const x = lifelines[side];
    const kind = stateKind(readyState);
    const plain = { emphasis: 'plain', anchor: 'middle' } as const;
    const width = widthOf(readyState ?? LONGEST_STATE, TEXT_SIZE) + 24;
    return {
      side,
      name: {
        shape: 'text',
        kind: 'name',
        ...plain,
        slot: { id: 'endpoint', endpoint: conversation.trace.endpoints[side] },
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
        slot: { id: 'ready-state', state: readyState },
        at: { x, y: 48.5 },
        size: TEXT_SIZE,
      },
      tcp: {
        shape: 'text',
        kind: 'note',
        ...plain,
        slot: { id: 'tcp-state', state: tcp },
        at: { x, y: 70 },
        size: TCP_SIZE,
      },
    };
  });
}

function stateKind(state: ReadyState | null): MarkKind {
  return READY_STATE_KINDS[state ?? 'CLOSED'];
}

/** The line above the first step that the reader's changes affect. */
export function firstChangeMarks(
  { from }: SequenceRow,
  { width, isNarrow }: SequenceLayout,
): { readonly line: LineMark; readonly text: TextMark<SequenceSlot> | null } {
  const y = from.y - 11;
  const look = { kind: 'close', emphasis: 'plain' } as const;
  const stroke: Stroke = { width: 2, dashes: '1 4', hasRoundEnds: true };
  const line: LineMark = { shape: 'line', ...look, from: { x: 0, y }, to: { x: width, y }, stroke };
  if (isNarrow) return { line, text: null };
  const place = { at: { x: 4, y: y - 5 }, anchor: 'start', size: 12 } as const;
  return { line, text: { shape: 'text', ...look, ...place, slot: { id: 'first-change' } } };
}
