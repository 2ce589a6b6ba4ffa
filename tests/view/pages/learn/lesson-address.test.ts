import { describe, expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { readStory } from '#core/story/story.ts';
import { parseAddress, printAddress } from '#core/sharing/address.ts';
import { embedSnippet } from '#view/pages/learn/embed-snippet.ts';
import {
  destinationOf,
  embeddedAddress,
  hasChanges,
  isEmbedded,
  plainAddress,
} from '#view/pages/learn/lesson-address.ts';

const lesson = { id: 'hello', title: 'Hello' };
const story = readStory(actOut(helloAndGoodbye.script()));

describe('an address', () => {
  test.each([
    { path: ['hello', 'tcp-ack'], stepIndex: 2, notice: null },
    { path: ['hello'], stepIndex: 0, notice: null },
    { path: [], stepIndex: 0, notice: null },
    {
      path: ['hello', 'three'],
      stepIndex: 0,
      notice: '“Hello” has no step called “three”, so it begins at the beginning.',
    },
    {
      path: ['other'],
      stepIndex: 0,
      notice: 'There is no scenario called “other”. This is “Hello”.',
    },
  ])('of $path leads to step $stepIndex', ({ path, stepIndex, notice }) => {
    expect(destinationOf({ path }, lesson, story)).toEqual({ stepIndex, notice });
  });

  test('says whether the lesson is embedded, and whether something of it was changed', () => {
    const plain = parseAddress('#/learn/hello/two');
    const embedded = parseAddress('#/learn/hello/two?embed');
    const changed = parseAddress('#/learn/hello/two?message=Hi&embed');
    expect([plain, embedded, changed].map(isEmbedded)).toEqual([false, true, true]);
    expect([plain, embedded, changed].map(hasChanges)).toEqual([false, false, true]);
    expect(printAddress(plainAddress(embeddedAddress(plain)))).toBe(printAddress(plain));
  });
});

test('the embedding code has the place in it, and no quote of a title gets out', () => {
  expect(embedSnippet('https://a.example/ws/#/learn/hello/two?message=a&code=1000', 'A "b"')).toBe(
    '<iframe src="https://a.example/ws/#/learn/hello/two?message=a&amp;code=1000&amp;embed=" ' +
      'title="WS 101: A &quot;b&quot;" loading="lazy" width="100%" height="720"></iframe>',
  );
});
