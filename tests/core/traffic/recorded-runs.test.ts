import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { toUtf8 } from '#core/bytes/text.ts';
import { MessageDeflater } from '#core/protocol/compression/message-deflater.ts';
import type { Direction } from '#core/trace/direction.ts';
import { totalOf } from '#core/traffic/counting/byte-counts.ts';
import { countRun } from '#core/traffic/counting/count-run.ts';
import { CURL_PROFILE } from '#core/traffic/heads/curl-profile.ts';
import { simulateEventStream } from '#core/traffic/methods/event-stream.ts';
import { requestTemplate } from '#core/traffic/heads/head-template.ts';
import { withCompression, type HeaderProfile } from '#core/traffic/heads/header-profile.ts';
import { KEPT_CONNECTIONS } from '#core/traffic/methods/http-client.ts';
import { simulateLongPolling } from '#core/traffic/methods/long-polling.ts';
import type { MethodRun } from '#core/traffic/methods/method-run.ts';
import { simulatePolling } from '#core/traffic/methods/polling.ts';
import { profileOf } from '#core/traffic/heads/profiles.ts';
import { SEGMENT_HEADERS, TLS_RESUMED_HANDSHAKE } from '#core/traffic/counting/transport.ts';
import { simulateWebSocket } from '#core/traffic/methods/websocket.ts';
import type { PageConnection } from '#core/traffic/wire/wire-plan.ts';
import type { Schedule } from '#core/traffic/workload/workload.ts';
import recorded from '../../fixtures/traffic/recorded-runs.json' with { type: 'json' };
import { messagesAt, networkOf, planOf } from './schedules.ts';

type Recorded = (typeof recorded)[number];

const recordedRun = (id: string): Recorded => {
  const run = recorded.find((candidate) => candidate.id === id);
  if (run === undefined) throw new Error(`expected a recorded run, got ${id}`);
  return run;
};

/** On loopback no way takes any time. */
const network = networkOf(0);

/** Who polled stopped with the last message. */
const scheduleOf = ({ scheduleMs, messageSize }: Recorded, direction: Direction, moreMs = 0) =>
  messagesAt(scheduleMs, direction, messageSize, scheduleMs.at(-1)! + moreMs);
const downOf = (run: Recorded) => scheduleOf(run, 'server-to-client');
const upOf = (run: Recorded) => scheduleOf(run, 'client-to-server');

/** Who received a stream acknowledged the last message before it was closed. */
const UNTIL_CLOSE_MS = 30;
const webSocket = (run: Recorded, direction: Direction) =>
  simulateWebSocket(scheduleOf(run, direction, UNTIL_CLOSE_MS), network);

const everySecond = (schedule: Schedule) =>
  simulatePolling(schedule, network, { intervalMs: 1000 });
const longPolling = (schedule: Schedule) =>
  simulateLongPolling(schedule, network, { timeoutMs: 30_000 });
const postsOnly = (schedule: Schedule): MethodRun => {
  const run = simulatePolling(schedule, network, { intervalMs: 3_600_000 });
  const isPost = ({ purpose }: { purpose: string }) => purpose === 'post';
  return {
    ...run,
    connectionCount: 1,
    exchanges: run.exchanges.filter(isPost),
    writes: run.writes
      .filter((write) => 'purpose' in write && isPost(write))
      .map((write) => ({ ...write, connection: 0 })),
  };
};

/** curl's own counter stood in the target of the kept run. */
const curlCounting: HeaderProfile = {
  ...CURL_PROFILE,
  heads: {
    ...CURL_PROFILE.heads,
    'poll-request': requestTemplate(
      'GET',
      '/poll?since=auto&n=1',
      CURL_PROFILE.heads['poll-request'].fields,
    ),
  },
};

/**
 * The client was at `/up`, which is as long; its handshake asked for `/upws`, two bytes more than
 * `/ws`.
 */
const LONGER_TARGET = 2;

/**
 * A server that had only received acknowledged the client's Close by itself, and so did the client.
 */
const CLOSES_ALONE = 2;

type Case = {
  readonly id: string;
  readonly profile: HeaderProfile;
  readonly runOf: (recording: Recorded) => MethodRun;
  /** Payload that is in the recording and not in the model, with its reason beside it. */
  readonly more?: number;
  /**
   * Acknowledgements that are in the recording and not in the model, with their reason beside them.
   */
  readonly morePackets?: number;
};

const [chromium, node, curl] = (['chromium', 'node', 'curl'] as const).map((id) =>
  profileOf({ id }),
) as [HeaderProfile, HeaderProfile, HeaderProfile];

