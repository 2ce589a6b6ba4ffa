/**
 * The sequence diagram of a story at one step, as a picture. Past steps have solid lines, later
 * ones are dashed.
 */

import { HEADS_HEIGHT, type HeadMarks } from '#core/scenes/lifeline-marks.ts';
import type { BoxMark, PacketMark, SegmentMark, ShapeMark, TextMark } from '#core/scenes/mark.ts';
import { placePacket } from '#core/scenes/packet-place.ts';
import type { SequenceOptions } from '#core/scenes/sequence-diagram.ts';
import { sequenceScene } from '#core/scenes/sequence-scene.ts';
import type { PacketSlot, SequenceSlot } from '#core/scenes/sequence-slots.ts';
import type { RowMarks } from '#core/scenes/step-marks.ts';
import { baselineAt, fitText } from '#core/scenes/text-width.ts';
import type { Story } from '#core/story/story.ts';
import { BYTES_FONT, LIGHT, LIGHT_KINDS, WORDS_FONT } from './light-colors.ts';
import type { StoryWords } from './story-words.ts';
import { boxSvg, lineSvg, groundOf, inkOf, isByteKind, strokeAttributes } from './svg-marks.ts';
import { svgDocument, svgElement, svgText, type SvgAttributes } from './svg.ts';

/** The size of a picture, and what is folded in it. Nothing is if it isn't said. */
type PictureOptions = Omit<SequenceOptions, 'textOf' | 'textScale' | 'orientation'>;

const SIZE: PictureOptions = { width: 720, height: 640 };

/** The words of a slot. */
type SlotText = (slot: SequenceSlot) => string;

