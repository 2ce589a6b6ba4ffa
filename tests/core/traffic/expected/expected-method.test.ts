import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { totalOf } from '#core/traffic/counting/byte-counts.ts';
import { countRun } from '#core/traffic/counting/count-run.ts';
import { expectMethod } from '#core/traffic/expected/expected-method.ts';
import { situationOf } from '#core/traffic/expected/situation.ts';
import { isEmptyPoll, isPoll, METHODS, type ComparedId } from '#core/traffic/methods/method-run.ts';
import { simulateMethod } from '#core/traffic/methods/simulate-method.ts';
import { wirePlanOf } from '#core/traffic/settings/comparison-plan.ts';
import {
  CHOICES,
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import { spreadSchedule } from '#core/traffic/workload/spread-schedule.ts';
import { runsOf } from '../random-runs.ts';

/* Expected figures are as the simulation's in the long run. */

const MESSAGES = 6000;
/** Phases of messages at equal intervals, of which an expected value is the mean. */
const PHASES = 24;

type Simulated = {
  readonly seconds: number;
  readonly bytesPerSecond: number;
  readonly pollsPerSecond: number;
  readonly emptyPolls: number;
  /** Per phase. */
  readonly connections: number;
  readonly meanDelayMs: Readonly<Record<Direction, number>>;
  readonly messages: Readonly<Record<Direction, number>>;
};

/** Runs with an exact number of messages, for whole intervals of polling. */
function simulate(
  method: ComparedId,
  settings: ComparisonSettings,
  messages = MESSAGES,
): Simulated {
  const { toClientPerMinute, fromClientPerMinute, pollIntervalSeconds, pattern } = settings;
  const perSecond = (toClientPerMinute + fromClientPerMinute) / 60;
  const parts = pattern === 'even' ? PHASES : 1;
  const share = pattern === 'even' ? 4 / PHASES : 1;
  const wanted = Math.max((messages * share) / perSecond, 100 * pollIntervalSeconds);
  const seconds = Math.ceil(wanted / pollIntervalSeconds) * pollIntervalSeconds;
  const sum = { bytes: 0, polls: 0, empty: 0, connections: 0 };
  const late = { 'server-to-client': [0, 0], 'client-to-server': [0, 0] };
  for (let part = 0; part < parts; part++) {
    const spread = spreadSchedule({
      counts: {
        'server-to-client': Math.round((toClientPerMinute / 60) * seconds),
        'client-to-server': Math.round((fromClientPerMinute / 60) * seconds),
      },
      messageSize: settings.messageSize,
      durationMs: seconds * 1000,
      pattern,
      burstSize: settings.burstSize,
      seed: settings.seed,
    });
    const run = simulateMethod(method, inPhase(spread, settings, part / parts), settings);
    sum.bytes += totalOf(countRun(run, wirePlanOf(settings)).bytes);
    sum.connections += run.connectionCount;
    sum.polls += run.exchanges.filter(({ purpose }) => isPoll(purpose)).length;
    sum.empty += run.exchanges.filter(isEmptyPoll).length;
    for (const { message, deliveredAtMs } of run.deliveries) {
      late[message.direction][0]! += deliveredAtMs - message.madeAtMs;
      late[message.direction][1]!++;
    }
  }
  const meanOf = ([total, count]: number[]) => total! / count!;
  return {
    seconds,
    bytesPerSecond: sum.bytes / parts / seconds,
    pollsPerSecond: sum.polls / parts / seconds,
    connections: sum.connections / parts,
    emptyPolls: sum.polls === 0 ? 0 : sum.empty / sum.polls,
    meanDelayMs: {
      'server-to-client': meanOf(late['server-to-client']),
      'client-to-server': meanOf(late['client-to-server']),
    },
    messages: {
      'server-to-client': late['server-to-client'][1]!,
      'client-to-server': late['client-to-server'][1]!,
    },
  };
}

/** Moves messages at equal intervals by a share of their interval, each direction differently. */
function inPhase(
  schedule: ReturnType<typeof spreadSchedule>,
  { pattern, toClientPerMinute, fromClientPerMinute }: ComparisonSettings,
  share: number,
): ReturnType<typeof spreadSchedule> {
  if (pattern !== 'even') return schedule;
  const gapMs = {
    'server-to-client': 60_000 / toClientPerMinute,
    'client-to-server': 60_000 / fromClientPerMinute,
  };
  const phase = { 'server-to-client': share, 'client-to-server': (share * 7 + 0.02) % 1 };
  const moved = schedule.messages.map((message) => {
    const { direction } = message;
    const madeAtMs = message.madeAtMs + phase[direction] * gapMs[direction];
    return { ...message, madeAtMs: Math.floor(madeAtMs * 1024) / 1024 };
  });
  return { ...schedule, messages: moved.sort((one, other) => one.madeAtMs - other.madeAtMs) };
}

const choice = <Setting extends keyof typeof CHOICES>(setting: Setting) =>
  fc.constantFrom<ComparisonSettings[Setting][]>(...CHOICES[setting]);

/** Round trips and gaps of a burst, 20 ms, have no common multiples that would be ties. */
const anyLongRun: fc.Arbitrary<ComparisonSettings> = fc
  .record({
    toClientPerMinute: fc.constantFrom(3, 12, 47, 130),
    fromClientPerMinute: fc.constantFrom(0, 0, 5, 23),
    burstSize: fc.integer({ min: 2, max: 6 }),
    messageSize: fc.constantFrom(1, 24, 200, 1500, 5000),
    roundTripMs: fc.constantFrom(7, 33, 57, 131),
    pollIntervalSeconds: fc.constantFrom(0.7, 1.3, 2, 5.1),
    longPollTimeoutSeconds: fc.constantFrom(7, 30),
    heartbeatSeconds: fc.constantFrom(0, 13, 30),
    cookieSize: fc.constantFrom(0, 400),
    seed: fc.nat(1000),
    pattern: choice('pattern'),
    format: choice('format'),
    encryption: choice('encryption'),
    http: choice('http'),
    visit: choice('visit'),
    emptyAnswer: choice('emptyAnswer'),
    pollTiming: choice('pollTiming'),
    headers: fc.constantFrom<ComparisonSettings['headers'][]>('chromium', 'firefox', 'minimal'),
  })
  .map((settings) => ({ ...DEFAULT_SETTINGS, ...settings }));

const ratio = (one: number, other: number) => Math.abs(one / other - 1);

/**
 * Four standard deviations of a mean of delays that are equally likely up to twice their mean. The
 * messages of a burst are late together.
 */
function noiseOf(messages: number, { pattern, burstSize }: ComparisonSettings): number {
  const independent = pattern === 'bursts' ? messages / burstSize : messages;
  return Math.max(0.01, (4 * 0.58) / Math.sqrt(independent));
}

describe.each(METHODS)('%s', (method) => {
  test('is expected to do what it does in the long run', () => {
    fc.assert(
      fc.property(anyLongRun, (settings) => {
        const long = simulate(method, settings);
        const session = { ...settings, sessionSeconds: long.seconds };
        const { steady, setup, delays } = expectMethod(method, situationOf(session));
        const bytes = totalOf(steady.bytes) + totalOf(setup.bytes) / long.seconds;
        expect(ratio(bytes, long.bytesPerSecond)).toBeLessThan(0.02);
        if (steady.polls > 0) {
          expect(ratio(steady.polls, long.pollsPerSecond)).toBeLessThan(0.02);
          expect(Math.abs(steady.emptyPolls / steady.polls - long.emptyPolls)).toBeLessThan(0.02);
        }
        for (const direction of DIRECTIONS) {
          const delay = delays()[direction];
          // Which connection a POST finds free depends on the phases of few samples.
          const isVague = direction === 'client-to-server' && settings.pattern !== 'random';
          if (delay === null || isVague) continue;
          const noise = noiseOf(long.messages[direction], settings);
          expect(ratio(delay.meanMs, long.meanDelayMs[direction])).toBeLessThan(noise);
        }
      }),
      runsOf(10),
    );
  });

  test.each(['chromium', 'minimal'] as const)(
    'is exact to a hundredth over a hundred thousand messages, with the headers of %s',
    (headers) => {
      const settings = { ...DEFAULT_SETTINGS, headers };
      const long = simulate(method, settings, 100_000);
      const session = { ...settings, sessionSeconds: long.seconds };
      const { steady, setup, delays } = expectMethod(method, situationOf(session));
      const bytes = totalOf(steady.bytes) + totalOf(setup.bytes) / long.seconds;
      expect(ratio(bytes, long.bytesPerSecond)).toBeLessThan(0.01);
      for (const direction of DIRECTIONS) {
        const { meanMs } = delays()[direction]!;
        expect(ratio(meanMs, long.meanDelayMs[direction])).toBeLessThan(0.01);
      }
    },
  );

  test.each<Partial<ComparisonSettings>>([
    { idleLimitSeconds: 20, heartbeatSeconds: 0 },
    { idleLimitSeconds: 20, heartbeatSeconds: 25 },
    { idleLimitSeconds: 3, pollIntervalSeconds: 5.1 },
    { coalesceMs: 3000 },
    { coalesceMs: 3000, pattern: 'bursts' },
    { tab: 'background', toClientPerMinute: 30 },
    { compression: 'on', messageSize: 300, toClientPerMinute: 60 },
    { connections: 'new' },
    { connections: 'new', http: '2' },
  ])('so, too, with %o', (changed) => {
    const settings: ComparisonSettings = {
      ...DEFAULT_SETTINGS,
      toClientPerMinute: 4,
      fromClientPerMinute: 0,
      roundTripMs: 57,
      heartbeatSeconds: 30,
      ...changed,
    };
    const long = simulate(method, settings);
    const session = { ...settings, sessionSeconds: long.seconds };
    const { steady, setup, delays } = expectMethod(method, situationOf(session));
    const bytes = totalOf(steady.bytes) + totalOf(setup.bytes) / long.seconds;
    expect(ratio(bytes, long.bytesPerSecond)).toBeLessThan(0.02);
    const delay = delays()['server-to-client']!;
    const noise = noiseOf(long.messages['server-to-client'], settings);
    expect(ratio(delay.meanMs, long.meanDelayMs['server-to-client'])).toBeLessThan(noise);
  });
});

describe('plain requests', () => {
  const clientAlone: Partial<ComparisonSettings> = {
    toClientPerMinute: 0,
    fromClientPerMinute: 12,
  };

  const expectAlike = (settings: ComparisonSettings, messages: number, isVague: boolean) => {
    const long = simulate('requests', settings, messages);
    const session = { ...settings, sessionSeconds: long.seconds };
    const { steady, setup, delays } = expectMethod('requests', situationOf(session));
    const bytes = totalOf(steady.bytes) + totalOf(setup.bytes) / long.seconds;
    expect(ratio(bytes, long.bytesPerSecond)).toBeLessThan(0.02);
    if (settings.pattern === 'even' && settings.connections === 'kept') {
      const opened = steady.connections * long.seconds + setup.connections;
      const first = settings.visit === 'page-open' ? 1 : 0;
      expect(Math.abs(opened - (long.connections - first))).toBeLessThan(1 + 0.02 * opened);
    }
    expect(delays()['server-to-client']).toBeNull();
    if (isVague) return;
    const noise = noiseOf(long.messages['client-to-server'], settings);
    const { meanMs } = delays()['client-to-server']!;
    expect(ratio(meanMs, long.meanDelayMs['client-to-server'])).toBeLessThan(noise);
  };

  test('are expected to do what they do in the long run', () => {
    fc.assert(
      fc.property(anyLongRun, fc.constantFrom(1, 5, 23, 190), (settings, fromClientPerMinute) => {
        const { pattern } = settings;
        const changed = { ...settings, toClientPerMinute: 0, fromClientPerMinute };
        expectAlike(changed, MESSAGES, pattern === 'bursts');
      }),
      runsOf(10),
    );
  });

  test.each<Partial<ComparisonSettings>>([
    { idleLimitSeconds: 3 },
    { idleLimitSeconds: 20 },
    { idleLimitSeconds: 20, http: '2' },
    { idleLimitSeconds: 3, pattern: 'even' },
    { idleLimitSeconds: 3, pattern: 'even', http: '2' },
    { idleLimitSeconds: 8, pattern: 'even' },
    { pattern: 'even', fromClientPerMinute: 1200, roundTripMs: 41 },
    { pattern: 'even', fromClientPerMinute: 1200, roundTripMs: 111 },
    { idleLimitSeconds: 8, pattern: 'bursts' },
    { idleLimitSeconds: 8, pattern: 'bursts', http: '2' },
    { connections: 'new' },
    { connections: 'new', http: '2' },
    { visit: 'first' },
    { idleLimitSeconds: 2, fromClientPerMinute: 40 },
  ])('so, too, with %o', (changed) => {
    const settings = { ...DEFAULT_SETTINGS, roundTripMs: 57, ...clientAlone, ...changed };
    expectAlike(settings, 20_000, settings.pattern === 'bursts');
  });

  test('send no more than polling, which sends them, too', () => {
    fc.assert(
      fc.property(anyLongRun, (settings) => {
        const session = { ...settings, ...clientAlone };
        const [requests, polling] = (['requests', 'polling'] as const).map((id) =>
          totalOf(expectMethod(id, situationOf(session)).steady.bytes),
        );
        expect(requests).toBeLessThan(polling!);
      }),
      runsOf(30),
    );
  });
});
