import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beliefsAt, changesOfBelief } from '#core/operations/beliefs.ts';
import {
  cutAfterBytes,
  RESUME_BOUNDS,
  simulateResume,
  type NumberedMessage,
  type ResumeRun,
  type ResumeSettings,
} from '#core/operations/cut-and-resume.ts';
import { encodeFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { expectWithin } from './expect-within.ts';

/** A message each 100 ms, 50 ms away, 50 bytes a frame at 100 bytes per ms. */
const CUT: ResumeSettings = {
  messages: 20,
  intervalMs: 100,
  payloadSize: 48,
  oneWayMs: 50,
  bytesPerSecond: 100_000,
  cutAtMs: 555,
  downMs: 445,
  ackEvery: 1,
  bufferedMessages: 100,
  recovery: 'none',
};

const RECOVERIES = ['none', 'replay-unacknowledged', 'resume-from-sequence'] as const;

const hostile = { min: -1e9, max: 1e12, noNaN: true };
const anyCut: fc.Arbitrary<ResumeSettings> = fc.record({
  messages: fc.oneof(fc.nat(60), fc.constantFrom(-1, 0, 1)),
  intervalMs: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.double(hostile)),
  payloadSize: fc.oneof(fc.nat(300), fc.nat(70_000)),
  oneWayMs: fc.oneof(fc.nat(400), fc.constant(-1)),
  bytesPerSecond: fc.oneof(fc.integer({ min: 1000, max: 1_000_000 }), fc.double(hostile)),
  cutAtMs: fc.oneof(fc.nat(8000), fc.double(hostile)),
  downMs: fc.oneof(fc.nat(3000), fc.constant(0)),
  ackEvery: fc.oneof(fc.nat(10), fc.constantFrom(-1, 0)),
  bufferedMessages: fc.oneof(fc.nat(60), fc.constant(1e9)),
  recovery: fc.constantFrom(...RECOVERIES),
});

const numbersOf = ({ messages }: ResumeRun, fate: NumberedMessage['fate']) =>
  messages.filter((message) => message.fate === fate).map(({ number }) => number);

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

// Cut at 555 ms: message 6 left at 500 and had arrived whole at 550.5. Its acknowledgement was on
// its way. Messages 7 to 10 were made before the client was back, at 1,000 ms.
describe('a cut', () => {
  test('loses what was on its way or made meanwhile, without resuming', () => {
    const run = simulateResume(CUT);
    expect(run.outcome).toBe('no-replay');
    expect(numbersOf(run, 'lost')).toEqual(range(7, 10));
    expect(numbersOf(run, 'delivered')).toEqual([...range(1, 6), ...range(11, 20)]);
    expect(run.messages[5]).toMatchObject({ arrivedAtMs: 550.5, acknowledgedAtMs: 1100.5 });
    expect(run.messages[4]).toMatchObject({ arrivedAtMs: 450.5, acknowledgedAtMs: 500.5 });
  });

  test('makes a duplicate of what arrived and whose acknowledgement was lost', () => {
    const run = simulateResume({ ...CUT, recovery: 'replay-unacknowledged' });
    expect(run.outcome).toBe('complete');
    expect(numbersOf(run, 'duplicate')).toEqual([6]);
    expect(numbersOf(run, 'replayed')).toEqual(range(7, 10));
    expect(run).toMatchObject({ lost: 0, duplicates: 1 });
    expect(run.messages[5]).toMatchObject({
      replayedAtMs: 1000,
      arrivedAgainAtMs: 1050.5,
      acknowledgedAtMs: 1100.5,
    });
  });

  test('is repaired exactly if the client names its last number', () => {
    const run = simulateResume({ ...CUT, recovery: 'resume-from-sequence' });
    expect(run.outcome).toBe('complete');
    expect(numbersOf(run, 'replayed')).toEqual(range(7, 10));
    expect(run).toMatchObject({ lost: 0, duplicates: 0 });
    expect(run.messages[5]?.acknowledgedAtMs).toBe(1000);
    // Live messages follow the replayed ones.
    expect(run.messages[10]?.arrivedAtMs).toBe(1000 + 5 * 0.5 + 50);
  });

  test.each([
    { bufferedMessages: 4, lost: 0, outcome: 'complete' },
    { bufferedMessages: 3, lost: 4, outcome: 'invalid-session' },
    { bufferedMessages: 0, lost: 4, outcome: 'invalid-session' },
  ])('starts a new session if the buffer is too short: $bufferedMessages', (row) => {
    const { bufferedMessages } = row;
    const run = simulateResume({ ...CUT, bufferedMessages, recovery: 'resume-from-sequence' });
    expect(run).toMatchObject({ lost: row.lost, outcome: row.outcome });
  });

  test.each([
    { ackEvery: 1, duplicates: [6], firstAckAtMs: 100.5 },
    { ackEvery: 3, duplicates: [4, 5, 6], firstAckAtMs: 300.5 },
    { ackEvery: 4, duplicates: [5, 6], firstAckAtMs: 400.5 },
    { ackEvery: 0, duplicates: [1, 2, 3, 4, 5, 6], firstAckAtMs: null },
  ])('repeats more, the rarer the acknowledgements: every $ackEvery', (row) => {
    const { ackEvery } = row;
    const run = simulateResume({ ...CUT, ackEvery, recovery: 'replay-unacknowledged' });
    expect(numbersOf(run, 'duplicate')).toEqual(row.duplicates);
    expect(run.messages[0]?.acknowledgedAtMs).toBe(row.firstAckAtMs);
  });

  test('empties a slow line, so that replaying begins at once', () => {
    // A frame takes 500 ms, so 9 of 10 still wait for the line when the client is back.
    const slow = { ...CUT, bytesPerSecond: 100, recovery: 'resume-from-sequence' } as const;
    const run = simulateResume(slow);
    expect(numbersOf(run, 'delivered')).toEqual([1, ...range(11, 20)]);
    expect(run.messages[1]).toMatchObject({ replayedAtMs: 1000, arrivedAgainAtMs: 1550 });
    expect(run.messages[9]).toMatchObject({ replayedAtMs: 5000, arrivedAgainAtMs: 5550 });
    expect(run.messages[10]?.arrivedAtMs).toBe(6050);
    expect(run.bytesBeforeCut).toBe(50);
  });

  test('leaves a gap if the server replays what it still has', () => {
    const settings = { ...CUT, bufferedMessages: 2, recovery: 'replay-unacknowledged' } as const;
    const run = simulateResume(settings);
    expect(run.outcome).toBe('gap');
    expect(numbersOf(run, 'lost')).toEqual([7, 8]);
    expect(beliefsAt(run, 2000).missing).toBe(2);
  });
});

