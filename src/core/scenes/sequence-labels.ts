/**
 * Where the boxes of flights are on their arrows, so that no two overlap: halfway, or nearer to a
 * lifeline, or with shorter texts. Arrows never move. A box without room is not drawn until its
 * step is shown.
 */

import type { Point } from './mark.ts';
import type { Flight, SegmentBox } from './sequence-boxes.ts';
import { LABEL_FORMS, type LabelForm, type SequenceSlot } from './sequence-slots.ts';
import { widthOf } from './text-width.ts';

export type Rect = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type PlacedCell = {
  readonly stepIndex: number;
  readonly slot: SequenceSlot;
  readonly x: number;
  readonly width: number;
};

export type PlacedBox = {
  readonly box: SegmentBox;
  /** The border, without the size beside it. */
  readonly rect: Rect;
  readonly cells: readonly PlacedCell[];
  /** The start of the size, beside the box; null if there is no room for it. */
  readonly sizeX: number | null;
  /** The border and the size. */
  readonly outer: Rect;
};

export type LabelledFlight = {
  readonly flight: Flight;
  readonly from: Point;
  readonly to: Point;
  /** The left and right ends of the part of its arrow on which boxes can be. */
  readonly room: readonly [number, number];
  /** For a step in which nothing crosses: whether its label starts or ends beside its lifeline. */
  readonly beside: 'start' | 'end' | null;
};

export type LabelOptions = {
  readonly textOf: (slot: SequenceSlot) => string;
  readonly textScale: number;
  /** Whether neighbours are those with close y, as if time runs down, or each is on its own. */
  readonly isClustered: boolean;
  /** Where no label may be. */
  readonly obstacles: readonly Rect[];
  readonly labelSlot: (stepIndex: number, form: LabelForm) => SequenceSlot;
};

export const TEXT_SIZE = 13;
const BOX_HEIGHT = 24;
const BOX_PADDING = 3;
const CELL_PADDING = 4;
const CELL_GAP = 2;
/** A dotted edge where the rest of a unit is in another segment. */
const TORN_EDGE = 2;
const SIZE_GAP = 6;
const BOX_GAP = 6;
const LEAST_CELL = 24;
/** A box that is wider than its arrow stays between the lifelines. */
const LEAST_SHARE = 0.25;
/** Labels whose centers are closer are neighbours. */
const CLOSE = BOX_HEIGHT + 4;
const LOOK_BACK = 60;
/** More neighbours are placed part by part, so that time stays linear. */
const MAX_CLUSTER = 30;

/** A little more than the estimate, because a browser cuts a text that is too wide. */
const SAFETY = 1.04;

const ALONE = [1 / 2, 1 / 3, 2 / 3];
const TOGETHER = [
  [1 / 3, 2 / 3, 1 / 6, 5 / 6, 1 / 2],
  [2 / 3, 1 / 3, 5 / 6, 1 / 6, 1 / 2],
];

/** By flight. A flight whose boxes have no room has none. */
export function placeLabels(
  flights: readonly LabelledFlight[],
  options: LabelOptions,
): PlacedBox[][] {
  const placed: PlacedBox[][] = flights.map(() => []);
  const order = flights
    .map((_, index) => index)
    .sort((a, b) => middle(flights[a]!) - middle(flights[b]!));
  const crossing = order.filter((index) => flights[index]!.beside === null);
  const recent: Rect[] = [];
  for (const cluster of clustersOf(crossing, flights, options)) {
    const boxes = placeCluster(
      cluster.map((index) => flights[index]!),
      recent,
      options,
    );
    cluster.forEach((index, position) => {
      placed[index] = boxes[position] ?? [];
    });
    recent.push(...outersOf(boxes));
    recent.splice(0, recent.length - LOOK_BACK);
  }
  // What crosses nothing takes the room that is left beside its lifeline.
  for (const index of order) {
    const labelled = flights[index]!;
    if (labelled.beside === null) continue;
    const near = outersOf(placed).filter(({ y }) => Math.abs(y - labelled.from.y) < 3 * CLOSE);
    const isFree = freeOf([...near, ...options.obstacles]);
    placed[index] = placeBoxes(labelled, 'word', ALONE, isFree, options) ?? [];
  }
  return placed;
}

