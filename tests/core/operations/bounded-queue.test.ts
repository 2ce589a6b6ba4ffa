import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { simulateQueue, SLOW_READER_CODES } from '#core/operations/bounded-queue.ts';
import { tanksOf } from '#core/operations/queue-tanks.ts';
import {
  frameSizeOf,
  fullAfterMs,
  growthPerSecond,
  QUEUE_BOUNDS,
  QUEUE_POLICIES,
  queueDelayMs,
  throughputPerSecond,
  type QueueSettings,
} from '#core/operations/slow-reader.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { isClosableByPage, isSendableCloseCode } from '#core/protocol/messages/close-code.ts';
import { expectWithin } from './expect-within.ts';

/** 100 messages of 1,000 bytes per second, of which the reader handles 60. */
const SLOW: QueueSettings = {
  durationMs: 30_000,
  sender: 'server',
  producedPerSecond: 100,
  consumedPerSecond: 60,
  pausedFromMs: 0,
  pausedUntilMs: 0,
  payloadSize: 1000,
  oneWayMs: 20,
  windowSize: 65_536,
  receiveBufferSize: 65_536,
  boundSize: 100_000,
  policy: 'grow',
};

const hostile = { min: -1e9, max: 1e12, noNaN: true };
const anyQueue: fc.Arbitrary<QueueSettings> = fc.record({
  durationMs: fc.oneof(fc.integer({ min: 1000, max: 8000 }), fc.constant(-1)),
  sender: fc.constantFrom('page', 'server'),
  producedPerSecond: fc.oneof(fc.nat(120), fc.double({ min: -5, max: 60, noNaN: true })),
  consumedPerSecond: fc.oneof(fc.nat(120), fc.double(hostile)),
  pausedFromMs: fc.oneof(fc.nat(8000), fc.double(hostile)),
  pausedUntilMs: fc.oneof(fc.nat(8000), fc.double(hostile)),
  payloadSize: fc.oneof(fc.nat(3000), fc.double(hostile)),
  oneWayMs: fc.oneof(fc.nat(200), fc.double(hostile)),
  windowSize: fc.oneof(fc.nat(70_000), fc.double(hostile)),
  receiveBufferSize: fc.oneof(fc.nat(70_000), fc.double(hostile)),
  boundSize: fc.oneof(fc.nat(30_000), fc.double(hostile)),
  policy: fc.constantFrom(...QUEUE_POLICIES),
});

const steady = { pausedFromMs: 0, pausedUntilMs: 0 } as const;

describe('a queue without a bound', () => {
  const run = simulateQueue(SLOW);
  const tanks = tanksOf(run, 300);

  test('grows by what is made and not read', () => {
    expect(growthPerSecond(SLOW)).toBe(40_000);
    const [early, late] = [tanks[100]!, tanks[300]!];
    const perSecond = (late.queuedBytes - early.queuedBytes) / 20;
    expect(perSecond / 40_000).toBeCloseTo(1, 2);
    expect(run.lost + run.merged).toBe(0);
    expect(run.mostQueued).toBe(late.queuedBytes);
  });

  test('fills the receiver’s buffer first, and never beyond', () => {
    const most = Math.max(...tanks.map((each) => each.inFlightBytes + each.unreadBytes));
    // News of a frame that was read take time, in which its room isn't used.
    expect(most).toBeLessThanOrEqual(65 * frameSizeOf(SLOW));
    expect(most).toBeGreaterThan(62 * frameSizeOf(SLOW));
    expect(tanks.find(({ queuedBytes }) => queuedBytes > 0)!.atMs / 1000).toBeCloseTo(65 / 40, 0);
  });

  test('makes messages as late as it is long: queue ÷ rate', () => {
    for (const { atMs, ageMs, queuedBytes, unreadBytes, inFlightBytes } of tanks.slice(150)) {
      // What was read last had as much before it as there was when it was made.
      const madeAt = tanks.findLast((each) => each.atMs <= atMs - ageMs!)!;
      const frames = (madeAt.unreadBytes + madeAt.inFlightBytes) / frameSizeOf(SLOW);
      const bytes = madeAt.queuedBytes + frames * 1000;
      expect(ageMs! / queueDelayMs(bytes, 60_000)).toBeCloseTo(1, 1);
      expect(queuedBytes + unreadBytes + inFlightBytes).toBeGreaterThan(0);
    }
  });

  test('with a fast reader stays empty', () => {
    const fast = simulateQueue({ ...SLOW, consumedPerSecond: 200 });
    expect(fast).toMatchObject({ mostQueued: 0, fullAtMs: null, lost: 0 });
    expect(fast.messages[7]).toMatchObject({
      madeAtMs: 70,
      sentAtMs: 70,
      arrivedAtMs: 90,
      readAtMs: 95,
    });
    expect(fullAfterMs({ ...SLOW, consumedPerSecond: 200 })).toBe(Infinity);
  });
});

