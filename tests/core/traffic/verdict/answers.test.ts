import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_SETTINGS,
  NUMBER_LIMITS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import { PRESETS, presetSettings } from '#core/traffic/settings/presets.ts';
import {
  answersOf,
  SENDERS,
  withAllowedDelay,
  withSender,
  withWorkload,
  WORKLOAD_IDS,
  workloadOf,
} from '#core/traffic/verdict/answers.ts';
import { ALLOWED_DELAYS_MS, DEFAULT_REQUIREMENTS } from '#core/traffic/verdict/requirements.ts';
import { anySettings } from '../sample-settings.ts';

const anyStart = fc.oneof(
  anySettings,
  fc.constantFrom(...PRESETS).map((preset) => presetSettings(preset)),
);

const senderOf = (settings: ComparisonSettings) => answersOf(settings, DEFAULT_REQUIREMENTS).sender;

/** What each question may change. */
const CHANGED_BY = {
  sender: ['toClientPerMinute', 'fromClientPerMinute'],
  workload: ['toClientPerMinute', 'fromClientPerMinute', 'messageSize'],
  allowedDelay: ['pollIntervalSeconds'],
} as const;

function changedIn(before: ComparisonSettings, after: ComparisonSettings): string[] {
  return Object.keys(before).filter(
    (name) => before[name as keyof ComparisonSettings] !== after[name as keyof ComparisonSettings],
  );
}

describe('an answer', () => {
  test('is what its settings answer', () => {
    fc.assert(
      fc.property(
        anyStart,
        fc.constantFrom(...SENDERS),
        fc.constantFrom(...WORKLOAD_IDS),
        (start, sender, workload) => {
          const settings = withWorkload(withSender(start, sender), workload);
          expect(senderOf(settings)).toBe(sender);
          expect(workloadOf(settings)).toBe(workload);
          expect(senderOf(withSender(start, sender))).toBe(sender);
        },
      ),
    );
  });

  test('keeps what the others answered', () => {
    fc.assert(
      fc.property(anyStart, fc.constantFrom(...SENDERS), (start, sender) => {
        const workload = workloadOf(start);
        const settings = withSender(start, sender);
        expect(CHANGED_BY.sender).toEqual(expect.arrayContaining(changedIn(start, settings)));
        if (workload !== null) expect(workloadOf(settings)).toBe(workload);
      }),
    );
  });

  test('changes nothing else', () => {
    fc.assert(
      fc.property(
        anyStart,
        fc.constantFrom(...WORKLOAD_IDS),
        fc.constantFrom(...ALLOWED_DELAYS_MS),
        (start, workload, allowed) => {
          expect(CHANGED_BY.workload).toEqual(
            expect.arrayContaining(changedIn(start, withWorkload(start, workload))),
          );
          expect(CHANGED_BY.allowedDelay).toEqual(
            expect.arrayContaining(changedIn(start, withAllowedDelay(start, allowed))),
          );
        },
      ),
    );
  });

  test('stays within the limits of its settings', () => {
    fc.assert(
      fc.property(
        anyStart,
        fc.constantFrom(...SENDERS),
        fc.constantFrom(...WORKLOAD_IDS),
        fc.constantFrom(...ALLOWED_DELAYS_MS),
        (start, sender, workload, allowed) => {
          const all = withAllowedDelay(withWorkload(withSender(start, sender), workload), allowed);
          for (const name of [
            'toClientPerMinute',
            'fromClientPerMinute',
            'messageSize',
            'pollIntervalSeconds',
          ] as const) {
            const { min, max } = NUMBER_LIMITS[name];
            expect(all[name]).toBeGreaterThanOrEqual(min);
            expect(all[name]).toBeLessThanOrEqual(max);
          }
        },
      ),
    );
  });
});

test('the first workload of a chat is the second that is offered', () => {
  expect(workloadOf(DEFAULT_SETTINGS)).toBe('steady');
  expect(senderOf(DEFAULT_SETTINGS)).toBe('both');
});

test('no messages have no sender and no workload', () => {
  const silent = { ...DEFAULT_SETTINGS, toClientPerMinute: 0, fromClientPerMinute: 0 };
  expect(senderOf(silent)).toBeNull();
  expect(workloadOf(silent)).toBeNull();
});

describe('an allowed delay', () => {
  test.each([
    { allowed: 100, roundTripMs: 60, interval: 0.1 },
    { allowed: 1000, roundTripMs: 60, interval: 1 },
    { allowed: 10_000, roundTripMs: 60, interval: 15 },
    { allowed: 60_000, roundTripMs: 60, interval: 60 },
    // Half a round trip is longer already, so nothing helps.
    { allowed: 100, roundTripMs: 400, interval: 0.1 },
  ])('of $allowed ms at $roundTripMs ms is polling every $interval s', (row) => {
    const settings = { ...DEFAULT_SETTINGS, roundTripMs: row.roundTripMs };
    expect(withAllowedDelay(settings, row.allowed).pollIntervalSeconds).toBe(row.interval);
  });

  test('is met by half an interval and half a round trip, whenever one can', () => {
    fc.assert(
      fc.property(anySettings, fc.integer({ min: 1, max: 100_000 }), (start, allowed) => {
        const settings = withAllowedDelay(start, allowed);
        const { roundTripMs, pollTiming, pollIntervalSeconds } = settings;
        const expected = (interval: number) =>
          (interval * 1000 + (pollTiming === 'after-answer' ? roundTripMs : 0)) / 2 +
          roundTripMs / 2;
        if (expected(NUMBER_LIMITS.pollIntervalSeconds.min) <= allowed) {
          expect(expected(pollIntervalSeconds)).toBeLessThanOrEqual(allowed);
        }
      }),
    );
  });
});
