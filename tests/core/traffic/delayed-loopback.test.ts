import { expect, test } from 'vitest';
import { fromLatin1 } from '#core/bytes/text.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { simulateEventStream } from '#core/traffic/methods/event-stream.ts';
import { KEPT_CONNECTIONS } from '#core/traffic/methods/http-client.ts';
import { simulateLongPolling } from '#core/traffic/methods/long-polling.ts';
import type { MethodRun } from '#core/traffic/methods/method-run.ts';
import { simulatePolling } from '#core/traffic/methods/polling.ts';
import { simulateWebSocket } from '#core/traffic/methods/websocket.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import { encodeMessage } from '#core/traffic/workload/app-message.ts';
import { makeSchedule } from '#core/traffic/workload/workload.ts';
import { DelayingRelay } from './delaying-relay.ts';
import { answerNews, ask, counted } from './real-exchanges.ts';
import { RealServer, receive } from './real-server.ts';
import { networkOf } from './schedules.ts';

/*
 * Real sockets behind a relay that delays everything: bytes and delays are those of the model, to
 * the byte and to the millisecond of the relay's time.
 */
const ONE_WAY_MS = 150;
const END_MS = 25_000;

const network = networkOf(ONE_WAY_MS);
/** The relay accepts connections at once. */
const connections = { ...KEPT_CONNECTIONS, setupRoundTrips: 0 };

const schedule = makeSchedule({
  messagesPerMinute: { 'server-to-client': 90, 'client-to-server': 40 },
  messageSize: 130,
  durationMs: 20_000,
  pattern: 'random',
  seed: 5,
});

type Arrivals = Readonly<Record<Direction, number[]>>;

/** What a method does with a message, on real sockets. */
type Application = {
  readonly start: () => Promise<unknown>;
  readonly push: (message: AppMessage) => void;
  readonly post?: (message: AppMessage) => Promise<unknown>;
  readonly end?: () => unknown;
};

async function act(
  make: (
    server: RealServer,
    relay: DelayingRelay,
    arrive: (direction: Direction) => void,
  ) => Application,
): Promise<{ bytes: number; arrivals: Arrivals; host: string }> {
  const relay = new DelayingRelay(ONE_WAY_MS);
  const server = await RealServer.start(false, relay);
  const arrivals: Arrivals = { 'server-to-client': [], 'client-to-server': [] };
  const arrive = (direction: Direction) => void arrivals[direction].push(relay.nowMs);
  const failures: unknown[] = [];
  const watch = (work: Promise<unknown>) => void work.catch((error) => failures.push(error));
  const application = make(server, relay, arrive);
  const post = async (message: AppMessage) => {
    const { response, answered } = await ask(server, { purpose: 'post' }, textOf(message));
    arrive('client-to-server');
    response.writeHead(204).end();
    await receive(answered);
  };
  relay.at(0, () => watch(application.start()));
  for (const message of schedule.messages) {
    relay.at(message.madeAtMs, () => {
      if (message.direction === 'server-to-client') application.push(message);
      else watch((application.post ?? post)(message));
    });
  }
  await relay.runUntil(END_MS);
  application.end?.();
  await relay.runUntil(END_MS + 4 * ONE_WAY_MS);
  const { host } = server;
  const bytes = await server.end();
  expect(failures).toEqual([]);
  return { bytes, arrivals, host };
}

const textOf = (message: AppMessage) => encodeMessage(message, 'text');

const expectSame = ({ bytes, arrivals, host }: Awaited<ReturnType<typeof act>>, run: MethodRun) => {
  expect(bytes).toBe(counted(run, host));
  for (const direction of DIRECTIONS) {
    const modelled = run.deliveries
      .filter(({ message }) => message.direction === direction)
      .map(({ deliveredAtMs }) => deliveredAtMs);
    expect(arrivals[direction]).toEqual(modelled);
  }
};

test('polling', async () => {
  let outbox: AppMessage[] = [];
  let received = 0;
  const intervalMs = 2000;
  const acted = await act((server, relay, arrive) => {
    const poll = async (): Promise<void> => {
      const askedAtMs = relay.nowMs;
      const question = await ask(server, { purpose: 'poll', since: received });
      const news = outbox;
      outbox = [];
      answerNews(question, news);
      await receive(question.answered);
      news.forEach(() => arrive('server-to-client'));
      received += news.length;
      await new Promise<void>((resolve) => relay.at(askedAtMs + intervalMs, resolve));
      if (relay.nowMs < schedule.durationMs || outbox.length > 0) await poll();
    };
    return { start: poll, push: (message) => outbox.push(message) };
  });
  expectSame(acted, simulatePolling(schedule, network, { intervalMs, connections }));
});

test('long polling', async () => {
  let outbox: AppMessage[] = [];
  let received = 0;
  const timeoutMs = 1500;
  const acted = await act((server, relay, arrive) => {
    let answerHeld: () => void = () => undefined;
    const poll = async (): Promise<void> => {
      const question = await ask(server, { purpose: 'long-poll', since: received });
      if (outbox.length === 0) {
        const isAnswered = new Promise<boolean>((resolve) => {
          answerHeld = () => resolve(true);
          const dueMs = relay.nowMs + timeoutMs;
          if (dueMs < schedule.durationMs) relay.at(dueMs, () => resolve(true));
          else relay.at(END_MS, () => resolve(false));
        });
        if (!(await isAnswered)) return void question.asked.destroy();
      }
      const news = outbox;
      outbox = [];
      answerNews(question, news);
      await receive(question.answered);
      news.forEach(() => arrive('server-to-client'));
      received += news.length;
      if (relay.nowMs < schedule.durationMs || outbox.length > 0) await poll();
    };
    return {
      start: poll,
      push: (message) => {
        outbox.push(message);
        answerHeld();
      },
    };
  });
  expectSame(acted, simulateLongPolling(schedule, network, { timeoutMs, connections }));
});

test('server-sent events', async () => {
  const acted = await act((server, _, arrive) => {
    const waiting: AppMessage[] = [];
    let stream: Awaited<ReturnType<typeof ask>> | null = null;
    const send = (message: AppMessage) => {
      const text = fromLatin1(textOf(message));
      stream!.response.write(`id: ${message.index + 1}\ndata: ${text}\n\n`);
    };
    return {
      start: async () => {
        stream = await ask(server, { purpose: 'stream' });
        const { response, answered } = stream;
        response.writeHead(200, {
          'Content-Type': 'text/event-stream',
          'Cache-Control': 'no-store',
        });
        response.flushHeaders();
        for (const message of waiting.splice(0)) send(message);
        const [incoming] = await answered;
        incoming.on('data', () => arrive('server-to-client'));
      },
      push: (message) => (stream === null ? void waiting.push(message) : send(message)),
      end: () => stream?.asked.destroy(),
    };
  });
  expectSame(acted, simulateEventStream(schedule, network, { connections }));
});

test('WebSocket', async () => {
  const acted = await act((real, _, arrive) => {
    let sockets: Awaited<ReturnType<RealServer['openWebSocket']>> | null = null;
    const send = (from: 'client' | 'server', message: AppMessage) =>
      sockets![from].send(fromLatin1(textOf(message)));
    return {
      start: async () => {
        sockets = await real.openWebSocket('/ws');
        sockets.client.on('message', () => arrive('server-to-client'));
        sockets.server.on('message', () => arrive('client-to-server'));
      },
      push: (message) => send('server', message),
      post: async (message) => send('client', message),
      end: () => sockets?.client.close(1000),
    };
  });
  expectSame(acted, simulateWebSocket(schedule, network));
});
