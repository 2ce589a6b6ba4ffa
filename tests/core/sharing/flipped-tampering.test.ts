import { expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { canActOut, withFlip } from '#core/sharing/flipped-tampering.ts';
import { MAX_REPLACEMENT, printTampering, readTampering } from '#core/sharing/tampering-text.ts';
import type { Tampering } from '#core/simulation/tampering.ts';
import { carrierOf, type ByteCarrier } from '#core/story/flipped-bit.ts';
import { readStory, type Story } from '#core/story/story.ts';

const NONE: Tampering = new Map();
const play = (tampering: Tampering) => readStory(actOut(helloAndGoodbye.script(), tampering));

function helloIn(story: Story) {
  const step = story.steps.find(({ id }) => id === 'client-text-1')!;
  return { step, carrier: carrierOf(0, step, story)! };
}

test('a flip is a replacement, and flipping back leaves no tampering', () => {
  const { carrier } = helloIn(play(NONE));
  const once = withFlip(NONE, carrier, 0);
  expect(printTampering(once)).toBe('client-text-1:replace:018537fa213d7f9f4d5158');
  expect(readTampering(printTampering(once)).tampering).toEqual(once);
  const story = play(once);
  const twice = withFlip(once, helloIn(story).carrier, 7);
  expect(printTampering(twice)).toBe('client-text-1:replace:008537fa213d7f9f4d5158');
  const back = withFlip(withFlip(twice, helloIn(play(twice)).carrier, 7), carrier, 0);
  expect(printTampering(back)).toBe(printTampering(once));
  expect(withFlip(once, helloIn(story).carrier, 0)).toEqual(NONE);
});

test('other segments stay as they are', () => {
  const others: Tampering = new Map([['request', { kind: 'delay', byMs: 10 }]]);
  expect([...withFlip(others, helloIn(play(others)).carrier, 1).keys()]).toEqual([
    'request',
    'client-text-1',
  ]);
});

test('what can’t be acted out', () => {
  const { step, carrier } = helloIn(play(NONE));
  const long = new Uint8Array(MAX_REPLACEMENT + 1);
  const unnamed: ByteCarrier = { ...carrier, segmentName: null };
  expect(canActOut(carrier, step)).toBe(true);
  expect(canActOut({ ...carrier, arriving: long }, step)).toBe(false);
  expect(canActOut(carrier, { ...step, arrival: { kind: 'lost' } })).toBe(false);
  expect(canActOut(unnamed, step)).toBe(false);
  expect(withFlip(NONE, unnamed, 0)).toBe(NONE);
});
