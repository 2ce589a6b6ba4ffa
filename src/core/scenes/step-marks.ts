/**
 * The marks of one step in a sequence diagram: its arrow, the texts beside the lifelines, its label
 * and its packet.
 */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import {
  arrowHead,
  pointBetween,
  type ChipMark,
  type Emphasis,
  type LineMark,
  type MarkKind,
  type PacketMark,
  type PathMark,
  type PolygonMark,
  type Stroke,
  type TextMark,
} from './mark.ts';
import { packetCells } from './packet-cells.ts';
import type { SequenceLayout, SequenceRow } from './sequence-diagram.ts';
import type { PacketSlot, SequenceSlot } from './sequence-slots.ts';
import { stepByteKind } from './step-kind.ts';

/** The marks of one step. */
export type RowMarks = {
  readonly arrow: readonly (LineMark | PathMark | PolygonMark)[];
  readonly texts: readonly TextMark<SequenceSlot>[];
  readonly label: ChipMark<SequenceSlot>;
  /** While it is in flight, and at rest for the step shown. */
  readonly packet: PacketMark<PacketSlot> | null;
};

const TEXT_SIZE = 13;
/** The distance from the vertical center of a text to its baseline. */
const BASELINE = 5;
const BESIDE_LIFELINE = 18;

const ARROW_HEAD = { front: -2, length: 9, halfWidth: 4 } as const;
const FUTURE: Stroke = { width: 1.25, dashes: '6 5' };
const PAST: Stroke = { width: 1.75 };
const CURRENT: Stroke = { width: 2.75 };
const AHEAD: Stroke = { width: 1.75, dashes: '2 6', hasRoundEnds: true };
const SHARED: Stroke = { width: 1.75, dashes: '2 5' };

/** The maximum width of a label as a fraction of the diagram. Less if a loss is marked. */
const LABEL_ROOM = 0.62;
const LOST_LABEL_ROOM = 0.4;

/** The step shown, and how far the step of the row has travelled (0 to 1). */
export type RowView = { readonly stepIndex: number; readonly progress: number };

export function rowMarks(
  row: SequenceRow,
  step: Step,
  story: Story,
  layout: SequenceLayout,
  view: RowView,
): RowMarks {
  const emphasis = emphasisOf(row.stepIndex, view);
  const isShown = row.stepIndex === view.stepIndex;
  const hasPacket = row.crosses && (isShown || emphasis === 'in-flight');
  return {
    arrow: arrowMarks(row, kindOfRow(row, step), emphasis, view.progress),
    texts: layout.isNarrow ? [] : sideTexts(row, step, layout, view),
    label: labelMark(row, step, layout, view, hasPacket),
    packet: hasPacket ? packetMark(row, step, story, view) : null,
  };
}

function kindOfRow({ crosses }: SequenceRow, { unit }: Step): MarkKind {
  return crosses ? stepByteKind({ unit }) : 'shared';
}

/** A step can be in flight before or after the step shown. */
function emphasisOf(rowIndex: number, { stepIndex, progress }: RowView): Emphasis {
  if (rowIndex === stepIndex) return progress < 1 ? 'in-flight' : 'current';
  if (progress > 0 && progress < 1) return 'in-flight';
  return rowIndex < stepIndex ? 'past' : 'future';
}

function arrowMarks(
  row: SequenceRow,
  kind: MarkKind,
  emphasis: Emphasis,
  progress: number,
): RowMarks['arrow'] {
  const { from, to } = row;
  const reached = emphasis === 'in-flight' ? pointBetween(from, to, progress) : to;
  const stroke = strokeOf(kind, emphasis);
  const marks: (LineMark | PathMark | PolygonMark)[] = [];
  if (emphasis === 'in-flight') {
    const ahead = kind === 'shared' ? SHARED : AHEAD;
    marks.push({ shape: 'line', kind, emphasis: 'ahead', from: reached, to, stroke: ahead });
  }
  marks.push({ shape: 'line', kind, emphasis, from, to: reached, stroke });
  if (row.isLost) {
    const path = `M${to.x - 5} ${to.y - 5}l10 10m-10 0l10-10`;
    marks.push({ shape: 'path', kind, emphasis: 'lost', path, stroke: PAST });
  } else if (row.crosses && emphasis !== 'in-flight') {
    marks.push({ shape: 'polygon', kind, emphasis, points: arrowHead(from, to, ARROW_HEAD) });
  }
  return marks;
}

function strokeOf(kind: MarkKind, emphasis: Emphasis): Stroke {
  if (emphasis === 'future') return FUTURE;
  if (kind === 'shared') return SHARED;
  return emphasis === 'past' ? PAST : CURRENT;
}

/** The time of sending beside the sender, and if it arrived, the size beside the receiver. */
function sideTexts(
  row: SequenceRow,
  step: Step,
  { lifelines }: SequenceLayout,
  { stepIndex }: RowView,
): TextMark<SequenceSlot>[] {
  if (!row.crosses) return [];
  const emphasis = stillEmphasis(row.stepIndex, stepIndex);
  const textAt = (isClient: boolean, y: number, slot: SequenceSlot): TextMark<SequenceSlot> => ({
    shape: 'text',
    kind: 'note',
    emphasis,
    slot,
    at: {
      x: isClient ? lifelines.client - BESIDE_LIFELINE : lifelines.server + BESIDE_LIFELINE,
      y: y + BASELINE,
    },
    anchor: isClient ? 'end' : 'start',
    size: TEXT_SIZE,
  });
  const isFromClient = row.from.x < row.to.x;
  const texts: TextMark<SequenceSlot>[] = [];
  if (step.sentAtMs !== null) {
    texts.push(textAt(isFromClient, row.from.y, { id: 'sent-at', atMs: step.sentAtMs }));
  }
  if (step.unit !== null && !row.isLost) {
    const bytes = lengthOfRange(step.carried);
    texts.push(textAt(!isFromClient, row.to.y, { id: 'size', bytes }));
  }
  return texts;
}

function labelMark(
  row: SequenceRow,
  step: Step,
  { width }: SequenceLayout,
  { stepIndex }: RowView,
  isCovered: boolean,
): ChipMark<SequenceSlot> {
  const kind = kindOfRow(row, step);
  const emphasis = stillEmphasis(row.stepIndex, stepIndex);
  return {
    shape: 'chip',
    kind,
    emphasis,
    slot: { id: 'step-label', step },
    center: row.label,
    height: 22,
    radius: 6,
    padding: 8,
    size: TEXT_SIZE,
    maxWidth: width * (row.isLost ? LOST_LABEL_ROOM : LABEL_ROOM),
    // The background separates HTTP from the frames that follow it.
    hasGround: kind === 'http' && emphasis !== 'future',
    isCovered,
  };
}

/** The emphasis of marks that don't move. */
function stillEmphasis(rowIndex: number, stepIndex: number): Emphasis {
  if (rowIndex === stepIndex) return 'current';
  return rowIndex < stepIndex ? 'past' : 'future';
}

function packetMark(
  { from, to, isLost }: SequenceRow,
  step: Step,
  story: Story,
  { progress }: RowView,
): PacketMark<PacketSlot> {
  const emphasis = progress < 1 ? 'in-flight' : isLost ? 'lost' : 'current';
  const cells = packetCells(step, story);
  return {
    shape: 'packet',
    kind: stepByteKind(step),
    emphasis,
    cells,
    size: TEXT_SIZE,
    from,
    to,
  };
}
