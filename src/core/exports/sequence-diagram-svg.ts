/**
 * The sequence diagram of a story at one step, as a picture. Past steps have solid lines, later
 * ones are dashed.
 */

import { placeChip } from '#core/scenes/chip-place.ts';
import { HEADS_HEIGHT, type HeadMarks } from '#core/scenes/lifeline-marks.ts';
import type { ChipMark, PacketMark, TextMark } from '#core/scenes/mark.ts';
import { placePacket } from '#core/scenes/packet-place.ts';
import type { SequenceSize } from '#core/scenes/sequence-diagram.ts';
import { sequenceScene } from '#core/scenes/sequence-scene.ts';
import type { PacketSlot, SequenceSlot } from '#core/scenes/sequence-slots.ts';
import { fitText } from '#core/scenes/text-width.ts';
import type { Story } from '#core/story/story.ts';
import { BYTES_FONT, LIGHT, LIGHT_KINDS, WORDS_FONT } from './light-colors.ts';
import type { StoryWords } from './story-words.ts';
import { boxSvg, lineSvg, groundOf, inkOf, isByteKind, strokeAttributes } from './svg-marks.ts';
import { svgDocument, svgElement, svgText, type SvgAttributes } from './svg.ts';

const SIZE: SequenceSize = { width: 800, height: 460, margin: 150 };

/** The words of a slot. */
type SlotText = (slot: SequenceSlot) => string;

export function sequenceDiagramSvg(
  story: Story,
  stepIndex: number,
  words: StoryWords,
  size = SIZE,
): string {
  const { width, height, heads, lifelines, rows } = sequenceScene(story, stepIndex, size);
  const textOf: SlotText = (slot) => words.slotText(slot, story);
  const step = story.steps[stepIndex];
  const canvas = [
    ...lifelines.map(lineSvg),
    ...rows.map(({ arrow }) => svgElement('g', {}, ...arrow.map(lineSvg))),
    ...rows.flatMap(({ texts }) => texts.map((text) => textSvg(text, textOf))),
    ...rows.map(({ label }) => chipSvg(label, textOf)),
    ...rows.flatMap(({ packet }) => (packet ? [packetSvg(packet, textOf)] : [])),
  ];
  return svgDocument({
    width,
    height: HEADS_HEIGHT + height,
    title: step ? words.stepTitle(step, story) : '',
    description: describe(story, stepIndex, words),
    background: LIGHT.paper,
    content: [
      ...heads.map((head) => headSvg(head, textOf)),
      svgElement('g', { transform: `translate(0 ${HEADS_HEIGHT})` }, '\n', canvas.join('\n'), '\n'),
    ],
  });
}

function headSvg({ name, stateBox, state, tcp }: HeadMarks, textOf: SlotText): string {
  const box = boxSvg(stateBox, { fill: groundOf(stateBox.kind) });
  return svgElement(
    'g',
    {},
    textSvg(name, textOf),
    box,
    textSvg(state, textOf),
    textSvg(tcp, textOf),
  );
}

function textSvg(mark: TextMark<SequenceSlot>, textOf: SlotText): string {
  const { at, anchor, size, maxWidth, slot } = mark;
  const text = textOf(slot);
  return svgText(maxWidth === undefined ? text : fitText(text, maxWidth, size), {
    x: at.x,
    'text-anchor': anchor,
    y: at.y,
    ...textStyle(mark),
  });
}

function textStyle({ kind, emphasis, size }: TextMark<SequenceSlot>): SvgAttributes {
  if (kind === 'name') {
    return { 'font-family': WORDS_FONT, 'font-size': size, 'font-weight': 600, fill: LIGHT.text };
  }
  const font = { 'font-family': BYTES_FONT, 'font-size': size };
  if (isByteKind(kind)) return { ...font, fill: LIGHT_KINDS[kind].ink, 'font-weight': 650 };
  if (emphasis === 'plain') return { ...font, fill: LIGHT.muted };
  return emphasis === 'current'
    ? { ...font, fill: LIGHT.text, 'font-weight': 650 }
    : { ...font, fill: LIGHT.muted, 'font-weight': 500 };
}

/** Empty if a packet covers the chip. */
function chipSvg(mark: ChipMark<SequenceSlot>, textOf: SlotText): string {
  if (mark.isCovered) return '';
  const { kind, size, hasGround } = mark;
  const { box, text, at } = placeChip(mark, textOf);
  return svgElement(
    'g',
    {},
    boxSvg(box, { fill: hasGround ? groundOf(kind) : LIGHT.paper }),
    svgText(text, {
      x: at.x,
      y: at.y,
      'text-anchor': 'middle',
      'font-family': kind === 'shared' ? WORDS_FONT : BYTES_FONT,
      'font-size': size,
      fill: chipInk(mark),
    }),
  );
}

function chipInk(mark: ChipMark<SequenceSlot>): string {
  if (mark.emphasis === 'future') return LIGHT.muted;
  return mark.kind === 'shared' ? LIGHT.text : inkOf(mark);
}

/** The packet of the step shown, at rest where it arrived or was lost. */
function packetSvg(mark: PacketMark<PacketSlot>, textOf: SlotText): string {
  const { frame, cells } = placePacket(mark, textOf);
  const border = frame.stroke ? strokeAttributes(frame.stroke, inkOf(frame)) : {};
  const drawn = cells.map(
    ({ box, text, at }) =>
      boxSvg(box, { fill: groundOf(box.kind) }) +
      svgText(text, {
        x: at.x,
        y: at.y,
        'text-anchor': 'middle',
        'font-family': BYTES_FONT,
        'font-size': mark.size,
        fill: inkOf(box),
        'font-weight': 600,
        ...(box.emphasis === 'lost' && { 'text-decoration': 'line-through' }),
      }),
  );
  return svgElement('g', {}, boxSvg(frame, { fill: LIGHT.raised, ...border }), ...drawn);
}

/** The text alternative: the steps so far. */
function describe(story: Story, stepIndex: number, words: StoryWords): string {
  return story.steps
    .slice(0, stepIndex + 1)
    .map((step, index) => `${index + 1}. ${words.stepTitle(step, story)}`)
    .join('. ');
}
