/**
 * The marks of one flight in a sequence diagram: its arrow, the boxes of its segments on it, and
 * the packet of the step shown.
 */

import type { Story } from '#core/story/story.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import {
  arrowHead,
  pointBetween,
  type BoxMark,
  type Emphasis,
  type LineMark,
  type MarkKind,
  type PacketCell,
  type PacketMark,
  type PathMark,
  type PolygonMark,
  type SegmentMark,
  type Stroke,
} from './mark.ts';
import { packetCells } from './packet-cells.ts';
import type { SegmentBox } from './sequence-boxes.ts';
import type { SequenceLayout, SequenceRow } from './sequence-diagram.ts';
import { sizeSlot, TEXT_SIZE, type PlacedBox } from './sequence-labels.ts';
import type { LabelForm, PacketSlot, SequenceSlot } from './sequence-slots.ts';
import { stepByteKind } from './step-kind.ts';
import { baselineAt } from './text-width.ts';

/** The marks of one flight. */
export type RowMarks = {
  readonly arrow: readonly (LineMark | PathMark | PolygonMark | BoxMark)[];
  readonly boxes: readonly SegmentMark<SequenceSlot>[];
  /** Of the step shown. */
  readonly packet: PacketMark<PacketSlot> | null;
};

const PACKET_SIZE = 14;

const ARROW_HEAD = { front: -2, length: 9, halfWidth: 4 } as const;
const FUTURE: Stroke = { width: 1.25, dashes: '6 5' };
const PAST: Stroke = { width: 1.75 };
const CURRENT: Stroke = { width: 2.75 };

/** The step shown, and how far the flight has travelled (0 to 1). */
export type RowView = { readonly stepIndex: number; readonly progress: number };

export function rowMarks(
  row: SequenceRow,
  story: Story,
  layout: SequenceLayout,
  view: RowView,
): RowMarks {
  const isShown = row.flight.steps.includes(view.stepIndex);
  const emphasis = emphasisOf(isShown, view.progress);
  const shownBox = isShown ? boxWith(row, view.stepIndex) : null;
  return {
    arrow: row.crosses ? arrowMarks(row, story, emphasis, view) : [nodeMark(row, emphasis)],
    boxes: row.boxes.map((placed) => {
      const isCovered = shownBox !== null && (placed.box === shownBox || !row.crosses);
      return segmentMark(placed, story, layout, emphasis, isCovered);
    }),
    packet: isShown ? packetMark(row, shownBox, story, layout, view) : null,
  };
}

function emphasisOf(isShown: boolean, progress: number): Emphasis {
  if (isShown) return progress < 1 ? 'in-flight' : 'current';
  if (progress > 0 && progress < 1) return 'in-flight';
  return progress >= 1 ? 'past' : 'future';
}

function boxWith({ flight: { boxes } }: SequenceRow, stepIndex: number): SegmentBox {
  const found = boxes.find(({ cells }) => cells.some((cell) => cell.stepIndex === stepIndex));
  return found ?? { cells: [], bytes: 0, segments: 0 };
}

function kindOf(stepIndex: number, { steps }: Story): ByteKind | 'shared' {
  const step = steps[stepIndex];
  return step === undefined || step.direction === null ? 'shared' : stepByteKind(step);
}

function arrowMarks(
  row: SequenceRow,
  story: Story,
  emphasis: Emphasis,
  { stepIndex, progress }: RowView,
): RowMarks['arrow'] {
  const { from, to, flight } = row;
  const isShown = flight.steps.includes(stepIndex);
  // An arrow of several kinds has that of the last: data after a Close frame would be an error.
  const kind = kindOf(flight.steps.at(-1) ?? 0, story);
  const reached = pointBetween(from, to, emphasis === 'in-flight' ? progress : 1);
  const marks: (LineMark | PathMark | PolygonMark | BoxMark)[] = [];
  const rest = emphasis === 'in-flight' ? 'ahead' : emphasis;
  if (emphasis === 'in-flight') {
    marks.push({ shape: 'line', kind, emphasis: rest, from: reached, to, stroke: FUTURE });
  }
  const stroke = isShown ? CURRENT : emphasis === 'future' ? FUTURE : PAST;
  marks.push({ shape: 'line', kind, emphasis, from, to: reached, stroke });
  if (row.isLost) {
    const path = `M${to.x - 5} ${to.y - 5}l10 10m-10 0l10-10`;
    const lost = emphasis === 'future' ? 'future' : 'lost';
    marks.push({ shape: 'path', kind, emphasis: lost, path, stroke: PAST });
  } else {
    marks.push({
      shape: 'polygon',
      kind,
      emphasis: rest,
      points: arrowHead(from, to, ARROW_HEAD),
    });
  }
  if (emphasis === 'in-flight') marks.push(dot(reached, kind, emphasis, 4));
  return marks;
}

/** A step in which nothing crosses, on its lifeline. */
function nodeMark({ from }: SequenceRow, emphasis: Emphasis): BoxMark {
  return { ...dot(from, 'shared', emphasis, 5), stroke: emphasis === 'future' ? FUTURE : PAST };
}

