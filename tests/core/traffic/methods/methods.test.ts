import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summarizeDelays } from '#core/traffic/results/delay-summary.ts';
import { simulateEventStream } from '#core/traffic/methods/event-stream.ts';
import { KEPT_CONNECTIONS } from '#core/traffic/methods/http-client.ts';
import { simulateLongPolling } from '#core/traffic/methods/long-polling.ts';
import {
  isEmptyPoll,
  isFrame,
  type MethodRun,
  type Network,
} from '#core/traffic/methods/method-run.ts';
import { simulatePolling } from '#core/traffic/methods/polling.ts';
import { simulateWebSocket } from '#core/traffic/methods/websocket.ts';
import type { Schedule } from '#core/traffic/workload/workload.ts';
import { messagesAt, networkOf, randomMessages, SECOND } from '../schedules.ts';

const DELAY = 50;
const network = networkOf(DELAY);
const delaysOf = (run: MethodRun) => summarizeDelays(run.deliveries, 'server-to-client')!;

/** For the long formulae: as close as this many random messages come to their mean. */
const NEAR = 0.02;
const expectNear = (actual: number, expected: number) =>
  expect(Math.abs(actual / expected - 1)).toBeLessThan(NEAR);

describe('polling', () => {
  const interval = 2 * SECOND;

  test('brings messages T/2 + d late on average, T + d at worst', () => {
    const { meanMs, medianMs, worstMs } = delaysOf(
      simulatePolling(randomMessages(1, 100_000), network, { intervalMs: interval }),
    );
    expectNear(meanMs, interval / 2 + DELAY);
    expectNear(medianMs, interval / 2 + DELAY);
    expect(worstMs).toBeLessThanOrEqual(interval + DELAY);
    expectNear(worstMs, interval + DELAY);
  });

  test.each([0.1, 0.5, 1])('is empty e^(-λT) of the time at %d messages a second', (rate) => {
    const { exchanges } = simulatePolling(randomMessages(rate, 100_000), network, {
      intervalMs: interval,
    });
    const empty = exchanges.filter(isEmptyPoll).length / exchanges.length;
    expectNear(empty, Math.exp(-rate * (interval / SECOND)));
  });

  test('asks at 0 and every interval, on one connection', () => {
    const { exchanges } = simulatePolling(messagesAt([9000], 'server-to-client', 5), network, {
      intervalMs: 2000,
    });
    expect(exchanges.map(({ sentAtMs }) => sentAtMs)).toEqual([0, 2000, 4000, 6000, 8000, 10_000]);
    expect(new Set(exchanges.map(({ connection }) => connection))).toEqual(new Set([0]));
  });

  test('never asks again before it has its answer', () => {
    const schedule = messagesAt([450], 'server-to-client', 5);
    const { exchanges } = simulatePolling(schedule, network, { intervalMs: 30 });
    expect(exchanges.map(({ sentAtMs }) => sentAtMs)).toEqual([0, 100, 200, 300, 400]);
  });

  test('takes what has come together in one answer', () => {
    const schedule = messagesAt([100, 200, 300], 'server-to-client', 5);
    const { exchanges } = simulatePolling(schedule, network, { intervalMs: 1000 });
    expect(exchanges.map(({ answer }) => answer?.messages.length)).toEqual([0, 3]);
    expect(exchanges.map(({ since }) => since)).toEqual([0, 0]);
  });
});

