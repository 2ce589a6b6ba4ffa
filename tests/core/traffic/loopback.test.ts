import { once } from 'node:events';
import { expect, test } from 'vitest';
import { fromLatin1 } from '#core/bytes/text.ts';
import { simulateEventStream } from '#core/traffic/methods/event-stream.ts';
import { simulateLongPolling } from '#core/traffic/methods/long-polling.ts';
import { encodeMessage, type AppMessage } from '#core/traffic/workload/app-message.ts';
import { simulatePolling } from '#core/traffic/methods/polling.ts';
import { simulateWebSocket } from '#core/traffic/methods/websocket.ts';
import { type Schedule, makeSchedule } from '#core/traffic/workload/workload.ts';
import { answerNews, ask, counted } from './real-exchanges.ts';
import { RealServer, receive } from './real-server.ts';
import { networkOf } from './schedules.ts';

/**
 * Real traffic: Node's http and npm's ws on loopback follow the schedule step by step. Every step
 * waits for the one before, so no real time matters. The model and the sockets count the same
 * bytes.
 */
const network = networkOf(0);

const schedule = makeSchedule({
  messagesPerMinute: { 'server-to-client': 90, 'client-to-server': 40 },
  messageSize: 130,
  durationMs: 20_000,
  pattern: 'random',
  seed: 5,
});

/** Client messages can come between two steps; every method sends them immediately. */
async function inTurn(
  { messages, durationMs }: Schedule,
  everyMs: number,
  onMessage: (message: AppMessage) => Promise<void>,
  onBeat: (atMs: number) => Promise<void>,
  firstBeatMs = everyMs,
): Promise<void> {
  let beat = firstBeatMs;
  for (const message of messages) {
    for (; beat <= message.madeAtMs; beat += everyMs) await onBeat(beat);
    await onMessage(message);
  }
  for (; beat < durationMs; beat += everyMs) await onBeat(beat);
}

async function post(server: RealServer, message: AppMessage): Promise<void> {
  const body = encodeMessage(message, 'text');
  const { response, answered } = await ask(server, { purpose: 'post' }, body);
  response.writeHead(204).end();
  await receive(answered);
}

test('polling', async () => {
  const server = await RealServer.start();
  let outbox: AppMessage[] = [];
  let received = 0;
  const poll = async () => {
    const question = await ask(server, { purpose: 'poll', since: received });
    const news = outbox;
    outbox = [];
    answerNews(question, news);
    received += news.length;
    await receive(question.answered);
  };
  await inTurn(
    schedule,
    2000,
    async (message) => {
      if (message.direction === 'server-to-client') outbox.push(message);
      else await post(server, message);
    },
    poll,
    0,
  );
  while (outbox.length > 0) await poll();
  const { host } = server;
  const run = simulatePolling(schedule, network, { intervalMs: 2000 });
  expect(await server.end()).toBe(counted(run, host));
});

test('long polling', async () => {
  const server = await RealServer.start();
  const timeoutMs = 1500;
  let received = 0;
  let held = await ask(server, { purpose: 'long-poll', since: 0 });
  let heldSinceMs = 0;
  const answer = async (messages: readonly AppMessage[], atMs: number) => {
    answerNews(held, messages);
    received += messages.length;
    await receive(held.answered);
    held = await ask(server, { purpose: 'long-poll', since: received });
    heldSinceMs = atMs;
  };
  const timeOutBefore = async (atMs: number) => {
    while (heldSinceMs + timeoutMs < atMs) await answer([], heldSinceMs + timeoutMs);
  };
  for (const message of schedule.messages) {
    await timeOutBefore(message.madeAtMs);
    if (message.direction === 'client-to-server') await post(server, message);
    else await answer([message], message.madeAtMs);
  }
  await timeOutBefore(schedule.durationMs);
  held.asked.destroy();
  const { host } = server;
  const run = simulateLongPolling(schedule, network, { timeoutMs });
  expect(await server.end()).toBe(counted(run, host));
});

test('server-sent events', async () => {
  const server = await RealServer.start();
  const { response, asked, answered } = await ask(server, { purpose: 'stream' });
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.flushHeaders();
  const [incoming] = await answered;
  const send = async (text: string) => {
    response.write(text);
    await once(incoming, 'data');
  };
  await inTurn(
    schedule,
    3000,
    async (message) => {
      if (message.direction === 'client-to-server') await post(server, message);
      else {
        const text = fromLatin1(encodeMessage(message, 'text'));
        await send(`id: ${message.index + 1}\ndata: ${text}\n\n`);
      }
    },
    () => send(':\n\n'),
  );
  asked.destroy();
  const { host } = server;
  const run = simulateEventStream(schedule, network, { heartbeatMs: 3000 });
  expect(await server.end()).toBe(counted(run, host));
});

test.each([
  { name: 'WebSocket', isCompressed: false },
  { name: 'WebSocket, compressed', isCompressed: true },
])('$name', async ({ isCompressed }) => {
  const real = await RealServer.start(isCompressed);
  const { client, server } = await real.openWebSocket('/ws');
  await inTurn(
    schedule,
    3000,
    async (message) => {
      const isUp = message.direction === 'client-to-server';
      const [from, to] = isUp ? [client, server] : [server, client];
      const arrived = once(to, 'message');
      from.send(fromLatin1(encodeMessage(message, 'text')));
      await arrived;
    },
    async () => {
      const answered = once(server, 'pong');
      server.ping();
      await answered;
    },
  );
  const closed = once(client, 'close');
  client.close(1000);
  await closed;
  const { host } = real;
  const run = simulateWebSocket(schedule, network, { heartbeatMs: 3000 });
  expect(await real.end()).toBe(counted(run, host, isCompressed));
});
