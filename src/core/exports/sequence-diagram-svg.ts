/**
 * The sequence diagram of a story, up to a step, as a picture: what has been in full lines, what
 * will come dashed.
 */

import type { ReadyState } from '#core/protocol/endpoint.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import {
  layoutSequence,
  pointBetween,
  type Point,
  type SequenceLayout,
  type SequenceRow,
} from '#core/scenes/sequence-diagram.ts';
import type { SideState, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { Side } from '#core/trace/direction.ts';
import { BYTES_FONT, fitText, LIGHT, LIGHT_KINDS, widthOf, WORDS_FONT } from './light-colors.ts';
import type { LabelCell, StoryWords } from './story-words.ts';
import { svgDocument, svgElement, svgText } from './svg.ts';

const SIZE = { width: 800, height: 460, margin: 150 };
const HEADS_HEIGHT = 84;
const FONT_SIZE = 13;
const LABEL_HEIGHT = 22;
const LABEL_PADDING = 8;
/** Between a packet and the lifeline that it has reached. */
const CLEARANCE = 14;
const CELL_HEIGHT = 24;

/** A state has a colour and always its name. */
const STATE_KINDS: Readonly<Record<ReadyState, ByteKind>> = {
  CONNECTING: 'http',
  OPEN: 'data',
  CLOSING: 'close',
  CLOSED: 'tcp',
};

export function sequenceDiagramSvg(story: Story, stepIndex: number, words: StoryWords): string {
  const layout = layoutSequence(story, SIZE);
  const step = story.steps[stepIndex];
  const rows = layout.rows.flatMap((row) => {
    const of = story.steps[row.stepIndex];
    return of ? [{ row, step: of }] : [];
  });
  const canvas = [
    ...lifelines(layout),
    ...rows.map(({ row, step: of }) => arrow(row, words.stepKind(of), stepIndex)),
    ...rows.flatMap(({ row, step: of }) => sideTexts(row, of, layout, stepIndex, words)),
    ...rows.map(({ row, step: of }) => label(row, of, story, stepIndex, words)),
  ];
  const current = layout.rows[stepIndex];
  if (step && current?.crosses)
    canvas.push(packet(words.packetCells(step, story), step, current, words));
  return svgDocument({
    width: SIZE.width,
    height: HEADS_HEIGHT + layout.height,
    title: step ? words.stepTitle(step, story) : '',
    description: describe(story, stepIndex, words),
    background: LIGHT.paper,
    content: [
      ...(step ? heads(step, story, layout, words) : []),
      svgElement('g', { transform: `translate(0 ${HEADS_HEIGHT})` }, '\n', canvas.join('\n'), '\n'),
    ],
  });
}

function heads(step: Step, story: Story, layout: SequenceLayout, words: StoryWords): string[] {
  const { endpoints } = story.conversation.trace;
  return (['client', 'server'] as const).map((side: Side) =>
    head(words.endpoint(endpoints[side]), step.statesAfter[side], layout.lifelines[side]),
  );
}

function head(name: string, { readyState, tcp }: SideState, x: number): string {
  const { ink, ground } = LIGHT_KINDS[STATE_KINDS[readyState]];
  const width = widthOf(readyState, FONT_SIZE) + 24;
  const middle = { x, 'text-anchor': 'middle' };
  return svgElement(
    'g',
    {},
    svgText(fitText(name, 280, 15), {
      ...middle,
      y: 26,
      'font-family': WORDS_FONT,
      'font-size': 15,
      'font-weight': 600,
      fill: LIGHT.text,
    }),
    svgElement('rect', { x: x - width / 2, y: 34, width, height: 20, rx: 10, fill: ground }),
    svgText(readyState, { ...middle, y: 48.5, ...bytesFont(ink), 'font-weight': 650 }),
    svgText(`TCP ${tcp}`, { ...middle, y: 70, ...bytesFont(LIGHT.muted), 'font-size': 11 }),
  );
}

function lifelines({ lifelines: xs, height, spans }: SequenceLayout): string[] {
  const line = (x: number, y1: number, y2: number, stroke: object) =>
    svgElement('line', { x1: x, x2: x, y1, y2, ...stroke });
  return [
    ...[xs.client, xs.server].map((x) =>
      line(x, 0, height, { stroke: LIGHT.firmLine, 'stroke-width': 2 }),
    ),
    ...spans.flatMap(({ side, readyState, startY, endY }) => {
      const { ink } = LIGHT_KINDS[STATE_KINDS[readyState]];
      if (readyState === 'OPEN') {
        return [line(xs[side], startY, endY, { stroke: ink, 'stroke-width': 5 })];
      }
      if (readyState !== 'CLOSING') return [];
      const dashes = { 'stroke-width': 3, 'stroke-dasharray': '6 3' };
      return [line(xs[side], startY, endY, { stroke: ink, ...dashes })];
    }),
  ];
}

function arrow(row: SequenceRow, kind: ByteKind, stepIndex: number): string {
  const { from, to, isLost, crosses } = row;
  const isFuture = row.stepIndex > stepIndex;
  const color = isFuture || !crosses ? LIGHT.strongLine : LIGHT_KINDS[kind].ink;
  const dashes = isFuture
    ? { 'stroke-dasharray': '6 5' }
    : crosses
      ? {}
      : { 'stroke-dasharray': '2 5' };
  const width = isFuture ? 1.25 : row.stepIndex === stepIndex ? 2.75 : 1.75;
  const line = { x1: from.x, y1: from.y, x2: to.x, y2: to.y, stroke: color };
  const parts = [svgElement('line', { ...line, 'stroke-width': width, ...dashes })];
  if (isLost) {
    const cross = `M${to.x - 5} ${to.y - 5}l10 10m-10 0l10-10`;
    parts.push(svgElement('path', { d: cross, stroke: color, 'stroke-width': 1.75, fill: 'none' }));
  } else if (crosses) {
    parts.push(svgElement('polygon', { points: arrowHead(from, to), fill: color }));
  }
  return svgElement('g', {}, ...parts);
}

function arrowHead(from: Point, to: Point): string {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const corner = (along: number, across: number) => {
    const x = to.x + along * Math.cos(angle) - across * Math.sin(angle);
    const y = to.y + along * Math.sin(angle) + across * Math.cos(angle);
    return `${x.toFixed(2)},${y.toFixed(2)}`;
  };
  return [corner(-2, 0), corner(-9, 4), corner(-9, -4)].join(' ');
}

/** When it left, beside its sender; how large it is, beside whom it reaches. */
function sideTexts(
  row: SequenceRow,
  step: Step,
  { lifelines: xs }: SequenceLayout,
  stepIndex: number,
  words: StoryWords,
): string[] {
  if (!row.crosses) return [];
  const isCurrent = row.stepIndex === stepIndex;
  const style = {
    ...bytesFont(isCurrent ? LIGHT.text : LIGHT.muted),
    'font-weight': isCurrent ? 650 : 500,
  };
  const atClient = { x: xs.client - 18, 'text-anchor': 'end' };
  const atServer = { x: xs.server + 18, 'text-anchor': 'start' };
  const [near, far] = row.from.x < row.to.x ? [atClient, atServer] : [atServer, atClient];
  const texts = [];
  if (step.sentAtMs !== null) {
    texts.push(svgText(words.duration(step.sentAtMs), { ...near, y: row.from.y + 5, ...style }));
  }
  if (step.unit !== null) {
    const size = words.size(step.unit.range.end - step.unit.range.start);
    texts.push(svgText(size, { ...far, y: row.to.y + 5, ...style }));
  }
  return texts;
}

/** Where the step shown crosses, its packet stands instead. */
function label(
  row: SequenceRow,
  step: Step,
  story: Story,
  stepIndex: number,
  words: StoryWords,
): string {
  if (row.stepIndex === stepIndex && row.crosses) return '';
  const most = SIZE.width * 0.5;
  const text = fitText(words.stepLabel(step, story), most, FONT_SIZE);
  const kind = words.stepKind(step);
  const isFuture = row.stepIndex > stepIndex;
  const ground = !isFuture && kind === 'http' ? LIGHT_KINDS.http.ground : LIGHT.paper;
  const pastInk = row.crosses ? LIGHT_KINDS[kind].ink : LIGHT.text;
  const width = widthOf(text, FONT_SIZE) + 2 * LABEL_PADDING;
  const { x, y } = row.label;
  return svgElement(
    'g',
    {},
    svgElement('rect', {
      x: x - width / 2,
      y: y - LABEL_HEIGHT / 2,
      width,
      height: LABEL_HEIGHT,
      rx: 6,
      fill: ground,
    }),
    svgText(text, {
      x,
      y: y + FONT_SIZE * 0.35,
      'text-anchor': 'middle',
      ...bytesFont(isFuture ? LIGHT.muted : pastInk),
      ...(row.crosses ? {} : { 'font-family': WORDS_FONT }),
    }),
  );
}

/** The packet of the step shown, at rest where it has come to. */
function packet(
  cells: readonly LabelCell[],
  step: Step,
  { from, to }: SequenceRow,
  words: StoryWords,
): string {
  const texts = cells.map(({ text, kind }) => ({ text: fitText(text, 180, FONT_SIZE), kind }));
  const widths = texts.map(({ text }) => widthOf(text, FONT_SIZE) + 10);
  const width = widths.reduce((sum, each) => sum + each + 2, 4);
  const reach = (width / 2 + CLEARANCE) / Math.max(1, Math.abs(to.x - from.x));
  const place = pointBetween(from, to, Math.max(0.5, 1 - reach));
  const left = place.x - width / 2;
  const top = place.y - CELL_HEIGHT / 2;
  let x = left + 3;
  const drawn = texts.map(({ text, kind }, index) => {
    const cellWidth = widths[index] ?? 0;
    const { ink, ground } = LIGHT_KINDS[kind];
    const cell =
      svgElement('rect', {
        x,
        y: top,
        width: cellWidth,
        height: CELL_HEIGHT,
        rx: 3,
        fill: ground,
      }) +
      svgText(text, {
        x: x + cellWidth / 2,
        y: place.y + FONT_SIZE * 0.35,
        'text-anchor': 'middle',
        ...bytesFont(ink),
        'font-weight': 600,
      });
    x += cellWidth + 2;
    return cell;
  });
  const box = { x: left, y: top - 3, width, height: CELL_HEIGHT + 6, rx: 6, fill: LIGHT.raised };
  const border = { stroke: LIGHT_KINDS[words.stepKind(step)].ink, 'stroke-width': 2 };
  return svgElement('g', {}, svgElement('rect', { ...box, ...border }), ...drawn);
}

function bytesFont(fill: string): Record<string, string | number> {
  return { 'font-family': BYTES_FONT, 'font-size': FONT_SIZE, fill };
}

/** The text twin: what has happened up to the step. */
function describe(story: Story, stepIndex: number, words: StoryWords): string {
  return story.steps
    .slice(0, stepIndex + 1)
    .map((step, index) => `${index + 1}. ${words.stepTitle(step, story)}`)
    .join('. ');
}