describe.each(QUEUE_POLICIES)('a full queue with the policy %s', (policy) => {
  const run = simulateQueue({ ...SLOW, policy });

  test('is full when the closed form says', () => {
    // 100 messages in the queue and 65 in the buffer, at 40 more each second.
    expect(fullAfterMs(SLOW)! / 1000).toBeCloseTo((165 - 60 * 0.02) / 40, 9);
    expect(Math.abs(run.fullAtMs! - fullAfterMs(SLOW)!)).toBeLessThan(100);
  });

  test('keeps its bound, or doesn’t', () => {
    if (policy === 'grow') expect(run.mostQueued).toBeGreaterThan(900_000);
    else expect(run.mostQueued).toBe(100_000);
  });
});

describe('what each policy costs', () => {
  const at = (policy: QueueSettings['policy']) => simulateQueue({ ...SLOW, policy });
  const lastAge = (policy: QueueSettings['policy']) => tanksOf(at(policy), 100).at(-1)!.ageMs!;

  test('dropping loses as many either way, of the newest or of the oldest', () => {
    const [newest, oldest] = [at('drop-newest'), at('drop-oldest')];
    // What can't be read in 30 s, less what waits.
    const expected = 30 * 40 - 165;
    expect(Math.abs(newest.lost - expected)).toBeLessThan(10);
    expect(Math.abs(oldest.lost - newest.lost)).toBeLessThan(5);
    // A queue and a buffer, at 60 per second: all but the queue for one whose oldest are dropped.
    expect(lastAge('drop-newest') / 1000).toBeCloseTo(165 / 60, 0);
    expect(lastAge('drop-oldest')).toBeLessThan(lastAge('drop-newest') + 1);
  });

  test('coalescing loses none that no later one replaces', () => {
    const run = at('coalesce');
    expect(run.lost).toBe(0);
    expect(run.merged).toBeGreaterThan(500);
    const merged = run.messages.filter(({ fate }) => fate === 'merged');
    const isReplaced = merged.every(({ droppedAtMs }) =>
      run.messages.some(({ madeAtMs, fate }) => madeAtMs === droppedAtMs && fate !== 'lost'),
    );
    expect(isReplaced).toBe(true);
    expect(lastAge('coalesce')).toBeLessThan(lastAge('drop-newest'));
  });

  test('closing drops what waits, and the reader learns of it after what was sent', () => {
    const { close, lost, messages, fullAtMs } = at('close');
    expect(close?.code).toBe(1013);
    expect(close?.atMs).toBe(fullAtMs);
    expect(lost).toBe(101);
    expect(messages.at(-1)).toMatchObject({ madeAtMs: close?.atMs, fate: 'lost' });
    const lastRead = Math.max(...messages.map(({ readAtMs }) => readAtMs ?? 0));
    expect(close!.readAtMs).toBeGreaterThanOrEqual(lastRead);
    expect(close!.readAtMs! - close!.atMs).toBeGreaterThan(1000);
  });

  test('a page closes with a code that `close()` accepts', () => {
    expect(Object.values(SLOW_READER_CODES).every(isSendableCloseCode)).toBe(true);
    const run = simulateQueue({ ...SLOW, policy: 'close', sender: 'page' });
    expect(run.close?.code).toBe(1000);
    expect(isClosableByPage(run.close!.code)).toBe(true);
    expect(isClosableByPage(SLOW_READER_CODES.server)).toBe(false);
  });

  test('awaiting makes fewer messages, at the reader’s rate', () => {
    const run = at('await');
    expect(run.lost + run.merged).toBe(0);
    const late = run.messages.filter(({ madeAtMs }) => madeAtMs > 10_000);
    expect(late.length / 20).toBeCloseTo(60, 0);
    // Of 100 per second it makes 60 after it was full.
    expect(run.awaitedMs / (30_000 - run.fullAtMs!)).toBeCloseTo(0.4, 1);
  });
});

