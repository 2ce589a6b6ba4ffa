import { describe, expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { layoutSequence, type SequenceSize } from '#core/scenes/sequence-diagram.ts';
import { rowMarks, type RowMarks, type RowView } from '#core/scenes/step-marks.ts';
import { readStory, type Story } from '#core/story/story.ts';

const size: SequenceSize = { width: 800, height: 460, margin: 150 };
const story = readStory(actOut(helloAndGoodbye.script()));
const withLoss = readStory(
  actOut(helloAndGoodbye.script(), new Map([['client-text-1', { kind: 'lose' }]])),
);

function marksOf(of: Story, id: string, view: RowView, given = size): RowMarks {
  const index = of.steps.findIndex((step) => step.id === id);
  const layout = layoutSequence(of, given);
  return rowMarks(layout.rows[index]!, of.steps[index]!, of, layout, view);
}

const indexOf = (id: string) => story.steps.findIndex((step) => step.id === id);
const message = 'client-text-1';
const shown = indexOf(message);
const drawn = ({ arrow }: RowMarks) =>
  arrow.map((mark) => {
    const stroke = 'stroke' in mark ? ` ${mark.stroke.width} ${mark.stroke.dashes ?? ''}` : '';
    return `${mark.shape} ${mark.kind} ${mark.emphasis}${stroke}`.trim();
  });

describe('the arrow of a step', () => {
  test.each([
    [
      'to come',
      { stepIndex: 0, progress: 0 },
      ['line data future 1.25 6 5', 'polygon data future'],
    ],
    ['past', { stepIndex: 99, progress: 1 }, ['line data past 1.75', 'polygon data past']],
    [
      'shown',
      { stepIndex: shown, progress: 1 },
      ['line data current 2.75', 'polygon data current'],
    ],
    [
      'in flight',
      { stepIndex: shown, progress: 0.25 },
      ['line data ahead 1.75 2 6', 'line data in-flight 2.75'],
    ],
    [
      'in flight beside the step shown',
      { stepIndex: shown - 1, progress: 0.25 },
      ['line data ahead 1.75 2 6', 'line data in-flight 2.75'],
    ],
  ])('%s', (_, view, expected) => {
    expect(drawn(marksOf(story, message, view))).toEqual(expected);
  });

  test('in flight is divided where the packet is', () => {
    const { arrow } = marksOf(story, message, { stepIndex: shown, progress: 0.25 });
    const [ahead, covered] = arrow;
    if (ahead?.shape !== 'line' || covered?.shape !== 'line') throw new Error('expected two lines');
    expect(covered.from.x).toBe(150);
    expect(covered.to).toEqual(ahead.from);
    expect(covered.to.x).toBeCloseTo(150 + 0.25 * 500);
    expect(ahead.to.x).toBe(650);
  });

  test('that was lost ends in a cross, and has no head', () => {
    expect(drawn(marksOf(withLoss, message, { stepIndex: shown, progress: 1 }))).toEqual([
      'line data current 2.75',
      'path data lost 1.75',
    ]);
  });

  test.each([
    [{ stepIndex: 0, progress: 0 }, ['line shared future 1.25 6 5']],
    [{ stepIndex: indexOf('open'), progress: 1 }, ['line shared current 1.75 2 5']],
    [{ stepIndex: 99, progress: 1 }, ['line shared past 1.75 2 5']],
  ])('of a step that crosses nothing is dotted: %j', (view, expected) => {
    expect(drawn(marksOf(story, 'open', view))).toEqual(expected);
  });
});

describe('the texts beside the lifelines', () => {
  const textsOf = (of: Story, id: string, given = size) =>
    marksOf(of, id, { stepIndex: shown, progress: 1 }, given).texts.map(
      ({ slot, at, anchor, emphasis }) => `${slot.id} ${at.x} ${anchor} ${emphasis}`,
    );

  test('show when it was sent and the size of what arrived', () => {
    expect(textsOf(story, message)).toEqual(['sent-at 132 end current', 'size 668 start current']);
    expect(textsOf(story, 'server-text-1')).toEqual([
      'sent-at 668 start future',
      'size 132 end future',
    ]);
  });

  test('show no size beside an endpoint that a lost packet never reached', () => {
    expect(textsOf(withLoss, message)).toEqual(['sent-at 132 end current']);
  });

  test('show no size of a signal, and nothing if nothing crosses', () => {
    expect(textsOf(story, 'tcp-syn')).toEqual(['sent-at 132 end past']);
    expect(textsOf(story, 'open')).toEqual([]);
  });

  test('are omitted in a narrow diagram', () => {
    expect(textsOf(story, message, { ...size, isNarrow: true })).toEqual([]);
  });
});

describe('the label and the packet of a step', () => {
  test('the packet of the step shown covers its label', () => {
    const { label, packet } = marksOf(story, message, { stepIndex: shown, progress: 1 });
    expect(label.isCovered).toBe(true);
    expect(packet?.emphasis).toBe('current');
  });

  test.each([
    ['past', { stepIndex: 99, progress: 1 }],
    ['to come', { stepIndex: 0, progress: 0 }],
  ])('a step that is %s has a label and no packet', (_, view) => {
    const { label, packet } = marksOf(story, message, view);
    expect([label.isCovered, packet]).toEqual([false, null]);
  });

  test('what crosses nothing keeps its label', () => {
    const { label, packet } = marksOf(story, 'open', { stepIndex: indexOf('open'), progress: 1 });
    expect([label.isCovered, label.kind, packet]).toEqual([false, 'shared', null]);
  });

  test('a packet is lost only at the end of its way', () => {
    const emphasisAt = (progress: number) =>
      marksOf(withLoss, message, { stepIndex: shown, progress }).packet?.emphasis;
    expect([emphasisAt(0.5), emphasisAt(1)]).toEqual(['in-flight', 'lost']);
  });

  test('HTTP has a ground once it has happened, and a loss leaves room for its cross', () => {
    const future = marksOf(story, 'request', { stepIndex: 0, progress: 0 }).label;
    const past = marksOf(story, 'request', { stepIndex: 99, progress: 1 }).label;
    expect([future.hasGround, past.hasGround]).toEqual([false, true]);
    const lost = marksOf(withLoss, message, { stepIndex: 99, progress: 1 }).label;
    expect([past.maxWidth, lost.maxWidth]).toEqual([496, 320]);
  });
});
