import { describe, expect, test } from 'vitest';
import { sequenceText } from '#content/lesson/sequence-words.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { lineGoesDead } from '#core/scenarios/line-goes-dead.ts';
import { LATENCY, timeAt, typicalLatencyMs, type Orientation } from '#core/scenes/sequence-axis.ts';
import {
  axisPlace,
  layoutSequence,
  timesRight,
  type SequenceLayout,
  type SequenceOptions,
  type SequenceRow,
} from '#core/scenes/sequence-diagram.ts';
import { overlap, type Rect } from '#core/scenes/sequence-labels.ts';
import type { SequenceSlot } from '#core/scenes/sequence-slots.ts';
import { widthOf } from '#core/scenes/text-width.ts';
import { foldsOf } from '#core/story/folds.ts';
import { readStory, type Story } from '#core/story/story.ts';
import { foldingsOf, STORIES } from './sequence-stories.ts';

const story = readStory(actOut(helloAndGoodbye.script()));
const folds = foldsOf(story);

type Given = Omit<SequenceOptions, 'textOf'>;

function layout(of: Story, options: Given): SequenceLayout {
  return layoutSequence(of, {
    ...options,
    textOf: (slot: SequenceSlot) => sequenceText(slot, of),
  });
}

const size = { width: 500, height: 640 };
const WIDTHS = [320, 360, 500, 700];

function boxesIn({ rows, strips }: SequenceLayout): Rect[] {
  return [
    ...rows.flatMap(({ boxes }) => boxes.map(({ outer }) => outer)),
    ...strips.map(({ rect }) => rect),
  ];
}

describe.each(WIDTHS)('%d units wide', (width) => {
  test.each(STORIES)('no two labels of $name overlap, and none is cut', ({ story: told }) => {
    for (const folding of foldingsOf(told)) {
      for (const isProportional of [false, true]) {
        const drawn = layout(told, { width, height: 640, ...folding, isProportional });
        const boxes = boxesIn(drawn);
        boxes.forEach((box, index) => {
          expect(box.x).toBeGreaterThanOrEqual(0);
          expect(box.x + box.width).toBeLessThanOrEqual(width);
          for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
        });
      }
    }
  });
});

test.each(STORIES)(
  'the boxes of $name are between the lifelines and on their arrows',
  ({ story: told }) => {
    const { rows, lifelines } = layout(told, { ...size, folds: foldsOf(told) });
    for (const { from, to, boxes, crosses } of rows) {
      for (const { rect, outer } of boxes) {
        expect(rect.x).toBeGreaterThan(lifelines.client);
        expect(outer.x + outer.width).toBeLessThan(lifelines.server);
        if (!crosses) continue;
        const center = rect.x + rect.width / 2;
        const share = (center - from.x) / (to.x - from.x);
        expect(rect.y + rect.height / 2).toBeCloseTo(from.y + share * (to.y - from.y));
      }
    }
  },
);

test.each(STORIES)(
  'almost every step of $name has a box, although some share one',
  ({ story: told }) => {
    const { rows, strips } = layout(told, { ...size, folds: foldsOf(told) });
    const drawn = rows.flatMap(({ boxes }) =>
      boxes.flatMap(({ cells }) => cells.map(({ stepIndex }) => stepIndex)),
    );
    const folded = strips.flatMap(({ fold: { firstStep, endStep } }) =>
      Array.from({ length: endStep - firstStep }, (_, index) => firstStep + index),
    );
    expect(new Set(drawn).size).toBe(drawn.length);
    expect(drawn.length + folded.length).toBeGreaterThanOrEqual(told.steps.length * 0.8);
    expect(
      rows
        .flatMap(({ flight }) => flight.steps)
        .concat(folded)
        .sort((a, b) => a - b),
    ).toEqual(told.steps.map((_, index) => index));
  },
);

test.each(STORIES)('in $name equal latency has equal slope', ({ story: told }) => {
  for (const folding of foldingsOf(told)) {
    const { rows, axis } = layout(told, { ...size, ...folding });
    const { perMs } = axis;
    if (perMs === null) throw new Error('expected a scale');
    for (const { flight, start, end, isLost, crosses } of rows) {
      const { sentAtMs, arrival } = told.steps[flight.stepIndex]!;
      if (!crosses || isLost || sentAtMs === null || arrival.kind !== 'arrived') continue;
      const isCut = axis.pieces.some(
        (piece) =>
          piece.kind !== 'scale' && piece.startMs < arrival.atMs && sentAtMs <= piece.startMs,
      );
      if (isCut) continue;
      expect(end - start).toBeCloseTo((arrival.atMs - sentAtMs) * perMs, 6);
    }
  }
});

