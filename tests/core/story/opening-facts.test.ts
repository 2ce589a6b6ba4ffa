import { describe, expect, test } from 'vitest';
import { actOut } from '#core/scenarios/act-out.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import type { Alteration } from '#core/simulation/tampering.ts';
import { openedAt, openingSignals } from '#core/story/opening-facts.ts';
import { readStory, type Story } from '#core/story/story.ts';

function storyWith(latencyMs: number, segment?: string, alteration?: Alteration): Story {
  const tampering = new Map(segment && alteration ? [[segment, alteration]] : []);
  return readStory(actOut(helloAndGoodbye.script({ latencyMs }), tampering));
}

test.each([1, 20, 400])('times of an opening over %i ms', (latencyMs) => {
  expect(openingSignals(storyWith(latencyMs))).toEqual({
    count: 3,
    synAtMs: 0,
    synAckAtMs: latencyMs,
    requestAtMs: 2 * latencyMs,
  });
  expect(openedAt(storyWith(latencyMs))).toBe(4 * latencyMs + 2);
});

describe('no times of an opening with', () => {
  test.each<[string, Alteration]>([
    ['tcp-syn', { kind: 'lose' }],
    ['tcp-syn', { kind: 'delay', byMs: 1 }],
    ['tcp-syn-ack', { kind: 'lose' }],
    ['tcp-syn-ack', { kind: 'delay', byMs: 300 }],
    ['tcp-syn-ack', { kind: 'sever' }],
  ])('%s %j', (segment, alteration) => {
    expect(openingSignals(storyWith(20, segment, alteration))).toBeNull();
  });
});

test('a lost ACK changes nothing for the request, which acknowledges as well', () => {
  const opening = openingSignals(storyWith(20, 'tcp-ack', { kind: 'lose' }));
  expect(opening?.requestAtMs).toBe(40);
});

test('a page that never opened has no time', () => {
  expect(openedAt(storyWith(20, 'response', { kind: 'sever' }))).toBeNull();
});
