import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  heartbeatSizes,
  PAGE_HEARTBEAT,
  type HeartbeatSettings,
} from '#core/operations/heartbeat.ts';
import {
  COMPARED_INTERVALS_MS,
  compareIntervals,
  longestLivingIntervalMs,
} from '#core/operations/heartbeat-intervals.ts';
import {
  IDLE_LINE_BOUNDS,
  isEndedBySilence,
  longestSilenceMs,
  simulateIdleLine,
  type IdleLineSettings,
  type LineCrossing,
  type LineEnd,
} from '#core/operations/idle-line.ts';
import { expectWithin } from './expect-within.ts';

const ENDS: readonly LineEnd[] = [
  'silence-of-server',
  'silence-of-both',
  'silence-of-client',
  'age',
  'restart',
];
const SENDERS: readonly HeartbeatSettings['sender'][] = ['server', 'page'];

/** nginx with its 60 s. */
const NGINX: IdleLineSettings = {
  end: 'silence-of-server',
  limitMs: 60_000,
  sender: 'server',
  intervalMs: 30_000,
  isPageHidden: false,
  serverToProxyMs: 10,
  proxyToBrowserMs: 20,
  observedMs: 180_000,
};

const anyLine: fc.Arbitrary<IdleLineSettings> = fc.record({
  end: fc.constantFrom(...ENDS),
  limitMs: fc.oneof(
    fc.integer({ min: 1, max: 600 }).map((s) => s * 1000),
    fc.double(hostile()),
  ),
  sender: fc.constantFrom(...SENDERS),
  intervalMs: fc.oneof(
    fc.integer({ min: 0, max: 300 }).map((s) => s * 1000),
    fc.double(hostile()),
  ),
  isPageHidden: fc.boolean(),
  serverToProxyMs: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.double(hostile())),
  proxyToBrowserMs: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.double(hostile())),
  observedMs: fc.integer({ min: -1, max: 1_000_000 }),
});

function hostile() {
  return { min: -1e6, max: 1e12, noNaN: true };
}

describe('nginx with its 60 s', () => {
  test.each([
    { intervalMs: 20_000, cutAtMs: null, spareMs: 39_990, bytes: 24 },
    { intervalMs: 30_000, cutAtMs: null, spareMs: 29_990, bytes: 16 },
    { intervalMs: 45_000, cutAtMs: null, spareMs: 14_990, bytes: 32 / 3 },
    { intervalMs: 60_000, cutAtMs: 60_000, spareMs: null, bytes: 8 },
    { intervalMs: 90_000, cutAtMs: 60_000, spareMs: null, bytes: 16 / 3 },
    { intervalMs: 0, cutAtMs: 60_000, spareMs: null, bytes: 0 },
  ])('with pings every $intervalMs ms is cut at $cutAtMs', (row) => {
    const { cut, spareMs, heartbeatBytesPerMinute } = simulateIdleLine({
      ...NGINX,
      intervalMs: row.intervalMs,
    });
    expect(cut?.atMs ?? null).toBe(row.cutAtMs);
    expect(spareMs).toBe(row.spareMs);
    expect(heartbeatBytesPerMinute).toBeCloseTo(row.bytes, 9);
  });

  test('cuts a ping of its own interval, which reaches the proxy too late by its travel time', () => {
    const { crossings, cut } = simulateIdleLine({ ...NGINX, intervalMs: 60_000 });
    expect(crossings).toEqual([
      {
        kind: 'message',
        from: 'server',
        sentAtMs: -10,
        atProxyMs: 0,
        arrivedAtMs: 20,
        size: 0,
      },
      {
        kind: 'beat',
        from: 'server',
        sentAtMs: 60_000,
        atProxyMs: 60_010,
        arrivedAtMs: null,
        size: 2,
      },
    ]);
    expect(cut).toEqual({
      reason: 'silence-of-server',
      atMs: 60_000,
      serverLearnsAtMs: 60_010,
      browserLearnsAtMs: 60_020,
      code: 1006,
      wasClean: false,
    });
  });

  test('also cuts a ping that takes no time', () => {
    const near = { ...NGINX, serverToProxyMs: 0, intervalMs: 60_000 };
    expect(simulateIdleLine(near).cut?.atMs).toBe(60_000);
    expect(simulateIdleLine({ ...near, intervalMs: 59_999 }).cut).toBeNull();
  });

  test('lets pings pass that the browser answers', () => {
    const { crossings } = simulateIdleLine({ ...NGINX, observedMs: 60_000 });
    expect(
      crossings
        .slice(1)
        .map(({ kind, from, sentAtMs, arrivedAtMs, size }) => [
          kind,
          from,
          sentAtMs,
          arrivedAtMs,
          size,
        ]),
    ).toEqual([
      ['beat', 'server', 30_000, 30_030, 2],
      ['answer', 'browser', 30_030, 30_060, 6],
      ['beat', 'server', 60_000, 60_030, 2],
    ]);
  });

  test('counts the answers to a page’s messages, one and a half ways later', () => {
    const page = { ...NGINX, sender: 'page', intervalMs: 59_960 } as const;
    expect(longestSilenceMs(page)).toBe(59_960 + 20 + 2 * 10);
    expect(simulateIdleLine(page).cut).not.toBeNull();
    expect(simulateIdleLine({ ...page, intervalMs: 59_959 }).cut).toBeNull();
  });
});

