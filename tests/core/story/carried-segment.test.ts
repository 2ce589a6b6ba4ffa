import { describe, expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import { arrivedBytes, carriedBytes, isWhole, segmentOf } from '#core/story/carried-segment.ts';
import { readStory, type Story } from '#core/story/story.ts';
import { VARIANTS } from '../scenarios/variants.ts';

const HELLO = '818537fa213d7f9f4d5158';

function storyWith(alteration?: Alteration): Story {
  const tampering = new Map(alteration ? [['client-text-1', alteration]] : []);
  return readStory(actOut(helloAndGoodbye.script(), tampering));
}

function stepIn(story: Story, id: string) {
  return story.steps.find((step) => step.id === id)!;
}

describe('the segment of a step', () => {
  test('has its name and the bytes that were sent', () => {
    const story = storyWith();
    const segment = segmentOf(stepIn(story, 'client-text-1'), story);
    expect(segment?.name).toBe('client-text-1');
    expect(toHex(segment!.bytes)).toBe(HELLO);
  });

  test('of a signal has no bytes', () => {
    const story = storyWith();
    expect(segmentOf(stepIn(story, 'tcp-syn'), story)?.bytes ?? new Uint8Array()).toHaveLength(0);
  });

  test('does not exist if nothing crosses', () => {
    const story = storyWith();
    expect(segmentOf(stepIn(story, 'open'), story)).toBeNull();
  });
});

test('a step that carries a part of its unit has just these bytes', () => {
  const { story } = VARIANTS.find(({ name }) => name === 'boundaries')!;
  const parts = ['server-text-2', 'server-text-2-part-2'].map((id) => stepIn(story, id));
  expect(parts.map((step) => toHex(carriedBytes(step, story)))).toEqual(['81074772c3', 'bcc39f65']);
  expect(parts.map(isWhole)).toEqual([false, false]);
  expect(isWhole(stepIn(story, 'server-text-3'))).toBe(true);
  expect(isWhole(stepIn(story, 'tcp-syn'))).toBe(false);
  expect(carriedBytes(stepIn(story, 'tcp-syn'), story)).toHaveLength(0);
});

describe('the bytes that arrive in a step', () => {
  const bytes = Uint8Array.of(0x81, 0x00);

  test.each<{ name: string; alteration?: Alteration; arrived: string; sent: string }>([
    { name: 'an untouched segment', arrived: HELLO, sent: HELLO },
    {
      name: 'a replaced segment',
      alteration: { kind: 'replace', bytes },
      arrived: '8100',
      sent: HELLO,
    },
    { name: 'a lost segment', alteration: { kind: 'lose' }, arrived: '', sent: HELLO },
  ])('of $name', ({ alteration, arrived, sent }) => {
    const story = storyWith(alteration);
    const step = stepIn(story, 'client-text-1');
    expect(toHex(arrivedBytes(step, story))).toBe(arrived);
    expect(toHex(segmentOf(step, story)!.bytes)).toBe(sent);
  });

  test('are empty if nothing crosses', () => {
    const story = storyWith();
    expect(arrivedBytes(stepIn(story, 'open'), story)).toHaveLength(0);
  });
});
