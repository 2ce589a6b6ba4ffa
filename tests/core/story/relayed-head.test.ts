import { expect, test } from 'vitest';
import { isHeadUnit } from '#core/conversation/unit.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { proxy } from '#core/scenarios/proxy.ts';
import { actingSide, proxyEnd, traceAt } from '#core/story/own-story.ts';
import { relayedHead } from '#core/story/relayed-head.ts';
import { readRelayedStory } from '#core/story/relayed-story.ts';
import { receivedStream } from '#core/trace/hand-over.ts';
import { readStream } from '#core/trace/trace.ts';

const read = (kind: 'drops-upgrade' | 'forwards') =>
  readRelayedStory(actOut(proxy.script({ proxy: kind })));

const dropping = read('drops-upgrade');
const forwarding = read('forwards');

test('what the proxy got is what it sends on, without what it removes', () => {
  const step = dropping.steps.find(({ id }) => id === 'proxy-request')!;
  const relayed = relayedHead(step, dropping)!;
  expect(relayed.removed).toEqual(['Upgrade', 'Connection']);
  expect(relayed.added).toEqual(['Via']);
  expect(relayed.before).toEqual(receivedStream(traceAt(dropping, 'client'), 'client-to-server'));
  expect(relayed.after).toEqual(readStream(traceAt(dropping, 'server'), 'client-to-server'));
  expect([relayed.before.length, relayed.after.length]).toEqual([189, 176]);
});

test('nothing is said to be changed unless the proxy forwards a head', () => {
  for (const story of [dropping, forwarding]) {
    for (const step of story.steps) {
      const isByProxy = actingSide(step, 'sent') === proxyEnd(step);
      const isHead = step.unit !== null && isHeadUnit(step.unit);
      expect(relayedHead(step, story) !== null, step.id).toBe(isByProxy && isHead);
    }
  }
});