function dot(
  { x, y }: SequenceRow['from'],
  kind: MarkKind,
  emphasis: Emphasis,
  radius: number,
): BoxMark {
  const side = 2 * radius;
  return {
    shape: 'box',
    kind,
    emphasis,
    x: x - radius,
    y: y - radius,
    width: side,
    height: side,
    radius,
  };
}

function segmentMark(
  { box, rect, cells, sizeX, outer }: PlacedBox,
  story: Story,
  { textScale }: SequenceLayout,
  emphasis: Emphasis,
  isCovered: boolean,
): SegmentMark<SequenceSlot> {
  const size = TEXT_SIZE;
  const baseline = baselineAt(rect.y + rect.height / 2, size * textScale);
  return {
    shape: 'segment',
    kind: kindOf(cells[0]?.stepIndex ?? 0, story),
    emphasis,
    ...rect,
    cells: cells.map(({ stepIndex, slot, x, width }) => {
      const torn = box.cells.find((cell) => cell.stepIndex === stepIndex);
      return {
        kind: kindOf(stepIndex, story),
        slot,
        stepIndex,
        x,
        width,
        isTornStart: torn?.isTornStart ?? false,
        isTornEnd: torn?.isTornEnd ?? false,
      };
    }),
    size:
      sizeX === null
        ? null
        : {
            shape: 'text',
            kind: 'note',
            emphasis,
            slot: sizeSlot(box),
            at: { x: sizeX, y: baseline },
            anchor: 'start',
            size,
          },
    outerWidth: outer.width,
    isCovered,
  };
}

/** Between a packet and a lifeline. */
const CLEARANCE = 14;

/** Half of a cross, and as much between it and its packet. */
const CROSS_CLEARANCE = 10;

/** Where a packet can be: between the lifelines, and if it is lost, before the mark of its loss. */
function packetArea(
  { from, to, isLost }: SequenceRow,
  { lifelines, orientation, width, height }: SequenceLayout,
): PacketMark<PacketSlot>['area'] {
  const isVertical = orientation === 'vertical';
  const [start, end] = isVertical ? [from.x, to.x] : [from.y, to.y];
  const least = lifelines.client + CLEARANCE;
  const most = lifelines.server - CLEARANCE;
  const leastNow = isLost && end < start ? Math.max(least, end + CROSS_CLEARANCE) : least;
  const mostNow = isLost && end > start ? Math.min(most, end - CROSS_CLEARANCE) : most;
  return isVertical
    ? [
        { x: leastNow, y: 0 },
        { x: mostNow, y: height },
      ]
    : [
        { x: 0, y: leastNow },
        { x: width, y: mostNow },
      ];
}

function packetMark(
  row: SequenceRow,
  box: SegmentBox | null,
  story: Story,
  layout: SequenceLayout,
  { stepIndex, progress }: RowView,
): PacketMark<PacketSlot> | null {
  const { from, to, isLost, crosses, flight } = row;
  const step = story.steps[stepIndex];
  if (step === undefined || box === null) return null;
  const torn = box.cells.find((cell) => cell.stepIndex === stepIndex);
  const kind = kindOf(stepIndex, story);
  const label = (form: LabelForm): PacketCell<PacketSlot> => ({
    kind,
    slot: { id: 'step-label', step, form },
  });
  const isVertical = layout.orientation === 'vertical';
  const sizeCell = (slot: PacketSlot) => (crosses ? [{ kind: 'note' as const, slot }] : []);
  const bytes = sizeCell({ ...sizeSlot(box), segments: 1 });
  // A strip has no room for the number of segments.
  const size = isVertical ? sizeCell(sizeSlot(box)) : bytes;
  return {
    shape: 'packet',
    kind,
    emphasis: progress < 1 ? 'in-flight' : isLost ? 'lost' : 'current',
    cells: [...(isVertical ? shownCells(box, stepIndex, story) : [label('short')]), ...size],
    fewerCells: [
      [label('short'), ...size],
      [label('word'), ...size],
      [label('word'), ...bytes],
    ],
    size: flight.boxes.length > 0 ? PACKET_SIZE : TEXT_SIZE,
    isTornStart: torn?.isTornStart ?? false,
    isTornEnd: torn?.isTornEnd ?? false,
    from,
    to,
    area: packetArea(row, layout),
  };
}

/** The fields of a frame, or if the segment contains several units, these. */
function shownCells(
  { cells }: SegmentBox,
  stepIndex: number,
  story: Story,
): PacketCell<PacketSlot>[] {
  const step = story.steps[stepIndex]!;
  if (step.direction === null) {
    return [{ kind: 'shared', slot: { id: 'step-label', step, form: 'full' } }];
  }
  if (cells.length <= 1) return packetCells(step, story);
  return cells.map(({ stepIndex: index }) => {
    const each = story.steps[index]!;
    const slot = { id: 'step-label', step: each, form: 'short' } as const;
    const kind = stepByteKind(each);
    return index === stepIndex ? { kind, slot, isOutlined: true } : { kind, slot };
  });
}
