/**
 * Server-sent events: one response that does not end, with each message as an event in it (HTML
 * §9.2, "Server-sent events"). Events only go to the client, so the client sends its messages by
 * POST.
 */

import { EventQueue } from '#core/simulation/event-queue.ts';
import { HttpClient, KEPT_CONNECTIONS, type HttpConnections } from './http-client.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import type { MethodRun, Network } from './method-run.ts';
import { RunLog } from './run-log.ts';
import { IdleWatch } from './idle-watch.ts';
import { announceMessages, type Schedule } from '#core/traffic/workload/workload.ts';

export type EventStreamOptions = {
  /** The server sends a comment this often, so that proxies keep the connection; 0 for never. */
  readonly heartbeatMs?: number;
  readonly connections?: HttpConnections;
};

/**
 * The client requests the stream at 0, and again when it was cut after a silence. Messages made
 * while there is none wait.
 */
export function simulateEventStream(
  schedule: Schedule,
  network: Network,
  { heartbeatMs = 0, connections = KEPT_CONNECTIONS }: EventStreamOptions = {},
): MethodRun {
  const queue = new EventQueue();
  const log = new RunLog(queue);
  const delayMs = network.oneWayDelayMs;
  const waiting: AppMessage[] = [];
  /** The connection of the stream, from the start of its response on. */
  let stream: { readonly connection: number; readonly cut: () => void } | null = null;

  const send = (connection: number, message: AppMessage | null) => {
    watch.active();
    const sentAtMs = queue.nowMs;
    const arrivedAtMs = sentAtMs + delayMs;
    log.add({
      kind: 'event',
      connection,
      direction: 'server-to-client',
      message,
      sentAtMs,
      arrivedAtMs,
    });
    if (message !== null) queue.schedule(delayMs, () => log.deliver(message));
  };
  const client = new HttpClient(queue, log, network, connections, {
    takePoll: () => undefined,
    takePost: (message) => log.deliver(message),
    takeStream: (connection, cut) => {
      stream = { connection, cut };
      watch.active();
      for (const message of waiting.splice(0)) send(connection, message);
    },
  });
  const watch = new IdleWatch(queue, {
    heartbeatMs,
    idleLimitMs: connections.idleLimitMs ?? Infinity,
    endMs: schedule.durationMs,
    beat: () => stream !== null && send(stream.connection, null),
    cut: () => {
      stream?.cut();
      stream = null;
    },
  });
  const open = () => {
    watch.open();
    client.openStream(open);
  };

  open();
  announceMessages(queue, schedule, (message) => {
    if (message.direction === 'client-to-server') client.post(message);
    else if (stream === null) waiting.push(message);
    else send(stream.connection, message);
  });
  queue.runUntil();
  return log.toRun('event-stream');
}
