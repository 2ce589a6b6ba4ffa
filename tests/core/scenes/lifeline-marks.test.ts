import { describe, expect, test } from 'vitest';
import { sequenceText } from '#content/lesson/sequence-words.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import {
  cutMarks,
  firstChangeMarks,
  headMarks,
  lifelineMarks,
  measureOf,
  stripMarks,
  timeMarks,
} from '#core/scenes/lifeline-marks.ts';
import { layoutSequence } from '#core/scenes/sequence-diagram.ts';
import { sequenceScene } from '#core/scenes/sequence-scene.ts';
import { isDrawn, scrollTo, sightToDraw } from '#core/scenes/sequence-view.ts';
import { foldsOf } from '#core/story/folds.ts';
import { readStory } from '#core/story/story.ts';

const story = readStory(actOut(helloAndGoodbye.script()));
const options = {
  width: 500,
  height: 640,
  folds: foldsOf(story),
  textOf: (slot: Parameters<typeof sequenceText>[0]) => sequenceText(slot, story),
};
const layout = layoutSequence(story, options);
const strip = layoutSequence(story, { ...options, height: 130, orientation: 'horizontal' });

test('states are solid up to the position shown, and dashed after it', () => {
  const { spans, lifelines } = layout;
  const open = spans.find(({ side, readyState }) => side === 'client' && readyState === 'OPEN')!;
  const now = (open.start + open.end) / 2;
  const marks = lifelineMarks(layout, now);
  const ofClient = marks.filter(({ from }) => from.x === lifelines.client);
  expect(
    ofClient.map(({ kind, from, to, stroke }) => [kind, from.y, to.y, stroke.dashes ?? 'solid']),
  ).toEqual([
    ['lifeline', 0, layout.height, 'solid'],
    ['data', open.start, now, 'solid'],
    ['data', now, open.end, '5 4'],
    ['close', expect.any(Number), expect.any(Number), '5 4'],
  ]);
});

test('each head has the name and the states of its endpoint', () => {
  const request = story.steps.find(({ id }) => id === 'request')!;
  const heads = headMarks(layout, story, request.statesAfter);
  expect(heads.map(({ side, name }) => [side, name.at.x])).toEqual([
    ['client', layout.lifelines.client],
    ['server', layout.lifelines.server],
  ]);
  for (const { side, state, stateBox, tcp } of heads) {
    // The server has received the request, but has no WebSocket before its 101.
    const [shown, kind] = side === 'client' ? ['CONNECTING', 'http'] : [null, 'tcp'];
    expect(state.slot).toEqual({ id: 'ready-state', state: shown });
    expect([state.kind, stateBox.kind]).toEqual([kind, kind]);
    const end = side === 'client' ? 'client' : 'server';
    expect(tcp.slot).toEqual({ id: 'tcp-state', state: request.statesAfter[end].tcp });
  }
});

test('the first change is marked above its row, in words if time runs down', () => {
  const row = layout.rows[3]!;
  const { line, text } = firstChangeMarks(row, layout);
  expect(line.from.y).toBeLessThan(row.start);
  expect([line.from.x, line.to.x]).toEqual([0, 500]);
  expect(text?.slot).toEqual({ id: 'first-change' });
  const lying = firstChangeMarks(strip.rows[3]!, strip);
  expect(lying.text).toBeNull();
  expect(lying.line.from.x).toBe(lying.line.to.x);
});

test('a time leads to its sender, and that of the step shown stands out', () => {
  const server = layout.times.find(({ slot }) => slot.atMs === 62)!;
  const { text, leader } = timeMarks(server, layout, server.steps[0]!);
  expect([text.emphasis, text.anchor]).toEqual(['current', 'end']);
  expect(leader.path).toContain(`H${layout.lifelines.server}`);
  expect(timeMarks(server, layout, 0).text.emphasis).toBe('plain');
  const lying = timeMarks(strip.times[1]!, strip, 0);
  expect(lying.text.at.x).toBe(strip.times[1]!.place);
});

