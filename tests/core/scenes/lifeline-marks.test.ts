import { expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { firstChangeMarks, headMarks, lifelineMarks } from '#core/scenes/lifeline-marks.ts';
import { layoutSequence } from '#core/scenes/sequence-diagram.ts';
import { sequenceScene } from '#core/scenes/sequence-scene.ts';
import { scrollToRow, sequenceSizeWithin } from '#core/scenes/sequence-view.ts';
import { readStory } from '#core/story/story.ts';

const story = readStory(actOut(helloAndGoodbye.script()));
const size = { width: 800, height: 460, margin: 150 };
const layout = layoutSequence(story, size);

test('both lifelines go from top to bottom; open and closing have a kind', () => {
  const marks = lifelineMarks(layout);
  const drawn = marks.map(({ kind, x, stroke }) => `${kind} ${x} ${stroke.dashes ?? 'solid'}`);
  expect(drawn).toEqual([
    'lifeline 150 solid',
    'lifeline 650 solid',
    'data 150 solid',
    'close 150 6 3',
    'data 650 solid',
    'close 650 6 3',
  ]);
  expect(marks.slice(0, 2).map(({ top, bottom }) => [top, bottom])).toEqual([
    [0, 460],
    [0, 460],
  ]);
});

test('each head has the name and the states of its endpoint', () => {
  const states = story.steps[0]!.statesAfter;
  const heads = headMarks(layout, story, states);
  expect(heads.map(({ side, name }) => [side, name.at.x])).toEqual([
    ['client', 150],
    ['server', 650],
  ]);
  for (const { side, state, stateBox, tcp } of heads) {
    // The server has no WebSocket before the request arrives.
    const [shown, kind] = side === 'client' ? ['CONNECTING', 'http'] : [null, 'tcp'];
    expect(state.slot).toEqual({ id: 'ready-state', state: shown });
    expect([state.kind, stateBox.kind]).toEqual([kind, kind]);
    expect(tcp.slot).toEqual({ id: 'tcp-state', state: states[side].tcp });
  }
});

test('the first change is marked above its row, in words if there is room', () => {
  const row = layout.rows[6]!;
  const { line, text } = firstChangeMarks(row, layout);
  expect(line.from.y).toBeLessThan(row.from.y);
  expect([line.from.x, line.to.x]).toEqual([0, 800]);
  expect(text?.slot).toEqual({ id: 'first-change' });
  expect(firstChangeMarks(row, { ...layout, isNarrow: true }).text).toBeNull();
});

test('a scene has a row for each step, at rest', () => {
  const { rows, heads, lifelines } = sequenceScene(story, 6, size);
  expect([rows.length, heads.length, lifelines.length]).toEqual([story.steps.length, 2, 6]);
  const emphases = rows.map(({ label }) => label.emphasis);
  expect(emphases.slice(5, 8)).toEqual(['past', 'current', 'future']);
  expect(rows.filter(({ packet }) => packet !== null)).toHaveLength(1);
});

test.each([
  [320, true, 51.2],
  [559, true, 89.44],
  [560, false, 106.4],
  [1200, false, 170],
  [200, true, 44],
])('%d units wide: narrow %s, with a margin of %d', (width, isNarrow, margin) => {
  const within = sequenceSizeWithin(width, 400, 1);
  expect(within.isNarrow).toBe(isNarrow);
  expect(within.margin).toBeCloseTo(margin);
});

test('a view scrolls only to rows out of sight', () => {
  const row = layout.rows[6]!;
  const height = 300;
  expect(scrollToRow(row, { top: row.from.y - 100, height })).toBeNull();
  const above = scrollToRow(row, { top: row.from.y, height });
  const below = scrollToRow(row, { top: row.to.y - height, height });
  expect([above, below]).toEqual([row.from.y - 100, row.from.y - 100]);
});