describe('long polling', () => {
  /** RFC 6202 §2.2: "the maximum latency is over three network transits". */
  test('brings a message 3d late at worst', () => {
    const { worstMs } = delaysOf(
      simulateLongPolling(randomMessages(20, 1000), network, { timeoutMs: 30 * SECOND }),
    );
    expect(worstMs).toBeLessThanOrEqual(3 * DELAY);
    expectNear(worstMs, 3 * DELAY);
  });

  test.each([0.3, 2, 20])('brings messages d + λG²/2n late at %d a second', (perSecond) => {
    const run = simulateLongPolling(randomMessages(perSecond, 100_000 / perSecond), network, {
      timeoutMs: 30 * SECOND,
    });
    const gapMs = 2 * DELAY;
    const rate = perSecond / SECOND;
    const messagesPerAnswer = rate * gapMs + Math.exp(-rate * gapMs);
    expectNear(delaysOf(run).meanMs, DELAY + (rate * gapMs ** 2) / (2 * messagesPerAnswer));
    const answers = run.exchanges.filter(({ answer }) => answer && answer.messages.length > 0);
    expectNear(run.deliveries.length / answers.length, messagesPerAnswer);
  });

  test('is empty e^(-λ(G + τ)) of the time', () => {
    const [perSecond, timeout] = [0.2, 5 * SECOND];
    const run = simulateLongPolling(randomMessages(perSecond, 200_000), network, {
      timeoutMs: timeout,
    });
    const empty = run.exchanges.filter(isEmptyPoll).length / run.exchanges.length;
    expectNear(empty, Math.exp((-perSecond * (2 * DELAY + timeout)) / SECOND));
  });

  test('asks again as soon as it is answered, and leaves the last question unanswered', () => {
    const schedule = messagesAt([1000], 'server-to-client', 5, 3000);
    const { exchanges } = simulateLongPolling(schedule, network, { timeoutMs: 30 * SECOND });
    expect(exchanges.map(({ sentAtMs, since }) => ({ sentAtMs, since }))).toEqual([
      { sentAtMs: 0, since: 0 },
      { sentAtMs: 1050, since: 1 },
    ]);
    expect(exchanges.map(({ answer }) => answer?.sentAtMs)).toEqual([1000, undefined]);
  });

  test('is empty after the timeout, counted from the arrival of the request', () => {
    const { exchanges } = simulateLongPolling(
      messagesAt([], 'server-to-client', 5, 2500),
      network,
      { timeoutMs: 1000 },
    );
    expect(exchanges.map(({ answer }) => answer?.sentAtMs)).toEqual([1050, 2150, undefined]);
  });

  test('keeps what comes between two questions for the second', () => {
    const schedule = messagesAt([500, 520, 590], 'server-to-client', 5);
    const { exchanges, deliveries } = simulateLongPolling(schedule, network, { timeoutMs: 1000 });
    expect(exchanges.map(({ answer }) => answer?.messages.length)).toEqual([1, 2]);
    expect(deliveries.map(({ deliveredAtMs }) => deliveredAtMs)).toEqual([550, 650, 650]);
  });

  test('posts over a second connection while the first waits', () => {
    const schedule = messagesAt([500, 900], 'client-to-server', 5);
    const { exchanges } = simulateLongPolling(schedule, network, { timeoutMs: 30 * SECOND });
    expect(exchanges.map(({ purpose, connection }) => `${purpose} ${connection}`)).toEqual([
      'long-poll 0',
      'post 1',
      'post 1',
    ]);
  });
});

describe('WebSocket', () => {
  test('brings messages d late, every one that is made once it is open', () => {
    const { deliveries } = simulateWebSocket(randomMessages(1, 10_000), network);
    const afterOpening = deliveries.filter(({ message }) => message.madeAtMs >= DELAY);
    expect(afterOpening.length).toBeGreaterThan(9000);
    expect(
      afterOpening.every(
        ({ message, deliveredAtMs }) => deliveredAtMs - message.madeAtMs === DELAY,
      ),
    ).toBe(true);
  });

  test('sends from the server with its 101, from the client when that has come', () => {
    const down = simulateWebSocket(messagesAt([0], 'server-to-client', 5), network);
    expect(framesOf(down)[0]).toMatchObject({ sentAtMs: DELAY, arrivedAtMs: 2 * DELAY });
    const up = simulateWebSocket(messagesAt([0], 'client-to-server', 5), network);
    expect(framesOf(up)[0]).toMatchObject({ sentAtMs: 2 * DELAY, arrivedAtMs: 3 * DELAY });
  });
});

