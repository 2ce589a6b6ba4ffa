import { describe, expect, test } from 'vitest';
import { sequenceText } from '#content/lesson/sequence-words.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { layoutSequence } from '#core/scenes/sequence-diagram.ts';
import { rowMarks, type RowMarks, type RowView } from '#core/scenes/step-marks.ts';
import { readStory, type Story } from '#core/story/story.ts';
import { VARIANTS } from '../scenarios/variants.ts';

const story = readStory(actOut(helloAndGoodbye.script()));
const withLoss = readStory(
  actOut(helloAndGoodbye.script(), new Map([['client-text-1', { kind: 'lose' }]])),
);
const boundaries = VARIANTS.find(({ name }) => name === 'boundaries')!.story;

const indexIn = (of: Story, id: string) => of.steps.findIndex((step) => step.id === id);

function marksOf(of: Story, id: string, view: RowView): RowMarks {
  const layout = layoutSequence(of, {
    ...{ width: 500, height: 640 },
    textOf: (slot) => sequenceText(slot, of),
  });
  return rowMarks(layout.rows[layout.rowOfStep[indexIn(of, id)]!]!, of, layout, view);
}

const message = 'client-text-1';
const shown = indexIn(story, message);
const drawn = ({ arrow }: RowMarks) =>
  arrow.map((mark) => {
    const stroke = mark.shape !== 'polygon' && mark.stroke;
    const line = stroke ? ` ${stroke.width} ${stroke.dashes ?? ''}` : '';
    return `${mark.shape} ${mark.kind} ${mark.emphasis}${line}`.trim();
  });

describe('the arrow of a flight', () => {
  test.each([
    [
      'to come',
      { stepIndex: 0, progress: 0 },
      ['line data future 1.25 6 5', 'polygon data future'],
    ],
    ['past', { stepIndex: 0, progress: 1 }, ['line data past 1.75', 'polygon data past']],
    [
      'shown',
      { stepIndex: shown, progress: 1 },
      ['line data current 2.75', 'polygon data current'],
    ],
    [
      'in flight',
      { stepIndex: shown, progress: 0.25 },
      [
        'line data ahead 1.25 6 5',
        'line data in-flight 2.75',
        'polygon data ahead',
        'box data in-flight',
      ],
    ],
    [
      'in flight beside the step shown',
      { stepIndex: shown - 1, progress: 0.25 },
      [
        'line data ahead 1.25 6 5',
        'line data in-flight 1.75',
        'polygon data ahead',
        'box data in-flight',
      ],
    ],
  ])('%s', (_, view, expected) => {
    expect(drawn(marksOf(story, message, view))).toEqual(expected);
  });

  test('in flight is divided where the packet is', () => {
    const { arrow, packet } = marksOf(story, message, { stepIndex: shown, progress: 0.25 });
    const [ahead, covered] = arrow;
    if (ahead?.shape !== 'line' || covered?.shape !== 'line') throw new Error('expected two lines');
    expect(covered.to).toEqual(ahead.from);
    expect([covered.from, ahead.to]).toEqual([packet?.from, packet?.to]);
  });

  test('that was lost ends in a cross, and has no head', () => {
    expect(drawn(marksOf(withLoss, message, { stepIndex: shown, progress: 1 }))).toEqual([
      'line data current 2.75',
      'path data lost 1.75',
    ]);
    expect(drawn(marksOf(withLoss, message, { stepIndex: 0, progress: 0 }))).toEqual([
      'line data future 1.25 6 5',
      'path data future 1.75',
    ]);
  });

  test('of a step that crosses nothing is a point on its lifeline', () => {
    const open = indexIn(story, 'open');
    expect(drawn(marksOf(story, 'open', { stepIndex: open, progress: 1 }))).toEqual([
      'box shared current 1.75',
    ]);
    const { packet } = marksOf(story, 'open', { stepIndex: open, progress: 1 });
    expect(packet?.cells.map(({ kind, slot }) => [kind, slot.id])).toEqual([
      ['shared', 'step-label'],
    ]);
  });
});

describe('the boxes and the packet of a flight', () => {
  test('the packet of the step shown covers its box, and has the size of the segment', () => {
    const { boxes, packet } = marksOf(story, message, { stepIndex: shown, progress: 1 });
    expect(boxes.map(({ isCovered }) => isCovered)).toEqual([true]);
    expect(packet?.emphasis).toBe('current');
    expect(packet?.cells.at(-1)).toEqual({
      kind: 'note',
      slot: { id: 'size', bytes: 11, segments: 1 },
    });
  });

  test('other flights have a box and no packet', () => {
    const { boxes, packet } = marksOf(story, message, { stepIndex: 0, progress: 1 });
    expect(boxes.map(({ isCovered, emphasis }) => [isCovered, emphasis])).toEqual([
      [false, 'past'],
    ]);
    expect(boxes[0]?.size?.slot).toEqual({ id: 'size', bytes: 11, segments: 1 });
    expect(packet).toBeNull();
  });

  test('a packet is lost only at the end of its way', () => {
    const emphasisAt = (progress: number) =>
      marksOf(withLoss, message, { stepIndex: shown, progress }).packet?.emphasis;
    expect([emphasisAt(0.5), emphasisAt(1)]).toEqual(['in-flight', 'lost']);
  });

  test('three frames in one segment: one box, one arrow, and the frame shown is outlined', () => {
    const second = indexIn(boundaries, 'server-text-4');
    const { boxes, arrow, packet } = marksOf(boundaries, 'server-text-4', {
      stepIndex: second,
      progress: 1,
    });
    expect(boxes).toHaveLength(1);
    expect(boxes[0]?.cells.map(({ stepIndex }) => stepIndex)).toEqual([
      second - 1,
      second,
      second + 1,
    ]);
    expect(arrow.filter(({ shape }) => shape === 'line')).toHaveLength(1);
    expect(packet?.cells.map(({ isOutlined }) => isOutlined ?? false)).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect(boxes[0]?.size?.slot).toEqual({ id: 'size', bytes: 20, segments: 1 });
  });

  test('one frame in two segments: two boxes, torn edges, and each has its own size', () => {
    const { boxes } = marksOf(boundaries, 'server-text-2', { stepIndex: 0, progress: 1 });
    const torn = boxes.map(({ cells, size }) => [
      cells.map(({ isTornStart, isTornEnd }) => [isTornStart, isTornEnd]),
      size?.slot.id === 'size' && size.slot.bytes,
    ]);
    expect(torn).toEqual([
      [[[false, true]], 5],
      [[[true, false]], 4],
    ]);
    const part = indexIn(boundaries, 'server-text-2-part-2');
    const { packet } = marksOf(boundaries, 'server-text-2', { stepIndex: part, progress: 1 });
    expect(packet?.cells.map(({ slot }) => slot.id)).toEqual(['part-size', 'size']);
    expect([packet?.isTornStart, packet?.isTornEnd]).toEqual([true, false]);
  });
});