const cases: Case[] = [
  { id: 'chromium-poll', profile: chromium, runOf: (run) => everySecond(downOf(run)) },
  {
    id: 'chromium-longpoll',
    profile: chromium,
    runOf: (run) => longPolling(downOf(run)),
    // The first response on a connection was acknowledged immediately, as the first request was.
    morePackets: 1,
  },
  {
    id: 'chromium-sse',
    profile: chromium,
    runOf: (run) => simulateEventStream(downOf(run), network),
  },
  { id: 'chromium-ws', profile: chromium, runOf: (run) => webSocket(run, 'server-to-client') },
  { id: 'chromium-up-post', profile: chromium, runOf: (run) => postsOnly(upOf(run)) },
  {
    id: 'chromium-up-ws',
    profile: chromium,
    runOf: (run) => webSocket(run, 'client-to-server'),
    more: LONGER_TARGET,
    morePackets: CLOSES_ALONE,
  },
  { id: 'node-poll', profile: node, runOf: (run) => everySecond(downOf(run)) },
  { id: 'node-longpoll', profile: node, runOf: (run) => longPolling(downOf(run)) },
  { id: 'node-sse', profile: node, runOf: (run) => simulateEventStream(downOf(run), network) },
  { id: 'node-ws', profile: node, runOf: (run) => webSocket(run, 'server-to-client') },
  {
    id: 'node-up-post',
    profile: node,
    runOf: (run) => postsOnly(upOf(run)),
    // The FIN that came 5 ms after the last answer acknowledged it.
    morePackets: -1,
  },
  {
    id: 'node-up-ws',
    profile: node,
    runOf: (run) => webSocket(run, 'client-to-server'),
    more: LONGER_TARGET,
    morePackets: CLOSES_ALONE,
  },
  // The counter came to two digits for three of the twelve.
  {
    id: 'curl-poll-keepalive',
    profile: curlCounting,
    runOf: (run) => everySecond(downOf(run)),
    more: 3,
  },
  {
    id: 'curl-poll-newconn',
    profile: curl,
    runOf: (run) =>
      simulatePolling(downOf(run), network, {
        intervalMs: 1000,
        connections: { ...KEPT_CONNECTIONS, areNew: true },
      }),
  },
  { id: 'curl-sse', profile: curl, runOf: (run) => simulateEventStream(downOf(run), network) },
];

describe('the recorded runs, from their own schedules', () => {
  test.each(cases)(
    '$id comes to the same payload, to the byte',
    ({ id, profile, runOf, more = 0 }) => {
      const recording = recordedRun(id);
      const { bytes } = countRun(runOf(recording), planOf({ profile }));
      expect(totalOf(bytes, 'application') + more).toBe(recording.payload);
    },
  );

  test.each(cases.filter(({ id }) => id !== 'node-longpoll'))(
    '$id comes to the same packets of TCP and IP, but for those explained',
    ({ id, profile, runOf, more = 0, morePackets = 0 }) => {
      const recording = recordedRun(id);
      const { bytes, packets } = countRun(runOf(recording), planOf({ profile }));
      expect(packets + morePackets).toBe(recording.segments);
      const acknowledgements = morePackets * SEGMENT_HEADERS;
      expect(totalOf(bytes, 'tcp') + more + acknowledgements).toBe(recording.ipBytes);
    },
  );

  test('node-longpoll has a connection and nineteen acknowledgements more: undici changed between two', () => {
    const recording = recordedRun('node-longpoll');
    const { bytes } = countRun(longPolling(downOf(recording)), planOf({ profile: node }));
    const secondConnection = 3 * 52 + 16 + 3 * 52;
    const answersNotAcknowledgedByTheNextQuestion = 19 * 52;
    expect(totalOf(bytes, 'tcp') + secondConnection + answersNotAcknowledgedByTheNextQuestion).toBe(
      recording.ipBytes,
    );
  });

  test('chromium-ws-deflate compresses its own messages to the same bytes', () => {
    const recording = recordedRun('chromium-ws-deflate');
    const deflater = new MessageDeflater({ contextTakeover: true, windowBits: 15 });
    const payload = (recording.messages ?? []).map(
      (text) => deflater.compress(toUtf8(text)).length,
    );
    const frames = payload.reduce((sum, size) => sum + 2 + size, 0);
    const profile = withCompression(chromium);
    const nothing = simulateWebSocket(messagesAt([], 'server-to-client', 32), network);
    const { bytes } = countRun(nothing, planOf({ profile, isCompressed: true }));
    expect(totalOf(bytes, 'application') + frames).toBe(recording.payload);
  });
});