test.each([
  { consumedPerSecond: 40 },
  { windowSize: 3000, oneWayMs: 50 },
  { receiveBufferSize: 5000, oneWayMs: 50, consumedPerSecond: 1000 },
  { receiveBufferSize: 1, oneWayMs: 100, consumedPerSecond: 50 },
])('in the long run, as many are read as the narrowest place allows: %o', (changed) => {
  const settings = { ...SLOW, durationMs: 60_000, producedPerSecond: 200, ...changed };
  const { messages } = simulateQueue(settings);
  const late = messages.filter(({ readAtMs }) => readAtMs !== null && readAtMs > 10_000);
  expect(late.length / 50 / throughputPerSecond(settings)).toBeCloseTo(1, 1);
});

test('a reader that stops and goes on catches up if it is fast enough', () => {
  const paused = { ...SLOW, consumedPerSecond: 200, pausedFromMs: 5000, pausedUntilMs: 10_000 };
  const run = simulateQueue(paused);
  const tanks = tanksOf(run, 300);
  const inPause = run.messages.filter(({ readAtMs }) => readAtMs! > 5000 && readAtMs! < 10_000);
  expect(inPause).toEqual([]);
  // 500 made in the pause, 65 of them in the buffer.
  expect(Math.abs(run.mostQueued / 1000 - (500 - 65))).toBeLessThan(10);
  expect(tanks[99]!.queuedBytes).toBeGreaterThan(400_000);
  // 500 waiting are read at 100 per second more than are made.
  expect(tanks[160]!.queuedBytes).toBe(0);
  expect(tanks.at(-1)!.ageMs!).toBeLessThan(30);
});

test('frames are as long as encoded, with a masking key from a page', () => {
  for (const payloadSize of [1, 125, 126, 65_535, 65_536]) {
    const frameOf = (maskingKey: Uint8Array | null) =>
      encodeFrame({ opcode: OPCODE.binary, maskingKey, payload: new Uint8Array(payloadSize) });
    const page = frameOf(new Uint8Array(MASKING_KEY_SIZE));
    expect(frameSizeOf({ ...SLOW, payloadSize })).toBe(frameOf(null).length);
    expect(frameSizeOf({ ...SLOW, payloadSize, sender: 'page' })).toBe(page.length);
  }
});