test.each(STORIES)('the axis of $name is all of its time, in order', ({ story: told }) => {
  for (const folding of foldingsOf(told)) {
    const { axis } = layout(told, { ...size, ...folding });
    axis.pieces.forEach((piece, index) => {
      const before = axis.pieces[index - 1];
      expect(piece.startMs).toBe(before?.endMs ?? piece.startMs);
      expect(piece.start).toBeCloseTo(before?.end ?? 0);
      expect(piece.end).toBeGreaterThan(piece.start);
    });
    axis.moments.forEach((place, index) => {
      expect(place).toBeGreaterThanOrEqual(axis.moments[index - 1] ?? 0);
      const { atMs } = told.moments[index]!;
      if (atMs !== null) expect(timeAt(axis, place)).toBeCloseTo(atMs, 6);
    });
  }
});

test.each(STORIES)('in $name only long silences and folds are cut', ({ story: told }) => {
  const latency = typicalLatencyMs(told.steps) ?? 1;
  const { axis } = layout(told, { ...size, folds: foldsOf(told) });
  for (const { kind, startMs, endMs, isSilent } of axis.pieces) {
    if (kind === 'fold') continue;
    expect(kind === 'silence').toBe(endMs - startMs > 3 * latency);
    if (!isSilent) continue;
    const isQuiet = told.steps.every(
      ({ sentAtMs, arrival }) =>
        (sentAtMs ?? 0) >= endMs || arrival.kind !== 'arrived' || arrival.atMs <= startMs,
    );
    expect(isQuiet).toBe(true);
  }
});

test('one latency falls 40 to 56 units where there is room, less when unfolded, and scrolls then', () => {
  const fall = (options: Given) => 20 * (layout(story, options).axis.perMs ?? 0);
  const folded = fall({ ...size, folds });
  expect(folded).toBeGreaterThanOrEqual(40);
  expect(folded).toBeLessThanOrEqual(56);
  const unfolded = fall({ ...size, unfolded: folds });
  expect(unfolded).toBeLessThan(folded);
  expect(unfolded).toBeGreaterThanOrEqual(30);
  expect(fall({ ...size, height: 2000, folds })).toBe(LATENCY.most);
  expect(layout(story, { ...size, height: 200, folds }).height).toBeGreaterThan(400);
  expect(fall({ ...size, height: 200, folds })).toBe(LATENCY.usual);
});

test('a silence is a cut with its length between the lifelines', () => {
  const { cuts } = layout(story, { ...size, folds });
  expect(cuts.map(({ ms, isSilent }) => [ms, isSilent])).toEqual([
    [30_001, true],
    [8002, true],
  ]);
  const delayed = readStory(
    actOut(helloAndGoodbye.script(), new Map([['client-text-1', { kind: 'delay', byMs: 500 }]])),
  );
  const inFlight = layout(delayed, { ...size, folds: foldsOf(delayed) }).cuts.filter(
    ({ isSilent }) => !isSilent,
  );
  expect(inFlight.length).toBeGreaterThan(0);
});

test('true proportions cut nothing: places are linear in time', () => {
  const { axis, cuts, strips, height } = layout(story, { ...size, folds, isProportional: true });
  expect([cuts.length, strips.length]).toEqual([0, 0]);
  const [first, last] = [story.moments[0]!, story.moments.at(-1)!];
  story.moments.forEach(({ atMs }, index) => {
    const share = (atMs! - first.atMs!) / (last.atMs! - first.atMs!);
    expect(axis.moments[index]).toBeCloseTo(share * axis.length, 4);
  });
  expect(height).toBeGreaterThan(5000);
  expect(height).toBeLessThan(13_000);
});

test.each(STORIES)(
  'times of $name are in one column, each once, and none overlap',
  ({ story: told }) => {
    for (const width of WIDTHS) {
      const drawn = layout(told, { width, height: 640, folds: foldsOf(told) });
      const texts = drawn.times.map(({ slot }) => sequenceText(slot, told));
      for (const text of texts) {
        expect(widthOf(text, 13)).toBeLessThanOrEqual(timesRight(width, 1));
      }
      drawn.times.forEach(({ place }, index) => {
        expect(place - (drawn.times[index - 1]?.place ?? -Infinity)).toBeGreaterThanOrEqual(15);
      });
      expect(timesRight(width, 1)).toBeLessThan(drawn.lifelines.client);
    }
  },
);

test('two sent in the same millisecond have one time', () => {
  const { times, rows } = layout(story, size);
  const texts = times.map(({ slot }) => slot.atMs);
  expect(texts.filter((atMs) => atMs === 40)).toHaveLength(1);
  expect(new Set(texts).size).toBe(texts.length);
  // The last ACK of TCP's opening and the request cross together: one arrow with two boxes.
  const together = rows.find(({ flight }) => flight.steps.length > 1)!;
  expect(together.flight.steps).toEqual([2, 3]);
  expect(together.boxes).toHaveLength(2);
});

