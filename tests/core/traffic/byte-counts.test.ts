import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countBytes, totalOf } from '#core/traffic/byte-counts.ts';
import { CHROMIUM_PROFILE } from '#core/traffic/chromium-profile.ts';
import { compareMethods, tracesOfMethod } from '#core/traffic/comparison.ts';
import { DEFAULT_SETTINGS, type ComparisonSettings } from '#core/traffic/comparison-settings.ts';
import { HEADER_PROFILES } from '#core/traffic/header-profile.ts';
import { simulateLongPolling } from '#core/traffic/long-polling.ts';
import { messageText } from '#core/traffic/message.ts';
import { METHODS } from '#core/traffic/method-run.ts';
import { simulatePolling } from '#core/traffic/polling.ts';
import { simulateWebSocket } from '#core/traffic/websocket.ts';
import { readBack } from './read-back.ts';
import recorded from './recorded-exchanges.json' with { type: 'json' };
import { messagesAt, networkOf } from './schedules.ts';

const anySettings: fc.Arbitrary<ComparisonSettings> = fc.record({
  toClientPerMinute: fc.integer({ min: 0, max: 120 }),
  fromClientPerMinute: fc.integer({ min: 0, max: 120 }),
  messageSize: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(65_535, 65_536)),
  durationSeconds: fc.integer({ min: 10, max: 30 }),
  roundTripMs: fc.integer({ min: 0, max: 2000 }),
  pollIntervalSeconds: fc.integer({ min: 2, max: 100 }).map((tenths) => tenths / 10),
  longPollTimeoutSeconds: fc.integer({ min: 1, max: 30 }),
  seed: fc.nat(999_999),
  pattern: fc.constantFrom('random', 'even'),
  headers: fc.constantFrom(...HEADER_PROFILES),
});

describe.each(METHODS)('%s', (method) => {
  test('is counted as its serialized bytes are, kind by kind, and carries every text', () => {
    fc.assert(
      fc.property(anySettings, (settings) => {
        const comparison = compareMethods(settings);
        const { bytes, totalBytes } = comparison.results[method];
        const traces = tracesOfMethod(comparison, method);
        const { counts, texts } = readBack(traces);
        expect(counts).toEqual(bytes);
        const lengths = traces.flatMap(({ streams }) =>
          Object.values(streams).map(({ length }) => length),
        );
        expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(totalBytes);
        for (const direction of ['server-to-client', 'client-to-server'] as const) {
          const made = comparison.schedule.messages.filter(
            (message) => message.direction === direction,
          );
          expect(texts[direction].toSorted()).toEqual(made.map(messageText).toSorted());
        }
      }),
      { numRuns: 25 },
    );
  });

  test('sends the same payload as every other', () => {
    const { results, schedule } = compareMethods(DEFAULT_SETTINGS);
    expect(results[method].bytes.payload).toBe(
      schedule.messages.length * DEFAULT_SETTINGS.messageSize,
    );
  });
});

/**
 * Twenty messages of 32 bytes, recorded on a machine's own network, where no way takes any time. What those captures
 * hold besides is named at each figure.
 */
describe('the recorded runs come to the same bytes', () => {
  const size = 32;
  const network = networkOf(0);
  const down = messagesAt(recorded.scheduleMs, 'server-to-client', size);
  const up = messagesAt(recorded.scheduleMs, 'client-to-server', size);

  test('long polling', () => {
    const run = simulateLongPolling(down, network, 30_000);
    const questionHeldAtTheEnd = 545;
    expect(totalOf(countBytes(run, CHROMIUM_PROFILE))).toBe(
      10_890 + 3600 + 720 + questionHeldAtTheEnd,
    );
  });

  test('polling every second', () => {
    const startedAfterMs = 392;
    const moments = recorded.scheduleMs.map((moment) => moment + startedAfterMs);
    const run = simulatePolling(messagesAt(moments, 'server-to-client', size), network, 1000);
    expect(run.exchanges.map(({ answer }) => answer?.messages.length)).toEqual([
      0, 3, 1, 2, 3, 2, 1, 1, 2, 1, 2, 2,
    ]);
    const emptyListAnd200 = 179 + 2;
    const empty204 = 136;
    expect(totalOf(countBytes(run, CHROMIUM_PROFILE))).toBe(
      6486 + 2161 + 713 - emptyListAnd200 + empty204,
    );
  });

  test('posting each message', () => {
    const run = simulatePolling(up, network, 60_000);
    const posts = run.exchanges.filter(({ purpose }) => purpose === 'post');
    const bytes = countBytes({ ...run, exchanges: posts }, CHROMIUM_PROFILE);
    expect(totalOf(bytes)).toBe(11_600 + 640 + 2220);
  });

  test.each([
    { name: 'WebSocket to the client', schedule: down, frames: 680, pathLonger: 0 },
    { name: 'WebSocket from the client', schedule: up, frames: 760, pathLonger: 2 },
  ])('$name', ({ schedule, frames, pathLonger }) => {
    const bytes = countBytes(simulateWebSocket(schedule, network), CHROMIUM_PROFILE);
    const recordedHandshake = 497 + pathLonger + 129;
    expect(totalOf(bytes) + pathLonger).toBe(recordedHandshake + frames);
  });
});
