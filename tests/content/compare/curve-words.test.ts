import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  batchingNote,
  breakEvenSentences,
  pairSentence,
  stalenessSentence,
} from '#content/compare/curve-words.ts';
import { situationOf } from '#core/traffic/expected/situation.ts';
import type { MethodId } from '#core/traffic/methods/method-run.ts';
import type { RateSpan } from '#core/traffic/results/break-even.ts';
import { atRate, bytesPerSecondOf, makeCurves } from '#core/traffic/results/curves.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';
import { runsOf } from '../../core/traffic/random-runs.ts';
import { anyAllowedSettings } from '../../core/traffic/sample-settings.ts';
import { pairClaimsOf } from './pair-claims.ts';

const span = (fromPerSecond: number, toPerSecond: number, cheaper: MethodId | null): RateSpan => ({
  fromPerSecond,
  toPerSecond,
  cheaper,
});

describe('a pair of methods', () => {
  test.each<{ spans: RateSpan[]; says: string }>([
    {
      spans: [span(0.001, 40, 'websocket')],
      says: 'At every rate drawn, WebSocket sends fewer bytes than polling every 2 s.',
    },
    {
      spans: [span(0.001, 40, null)],
      says: 'At every rate drawn, the bytes of polling every 2 s and WebSocket differ by less than 1%.',
    },
    {
      spans: [span(0.001, 3, 'websocket'), span(3, 4, null), span(4, 40, 'polling')],
      says: 'Below 3 messages per second WebSocket sends fewer bytes than polling every 2 s, between 3 and 4 per second they differ by less than 1%, and above 4 per second polling sends fewer.',
    },
    {
      spans: [span(0.001, 0.5, null), span(0.5, 40, 'polling')],
      says: 'Below 30 messages per minute the bytes of polling every 2 s and WebSocket differ by less than 1%, and above 30 per minute polling sends fewer.',
    },
    {
      spans: [
        span(0.001, 0.01, 'polling'),
        span(0.01, 0.011, null),
        span(0.011, 2, 'websocket'),
        span(2, 40, null),
      ],
      says: 'Below 36 messages per hour polling every 2 s sends fewer bytes than WebSocket, between 36 and 39.6 per hour they differ by less than 1%, between 39.6 per hour and 2 per second WebSocket sends fewer, and above 2 per second they differ by less than 1%.',
    },
  ])('$says', ({ spans, says }) => {
    expect(pairSentence({ pair: ['polling', 'websocket'], spans }, 2000)).toBe(says);
  });
});

test('every sentence about a pair is true at other rates than those drawn', () => {
  fc.assert(
    fc.property(
      anyAllowedSettings,
      fc.double({ min: 0, max: 1, noNaN: true }),
      (settings, share) => {
        const curves = makeCurves(settings);
        const situation = situationOf(settings);
        const sentences = breakEvenSentences(curves);
        expect(sentences).toHaveLength(6);
        const rate = 0.0011 * (39 / 0.0011) ** share;
        const at = atRate(situation, rate);
        curves.pairs.forEach(({ pair: [one, other] }, index) => {
          const sentence = sentences[index]!;
          expect(sentence).toMatch(/^[A-Z].*\.$/);
          const [bytes, than] = [bytesPerSecondOf(one, at), bytesPerSecondOf(other, at)];
          const difference = Math.log(bytes / than) / Math.log(1.01);
          // Near a limit, rounded numbers can be on either side of it.
          const isNear = (limit: number) => Math.abs(Math.log(rate / limit)) < 0.25;
          for (const { from, to, cheaper } of pairClaimsOf(sentence)) {
            if (rate < from || rate > to || isNear(from) || isNear(to)) continue;
            if (cheaper === null) expect(Math.abs(difference)).toBeLessThan(2.5);
            else expect(cheaper === one ? -difference : difference).toBeGreaterThan(-0.5);
          }
        });
      },
    ),
    runsOf(5),
  );
});

test.each([
  { changed: { toClientPerMinute: 0 }, says: 'No message goes to the client, so none is late.' },
  {
    changed: {},
    says: /^With polling, messages are 1\.03 s late on average, for 5\d\d B\/s\. With a WebSocket that collects for .* late for .*\.$/,
  },
])('the delay costs: $says', ({ changed, says }) => {
  const sentence = stalenessSentence(makeCurves({ ...DEFAULT_SETTINGS, ...changed }));
  if (typeof says === 'string') expect(sentence).toBe(says);
  else expect(sentence).toMatch(says);
});

test('a response with many messages is only mentioned if there is one', () => {
  const counts = { 'client-to-server': 5, 'server-to-client': 0 };
  expect(batchingNote({ messageCounts: counts })).toBe('');
  expect(batchingNote({ messageCounts: { ...counts, 'server-to-client': 1 } })).not.toBe('');
});
