import { describe, expect, test } from 'vitest';
import { totalOf, noBytes } from '#core/traffic/counting/byte-counts.ts';
import { countRun } from '#core/traffic/counting/count-run.ts';
import { makeCurves } from '#core/traffic/results/curves.ts';
import { DEFAULT_SETTINGS } from '#core/traffic/settings/comparison-settings.ts';
import { simulateEventStream } from '#core/traffic/methods/event-stream.ts';
import { quotedHead } from '#core/traffic/heads/head-template.ts';
import type { HeaderProfile } from '#core/traffic/heads/header-profile.ts';
import { simulateLongPolling } from '#core/traffic/methods/long-polling.ts';
import type { MethodRun } from '#core/traffic/methods/method-run.ts';
import { simulatePolling } from '#core/traffic/methods/polling.ts';
import { profileOf } from '#core/traffic/heads/profiles.ts';
import {
  Transport,
  TLS_FULL_HANDSHAKE,
  TLS_RESUMED_HANDSHAKE,
} from '#core/traffic/counting/transport.ts';
import { simulateWebSocket } from '#core/traffic/methods/websocket.ts';
import type { WirePlan } from '#core/traffic/wire/wire-plan.ts';
import { messagesAt, networkOf, planOf } from './schedules.ts';

/**
 * Bytes per delivered message of 24 bytes, steady, as measured on 2026-11-22: Chromium 156 and
 * Firefox 153 with a cookie line of 46 bytes, on loopback, a body of 24 bytes. Their heads differ
 * from those of the recorded runs, so they are listed here by their size.
 */
const network = networkOf(0);
const size = 24;

const sized = (request: number, response: number): HeaderProfile => {
  const { heads, source } = profileOf({ id: 'minimal' });
  const [asked, answered] = [quotedHead(request), quotedHead(response)];
  return {
    source,
    heads: {
      ...heads,
      'poll-request': asked,
      'long-poll-request': asked,
      'post-request': asked,
      'news-response': answered,
      'empty-response': answered,
      'post-response': answered,
    },
  };
};

/** Far apart, so that nothing carries what it should not. */
const COUNT = 50;
const moments = Array.from({ length: COUNT }, (_, index) => 1500 + index * 1000);
const down = messagesAt(moments, 'server-to-client', size, moments.at(-1));
const up = messagesAt(moments, 'client-to-server', size, moments.at(-1));
const nothing = messagesAt([], 'server-to-client', size, 1000);

/** A list of one JSON value is wrapped in two bytes, which the measured body held. */
const bodyOf = (messageSize: number) => messageSize - 2;
const polled = simulatePolling(
  messagesAt(moments, 'server-to-client', bodyOf(size), moments.at(-1)),
  network,
  { intervalMs: 1000, startsAtMs: 2000 },
);
const emptyPolls = simulatePolling(messagesAt([], 'server-to-client', 1, COUNT * 1000), network, {
  intervalMs: 1000,
});
const longPolled = simulateLongPolling(
  messagesAt(moments, 'server-to-client', bodyOf(size), moments.at(-1)),
  network,
  { timeoutMs: 60_000 },
);
const posted: MethodRun = (() => {
  const run = simulatePolling(up, network, { intervalMs: 3_600_000, startsAtMs: 3_600_000 });
  return {
    ...run,
    writes: run.writes.filter((write) => 'purpose' in write && write.purpose === 'post'),
  };
})();

type Row = {
  readonly name: string;
  readonly run: MethodRun;
  readonly plan: Partial<WirePlan>;
  readonly payload: number;
  readonly ip: number;
};

const chromium = sized(559, 180);
const chromiumEmpty = sized(553, 136);

