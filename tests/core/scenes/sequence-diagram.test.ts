import { expect, test } from 'vitest';
import { layoutSequence } from '#core/scenes/sequence-diagram.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { lineGoesDead } from '#core/scenarios/line-goes-dead.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { readStory } from '#core/story/story.ts';

const story = readStory(actOut(helloAndGoodbye.script()));
const size = { width: 800, height: 600, margin: 100 };

test('has a row for each step, between the lifelines', () => {
  const { rows, lifelines } = layoutSequence(story, size);
  expect(rows.map(({ stepIndex }) => stepIndex)).toEqual(story.steps.map((_, index) => index));
  for (const { from, to } of rows) {
    expect([from.x, to.x].sort((a, b) => a - b)).toEqual([lifelines.client, lifelines.server]);
    expect(to.y).toBeGreaterThanOrEqual(from.y);
  }
});

test('what was sent later is lower, and no two labels touch', () => {
  const { rows } = layoutSequence(story, size);
  rows.slice(1).forEach((row, index) => {
    const before = rows[index];
    if (before === undefined) return;
    expect(row.from.y).toBeGreaterThan(before.from.y);
    const apart =
      row.label.y - before.label.y >= 20 || Math.abs(row.label.x - before.label.x) > 100;
    expect(apart).toBe(true);
  });
});

test('the label of a lost packet is in the middle of its path, clear of the cross', () => {
  const { rows } = layoutSequence(readStory(actOut(lineGoesDead.script())), size);
  const lost = rows.filter(({ isLost }) => isLost);
  expect(lost.length).toBeGreaterThan(5);
  for (const { from, to, label } of lost) {
    expect(label.x).toBeCloseTo((from.x + to.x) / 2);
    expect(Math.abs(to.x - label.x)).toBeGreaterThan(200);
  }
});

test('packets that are in flight together overlap: the last ACK of TCP and the request', () => {
  const { rows } = layoutSequence(story, size);
  const [ack, request] = [rows[2], rows[3]];
  expect(request?.from.y).toBeLessThan(ack?.to.y ?? 0);
});

test('uses the height that there is, and takes more where it is too little', () => {
  expect(layoutSequence(story, size).height).toBe(600);
  const low = layoutSequence(story, { ...size, height: 100 });
  expect(low.height).toBeGreaterThan(350);
});

test('rows are further apart if their texts are larger', () => {
  const low = { ...size, height: 100 };
  const [plain, large] = [
    layoutSequence(story, low),
    layoutSequence(story, { ...low, textScale: 2 }),
  ];
  const distances = ({ rows }: typeof plain) =>
    rows.slice(1).map((row, index) => row.from.y - (rows[index]?.from.y ?? 0));
  distances(large).forEach((distance, index) => {
    expect(distance).toBeCloseTo(2 * (distances(plain)[index] ?? 0));
  });
});

test('draws each side’s states from top to bottom', () => {
  const { spans, height } = layoutSequence(story, size);
  const client = spans.filter(({ side }) => side === 'client');
  expect(client.map(({ readyState }) => readyState)).toEqual([
    'CONNECTING',
    'OPEN',
    'CLOSING',
    'CLOSED',
  ]);
  expect(client[0]?.startY).toBe(0);
  expect(client.at(-1)?.endY).toBe(height);
});

test('a step with unknown travel time is level', () => {
  const unknown = {
    ...story,
    steps: story.steps.map((step) => ({ ...step, arrival: { kind: 'unknown' as const } })),
  };
  for (const { from, to, isLevel } of layoutSequence(unknown, size).rows) {
    expect(isLevel).toBe(true);
    expect(to.y).toBeGreaterThanOrEqual(from.y);
  }
});
