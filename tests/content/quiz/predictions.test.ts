import { describe, expect, test } from 'vitest';
import { plainText } from '#content/phrasing/prose.ts';
import { predict, predictionOutcome, type Prediction } from '#content/quiz/prediction.ts';
import { predictionBefore, predictionsOf } from '#content/quiz/predictions.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { Step } from '#core/story/step.ts';
import { readStory, type Story } from '#core/story/story.ts';
import { SETTINGS, tamperedStories } from '../../core/scenarios/tampered-stories.ts';
import { VARIANTS } from '../../core/scenarios/variants.ts';

const HELLO = VARIANTS.find(({ name }) => name === 'hello-and-goodbye')!.story;

const rightOf = ({ choices }: Prediction) =>
  choices.find(({ mistake }) => mistake === null)?.text ?? '';

/** What the step shows, read from the bytes and the times alone. */
function shownBy(question: string, step: Step, { conversation, steps }: Story): string {
  const { unit, direction } = step;
  const bytes = (at: number) => {
    const stream = conversation.trace.streams[direction ?? 'client-to-server'];
    return stream.read(unit!.range.start, unit!.range.end)[at]!;
  };
  if (/after its SYN/.test(question)) return `${step.sentAtMs! - steps[0]!.sentAtMs!} ms`;
  if (/status/.test(question)) {
    return String.fromCharCode(...[9, 10, 11].map(bytes));
  }
  if (/Which opcode/.test(question)) return String(bytes(0) & 0x0f);
  if (/page’s close event/.test(question)) {
    const closes = step.pageEvents.flatMap(({ side, event }) =>
      side === 'client' && event.kind === 'close' ? event.code : [],
    );
    return closes.join();
  }
  if (/With which close code/.test(question)) {
    const isMasked = (bytes(1) & 0x80) !== 0;
    const at = isMasked ? 6 : 2;
    const key = (index: number) => (isMasked ? bytes(2 + index) : 0);
    return String(((bytes(at) ^ key(0)) << 8) | (bytes(at + 1) ^ key(1)));
  }
  if (/will the header have/.test(question)) {
    const length = bytes(1) & 0x7f;
    return String(2 + (length === 126 ? 2 : length === 127 ? 8 : 0) + (bytes(1) & 0x80 ? 4 : 0));
  }
  return (step.carried.end - step.carried.start).toLocaleString('en');
}

function checkPredictions(story: Story): Prediction[] {
  const predictions = predictionsOf(story);
  for (const prediction of predictions) {
    const step = story.steps.find(({ id }) => id === prediction.stepId)!;
    const question = plainText(prediction.question);
    expect(question).toMatch(/\?$/);
    expect(question).not.toMatch(/undefined|null|NaN| {2}/);
    const texts = prediction.choices.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.length).toBeGreaterThanOrEqual(3);
    expect(texts.length).toBeLessThanOrEqual(4);
    expect(prediction.choices.filter(({ mistake }) => mistake === null)).toHaveLength(1);
    expect(rightOf(prediction), `${step.id}: ${question}`).toBe(shownBy(question, step, story));
    for (const { text, mistake } of prediction.choices) {
      const outcome = plainText(predictionOutcome(prediction, text));
      expect(outcome).toMatch(mistake === null ? /: right\.$/ : /\.$/);
      expect(outcome.startsWith(`You said ${text}`)).toBe(true);
    }
    expect(predictionBefore(step, story)).toEqual(prediction);
  }
  return predictions;
}

describe.each(VARIANTS)('$name', ({ scenarioId, story }) => {
  test('asks a few questions, and each step shows its answer', () => {
    const count = checkPredictions(story).length;
    const isDefault = scenarioId === 'hello-and-goodbye';
    expect(count).toBeGreaterThanOrEqual(isDefault ? 4 : 1);
    expect(count).toBeLessThanOrEqual(isDefault ? 6 : 4);
  });
});

test.each(
  SETTINGS.filter((_, index) => index % 3 === 0).map((each) => ({ ...each, maxTamperings: 8 })),
)('$name, tampered: each step still shows the answer', (setting) => {
  for (const { story } of tamperedStories(setting)) checkPredictions(story);
});

test('the default scenario asks these, with these choices', () => {
  const asked = predictionsOf(HELLO).map(({ stepId, question, choices }) => [
    stepId,
    plainText(question),
    choices.map(({ text }) => text).join(' | '),
  ]);
  expect(asked).toEqual([
    [
      'request',
      'One way takes 20 ms. How long after its SYN can the browser send its request?',
      '20 ms | 40 ms | 60 ms | 80 ms',
    ],
    [
      'response',
      'The server agrees to switch protocols. With which status?',
      '101 | 200 | 302 | 426',
    ],
    [
      'client-text-1',
      'The browser sends “Hello”. How many bytes will the frame have?',
      '5 | 7 | 9 | 11',
    ],
    ['server-text-1', 'The server sends the same “Hello” back. How many bytes?', '5 | 7 | 9 | 11'],
    [
      'client-pong-1',
      'The Ping has 12 bytes of payload. How many bytes will the Pong of the browser have?',
      '6 | 12 | 14 | 18',
    ],
    [
      'server-tcp-fin',
      'The connection ends. Which code will the page’s close event have?',
      '1000 | 1001 | 1005 | 1006',
    ],
  ]);
});

test('the outcome names the mistake', () => {
  const step = HELLO.steps.find(({ id }) => id === 'client-text-1')!;
  const prediction = predictionBefore(step, HELLO)!;
  expect(plainText(predictionOutcome(prediction, '7'))).toBe(
    'You said 7. That is what a server needs: a client adds a masking key of 4 bytes.',
  );
  expect(plainText(predictionOutcome(prediction, '11'))).toBe('You said 11: right.');
  expect(predictionOutcome(prediction, '8')).toEqual([]);
});

test('characters of several bytes make another mistake likely', () => {
  const story = readStory(actOut(helloAndGoodbye.script({ message: 'Grüße' })));
  const step = story.steps.find(({ id }) => id === 'client-text-1')!;
  const prediction = predictionBefore(step, story)!;
  expect(plainText(predictionOutcome(prediction, '11'))).toMatch(/You counted characters/);
});

test('times are in their order, in milliseconds or seconds', () => {
  const asked = predict('request', ['When?'], '538 ms', [
    ['1.076 s', 'Late.'],
    ['269 ms', 'Early.'],
  ]);
  expect(asked?.choices.map(({ text }) => text)).toEqual(['269 ms', '538 ms', '1.076 s']);
});

test('most steps have none', () => {
  const without = HELLO.steps.filter((step) => predictionBefore(step, HELLO) === null);
  expect(without.length).toBeGreaterThan(HELLO.steps.length / 2);
});

test('a question with too few different choices isn’t asked', () => {
  expect(
    predict('a', ['?'], '1', [
      ['1', 'No.'],
      ['2', 'No.'],
      ['2', 'No.'],
    ]),
  ).toBeNull();
});