describe('what each side believes', () => {
  const run = simulateResume(CUT);

  test.each([
    [0, { sent: 1, acknowledged: 0, inDoubt: 1, received: 0, highest: 0, missing: 0 }],
    [560, { sent: 6, acknowledged: 5, inDoubt: 1, received: 6, highest: 6, missing: 0 }],
    // The server sends into a connection that has ended.
    [950, { sent: 10, acknowledged: 5, inDoubt: 5, received: 6, highest: 6, missing: 0 }],
    // Only the number of the next message shows the gap.
    [1051, { sent: 11, acknowledged: 5, inDoubt: 6, received: 7, highest: 11, missing: 4 }],
  ])('at %i ms', (atMs, expected) => {
    expect(beliefsAt(run, atMs)).toEqual({ ...expected, duplicates: 0 });
  });
});

test('a frame is as long as encoded', () => {
  for (const size of [0, 125, 126, 65_535, 65_536]) {
    const payload = new Uint8Array(size);
    const frame = encodeFrame({ opcode: OPCODE.text, maskingKey: null, payload });
    expect(simulateResume({ ...CUT, payloadSize: size }).frameSize).toBe(frame.length);
  }
});

test('a cut after so many bytes lets exactly these arrive', () => {
  fc.assert(
    fc.property(anyCut, fc.nat(), (wanted, any) => {
      const { settings, frameSize } = simulateResume(wanted);
      const bytes = any % (settings.messages * frameSize + 1);
      const cutAtMs = cutAfterBytes(settings, bytes);
      // A fast line sends several bytes within the rounding of times.
      if (settings.bytesPerSecond > 1e6 || cutAtMs > 1e7) return;
      const run = simulateResume({ ...settings, cutAtMs, downMs: 0 });
      // Without a byte, the cut is at once: nothing was sent before.
      expect(run.bytesBeforeCut).toBe(bytes);
      const whole = run.messages.filter(
        ({ arrivedAtMs }) => arrivedAtMs !== null && arrivedAtMs <= cutAtMs + 1e-6,
      );
      expect(whole).toHaveLength(Math.floor(bytes / frameSize));
    }),
    { numRuns: 400 },
  );
  expect(cutAfterBytes(CUT, 51)).toBe(100 + 0.01 + 50);
  expect(cutAfterBytes(CUT, 1e9)).toBe(1900 + 0.5 + 50);
  expect(cutAfterBytes({ ...CUT, messages: 0 }, 10)).toBe(0);
});