function outersOf(boxes: readonly (readonly PlacedBox[] | null)[]): Rect[] {
  return boxes.flatMap((each) => each ?? []).map(({ outer }) => outer);
}

function freeOf(taken: readonly Rect[]): (rects: readonly Rect[]) => boolean {
  return (rects) => rects.every((rect) => !taken.some((other) => overlap(rect, other)));
}

/** All in the longest form in which they fit, then each in a longer one if that fits. */
function placeCluster(
  cluster: readonly LabelledFlight[],
  recent: readonly Rect[],
  options: LabelOptions,
): (PlacedBox[] | null)[] {
  const around = [...recent, ...options.obstacles];
  const tryAll = (form: LabelForm, fractionsAt: (position: number) => readonly number[]) => {
    const results: (PlacedBox[] | null)[] = [];
    cluster.forEach((labelled, position) => {
      const isFree = freeOf([...around, ...outersOf(results)]);
      results.push(placeBoxes(labelled, form, fractionsAt(position), isFree, options));
    });
    return results;
  };
  for (const form of LABEL_FORMS) {
    const attempts = [() => ALONE, (position: number) => TOGETHER[position % 2]!];
    for (const fractionsAt of attempts) {
      const results = tryAll(form, fractionsAt);
      const isLast = form === LABEL_FORMS.at(-1) && fractionsAt === attempts[1];
      if (isLast || !results.includes(null)) {
        const longer = LABEL_FORMS.slice(0, LABEL_FORMS.indexOf(form));
        return lengthen(cluster, results, longer, around, options);
      }
    }
  }
  return [];
}

function lengthen(
  cluster: readonly LabelledFlight[],
  results: readonly (PlacedBox[] | null)[],
  longer: readonly LabelForm[],
  around: readonly Rect[],
  options: LabelOptions,
): (PlacedBox[] | null)[] {
  const improved = [...results];
  cluster.forEach((labelled, position) => {
    const others = improved.filter((_, index) => index !== position);
    const isFree = freeOf([...around, ...outersOf(others)]);
    for (const form of longer) {
      const boxes = placeBoxes(labelled, form, TOGETHER[position % 2]!, isFree, options);
      if (boxes === null) continue;
      improved[position] = boxes;
      break;
    }
  });
  return improved;
}

function middle({ from, to }: LabelledFlight): number {
  return (from.y + to.y) / 2;
}

function clustersOf(
  order: readonly number[],
  flights: readonly LabelledFlight[],
  { isClustered, textScale }: LabelOptions,
): number[][] {
  const clusters: number[][] = [];
  let lastY = -Infinity;
  for (const index of order) {
    const y = middle(flights[index]!);
    const last = clusters.at(-1);
    const isNeighbour = isClustered && y - lastY < CLOSE * textScale;
    if (last && isNeighbour && last.length < MAX_CLUSTER) last.push(index);
    else clusters.push([index]);
    lastY = y;
  }
  return clusters;
}

export function overlap(one: Rect, other: Rect): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

/** The boxes in a row along the arrow, at the first fraction that is free; null if none is. */
function placeBoxes(
  labelled: LabelledFlight,
  form: LabelForm,
  fractions: readonly number[],
  isFree: (rects: readonly Rect[]) => boolean,
  options: LabelOptions,
): PlacedBox[] | null {
  const [left, right] = labelled.room;
  const sized = sizeBoxes(labelled, form, right - left, options);
  if (sized === null) return null;
  const total = sized.reduce(
    (sum, { outerWidth }) => sum + outerWidth,
    BOX_GAP * (sized.length - 1),
  );
  const starts =
    labelled.beside === null
      ? fractions.map((fraction) => left + fraction * (right - left) - total / 2)
      : [labelled.beside === 'start' ? left : right - total];
  for (const start of starts) {
    const boxes = putAt(labelled, sized, Math.min(Math.max(start, left), right - total), options);
    if (isFree(boxes.map(({ outer }) => outer))) return boxes;
  }
  return null;
}

