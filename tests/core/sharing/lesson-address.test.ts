import { describe, expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { foldsOf } from '#core/story/folds.ts';
import type { Depth } from '#core/story/depth.ts';
import { readStory } from '#core/story/story.ts';
import { parseAddress, printAddress } from '#core/sharing/address.ts';
import {
  depthIn,
  destinationOf,
  embeddedAddress,
  hasChanges,
  isEmbedded,
  lessonAddress,
  plainAddress,
  withDepth,
  type VirtualPlace,
} from '#core/sharing/lesson-address.ts';

const story = readStory(actOut(helloAndGoodbye.script()));
const LESSON = { id: 'hello', hasOpening: false, hasEnding: false };
const WHOLE = { id: 'hello', hasOpening: true, hasEnding: true };
const FIRST = { kind: 'first' };
const ACK = { kind: 'step', stepIndex: 2 };

describe('an address', () => {
  test.each([
    { path: ['hello', 'tcp-ack'], place: ACK, missing: null },
    { path: ['hello'], place: FIRST, missing: null },
    { path: ['hello', 'tcp-ack', 'a', 'b'], place: ACK, missing: { kind: 'rest', name: 'a/b' } },
    { path: [], place: FIRST, missing: null },
    {
      path: ['hello', 'three'],
      place: FIRST,
      missing: { kind: 'step', name: 'three', nearest: null },
    },
    {
      path: ['hello', 'client-text-9'],
      place: { kind: 'step', stepIndex: 6 },
      missing: { kind: 'step', name: 'client-text-9', nearest: 'client-text-1' },
    },
    { path: ['hello', 'why'], place: FIRST, missing: { kind: 'step', name: 'why', nearest: null } },
    { path: ['hello', 'end'], place: FIRST, missing: { kind: 'step', name: 'end', nearest: null } },
    { path: ['other'], place: FIRST, missing: { kind: 'lesson', name: 'other' } },
    { path: ['other', 'tcp-ack'], place: ACK, missing: { kind: 'lesson', name: 'other' } },
    { path: ['other', 'nothing'], place: FIRST, missing: { kind: 'lesson', name: 'other' } },
  ])('of $path leads to $place', ({ path, place, missing }) => {
    expect(destinationOf({ path }, LESSON, story)).toEqual({ place, missing });
  });

  test('leads to folds, and to what comes before and after the steps', () => {
    const placeOf = (...path: string[]) => destinationOf({ path }, WHOLE, story).place;
    expect(placeOf()).toEqual({ kind: 'opening' });
    expect(placeOf('hello')).toEqual({ kind: 'opening' });
    const virtual: Readonly<Record<VirtualPlace, string>> = { opening: 'why', ending: 'end' };
    for (const [kind, name] of Object.entries(virtual)) {
      expect(placeOf('hello', name)).toEqual({ kind });
    }
    expect(placeOf('hello', 'nothing')).toEqual({ kind: 'first' });
    const [opening, closing] = foldsOf(story);
    expect(placeOf('hello', 'tcp-opening')).toEqual({ kind: 'fold', fold: opening });
    expect(placeOf('hello', 'tcp-closing')).toEqual({ kind: 'fold', fold: closing });
  });

  test('has a depth if the recipient would see another one without it', () => {
    const query = parseAddress('#/learn/hello?message=Hi&embed').query;
    const printed = (depth: Depth, preferred: Depth) =>
      printAddress(lessonAddress('hello', 'request', withDepth(query, depth, preferred)));
    expect(printed('bytes', 'bytes')).toBe('#/learn/hello/request?message=Hi&embed=');
    expect(printed('bytes', 'story')).toBe('#/learn/hello/request?message=Hi&depth=bytes&embed=');
    expect(printed('story', 'bytes')).toBe('#/learn/hello/request?message=Hi&depth=story&embed=');
    const again = withDepth(withDepth(query, 'story', 'story'), 'everything', 'everything');
    expect([...again.keys()]).toEqual(['message', 'depth', 'embed']);
    expect(depthIn(again)).toBe('everything');
  });

  test('has something to explain if its depth is unknown or repeated', () => {
    const changesOf = (query: string) => hasChanges(parseAddress(`#/learn/hello?${query}`));
    expect(
      ['depth=story', 'depth=deep', 'depth=', 'depth=bytes&depth=story'].map(changesOf),
    ).toEqual([false, true, true, true]);
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