describe('every cut', () => {
  test('gives each message one fate, as its recovery allows', () => {
    fc.assert(
      fc.property(anyCut, (wanted) => {
        const run = simulateResume(wanted);
        const { settings, messages, outcome, lost, duplicates } = run;
        expectWithin(settings, RESUME_BOUNDS);
        expect(messages).toHaveLength(settings.messages);
        expect(numbersOf(run, 'lost')).toHaveLength(lost);
        if (settings.recovery !== 'replay-unacknowledged') expect(duplicates).toBe(0);
        if (outcome === 'complete') expect(lost).toBe(0);
        if (outcome === 'gap') expect(lost).toBeGreaterThan(0);
        if (outcome === 'invalid-session') expect(lost).toBeGreaterThan(settings.bufferedMessages);
        const isInOrder = messages.every(
          ({ sentAtMs, arrivedAtMs, replayedAtMs, arrivedAgainAtMs, acknowledgedAtMs }) =>
            (arrivedAtMs ?? Infinity) > sentAtMs &&
            (replayedAtMs === null) === (arrivedAgainAtMs === null) &&
            (arrivedAgainAtMs ?? Infinity) > (replayedAtMs ?? 0) &&
            (replayedAtMs ?? Infinity) >= run.resumedAtMs &&
            (acknowledgedAtMs ?? Infinity) >=
              Math.min(arrivedAtMs ?? Infinity, arrivedAgainAtMs ?? Infinity),
        );
        expect(isInOrder).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('with resuming from a number and a long buffer is repaired exactly', () => {
    fc.assert(
      fc.property(anyCut, (wanted) => {
        const settings = { ...wanted, recovery: 'resume-from-sequence', bufferedMessages: 1000 };
        expect(simulateResume(settings as ResumeSettings)).toMatchObject({
          outcome: 'complete',
          lost: 0,
          duplicates: 0,
        });
      }),
    );
  });

  test('with replay and a long buffer repeats what arrived and wasn’t acknowledged', () => {
    fc.assert(
      fc.property(anyCut, (wanted) => {
        const plain = simulateResume({ ...wanted, recovery: 'none' });
        const unsure = plain.messages.filter(
          ({ arrivedAtMs, acknowledgedAtMs }) =>
            arrivedAtMs !== null &&
            arrivedAtMs <= plain.settings.cutAtMs + 1e-6 &&
            (acknowledgedAtMs ?? Infinity) > plain.settings.cutAtMs + 1e-6,
        );
        const run = simulateResume({
          ...wanted,
          recovery: 'replay-unacknowledged',
          bufferedMessages: 1000,
        });
        expect(run).toMatchObject({ outcome: 'complete', lost: 0 });
        expect(numbersOf(run, 'duplicate')).toEqual(unsure.map(({ number }) => number));
      }),
      { numRuns: 300 },
    );
  });

  test('with a longer buffer loses no more', () => {
    fc.assert(
      fc.property(anyCut, fc.nat(30), (settings, more) => {
        const { lost } = simulateResume(settings);
        const bufferedMessages = Math.max(0, settings.bufferedMessages) + more;
        expect(simulateResume({ ...settings, bufferedMessages }).lost).toBeLessThanOrEqual(lost);
      }),
    );
  });

  test('keeps the server from believing more than the client has', () => {
    fc.assert(
      fc.property(anyCut, (wanted) => {
        const run = simulateResume(wanted);
        let before = beliefsAt(run, -1);
        for (const time of changesOfBelief(run)) {
          const now = beliefsAt(run, time);
          expect(now.sent).toBeGreaterThanOrEqual(now.received);
          expect(now.acknowledged).toBeLessThanOrEqual(now.received);
          expect(now.inDoubt).toBe(now.sent - now.acknowledged);
          expect(now.missing).toBeGreaterThanOrEqual(0);
          expect(now).not.toEqual(before);
          for (const key of [
            'sent',
            'acknowledged',
            'received',
            'highest',
            'duplicates',
          ] as const) {
            expect(now[key]).toBeGreaterThanOrEqual(before[key]);
          }
          before = now;
        }
        expect(before.missing).toBeLessThanOrEqual(run.lost);
        expect(before.duplicates).toBe(run.duplicates);
      }),
      { numRuns: 60 },
    );
  });
});