test('a lost segment ends at 0.8 of its way, and its label is clear of the cross', () => {
  const dead = readStory(actOut(lineGoesDead.script()));
  const { rows } = layout(dead, size);
  const lost = rows.filter(({ isLost }) => isLost);
  expect(lost.length).toBeGreaterThan(5);
  for (const { from, to, boxes } of lost) {
    expect(to.y).toBeGreaterThan(from.y);
    for (const { outer } of boxes) {
      const isClear = from.x < to.x ? outer.x + outer.width < to.x - 5 : outer.x > to.x + 5;
      expect(isClear).toBe(true);
    }
  }
});

test('larger texts have larger distances', () => {
  const [plain, large] = [1, 2].map((textScale) =>
    layout(story, { width: 700, height: 100, folds, textScale }),
  );
  expect(large!.axis.perMs).toBeCloseTo(2 * plain!.axis.perMs!);
  expect(large!.strips[0]!.rect.height).toBe(2 * plain!.strips[0]!.rect.height);
  const boxes = boxesIn(large!);
  boxes.forEach((box, index) => {
    for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
  });
});

test('draws each side’s states in the order of time', () => {
  const { spans, height } = layout(story, size);
  const client = spans.filter(({ side }) => side === 'client');
  expect(client.map(({ readyState }) => readyState)).toEqual([
    'CONNECTING',
    'OPEN',
    'CLOSING',
    'CLOSED',
  ]);
  expect(client[0]?.start).toBe(0);
  expect(client.at(-1)?.end).toBe(height);
});

test('folds have strips and brackets, and hidden ones have neither', () => {
  const [folded, unfolded, hidden] = foldingsOf(story).map((folding) =>
    layout(story, { ...size, ...folding }),
  );
  expect(folded!.strips.map(({ segments, ms }) => [segments, ms])).toEqual([
    [3, 40],
    [3, 61],
  ]);
  expect([folded!.brackets.length, unfolded!.strips.length]).toEqual([0, 0]);
  expect(unfolded!.brackets.map(({ fold }) => fold.id)).toEqual(folds.map(({ id }) => id));
  expect([hidden!.strips.length, hidden!.brackets.length]).toEqual([0, 0]);
  expect(hidden!.rowOfStep.slice(0, 4)).toEqual([-1, -1, -1, 0]);
  expect(hidden!.rows[0]!.start).toBeCloseTo(14 + 40 * hidden!.axis.perMs!);
});

test('without travel times every step is level, and steps are evenly spaced', () => {
  const unknown = {
    ...story,
    steps: story.steps.map((step) => ({ ...step, arrival: { kind: 'unknown' as const } })),
  };
  const { rows, axis, cuts } = layout(unknown, size);
  expect([axis.perMs, cuts.length]).toEqual([null, 0]);
  rows.forEach(({ isLevel, crosses, from, to, start }, index) => {
    expect(isLevel).toBe(crosses);
    expect(to.y).toBe(from.y);
    expect(start - (rows[index - 1]?.start ?? start - 34)).toBe(34);
  });
});

test('a step is as far along the axis in either orientation', () => {
  const start: Readonly<Record<Orientation, (row: SequenceRow) => number>> = {
    vertical: ({ from }) => from.y,
    horizontal: ({ from }) => from.x,
  };
  for (const orientation of Object.keys(start) as Orientation[]) {
    const { rows } = layout(story, { width: 500, height: 500, orientation });
    for (const row of rows) expect(start[orientation](row)).toBe(row.start);
  }
});

test('in a strip time runs to the right, on the same axis', () => {
  const strip = layout(story, { width: 390, height: 130, orientation: 'horizontal', folds });
  const { rows, lifelines, axis } = strip;
  for (const { from, to, start, crosses } of rows) {
    expect(from.x).toBe(start);
    expect([lifelines.client, lifelines.server]).toContain(from.y);
    if (crosses) expect(from.y).not.toBe(to.y);
  }
  expect(strip.width).toBeGreaterThan(390);
  expect(axisPlace(rows[0]!.start)).toBeCloseTo(axis.steps[rows[0]!.flight.stepIndex]!.start);
  const boxes = boxesIn(strip);
  boxes.forEach((box, index) => {
    for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
  });
});

describe('with long latency, where TCP retransmits before it is open', () => {
  const slow = readStory(actOut(helloAndGoodbye.script({ latencyMs: 2000 })));
  const { rows, height } = layout(slow, { width: 459, height: 606, folds: foldsOf(slow) });

  test('the axis is longer than the view, so that every label has room', () => {
    expect(height).toBeGreaterThan(606);
    const bare = rows.filter(({ crosses, boxes }) => crosses && boxes.length === 0);
    expect(bare.map(({ flight }) => slow.steps[flight.stepIndex]?.id)).toEqual([]);
  });
});
