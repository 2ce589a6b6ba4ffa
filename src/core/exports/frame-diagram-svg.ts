/** The bit diagram of a frame as a picture (RFC 6455 §5.2). A key replaces the tooltips. */

import type { Dissection } from '#core/dissection/dissection.ts';
import { leafFields } from '#core/dissection/field.ts';
import { layoutFrameDiagram, type BitsPerRow } from '#core/scenes/frame-diagram.ts';
import {
  bitNumberMarks,
  boxMarks,
  fitNamed,
  frameWidth,
  keyMarks,
  type BoxMarks,
  type FrameSlot,
  type KeyEntry,
} from '#core/scenes/frame-marks.ts';
import type { BoxMark, TextMark } from '#core/scenes/mark.ts';
import type { Side } from '#core/trace/direction.ts';
import type { DiagramWords } from './conversation-words.ts';
import { BYTES_FONT, LIGHT, LIGHT_KINDS } from './light-colors.ts';
import { boxSvg, groundOf, isByteKind } from './svg-marks.ts';
import { escapeXml, svgDocument, svgElement, svgText, type SvgAttributes } from './svg.ts';

export type FrameDiagramPicture = {
  /** For example, "Frame 1: text". */
  readonly title: string;
  readonly sender: Side | null;
  /** A longer payload is folded to fit. */
  readonly maxRows?: number;
  readonly bitsPerRow?: BitsPerRow;
};

export function frameDiagramSvg(
  dissection: Dissection,
  words: DiagramWords,
  { title, sender, maxRows = 8, bitsPerRow = 32 }: FrameDiagramPicture,
): string {
  const diagram = layoutFrameDiagram(dissection, { bitsPerRow, maxRows });
  const key = keyMarks(dissection, diagram, (field) => words.fieldLabel(field));
  return svgDocument({
    width: frameWidth(bitsPerRow),
    height: key.bottom,
    title,
    description: describe(dissection, words, sender),
    background: LIGHT.raised,
    content: [
      ...bitNumberMarks(bitsPerRow).map((mark) => svgText(String(mark.slot.bit), textStyle(mark))),
      ...diagram.rows.flat().map((box) => boxGroup(boxMarks(box), dissection, words, sender)),
      ...key.entries.map(keyGroup),
    ],
  });
}

function boxGroup(
  { box, text }: BoxMarks,
  dissection: Dissection,
  words: DiagramWords,
  sender: Side | null,
): string {
  const source = text.slot.box;
  const labels = words.boxText(source, dissection.buffers.wire);
  const label = source.field ? sentence(words, source.field, dissection, sender) : labels.value;
  return svgElement(
    'g',
    {},
    svgElement('title', {}, escapeXml(label)),
    boxSvg(box, boxPaint(box)),
    svgText(fitNamed(labels, text), textStyle(text)),
  );
}

/** A folded box has only a border, a missing one a dashed border. */
function boxPaint({ kind, emphasis, stroke }: BoxMark): SvgAttributes {
  if (emphasis === 'missing') {
    return { fill: 'none', stroke: LIGHT.strongLine, 'stroke-dasharray': stroke?.dashes ?? '' };
  }
  const ink = isByteKind(kind) ? LIGHT_KINDS[kind].ink : LIGHT.muted;
  if (emphasis === 'folded') return { fill: 'none', stroke: ink };
  return { fill: groundOf(kind), ...(stroke && { stroke: ink }) };
}

function keyGroup({ swatch, text }: KeyEntry): string {
  return svgElement(
    'g',
    {},
    boxSvg(swatch, boxPaint(swatch)),
    svgText(text.slot.labels.join(', '), textStyle(text)),
  );
}

function textStyle({ kind, slot, at, anchor, size }: TextMark<FrameSlot>): SvgAttributes {
  const ink = kind === 'name' ? LIGHT.text : LIGHT.muted;
  return {
    x: at.x,
    y: at.y,
    'font-family': BYTES_FONT,
    'font-size': size,
    ...(slot.id === 'box' && { 'font-weight': 500 }),
    ...(anchor !== 'start' && { 'text-anchor': anchor }),
    fill: isByteKind(kind) ? LIGHT_KINDS[kind].ink : ink,
  };
}

/** The text alternative: every field in the picture with its value. */
function describe(dissection: Dissection, words: DiagramWords, sender: Side | null): string {
  return leafFields(dissection.fields)
    .map((field) => sentence(words, field, dissection, sender))
    .join('. ');
}

function sentence(
  words: DiagramWords,
  field: Dissection['fields'][number],
  dissection: Dissection,
  sender: Side | null,
): string {
  const { label, value, meaning } = words.field(field, dissection, sender);
  const facts = [value, meaning].filter((part) => part !== '').join(', ');
  return `${label}, ${words.position(field.range, field.buffer)}${facts === '' ? '' : `: ${facts}`}`;
}