export function sequenceDiagramSvg(
  story: Story,
  stepIndex: number,
  words: StoryWords,
  options = SIZE,
): string {
  const textOf: SlotText = (slot) => words.slotText(slot, story);
  const scene = sequenceScene(story, stepIndex, { ...options, textOf });
  const { width, height, heads, lifelines, cuts, times, strips, rows } = scene;
  const step = story.steps[stepIndex];
  const canvas = [
    ...times.map(({ leader }) => lineSvg(leader)),
    ...lifelines.map(lineSvg),
    ...cuts.flatMap(({ gaps, zigzags }) => [
      ...gaps.map((gap) => boxSvg(gap, { fill: LIGHT.paper })),
      ...zigzags.map(lineSvg),
    ]),
    ...rows.map(({ arrow }) => svgElement('g', {}, ...arrow.map(shapeSvg))),
    ...[...times, ...cuts].map(({ text }) => textSvg(text, textOf)),
    ...strips.map(({ box, slot }) => stripSvg(box, textOf(slot))),
    ...rows.flatMap(({ boxes }) => boxes.map((box) => segmentSvg(box, textOf))),
    ...rows.flatMap((row) => packetSvg(row, textOf)),
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

function headSvg({ name, isNameOnly, stateBox, state, tcp }: HeadMarks, textOf: SlotText): string {
  if (isNameOnly) return textSvg(name, textOf);
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

/** A line, or a dot that is filled with its ink. */
function shapeSvg(mark: ShapeMark): string {
  if (mark.shape !== 'box') return lineSvg(mark);
  const border = mark.stroke ? strokeAttributes(mark.stroke, inkOf(mark)) : {};
  return boxSvg(mark, { fill: mark.stroke ? LIGHT.paper : inkOf(mark), ...border });
}

function stripSvg(box: BoxMark, text: string): string {
  const at = { x: box.x + box.width / 2, y: baselineAt(box.y + box.height / 2, 13) };
  const border = box.stroke ? strokeAttributes(box.stroke, LIGHT.strongLine) : {};
  return svgElement(
    'g',
    {},
    boxSvg(box, { fill: LIGHT.raised, ...border }),
    svgText(fitText(text, box.width - 16, 13), {
      ...at,
      'text-anchor': 'middle',
      'font-family': WORDS_FONT,
      'font-size': 13,
      fill: LIGHT.text,
    }),
  );
}

/** Empty if a packet covers it. */
function segmentSvg(mark: SegmentMark<SequenceSlot>, textOf: SlotText): string {
  if (mark.isCovered) return '';
  const { x, y, width, outerWidth, height, kind, emphasis } = mark;
  const isFuture = emphasis === 'future';
  const look = { shape: 'box', kind, emphasis } as const;
  const stroke = isFuture ? { width: 1, dashes: '4 3' } : { width: 1 };
  const border = kind === 'shared' ? {} : strokeAttributes(stroke, LIGHT.strongLine);
  const size = 13;
  const cells = mark.cells.map((cell) => {
    const box = { ...look, ...cell, y: y + 3, height: height - 6, radius: 3 };
    const ink = isFuture ? LIGHT.muted : cell.kind === 'shared' ? LIGHT.text : inkOf(box);
    return (
      boxSvg(box, {
        fill: isFuture || !isByteKind(cell.kind) ? LIGHT.paper : groundOf(cell.kind),
      }) +
      tearsSvg(cell, y, height) +
      svgText(fitText(textOf(cell.slot), cell.width, size), {
        x: cell.x + cell.width / 2,
        y: baselineAt(y + height / 2, size),
        'text-anchor': 'middle',
        'font-family': cell.kind === 'shared' ? WORDS_FONT : BYTES_FONT,
        'font-size': size,
        fill: ink,
      })
    );
  });
  return svgElement(
    'g',
    {},
    boxSvg({ x, y, width: outerWidth, height, radius: 0 }, { fill: LIGHT.paper }),
    boxSvg({ ...look, x, y, width, height, radius: 5 }, { fill: LIGHT.paper, ...border }),
    ...cells,
    mark.size ? textSvg(mark.size, textOf) : '',
  );
}

function tearsSvg(
  { x, width, isTornStart, isTornEnd }: SegmentMark<SequenceSlot>['cells'][0],
  y: number,
  height: number,
): string {
  const edges = [...(isTornStart ? [x] : []), ...(isTornEnd ? [x + width] : [])];
  return edges
    .map((edge) =>
      svgElement('path', {
        d: `M${edge} ${y}v${height}`,
        fill: 'none',
        ...strokeAttributes({ width: 2, dashes: '2 2' }, LIGHT.text),
      }),
    )
    .join('');
}

/** The packet of the step shown, at rest where it arrived or was lost. */
function packetSvg({ packet }: RowMarks, textOf: SlotText): string[] {
  return packet === null ? [] : [placedPacketSvg(packet, textOf)];
}

function placedPacketSvg(mark: PacketMark<PacketSlot>, textOf: SlotText): string {
  const { frame, cells } = placePacket(mark, textOf, 1);
  const border = frame.stroke ? strokeAttributes(frame.stroke, inkOf(frame)) : {};
  const drawn = cells.map(({ box, isOutlined, text, at }) => {
    const isBytes = isByteKind(box.kind);
    const outline = isOutlined ? strokeAttributes({ width: 2 }, inkOf(box)) : {};
    return (
      boxSvg(box, { fill: isBytes ? groundOf(box.kind) : LIGHT.raised, ...outline }) +
      svgText(text, {
        x: at.x,
        y: at.y,
        'text-anchor': 'middle',
        'font-family': BYTES_FONT,
        'font-size': mark.size,
        fill: isBytes ? inkOf(box) : LIGHT.text,
        'font-weight': 600,
        ...(box.emphasis === 'lost' && { 'text-decoration': 'line-through' }),
      })
    );
  });
  return svgElement('g', {}, boxSvg(frame, { fill: LIGHT.raised, ...border }), ...drawn);
}

/** The text alternative: the steps so far. */
function describe(story: Story, stepIndex: number, words: StoryWords): string {
  return story.steps
    .slice(0, stepIndex + 1)
    .map((step, index) => `${index + 1}. ${words.stepTitle(step, story)}`)
    .join('. ');
}