type Session = {
  readonly connections: readonly {
    readonly packets: number;
    readonly frames: readonly {
      readonly dir: 'c2s' | 's2c';
      readonly t: number;
      readonly opcode: number;
      readonly payloadLength: number;
    }[];
    readonly streams: { readonly segments: readonly (readonly [string, number, number, number])[] };
  }[];
};

/** Chromium over TLS 1.3 to npm's ws: the page first, then a WebSocket, which resumed TLS. */
describe('a recorded WebSocket over TLS, beside an open page', () => {
  const file = new URL('../../fixtures/sessions/chromium-ws-wss-tls13.json.gz', import.meta.url);
  const session = JSON.parse(gunzipSync(readFileSync(file)).toString()) as Session;
  const recording = session.connections.find(({ frames }) => frames.length > 0)!;
  const times = recording.frames.filter(({ opcode }) => opcode < 8);
  const startMs = recording.streams.segments[0]![1] * 1000;
  const messages = times.map(({ dir, t, payloadLength }, index) => ({
    direction: dir === 'c2s' ? ('client-to-server' as const) : ('server-to-client' as const),
    index,
    madeAtMs: t * 1000 - startMs,
    size: payloadLength,
  }));
  const schedule = { messages, durationMs: messages.at(-1)!.madeAtMs + 0.1 };
  const counted = (pageConnection: PageConnection) =>
    countRun(
      simulateWebSocket(schedule, network),
      planOf({ profile: chromium, isEncrypted: true, pageConnection }),
    );
  /**
   * It asked for `/secure` rather than `/ws`, from an origin with an s. An alert closed TLS, and
   * its ticket was shorter.
   */
  const [alert, clientHello] = [24, recording.streams.segments[0]![3]];
  const more = '/secure'.length - '/ws'.length + 1 + alert + clientHello - TLS_RESUMED_HANDSHAKE[0];
  const payload = recording.streams.segments.reduce((sum, [, , , length]) => sum + length, 0);

  test('has the TCP payload of the model, with TLS resumed, within 2%', () => {
    const { bytes } = counted('open');
    expect(Math.abs((totalOf(bytes, 'tls') + more) / payload - 1)).toBeLessThan(0.02);
  });

  test('has the packets of the model, but for those explained', () => {
    const { packets } = counted('open');
    const alertPacket = 1;
    // A new connection acknowledges its first segments at once, even if data could carry it.
    const quickAcknowledgements = 3;
    expect(packets + alertPacket + quickAcknowledgements).toBe(recording.packets);
  });

  test('would have had 1,691 bytes more of TLS on a first visit', () => {
    const [open, first] = [counted('open'), counted('none')];
    expect(first.bytes['tls-setup'] - open.bytes['tls-setup']).toBe(4299 - 2608);
  });
});

describe('the recorded runs over HTTP/2, which are estimated', () => {
  const estimated = (run: MethodRun) =>
    countRun(run, planOf({ profile: chromium, isHttp2: true, isEncrypted: true, hasSetup: false }));
  const nearTo = (actual: number, expected: number, within: number) =>
    expect(Math.abs(actual / expected - 1)).toBeLessThan(within);

  test('chromium-h2-sse: within 2 % at each layer', () => {
    const recording = recordedRun('chromium-h2-sse');
    const { bytes, packets } = estimated(simulateEventStream(downOf(recording), network));
    // Two updates of the receive window, which the model has not.
    const windowUpdates = { payload: 2 * (13 + 22), packets: 3 };
    nearTo(totalOf(bytes, 'tls') + windowUpdates.payload, recording.steady!.payload, 0.02);
    nearTo(packets + windowUpdates.packets, recording.steady!.segments, 0.05);
  });

  test('chromium-h2-poll: within 2 % at each layer, from the second poll on, but for an acknowledgement a poll', () => {
    const recording = recordedRun('chromium-h2-poll');
    const whole = simulatePolling(downOf(recording), network, {
      intervalMs: 1000,
      startsAtMs: 400,
    });
    const first = { ...whole, writes: whole.writes.slice(0, 2) };
    const [all, opening] = [estimated(whole), estimated(first)];
    const windowUpdate = { payload: 13 + 22, packets: 1 };
    const payload = totalOf(all.bytes, 'tls') - totalOf(opening.bytes, 'tls');
    nearTo(payload + windowUpdate.payload, recording.steady!.payload, 0.02);
    // Its empty DATA frame came so late that the body was acknowledged by itself.
    const polls = whole.exchanges.length - 1;
    const packets = all.packets - opening.packets + polls + windowUpdate.packets;
    nearTo(packets, recording.steady!.segments, 0.03);
  });
});