const rows: Row[] = [
  {
    name: 'WebSocket, plain',
    run: simulateWebSocket(down, network),
    plan: {},
    payload: 26,
    ip: 130,
  },
  {
    name: 'WebSocket, TLS',
    run: simulateWebSocket(down, network),
    plan: { isEncrypted: true },
    payload: 48,
    ip: 152,
  },
  {
    name: 'WebSocket up, plain',
    run: simulateWebSocket(up, network),
    plan: {},
    payload: 30,
    ip: 134,
  },
  {
    name: 'WebSocket up, TLS',
    run: simulateWebSocket(up, network),
    plan: { isEncrypted: true },
    payload: 52,
    ip: 156,
  },
  {
    name: 'SSE, plain',
    run: simulateEventStream(down, network),
    plan: { hasEventIds: false },
    payload: 38,
    ip: 142,
  },
  {
    name: 'SSE, TLS',
    run: simulateEventStream(down, network),
    plan: { hasEventIds: false, isEncrypted: true },
    payload: 60,
    ip: 164,
  },
  {
    name: 'SSE over HTTP/2',
    run: simulateEventStream(down, network),
    plan: { hasEventIds: false, isEncrypted: true, isHttp2: true },
    payload: 63,
    ip: 167,
  },
  {
    name: 'polling, plain, Chromium',
    run: polled,
    plan: { profile: chromium },
    payload: 763,
    ip: 919,
  },
  {
    name: 'polling, plain, Firefox',
    run: polled,
    plan: { profile: sized(432, 180) },
    payload: 636,
    ip: 792,
  },
  {
    name: 'polling, TLS',
    run: polled,
    plan: { profile: chromium, isEncrypted: true },
    payload: 808,
    ip: 964,
  },
  {
    name: 'an empty poll',
    run: emptyPolls,
    plan: { profile: chromiumEmpty, emptyAnswer: 'no-content' },
    payload: 689,
    ip: 845,
  },
  {
    name: 'long polling, plain',
    run: longPolled,
    plan: { profile: sized(543, 180) },
    payload: 747,
    ip: 903,
  },
  {
    name: 'long polling, TLS',
    run: longPolled,
    plan: { profile: sized(543, 180), isEncrypted: true },
    payload: 792,
    ip: 948,
  },
  { name: 'POST', run: posted, plan: { profile: sized(632, 136) }, payload: 792, ip: 948 },
];

const steady = (run: MethodRun, plan: Partial<WirePlan>, messages: number) => {
  const { bytes } = countRun(run, planOf({ format: 'json', hasSetup: false, ...plan }));
  return { payload: totalOf(bytes, 'tls') / messages, ip: totalOf(bytes, 'tcp') / messages };
};

test.each(rows)(
  '$name: $payload bytes of payload and $ip of IP, within 2 %',
  ({ run, plan, payload, ip }) => {
    const messages = run === emptyPolls ? run.exchanges.length : COUNT;
    const counted = steady(run, plan, messages);
    expect(Math.abs(counted.payload / payload - 1)).toBeLessThan(0.02);
    expect(Math.abs(counted.ip / ip - 1)).toBeLessThan(0.02);
  },
);

describe('HTTP/2 polls, which are estimated', () => {
  /** Polls followed so closely that a quarter of the answers had a new date. */
  const often = simulatePolling(
    messagesAt(
      Array.from({ length: 200 }, (_, index) => 300 + index * 260),
      'server-to-client',
      bodyOf(size),
      300 + 199 * 260,
    ),
    network,
    { intervalMs: 260, startsAtMs: 300 },
  );
  const plan: Partial<WirePlan> = { isEncrypted: true, isHttp2: true };

  test('bring a message within 5 %', () => {
    const { payload, ip } = steady(often, plan, 200);
    expect(Math.abs(payload / 176.5 - 1)).toBeLessThan(0.05);
    expect(Math.abs(ip / 384.5 - 1)).toBeLessThan(0.05);
  });

  test('bring nothing within 5 %', () => {
    const empty = simulatePolling(messagesAt([], 'server-to-client', 1, 26_000), network, {
      intervalMs: 130,
    });
    const { payload, ip } = steady(
      empty,
      { ...plan, emptyAnswer: 'no-content' },
      empty.exchanges.length,
    );
    expect(Math.abs(payload / 99.8 - 1)).toBeLessThan(0.05);
    expect(Math.abs(ip / 255.8 - 1)).toBeLessThan(0.05);
  });
});