test.each([
  { sender: 'server', isPageHidden: true, intervalMs: 30_000, lives: true },
  { sender: 'page', isPageHidden: false, intervalMs: 30_000, lives: true },
  { sender: 'page', isPageHidden: true, intervalMs: 30_000, lives: false },
] as const)(
  'a heartbeat of the $sender every 30 s, with the page hidden ($isPageHidden), keeps it: $lives',
  ({ lives, ...changed }) => {
    expect(simulateIdleLine({ ...NGINX, ...changed }).cut === null).toBe(lives);
    // A limit of more than a minute is long enough for a hidden page.
    expect(simulateIdleLine({ ...NGINX, ...changed, limitMs: 100_000 }).cut).toBeNull();
  },
);

test('a hidden page beats at the first whole minute after its timer is due', () => {
  const { crossings } = simulateIdleLine({
    ...NGINX,
    sender: 'page',
    isPageHidden: true,
    intervalMs: 61_000,
    limitMs: 600_000,
    observedMs: 400_000,
  });
  const beats = crossings.filter(({ kind }) => kind === 'beat');
  expect(beats.map(({ sentAtMs }) => sentAtMs)).toEqual([120_000, 240_000, 360_000]);
});

describe('crossings', () => {
  const page = { ...NGINX, sender: 'page', intervalMs: 25_000, observedMs: 50_000 } as const;
  const shown = (settings: IdleLineSettings) =>
    simulateIdleLine(settings)
      .crossings.slice(1)
      .map(({ kind, from, sentAtMs, atProxyMs, arrivedAtMs }) => [
        kind,
        from,
        sentAtMs,
        atProxyMs,
        arrivedAtMs,
      ]);

  test('of a page’s heartbeats begin at the browser', () => {
    expect(shown(page)).toEqual([
      ['beat', 'browser', 25_000, 25_020, 25_030],
      ['answer', 'server', 25_030, 25_040, 25_060],
      ['beat', 'browser', 50_000, 50_020, 50_030],
    ]);
  });

  test('include an answer that leaves as the observation ends', () => {
    expect(shown({ ...page, observedMs: 25_030 })).toHaveLength(2);
    expect(shown({ ...page, observedMs: 25_029 })).toHaveLength(1);
  });

  test('are in the order of sending, also if answers take longer than an interval', () => {
    const far = { ...page, intervalMs: 1000, serverToProxyMs: 900, proxyToBrowserMs: 700 };
    const times = simulateIdleLine(far).crossings.map(({ sentAtMs }) => sentAtMs);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });

  test('end when their sender has learned of the cut', () => {
    const far = { ...NGINX, end: 'restart', intervalMs: 20_000 } as const;
    const beats = (settings: IdleLineSettings) =>
      shown(settings).filter(([kind]) => kind === 'beat').length;
    const server = { ...far, limitMs: 35_000, serverToProxyMs: 5000, proxyToBrowserMs: 9000 };
    // The FIN is there at 40 s, as the second ping would leave.
    expect(beats(server)).toBe(1);
    expect(beats({ ...server, limitMs: 35_001 })).toBe(2);
    expect(beats({ ...server, sender: 'page' })).toBe(2);
    expect(beats({ ...server, sender: 'page', limitMs: 31_000 })).toBe(1);
  });

  test('that reach the proxy as it closes come too late', () => {
    const close = { ...NGINX, end: 'restart', observedMs: 35_000 } as const;
    expect(shown({ ...close, limitMs: 30_010 })).toEqual([
      ['beat', 'server', 30_000, 30_010, null],
    ]);
    expect(shown({ ...close, limitMs: 30_011 })[0]).toEqual([
      'beat',
      'server',
      30_000,
      30_010,
      30_030,
    ]);
  });
});

test.each([
  { sender: 'server', end: 'silence-of-server', travelMs: 10 },
  { sender: 'server', end: 'silence-of-both', travelMs: 10 },
  { sender: 'server', end: 'silence-of-client', travelMs: 10 + 2 * 20 },
  { sender: 'page', end: 'silence-of-client', travelMs: 20 },
  { sender: 'page', end: 'silence-of-both', travelMs: 20 },
  { sender: 'page', end: 'silence-of-server', travelMs: 20 + 2 * 10 },
] as const)('a heartbeat of the $sender breaks a $end after $travelMs ms', (row) => {
  const { travelMs, ...changed } = row;
  expect(longestSilenceMs({ ...NGINX, ...changed })).toBe(30_000 + travelMs);
});

test.each(['age', 'restart'] as const)('no heartbeat helps against %s', (end) => {
  for (const intervalMs of [0, 1000, 30_000]) {
    const { cut } = simulateIdleLine({ ...NGINX, end, intervalMs, limitMs: 7_200_000 });
    expect(cut).toMatchObject({ reason: end, atMs: 7_200_000 });
  }
  expect(longestLivingIntervalMs({ ...NGINX, end })).toBeNull();
});

