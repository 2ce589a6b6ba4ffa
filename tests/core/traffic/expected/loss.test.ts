import { describe, expect, test } from 'vitest';
import { totalOf } from '#core/traffic/counting/byte-counts.ts';
import { blockedDelays, lossDelays } from '#core/traffic/expected/loss.ts';
import { expectMethod } from '#core/traffic/expected/expected-method.ts';
import { situationOf } from '#core/traffic/expected/situation.ts';
import { METHODS } from '#core/traffic/methods/method-run.ts';
import {
  DEFAULT_SETTINGS,
  type ComparisonSettings,
} from '#core/traffic/settings/comparison-settings.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';

const meanOf = (atoms: readonly { readonly share: number; readonly ms: number }[]) =>
  atoms.reduce((sum, { share, ms }) => sum + share * ms, 0);

const FIRST_MS = 180;
const TIMEOUT_MS = 260;

/** Retransmitted until it isn't lost, with a doubled timeout each time (RFC 6298 §5.5). */
function recoveryOf(random: SeededRandom, loss: number): number {
  let ms = 0;
  for (let losses = 0; random.next() < loss; losses++) {
    ms += losses === 0 ? FIRST_MS : TIMEOUT_MS * 2 ** losses;
  }
  return ms;
}

describe.each([0.005, 0.02, 0.1])('a loss of %d', (loss) => {
  const atoms = lossDelays(loss, FIRST_MS, TIMEOUT_MS);

  test('has shares that add up to 1', () => {
    expect(atoms.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  test.each([0.2, 3, 20])('delays %d messages per second as a simulation does', (perSecond) => {
    const [gaps, losses] = [new SeededRandom(5), new SeededRandom(77)];
    const messages = 3_000_000;
    let [sentMs, deliveredMs, total] = [0, 0, 0];
    for (let message = 0; message < messages; message++) {
      sentMs += gaps.nextExponential(1000 / perSecond);
      // TCP delivers in order: not before the message ahead.
      deliveredMs = Math.max(deliveredMs, sentMs + recoveryOf(losses, loss));
      total += deliveredMs - sentMs;
    }
    const expected = meanOf(blockedDelays(atoms, perSecond / 1000));
    // A few long recoveries make most of a mean of rare losses.
    const tolerance = loss * perSecond < 0.05 ? 0.05 : 0.03;
    expect(Math.abs(expected / (total / messages) - 1)).toBeLessThan(tolerance);
  });
});

describe.each(METHODS)('%s', (method) => {
  const expectation = (changed: Partial<ComparisonSettings>) =>
    expectMethod(method, situationOf({ ...DEFAULT_SETTINGS, ...changed }));
  const [clean, lossy] = [expectation({}), expectation({ lossPercent: 2 })];

  test('sends again what is lost, once more for each loss of it, but no acknowledgement', () => {
    const { retransmissions, acknowledgements, ...once } = lossy.steady.bytes;
    const data = totalOf({ ...once, retransmissions: 0, acknowledgements: 0 }, 'tcp');
    expect(retransmissions / data).toBeCloseTo(0.02 / 0.98, 9);
    // Long polling asks a little less often if its exchanges take longer.
    const { acknowledgements: before } = clean.steady.bytes;
    expect(Math.abs(acknowledgements / before - 1)).toBeLessThan(0.01);
    expect(clean.steady.bytes.retransmissions).toBe(0);
  });

  test('is later, and hardly more so the rarer losses are', () => {
    const meanMs = (lossPercent: number) =>
      expectation({ lossPercent }).delays()['server-to-client']!.meanMs;
    const means = [0, 0.1, 1, 5].map(meanMs);
    expect(means).toEqual(means.toSorted((one, other) => one - other));
    expect(means[1]! - means[0]!).toBeLessThan(3);
  });
});

/** Long polling and polling, message by message, with requests and responses that are lost. */
describe.each([
  { lossPercent: 1, toClientPerMinute: 600, roundTripMs: 60 },
  { lossPercent: 5, toClientPerMinute: 60, roundTripMs: 200 },
  { lossPercent: 10, toClientPerMinute: 1200, roundTripMs: 60, messageSize: 8 },
])('with %o', (changed) => {
  const settings = { ...DEFAULT_SETTINGS, fromClientPerMinute: 0, ...changed };
  const oneWayMs = settings.roundTripMs / 2;
  const timeoutMs = settings.roundTripMs + 200;
  const perMs = settings.toClientPerMinute / 60_000;
  const meanMsOf = (method: 'polling' | 'long-polling') =>
    expectMethod(method, situationOf(settings)).delays()['server-to-client']!.meanMs;
  const MESSAGES = 300_000;

  const simulate = (
    nextRequest: (askedMs: number, answeredMs: number) => number,
    holds: boolean,
  ) => {
    const [gaps, losses] = [new SeededRandom(5), new SeededRandom(77)];
    const lost = () => {
      let ms = 0;
      for (let count = 0; losses.next() < settings.lossPercent / 100; count++) {
        ms += timeoutMs * 2 ** count;
      }
      return ms;
    };
    let [madeMs, askedMs, total, messages] = [0, 0, 0, 0];
    while (messages < MESSAGES) {
      const arrivedMs = askedMs + oneWayMs + lost();
      const sentMs = holds ? Math.max(arrivedMs, madeMs) : arrivedMs;
      const answeredMs = sentMs + oneWayMs + lost();
      for (; madeMs <= sentMs; madeMs += gaps.nextExponential(1 / perMs)) {
        total += answeredMs - madeMs;
        messages++;
      }
      askedMs = nextRequest(askedMs, answeredMs);
    }
    return total / messages;
  };

  test('a message by long polling is as late as in a simulation', () => {
    const simulated = simulate((_, answeredMs) => answeredMs, true);
    // Responses with many messages have more segments, each of which can be lost.
    expect(meanMsOf('long-polling') / simulated).toBeGreaterThan(0.97);
    expect(meanMsOf('long-polling') / simulated).toBeLessThan(1.03);
  });

  test('a message by polling is as late as in a simulation', () => {
    const { pollIntervalSeconds } = settings;
    const simulated = simulate(
      (askedMs, answeredMs) => Math.max(askedMs + pollIntervalSeconds * 1000, answeredMs),
      false,
    );
    expect(Math.abs(meanMsOf('polling') / simulated - 1)).toBeLessThan(0.02);
  });
});

test('large messages make long polling wait for its losses, too', () => {
  const settings: ComparisonSettings = {
    ...DEFAULT_SETTINGS,
    toClientPerMinute: 600,
    fromClientPerMinute: 0,
    messageSize: 65_536,
    lossPercent: 5,
  };
  const [long, pushed] = (['long-polling', 'websocket'] as const).map(
    (method) => expectMethod(method, situationOf(settings)).delays()['server-to-client']!.meanMs,
  );
  expect(long!).toBeGreaterThan(pushed! * 0.5);
});

test('rare losses hardly change when half of the messages have arrived', () => {
  const delaysOf = (method: 'polling' | 'long-polling', lossPercent: number) => {
    const settings = { ...DEFAULT_SETTINGS, toClientPerMinute: 600, lossPercent };
    return expectMethod(method, situationOf(settings)).delays()['server-to-client']!;
  };
  for (const method of ['polling', 'long-polling'] as const) {
    const [clean, lossy] = [delaysOf(method, 0), delaysOf(method, 0.1)];
    expect(Math.abs(lossy.medianMs / clean.medianMs - 1)).toBeLessThan(0.02);
    expect(Math.abs(lossy.percentile95Ms / clean.percentile95Ms - 1)).toBeLessThan(0.05);
  }
});