type SizedBox = {
  readonly box: SegmentBox;
  readonly cells: readonly {
    readonly stepIndex: number;
    readonly slot: SequenceSlot;
    readonly width: number;
  }[];
  readonly width: number;
  readonly outerWidth: number;
  readonly hasSize: boolean;
};

/** Null if they don't fit in this form. In the last form they are cut. */
function sizeBoxes(
  { flight }: LabelledFlight,
  form: LabelForm,
  room: number,
  { textOf, textScale, labelSlot }: LabelOptions,
): SizedBox[] | null {
  const size = TEXT_SIZE * textScale;
  const isLast = form === LABEL_FORMS.at(-1);
  const nothingCrosses: SegmentBox = {
    cells: [{ stepIndex: flight.stepIndex, isTornStart: false, isTornEnd: false }],
    bytes: 0,
    segments: 0,
  };
  const boxes = flight.boxes.length > 0 ? flight.boxes : [nothingCrosses];
  const build = (hasSizes: boolean, longestCell: number): SizedBox[] =>
    boxes.map((box) => {
      const cells = box.cells.map(({ stepIndex, isTornStart, isTornEnd }) => {
        const slot = labelSlot(stepIndex, form);
        const edges = TORN_EDGE * (Number(isTornStart) + Number(isTornEnd));
        const padding = (2 * CELL_PADDING + edges) * textScale;
        const width = SAFETY * widthOf(textOf(slot), size) + padding;
        return { stepIndex, slot, width: Math.min(Math.max(width, LEAST_CELL), longestCell) };
      });
      const inside = cells.reduce((sum, { width }) => sum + width, CELL_GAP * (cells.length - 1));
      const width = inside + 2 * BOX_PADDING;
      const hasSize = hasSizes && flight.direction !== null;
      const sizeText = hasSize ? textOf(sizeSlot(box)) : '';
      const outerWidth = width + (hasSize ? SIZE_GAP + SAFETY * widthOf(sizeText, size) : 0);
      return { box, cells, width, outerWidth, hasSize };
    });
  const fits = (sized: readonly SizedBox[]) =>
    sized.reduce((sum, { outerWidth }) => sum + outerWidth, BOX_GAP * (sized.length - 1)) <= room;
  const sized = build(true, Infinity);
  if (fits(sized)) return sized;
  if (!isLast) return null;
  const bare = build(false, Infinity);
  if (fits(bare)) return bare;
  const count = boxes.reduce((sum, { cells }) => sum + cells.length, 0);
  const perCell = (room - boxes.length * (BOX_GAP + 2 * BOX_PADDING)) / count - CELL_GAP;
  if (perCell < LEAST_CELL) return null;
  return build(false, perCell);
}

export function sizeSlot({ bytes, segments }: SegmentBox): SequenceSlot & { readonly id: 'size' } {
  return { id: 'size', bytes, segments };
}

function putAt(
  { from, to }: LabelledFlight,
  sized: readonly SizedBox[],
  start: number,
  { textScale, isClustered }: LabelOptions,
): PlacedBox[] {
  const height = BOX_HEIGHT * textScale;
  let x = start;
  return sized.map(({ box, cells, width, outerWidth, hasSize }) => {
    const center = x + width / 2;
    const share = to.x === from.x ? 0.5 : (center - from.x) / (to.x - from.x);
    const least = isClustered ? 0 : LEAST_SHARE;
    const inside = Math.min(Math.max(share, least), 1 - least);
    const y = from.y + inside * (to.y - from.y) - height / 2;
    let cellX = x + BOX_PADDING;
    const placed: PlacedBox = {
      box,
      rect: { x, y, width, height },
      cells: cells.map((cell) => {
        const at = cellX;
        cellX += cell.width + CELL_GAP;
        return { ...cell, x: at };
      }),
      sizeX: hasSize ? x + width + SIZE_GAP : null,
      outer: { x, y, width: outerWidth, height },
    };
    x += outerWidth + BOX_GAP;
    return placed;
  });
}