test('sizes are those of frames: a ping and its pong, a page’s message and its answer', () => {
  expect(heartbeatSizes('server')).toEqual({ beat: 2, answer: 6 });
  expect(heartbeatSizes('page')).toEqual({
    beat: 6 + PAGE_HEARTBEAT.beat.length,
    answer: 2 + PAGE_HEARTBEAT.answer.length,
  });
});

/** When the proxy cuts, by watching what passes it. Null if it doesn't while observed. */
function watchedCut(settings: IdleLineSettings): number | null {
  const endless = { ...settings, end: 'age', limitMs: 86_400_000 } as const;
  const counts = ({ from }: LineCrossing) =>
    settings.end === 'silence-of-both' ||
    from === (settings.end === 'silence-of-server' ? 'server' : 'browser');
  const passings = simulateIdleLine(endless)
    .crossings.filter((crossing) => crossing.kind !== 'message' && counts(crossing))
    .map(({ atProxyMs }) => atProxyMs)
    .sort((one, other) => one - other);
  let last = 0;
  for (const passing of [...passings, Infinity]) {
    if (passing >= last + settings.limitMs) break;
    last = passing;
  }
  const cut = last + settings.limitMs;
  return cut < settings.observedMs ? cut : null;
}

describe('every line', () => {
  test('is cut when a watcher at the proxy sees its limit pass', () => {
    fc.assert(
      fc.property(anyLine, (wanted) => {
        const { settings, cut } = simulateIdleLine(wanted);
        if (!isEndedBySilence(settings.end)) return;
        // What was sent before the end of the observation may still be on its way.
        const settled = settings.observedMs - 40_000;
        const watched = watchedCut(settings);
        if (watched !== null && watched < settled) expect(watched).toBe(cut?.atMs);
        if (cut !== null && cut.atMs < settled) expect(watched).toBe(cut.atMs);
      }),
      { numRuns: 500 },
    );
  });

  test('keeps the order of times, and lets nothing through after its cut', () => {
    fc.assert(
      fc.property(anyLine, (wanted) => {
        const { settings, crossings, cut, spareMs, heartbeatBytesPerMinute } =
          simulateIdleLine(wanted);
        expectWithin(settings, IDLE_LINE_BOUNDS);
        const isInOrder = crossings.every(
          ({ sentAtMs, atProxyMs, arrivedAtMs }) =>
            sentAtMs <= settings.observedMs &&
            sentAtMs <= atProxyMs &&
            atProxyMs <= (arrivedAtMs ?? Infinity) &&
            (arrivedAtMs !== null) === atProxyMs < (cut?.atMs ?? Infinity),
        );
        expect(isInOrder).toBe(true);
        expect((cut === null) === (spareMs !== null && spareMs > 0)).toBe(true);
        expect(cut?.serverLearnsAtMs ?? Infinity).toBeGreaterThanOrEqual(cut?.atMs ?? 0);
        expect(heartbeatBytesPerMinute).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  test('that lives also lives with a shorter interval, or a longer limit', () => {
    fc.assert(
      fc.property(anyLine, fc.double({ min: 0, max: 1, noNaN: true }), (wanted, share) => {
        const { settings, cut } = simulateIdleLine(wanted);
        if (cut !== null) return;
        const intervalMs = Math.max(1000, settings.intervalMs * share);
        expect(simulateIdleLine({ ...settings, intervalMs }).cut).toBeNull();
        const limitMs = settings.limitMs * (1 + share);
        expect(simulateIdleLine({ ...settings, limitMs }).cut).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test('lives with its longest interval, and not with a step more', () => {
    fc.assert(
      fc.property(anyLine, fc.constantFrom(1000, 5000, 700), (settings, stepMs) => {
        const longest = longestLivingIntervalMs(settings, stepMs);
        const livesWith = (intervalMs: number) =>
          simulateIdleLine({ ...settings, intervalMs }).cut === null;
        const { min, max } = IDLE_LINE_BOUNDS.intervalMs;
        if (longest !== null) expect(livesWith(longest)).toBe(true);
        const next = (longest ?? Math.ceil(min / stepMs) * stepMs - stepMs) + stepMs;
        if (next <= max) expect(livesWith(next)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

test('intervals are compared on the same line', () => {
  const lines = compareIntervals({ ...NGINX, intervalMs: 5000 });
  expect(lines.map(({ settings }) => settings.intervalMs)).toEqual(COMPARED_INTERVALS_MS);
  expect(lines.map(({ cut }) => cut === null)).toEqual([true, true, true, false, false]);
  expect(longestLivingIntervalMs(NGINX)).toBe(59_000);
  expect(longestLivingIntervalMs(NGINX, 5000)).toBe(55_000);
  const hidden = { ...NGINX, sender: 'page', isPageHidden: true } as const;
  expect(longestLivingIntervalMs(hidden)).toBeNull();
  expect(longestLivingIntervalMs({ ...hidden, limitMs: 100_000 })).toBe(60_000);
  expect(() => longestLivingIntervalMs(NGINX, 0)).toThrow(RangeError);
});