test('a cut has two zigzags on each lifeline, and its length', () => {
  for (const [drawn, words] of [
    [layout, '30 s of silence'],
    [strip, '30 s'],
  ] as const) {
    const { gaps, zigzags, text } = cutMarks(drawn.cuts[0]!, drawn);
    expect([gaps.length, zigzags.length]).toEqual([2, 4]);
    expect(sequenceText(text.slot, story)).toBe(words);
  }
});

test('a strip is dashed until its middle is reached, and outlined while a step in it is shown', () => {
  const [opening, closing] = layout.strips;
  const at = (index: 0 | 1, place: number, step: number) =>
    stripMarks([opening!, closing!][index]!, place, step).box;
  expect([at(0, 0, 5).emphasis, at(0, 300, 5).emphasis, at(0, 300, 1).emphasis]).toEqual([
    'future',
    'past',
    'current',
  ]);
  expect(at(1, 0, 5).stroke?.dashes).toBeDefined();
  expect(sequenceText(stripMarks(closing!, 0, 5).slot, story)).toBe(
    'TCP closes · 3 segments, 61 ms',
  );
});

describe('the measure', () => {
  test.each([
    [2.45, 10],
    [0.8, 50],
    [200, 0.2],
    [0.002, 20_000],
  ])('of %d units for a millisecond is %d ms', (perMs, ms) => {
    const measure = measureOf({ axis: { ...layout.axis, perMs }, textScale: 1 })!;
    expect(measure.ms).toBeCloseTo(ms);
    expect(measure.length).toBeGreaterThanOrEqual(15.9);
    expect(measure.length).toBeLessThanOrEqual(40.1);
  });

  test('needs a scale', () => {
    expect(measureOf({ axis: { ...layout.axis, perMs: null }, textScale: 1 })).toBeNull();
  });
});

test('a scene is a story at rest after a step', () => {
  const { folds, ...plain } = options;
  const scene = sequenceScene(story, 6, plain);
  expect(folds).toHaveLength(2);
  const emphases = scene.rows.flatMap(({ boxes }) => boxes.map(({ emphasis }) => emphasis));
  expect(emphases.filter((each) => each === 'current')).toHaveLength(1);
  expect(emphases.indexOf('future')).toBe(emphases.indexOf('current') + 1);
  expect(scene.rows.filter(({ packet }) => packet !== null)).toHaveLength(1);
  expect([scene.strips.length, sequenceScene(story, 6, options).strips.length]).toEqual([0, 2]);
});

test('a long story is drawn near what is in sight, a short one whole', () => {
  const long = { rows: Array.from({ length: 200 }, () => layout.rows[0]!) };
  expect(sightToDraw(1000, layout)).toBeNull();
  expect(isDrawn({ start: 0, end: 10 }, null, 500)).toBe(true);
  const sight = sightToDraw(1000, long);
  const places = [
    [0, 10],
    [900, 910],
    [0, 5000],
    [2000, 2010],
  ] as const;
  expect(places.map(([start, end]) => isDrawn({ start, end }, sight, 500))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('whatever is in sight of a long story is drawn, and a short scroll changes nothing', () => {
  const long = { rows: Array.from({ length: 200 }, () => layout.rows[0]!) };
  for (let scrolled = 0; scrolled < 2000; scrolled += 7) {
    const sight = sightToDraw(scrolled, long);
    for (const place of [scrolled, scrolled + 250, scrolled + 500]) {
      expect(isDrawn({ start: place, end: place }, sight, 500)).toBe(true);
    }
  }
  expect(sightToDraw(1010, long)).toBe(sightToDraw(1000, long));
});

test('a view holds the line at 0.4 of its height, but while the reader drags it only at the edges', () => {
  const range = { start: 100, end: 500 };
  expect(scrollTo(600, range, false)).toBe(440);
  expect(scrollTo(10, range, false)).toBe(0);
  expect(scrollTo(300, range, true)).toBeNull();
  expect(scrollTo(110, range, true)).toBe(70);
  expect(scrollTo(490, range, true)).toBe(130);
});
