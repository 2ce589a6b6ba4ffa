/**
 * Marks are the parts of a scene. The scene decides which marks there are, with their position,
 * kind and emphasis. Figures and pictures only map marks to elements, so both show the same.
 */

import type { ByteKind } from '#core/trace/byte-kind.ts';

export type Point = { readonly x: number; readonly y: number };

/** What a mark belongs to: a kind of bytes, or a part of the drawing that represents no bytes. */
export type MarkKind =
  | ByteKind
  /** The line of an endpoint whose state has no kind. */
  | 'lifeline'
  /** A step in which nothing crosses. */
  | 'shared'
  /** Where an axis is cut. */
  | 'cut'
  /** A name or a value beside the drawing. */
  | 'note'
  /** An endpoint's name. */
  | 'name'
  /** A box with a state, and an arrow from one to the next. */
  | 'state'
  | 'transition';

/** How a mark relates to the step shown, or what happened to the thing that it shows. */
export type Emphasis =
  | 'past'
  /** The step shown, at rest. */
  | 'current'
  /** Sent but not arrived. */
  | 'in-flight'
  /** The remaining part of the path of something in flight. */
  | 'ahead'
  | 'future'
  /** Sent and never going to arrive. */
  | 'lost'
  /** Present but omitted from the drawing to save space. */
  | 'folded'
  /** Announced but absent. */
  | 'missing'
  /** Independent of the step shown. */
  | 'plain';

export type Stroke = {
  readonly width: number;
  /** In the format of `stroke-dasharray`. Absent for a solid line. */
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

/** A curve or a cross as SVG path data, stroked but not filled. */
export type PathMark = Described & {
  readonly shape: 'path';
  readonly path: string;
  readonly stroke: Stroke;
};

/** Filled but not stroked. */
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
  /** Absent if the box is only filled. */
  readonly stroke?: Stroke;
};

export type TextAnchor = 'start' | 'middle' | 'end';

/**
 * A place for a text. The slot contains facts, and content turns them into words. A slot without
 * words stays empty.
 */
export type TextMark<Slot> = Described & {
  readonly shape: 'text';
  readonly slot: Slot;
  /** The anchor point, on the baseline. */
  readonly at: Point;
  readonly anchor: TextAnchor;
  readonly size: number;
  /** Absent if there is enough room. */
  readonly maxWidth?: number;
};

/** The border of a TCP segment, at rest on its arrow, and what it contains. */
export type SegmentMark<Slot> = Described & {
  readonly shape: 'segment';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly cells: readonly SegmentCell<Slot>[];
  /** Beside the border; null if there is no room for it. */
  readonly size: TextMark<Slot> | null;
  /** Of the border and the size, which interrupt the arrow. */
  readonly outerWidth: number;
  /** Whether a packet covers it. It can still get the focus but is not drawn. */
  readonly isCovered: boolean;
};

/** A frame or a part of one: what a step has in a segment. */
export type SegmentCell<Slot> = {
  readonly kind: MarkKind;
  readonly slot: Slot;
  readonly stepIndex: number;
  readonly x: number;
  readonly width: number;
  /** Whether its unit goes on beyond this edge in another segment. */
  readonly isTornStart: boolean;
  readonly isTornEnd: boolean;
};

/** One part of a packet. */
export type PacketCell<Slot> = {
  /** `note` for its size, which is no part of its bytes. */
  readonly kind: ByteKind | 'shared' | 'note';
  readonly slot: Slot;
  /** Whether it is outlined, because it is one of several. */
  readonly isOutlined?: true;
};

/** A framed row of cells that travels along a line. Its texts determine its width. */
export type PacketMark<Slot> = Described & {
  readonly shape: 'packet';
  readonly cells: readonly PacketCell<Slot>[];
  /** Instead of these, if they are wider than its area: the first that fit, or the last ones. */
  readonly fewerCells: readonly (readonly PacketCell<Slot>[])[];
  readonly size: number;
  readonly isTornStart: boolean;
  readonly isTornEnd: boolean;
  /** The path of the packet. */
  readonly from: Point;
  readonly to: Point;
  /** The corners of the area that it stays in. */
  readonly area: readonly [Point, Point];
};

/** A mark without text. */
export type ShapeMark = LineMark | PathMark | PolygonMark | BoxMark;

export type Mark<Slot> = ShapeMark | TextMark<Slot> | SegmentMark<Slot> | PacketMark<Slot>;

/** A point between two points. 0 is `from`, 1 is `to`. */
export function pointBetween(from: Point, to: Point, progress: number): Point {
  return {
    x: from.x + (to.x - from.x) * progress,
    y: from.y + (to.y - from.y) * progress,
  };
}

/**
 * The head of an arrow from one point to another. Its tip is `front` beyond `to` (or before it, if
 * negative). Its base is `length` before `to` and extends `halfWidth` to each side.
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

/** The format of SVG's `points`. Two decimals are finer than any screen. */
export function pointsText(points: readonly Point[]): string {
  return points.map(({ x, y }) => `${x.toFixed(2)},${y.toFixed(2)}`).join(' ');
}