const framesOf = ({ writes }: MethodRun) => writes.filter(isFrame);

describe('WebSocket', () => {
  test('pings as often as it is set to, and is answered', () => {
    const run = simulateWebSocket(messagesAt([], 'server-to-client', 5, 10_000), network, {
      heartbeatMs: 3000,
    });
    const frames = framesOf(run).map(({ carries, sentAtMs }) => `${carries} ${sentAtMs}`);
    expect(frames).toEqual([
      'ping 3000',
      'pong 3050',
      'ping 6000',
      'pong 6050',
      'ping 9000',
      'pong 9050',
      'close 10000',
      'close 10050',
    ]);
  });

  test('collects for as long as it is set to, from the first message on', () => {
    const schedule = messagesAt([500, 540, 700, 1000], 'server-to-client', 5);
    const run = simulateWebSocket(schedule, network, { coalesceMs: 200 });
    const sent = framesOf(run).filter(({ carries }) => carries === 'messages');
    expect(sent.map(({ sentAtMs, messages }) => [sentAtMs, messages.length])).toEqual([
      [700, 2],
      [900, 1],
      [1200, 1],
    ]);
  });
});

describe('server-sent events', () => {
  test('bring messages d late once the stream is open, and need posts for the way up', () => {
    const down = messagesAt([10, 500], 'server-to-client', 5);
    const up = messagesAt([700, 1500], 'client-to-server', 5);
    const schedule = { messages: [...down.messages, ...up.messages], durationMs: 2000 };
    const { exchanges, deliveries } = simulateEventStream(schedule, network);
    expect(deliveries.map(({ deliveredAtMs }) => deliveredAtMs)).toEqual([100, 550, 850, 1550]);
    expect(exchanges.map(({ purpose, connection }) => `${purpose} ${connection}`)).toEqual([
      'stream 0',
      'post 1',
      'post 1',
    ]);
  });

  test('comment now and then', () => {
    const schedule = messagesAt([], 'server-to-client', 5, 10_000);
    const { writes } = simulateEventStream(schedule, network, { heartbeatMs: 4000 });
    const comments = writes.filter((write) => write.kind === 'event' && write.message === null);
    expect(comments.map(({ sentAtMs }) => sentAtMs)).toEqual([4000, 8000]);
  });
});

describe('connections', () => {
  test('that are new each cost a round trip before the question, two with TLS', () => {
    const ask = (setupRoundTrips: number) =>
      simulatePolling(messagesAt([1500], 'server-to-client', 5), network, {
        intervalMs: 1000,
        connections: { ...KEPT_CONNECTIONS, areNew: true, setupRoundTrips },
      });
    // The first is open before the observation begins.
    expect(ask(1).exchanges.map(({ sentAtMs }) => sentAtMs)).toEqual([0, 1100, 2100]);
    expect(ask(2).exchanges.map(({ sentAtMs }) => sentAtMs)).toEqual([0, 1200, 2200]);
    expect(ask(1).connectionCount).toBe(3);
  });

  test('of HTTP/2 are one, whatever happens', () => {
    const schedule = messagesAt([500, 500, 900], 'client-to-server', 5);
    const run = simulateLongPolling(schedule, network, {
      timeoutMs: 30_000,
      connections: { ...KEPT_CONNECTIONS, isMultiplexed: true },
    });
    expect(run.connectionCount).toBe(1);
  });
});

test('polling after each answer asks a round trip and an interval later', () => {
  const { exchanges } = simulatePolling(messagesAt([3000], 'server-to-client', 5), network, {
    intervalMs: 1000,
    timing: 'after-answer',
  });
  expect(exchanges.map(({ sentAtMs }) => sentAtMs)).toEqual([0, 1100, 2200, 3300]);
});