describe('every queue', () => {
  test('keeps its messages: each is read, waits, is lost or was merged', () => {
    fc.assert(
      fc.property(anyQueue, fc.integer({ min: 1, max: 60 }), (wanted, parts) => {
        const run = simulateQueue(wanted);
        const { settings, messages, read, waiting, lost, merged, close } = run;
        expectWithin(settings, QUEUE_BOUNDS);
        expect(read + waiting + lost + merged).toBe(messages.length);
        expect(close !== null).toBe(settings.policy === 'close' && run.fullAtMs !== null);
        const frameSize = frameSizeOf(settings);
        for (const tanks of tanksOf(run, parts)) {
          const frames = (tanks.inFlightBytes + tanks.unreadBytes) / frameSize;
          const queued = tanks.queuedBytes / settings.payloadSize;
          expect(tanks.read + tanks.lost + tanks.merged + queued + frames).toBe(tanks.made);
          expect(
            Math.min(tanks.queuedBytes, tanks.inFlightBytes, tanks.unreadBytes),
          ).toBeGreaterThanOrEqual(0);
          expect(tanks.queuedBytes).toBeLessThanOrEqual(run.mostQueued);
          expect(tanks.ageMs ?? 0).toBeGreaterThanOrEqual(0);
          const most = Math.max(settings.receiveBufferSize, frameSize);
          expect(tanks.inFlightBytes + tanks.unreadBytes).toBeLessThanOrEqual(most);
        }
        const last = tanksOf(run, parts).at(-1)!;
        expect([last.made, last.read, last.lost, last.merged]).toEqual([
          messages.length,
          read,
          lost,
          merged,
        ]);
      }),
      { numRuns: 150 },
    );
  });

  test('is read in order, and its bound holds where the policy keeps it', () => {
    fc.assert(
      fc.property(anyQueue, (wanted) => {
        const { settings, messages, mostQueued } = simulateQueue(wanted);
        let before = 0;
        const isInOrder = messages.every(({ madeAtMs, sentAtMs, arrivedAtMs, readAtMs }) => {
          if (sentAtMs === null) return true;
          const fits =
            madeAtMs <= sentAtMs &&
            before <= sentAtMs &&
            (arrivedAtMs ?? Infinity) >= sentAtMs &&
            (readAtMs ?? Infinity) >= (arrivedAtMs ?? 0);
          before = sentAtMs;
          return fits;
        });
        expect(isInOrder).toBe(true);
        const { policy, boundSize, payloadSize } = settings;
        if (policy === 'coalesce' || policy === 'await') {
          expect(mostQueued).toBeLessThanOrEqual(Math.max(boundSize, payloadSize));
        } else if (policy !== 'grow') expect(mostQueued).toBeLessThanOrEqual(boundSize);
        if (policy === 'grow' || policy === 'await') {
          expect(messages.every(({ droppedAtMs }) => droppedAtMs === null)).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('with a faster reader reads no less, and drops no more', () => {
    fc.assert(
      fc.property(
        anyQueue,
        fc.constantFrom('grow', 'drop-newest'),
        fc.double({ min: 1, max: 5, noNaN: true }),
        (wanted, policy, times) => {
          const slow = simulateQueue({ ...wanted, ...steady, policy });
          const consumedPerSecond = slow.settings.consumedPerSecond * times;
          const fast = simulateQueue({ ...slow.settings, consumedPerSecond });
          expect(fast.read).toBeGreaterThanOrEqual(slow.read);
          expect(fast.lost).toBeLessThanOrEqual(slow.lost);
        },
      ),
      { numRuns: 150 },
    );
  });
});

test('without messages or without reading, nothing is read', () => {
  expect(simulateQueue({ ...SLOW, producedPerSecond: 0 })).toMatchObject({
    messages: [],
    fullAtMs: null,
    mostQueued: 0,
  });
  const stuck = simulateQueue({ ...SLOW, consumedPerSecond: 0, policy: 'drop-newest' });
  expect(stuck).toMatchObject({ read: 0, waiting: 165 });
  expect(throughputPerSecond({ ...SLOW, consumedPerSecond: 0 })).toBe(0);
  expect(queueDelayMs(1, 0)).toBe(Infinity);
  expect(queueDelayMs(0, 0)).toBe(0);
});

test('a number of parts that is none is refused', () => {
  const run = simulateQueue({ ...SLOW, durationMs: 1000 });
  for (const parts of [0, -1, 1.5, NaN]) expect(() => tanksOf(run, parts)).toThrow(RangeError);
});