describe('connections', () => {
  const opening = (isEncrypted: boolean, isFirst: boolean) => {
    const tally = noBytes();
    const transport = new Transport({ isEncrypted, maxSegmentSize: 65_484, hasSetup: true }, tally);
    transport.addConnection(0, isFirst ? 'full' : 'resumed');
    return { tally, packets: transport.packets };
  };

  test('open a WebSocket in 7 packets of 1,054 bytes, with a request of 545', () => {
    const run = simulateWebSocket(nothing, network);
    const profile = sized(0, 0);
    const opened = { ...run, writes: run.writes.slice(0, 2) };
    const heads = {
      ...profile.heads,
      'opening-request': quotedHead(545),
      'opening-response': quotedHead(129),
    };
    const { bytes, packets } = countRun(opened, planOf({ profile: { ...profile, heads } }));
    const closing = 3 * 52;
    expect(totalOf(bytes, 'tcp') - closing).toBe(1054);
    expect(packets - 3).toBe(7);
  });

  test('close a WebSocket in 328 bytes, with a reason of 4 and an acknowledgement that a FIN can carry', () => {
    const run = simulateWebSocket(nothing, network);
    const all = countRun(run, planOf());
    const open = countRun({ ...run, writes: run.writes.slice(0, 2) }, planOf());
    const closing = totalOf(all.bytes, 'tcp') - totalOf(open.bytes, 'tcp') + 3 * 52;
    expect(closing + 4 + 52).toBe(328);
  });

  test('have a TLS handshake of 4,299 bytes, 2,608 resumed', () => {
    const sum = (flights: readonly number[]) =>
      flights.reduce((total, flight) => total + flight, 0);
    expect(sum(TLS_FULL_HANDSHAKE)).toBe(4299);
    expect(sum(TLS_RESUMED_HANDSHAKE)).toBe(2608);
    const { tally } = opening(true, true);
    const closing = 3 * 52;
    expect(tally['tls-setup'] + tally['tcp-setup'] - closing).toBe(4157 + 678);
  });
});

describe('the computed table of break-even points and bytes a second', () => {
  const settings = {
    ...DEFAULT_SETTINGS,
    toClientPerMinute: 60,
    fromClientPerMinute: 0,
    messageSize: 24,
    layer: 'tcp',
    roundTripMs: 0,
    format: 'json',
    heartbeatSeconds: 30,
    cookieSize: 36,
    setup: 'left-out',
  } as const;

  test.each([
    { pollIntervalSeconds: 1, rate: 7.3 },
    { pollIntervalSeconds: 5, rate: 1.4 },
    { pollIntervalSeconds: 10, rate: 0.69 },
    { pollIntervalSeconds: 30, rate: 0.19 },
  ])(
    'polls every $pollIntervalSeconds s win above $rate messages a second, within 10 %',
    ({ pollIntervalSeconds, rate }) => {
      const { breakEvens } = makeCurves({ ...settings, pollIntervalSeconds });
      const point = breakEvens.find(
        ({ method, than }) => method === 'websocket' && than === 'polling',
      );
      expect(Math.abs(point!.perSecond / rate - 1)).toBeLessThan(0.1);
    },
  );

  test.each([
    { perSecond: 0.01, bytes: 8.5 },
    { perSecond: 0.1, bytes: 22 },
    { perSecond: 1, bytes: 159 },
    { perSecond: 5, bytes: 767 },
  ])(
    'a WebSocket at $perSecond messages a second sends $bytes bytes, within 4 %',
    ({ perSecond, bytes }) => {
      const { rates } = makeCurves({ ...settings, pollIntervalSeconds: 1 });
      const points = rates.websocket;
      const index = points.findIndex((point) => point.perSecond > perSecond);
      const [before, after] = [points[index - 1]!, points[index]!];
      const share = (perSecond - before.perSecond) / (after.perSecond - before.perSecond);
      const between =
        before.bytesPerSecond + share * (after.bytesPerSecond - before.bytesPerSecond);
      // The table omits the acknowledgement of a Ping that follows a push.
      const afterPush = (52 / 30) * (1 - Math.exp(-30 * perSecond));
      expect(Math.abs(between / (bytes + afterPush) - 1)).toBeLessThan(0.04);
    },
  );
});
