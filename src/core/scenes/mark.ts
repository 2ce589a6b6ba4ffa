/**
 * Marks: what a scene consists of. A scene decides which marks there are, where they are, and of
 * what kind and emphasis. A figure and a picture only map them to elements, so that both show the
 * same.
 */

import type { ByteKind } from '#core/trace/byte-kind.ts';

export type Point = { readonly x: number; readonly y: number };

/** What a mark belongs to: a kind of byte, or a part of the drawing that stands for no byte. */
export type MarkKind =
  | ByteKind
  /** The line of an endpoint, where its state has no kind. */
  | 'lifeline'
  /** A step that crosses nothing. */
  | 'shared'
  /** A name or a value beside the drawing. */
  | 'note'
  /** An endpoint's name. */
  | 'name'
  /** A box with a state, and an arrow from one to the next. */
  | 'state'
  | 'transition';

/** How a mark compares with what is shown now, or what became of the thing that it shows. */
export type Emphasis =
  | 'past'
  /** The step shown, at rest. */
  | 'current'
  /** It has left and has not arrived. */
  | 'in-flight'
  /** The part of its way that it has not covered yet. */
  | 'ahead'
  | 'future'
  /** It never arrived. */
  | 'lost'
  /** Present, and left out of the drawing to save room. */
  | 'folded'
  /** Announced, and absent. */
  | 'missing'
  /** The same whatever is shown. */
  | 'plain';

export type Stroke = {
  readonly width: number;
  /** As in `stroke-dasharray`; absent for a solid line. */
  readonly dashes?: string;
  readonly hasRoundEnds?: true;
};

type Described = {
  readonly kind: MarkKind;
  readonly emphasis: Emphasis;
};

export type LineMark = Described & {
  readonly shape: 'line';
  readonly from: Point;
  readonly to: Point;
  readonly stroke: Stroke;
};

/** A line straight down, as a lifeline is. */
export type VerticalMark = Described & {
  readonly shape: 'vertical';
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly stroke: Stroke;
};

/** A curve or a cross: SVG path data, stroked and not filled. */
export type PathMark = Described & {
  readonly shape: 'path';
  readonly path: string;
  readonly stroke: Stroke;
};

/** Filled and not stroked. */
export type PolygonMark = Described & {
  readonly shape: 'polygon';
  readonly points: readonly Point[];
};

export type BoxMark = Described & {
  readonly shape: 'box';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  /** Absent where it is only filled. */
  readonly stroke?: Stroke;
};

export type TextAnchor = 'start' | 'middle' | 'end';

/**
 * A place for a text. The slot has the facts to be told; the words come from content. A slot for
 * which there are no words stays empty.
 */
export type TextMark<Slot> = Described & {
  readonly shape: 'text';
  readonly slot: Slot;
  /** On the baseline. */
  readonly at: Point;
  readonly anchor: TextAnchor;
  readonly size: number;
  /** The room that it has; absent where it has enough. */
  readonly maxWidth?: number;
};

/** A box around one text, as wide as the text. */
export type ChipMark<Slot> = Described & {
  readonly shape: 'chip';
  readonly slot: Slot;
  readonly center: Point;
  readonly height: number;
  readonly radius: number;
  /** On both sides of its text. */
  readonly padding: number;
  readonly size: number;
  readonly maxWidth: number;
  /** Whether it is filled with the ground of its kind, instead of that of the page. */
  readonly hasGround: boolean;
  /** Something else is in its place: it can get the focus, and is not drawn. */
  readonly isCovered: boolean;
};

/** One part of a packet. */
export type PacketCell<Slot> = { readonly kind: ByteKind; readonly slot: Slot };

/** A framed row of cells that travels along a line. Its width is that of its texts. */
export type PacketMark<Slot> = Described & {
  readonly shape: 'packet';
  readonly cells: readonly PacketCell<Slot>[];
  readonly size: number;
  /** The line that it travels along. */
  readonly from: Point;
  readonly to: Point;
};

/** A mark without text. */
export type ShapeMark = LineMark | VerticalMark | PathMark | PolygonMark | BoxMark;

export type Mark<Slot> = ShapeMark | TextMark<Slot> | ChipMark<Slot> | PacketMark<Slot>;

/** A point on the way from one to another; 0 is the one, 1 the other. */
export function pointBetween(from: Point, to: Point, progress: number): Point {
  return {
    x: from.x + (to.x - from.x) * progress,
    y: from.y + (to.y - from.y) * progress,
  };
}

/**
 * The head of an arrow that points from one point to another: `front` beyond its end (negative for
 * before it), `length` back from the end, `halfWidth` to both sides.
 */
export function arrowHead(
  from: Point,
  to: Point,
  shape: { readonly front: number; readonly length: number; readonly halfWidth: number },
): readonly Point[] {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const corner = (along: number, across: number): Point => ({
    x: to.x + along * Math.cos(angle) - across * Math.sin(angle),
    y: to.y + along * Math.sin(angle) + across * Math.cos(angle),
  });
  return [
    corner(shape.front, 0),
    corner(-shape.length, shape.halfWidth),
    corner(-shape.length, -shape.halfWidth),
  ];
}

/** SVG's `points`: two digits are finer than any screen. */
export function pointsText(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`).join(' ');
}