test('a client opens six connections at most, and further posts wait', () => {
  const schedule = messagesAt(Array<number>(20).fill(10), 'client-to-server', 5);
  const { exchanges, deliveries } = simulatePolling(schedule, network, { intervalMs: 10 * SECOND });
  const connections = exchanges.map(({ connection }) => connection);
  expect(Math.max(...connections)).toBe(5);
  expect(deliveries).toHaveLength(20);
  for (const connection of new Set(connections)) {
    const own = exchanges.filter((exchange) => exchange.connection === connection);
    own.slice(1).forEach((next, index) => {
      expect(next.sentAtMs).toBeGreaterThanOrEqual(own[index]!.answer!.arrivedAtMs);
    });
  }
});

type Simulate = (schedule: Schedule, network: Network) => MethodRun;

const methods: { name: string; simulate: Simulate }[] = [
  {
    name: 'polling',
    simulate: (schedule, over) => simulatePolling(schedule, over, { intervalMs: 700 }),
  },
  {
    name: 'long polling',
    simulate: (schedule, over) => simulateLongPolling(schedule, over, { timeoutMs: 3000 }),
  },
  {
    name: 'polling after each answer, on new connections',
    simulate: (schedule, over) =>
      simulatePolling(schedule, over, {
        intervalMs: 300,
        timing: 'after-answer',
        connections: { ...KEPT_CONNECTIONS, areNew: true, setupRoundTrips: 2 },
      }),
  },
  {
    name: 'long polling over HTTP/2',
    simulate: (schedule, over) =>
      simulateLongPolling(schedule, over, {
        timeoutMs: 3000,
        connections: { ...KEPT_CONNECTIONS, isMultiplexed: true },
      }),
  },
  {
    name: 'server-sent events',
    simulate: (schedule, over) => simulateEventStream(schedule, over, { heartbeatMs: 2500 }),
  },
  { name: 'WebSocket', simulate: simulateWebSocket },
  {
    name: 'WebSocket that collects and pings',
    simulate: (schedule, over) =>
      simulateWebSocket(schedule, over, { coalesceMs: 150, heartbeatMs: 2500 }),
  },
];

const anySchedule = fc
  .array(
    fc.record({
      madeAtMs: fc.integer({ min: 0, max: 20_000 * 8 }).map((eighths) => eighths / 8),
      isToClient: fc.boolean(),
      size: fc.integer({ min: 0, max: 300 }),
    }),
    { maxLength: 80 },
  )
  .map((drafts): Schedule => {
    const sorted = drafts.toSorted((a, b) => a.madeAtMs - b.madeAtMs);
    const counts = { 'server-to-client': 0, 'client-to-server': 0 };
    const messages = sorted.map(({ madeAtMs, isToClient, size }) => {
      const direction = isToClient ? 'server-to-client' : 'client-to-server';
      return { direction, index: counts[direction]++, madeAtMs, size } as const;
    });
    return { messages, durationMs: 20_001 };
  });

describe.each(methods)('$name', ({ simulate }) => {
  test('loses no message, brings none twice, and none sooner than d after it was made', () => {
    fc.assert(
      fc.property(anySchedule, fc.integer({ min: 0, max: 4000 }), (schedule, roundTripMs) => {
        const { deliveries } = simulate(schedule, networkOf(roundTripMs / 2));
        expect(deliveries).toHaveLength(schedule.messages.length);
        expect(new Set(deliveries.map(({ message }) => message))).toEqual(
          new Set(schedule.messages),
        );
        for (const { message, deliveredAtMs } of deliveries) {
          expect(deliveredAtMs - message.madeAtMs).toBeGreaterThanOrEqual(roundTripMs / 2);
        }
      }),
    );
  });

  test('keeps the messages to the client in order', () => {
    fc.assert(
      fc.property(anySchedule, (schedule) => {
        const indices = simulate(schedule, network)
          .deliveries.filter(({ message }) => message.direction === 'server-to-client')
          .map(({ message }) => message.index);
        expect(indices).toEqual(indices.map((_, index) => index));
      }),
    );
  });
});
