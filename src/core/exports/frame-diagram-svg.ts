/**
 * The bit diagram of a frame as a picture: as the page draws it, with a key, since a picture has no
 * tooltips.
 */

import { leafFields } from '#core/dissection/field.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { layoutFrameDiagram, type DiagramBox } from '#core/scenes/frame-diagram.ts';
import type { Side } from '#core/trace/direction.ts';
import type { DiagramWords } from './conversation-words.ts';
import { fitText, widthOf } from '#core/scenes/text-width.ts';
import { BYTES_FONT, LIGHT, LIGHT_KINDS } from './light-colors.ts';
import { escapeXml, svgDocument, svgElement, svgText } from './svg.ts';

export type FrameDiagramPicture = {
  /** "Frame 1: text". */
  readonly title: string;
  readonly sender: Side | null;
  /** A payload that needs more rows is folded. */
  readonly maxRows?: number;
};

const BITS_PER_ROW = 32;
const MARGIN = 16;
const BIT_WIDTH = 28;
const BOX_GAP = 2;
const BOX_HEIGHT = 34;
const ROW_HEIGHT = BOX_HEIGHT + 3;
const NUMBERS_HEIGHT = 16;
const FONT_SIZE = 13;
const NUMBER_SIZE = 11;
const KEY_SWATCH = 14;
const KEY_ROW = 22;
const WIDTH = 2 * MARGIN + BITS_PER_ROW * BIT_WIDTH;

export function frameDiagramSvg(
  dissection: Dissection,
  words: DiagramWords,
  { title, sender, maxRows = 8 }: FrameDiagramPicture,
): string {
  const diagram = layoutFrameDiagram(dissection, { bitsPerRow: BITS_PER_ROW, maxRows });
  const boxes = diagram.rows.flat();
  const rowsEnd = MARGIN + NUMBERS_HEIGHT + diagram.rows.length * ROW_HEIGHT;
  const key = keyOf(dissection, words, rowsEnd + 12);
  return svgDocument({
    width: WIDTH,
    height: rowsEnd + 12 + key.height + MARGIN,
    title,
    description: describe(dissection, words, sender),
    background: LIGHT.raised,
    content: [
      ...bitNumbers(),
      ...boxes.map((box) => boxGroup(box, dissection, words, sender)),
      ...key.content,
    ],
  });
}

function bitNumbers(): string[] {
  return Array.from({ length: BITS_PER_ROW }, (_, bit) =>
    svgText(String(bit), {
      x: MARGIN + (bit + 0.5) * BIT_WIDTH,
      y: MARGIN + NUMBER_SIZE - 1,
      'font-family': BYTES_FONT,
      'font-size': NUMBER_SIZE,
      'text-anchor': 'middle',
      fill: LIGHT.muted,
    }),
  );
}

function boxGroup(
  box: DiagramBox,
  dissection: Dissection,
  words: DiagramWords,
  sender: Side | null,
): string {
  const x = MARGIN + box.column * BIT_WIDTH + BOX_GAP / 2;
  const y = MARGIN + NUMBERS_HEIGHT + box.row * ROW_HEIGHT;
  const width = box.span * BIT_WIDTH - BOX_GAP;
  const kind = box.field?.kind ?? null;
  const { name, value } = words.boxText(box, dissection.buffers.wire);
  const whole = name === '' ? value : `${name} ${value}`;
  const room = width - 4;
  const shown = widthOf(whole, FONT_SIZE) <= room ? whole : fitText(value, room, FONT_SIZE);
  const label = box.field
    ? sentence(words, box.field, dissection, sender)
    : words.boxText(box, dissection.buffers.wire).value;
  return svgElement(
    'g',
    {},
    svgElement('title', {}, escapeXml(label)),
    svgElement('rect', { x, y, width, height: BOX_HEIGHT, rx: 3, ...boxStyle(box.part, kind) }),
    svgText(shown, {
      x: x + width / 2,
      y: y + BOX_HEIGHT / 2 + FONT_SIZE * 0.35,
      'font-family': BYTES_FONT,
      'font-size': FONT_SIZE,
      'font-weight': 500,
      'text-anchor': 'middle',
      fill: kind === null ? LIGHT.muted : LIGHT_KINDS[kind].ink,
    }),
  );
}

/** What is folded away has a border alone, what is missing a dashed one. */
function boxStyle(
  part: DiagramBox['part'],
  kind: ByteKind | null,
): Record<string, string | number> {
  if (part === 'missing') {
    return { fill: 'none', stroke: LIGHT.strongLine, 'stroke-dasharray': '4 3' };
  }
  const { ink, ground } =
    kind === null ? { ink: LIGHT.muted, ground: LIGHT.firmLine } : LIGHT_KINDS[kind];
  return part === 'folded' ? { fill: 'none', stroke: ink } : { fill: ground };
}

/** Kinds in the order in which they come, each with the names of its fields. */
function keyOf(
  dissection: Dissection,
  words: DiagramWords,
  top: number,
): { readonly content: string[]; readonly height: number } {
  const labels = new Map<ByteKind, string[]>();
  for (const field of leafFields(dissection.fields)) {
    if (field.buffer !== 'wire') continue;
    const named = labels.get(field.kind) ?? [];
    const label = words.fieldLabel(field);
    if (!named.includes(label)) named.push(label);
    labels.set(field.kind, named);
  }
  let x = MARGIN;
  let row = 0;
  const content = [...labels].map(([kind, named]) => {
    const text = named.join(', ');
    const width = KEY_SWATCH + 8 + widthOf(text, FONT_SIZE) + 20;
    if (x > MARGIN && x + width > WIDTH - MARGIN) {
      x = MARGIN;
      row += 1;
    }
    const y = top + row * KEY_ROW;
    const { ink, ground } = LIGHT_KINDS[kind];
    const swatch = {
      x,
      y,
      width: KEY_SWATCH,
      height: KEY_SWATCH,
      rx: 3,
      fill: ground,
      stroke: ink,
    };
    const entry = svgElement(
      'g',
      {},
      svgElement('rect', swatch),
      svgText(text, {
        x: x + KEY_SWATCH + 8,
        y: y + KEY_SWATCH - 3,
        'font-family': BYTES_FONT,
        'font-size': FONT_SIZE,
        fill: LIGHT.text,
      }),
    );
    x += width;
    return entry;
  });
  return { content, height: labels.size === 0 ? 0 : (row + 1) * KEY_ROW };
}

/** The text twin: every field that the picture shows, and what it says. */
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
  const says = [value, meaning].filter((part) => part !== '').join(', ');
  return `${label}, ${words.position(field.range, field.buffer)}${says === '' ? '' : `: ${says}`}`;
}
