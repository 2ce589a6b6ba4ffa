/** Marks without text as SVG elements, in the colours of the light theme. */

import {
  pointsText,
  type BoxMark,
  type Mark,
  type MarkKind,
  type ShapeMark,
  type Stroke,
} from '#core/scenes/mark.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import { LIGHT, LIGHT_KINDS } from './light-colors.ts';
import { svgElement, type SvgAttributes } from './svg.ts';

/** A line, a curve or a filled polygon. */
export function lineSvg(mark: Exclude<ShapeMark, BoxMark>): string {
  const color = inkOf(mark);
  switch (mark.shape) {
    case 'line': {
      const { from, to } = mark;
      const ends = { x1: from.x, y1: from.y, x2: to.x, y2: to.y };
      return svgElement('line', { ...ends, ...strokeAttributes(mark.stroke, color) });
    }
    case 'path':
      return svgElement('path', {
        d: mark.path,
        ...strokeAttributes(mark.stroke, color),
        fill: 'none',
      });
    case 'polygon':
      return svgElement('polygon', { points: pointsText(mark.points), fill: color });
  }
}

/** `paint` contains the fill, and the stroke if there is one. */
export function boxSvg({ x, y, width, height, radius }: BoxPlace, paint: SvgAttributes): string {
  return svgElement('rect', { x, y, width, height, rx: radius, ...paint });
}

type BoxPlace = Pick<BoxMark, 'x' | 'y' | 'width' | 'height' | 'radius'>;

export function strokeAttributes(stroke: Stroke, color: string): SvgAttributes {
  const { width, dashes, hasRoundEnds } = stroke;
  return {
    stroke: color,
    'stroke-width': width,
    ...(dashes !== undefined && { 'stroke-dasharray': dashes }),
    ...(hasRoundEnds && { 'stroke-linecap': 'round' }),
  };
}

/** The colour of lines, arrow heads and text. */
export function inkOf({ kind, emphasis }: Pick<Mark<unknown>, 'kind' | 'emphasis'>): string {
  if (emphasis === 'future' || emphasis === 'ahead') return LIGHT.strongLine;
  if (isByteKind(kind)) return LIGHT_KINDS[kind].ink;
  return kind === 'lifeline' ? LIGHT.firmLine : LIGHT.strongLine;
}

/** The background colour. */
export function groundOf(kind: MarkKind): string {
  return isByteKind(kind) ? LIGHT_KINDS[kind].ground : LIGHT.firmLine;
}

export function isByteKind(kind: MarkKind): kind is ByteKind {
  return kind in LIGHT_KINDS;
}
