import { describe, expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { readStory } from '#core/story/story.ts';
import { parseAddress, printAddress } from '#core/sharing/address.ts';
import {
  destinationOf,
  embeddedAddress,
  hasChanges,
  isEmbedded,
  plainAddress,
} from '#core/sharing/lesson-address.ts';

const story = readStory(actOut(helloAndGoodbye.script()));

describe('an address', () => {
  test.each([
    { path: ['hello', 'tcp-ack'], stepIndex: 2, missing: null },
    { path: ['hello'], stepIndex: 0, missing: null },
    { path: [], stepIndex: 0, missing: null },
    { path: ['hello', 'three'], stepIndex: 0, missing: { kind: 'step', name: 'three' } },
    { path: ['other'], stepIndex: 0, missing: { kind: 'lesson', name: 'other' } },
    { path: ['other', 'tcp-ack'], stepIndex: 2, missing: { kind: 'lesson', name: 'other' } },
  ])('of $path leads to step $stepIndex', ({ path, stepIndex, missing }) => {
    expect(destinationOf({ path }, 'hello', story)).toEqual({ stepIndex, missing });
  });

  test('shows whether the lesson is embedded, and whether it was changed', () => {
    const plain = parseAddress('#/learn/hello/two');
    const embedded = parseAddress('#/learn/hello/two?embed');
    const changed = parseAddress('#/learn/hello/two?message=Hi&embed');
    expect([plain, embedded, changed].map(isEmbedded)).toEqual([false, true, true]);
    expect([plain, embedded, changed].map(hasChanges)).toEqual([false, false, true]);
    expect(printAddress(plainAddress(embeddedAddress(plain)))).toBe(printAddress(plain));
  });
});
