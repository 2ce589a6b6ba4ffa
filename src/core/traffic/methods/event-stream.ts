/**
 * Server-sent events: one answer that does not end, and each message an event in it (HTML,
 * "Server-sent events"). It goes one way; the client posts what it has to say.
 */

import { EventQueue } from '#core/simulation/event-queue.ts';
import { HttpClient, KEPT_CONNECTIONS, type HttpConnections } from './http-client.ts';
import type { Message } from '#core/traffic/workload/message.ts';
import type { MethodRun, Network } from './method-run.ts';
import { RunLog } from './run-log.ts';
import { announceMessages, beatEvery, type Schedule } from '#core/traffic/workload/workload.ts';

export type EventStreamOptions = {
  /**
   * A comment is sent this often, so that nobody on the way takes the connection for dead; 0 for
   * never.
   */
  readonly heartbeatMs?: number;
  readonly connections?: HttpConnections;
};

/** The stream is asked for at 0. What is made before it is answered waits. */
export function simulateEventStream(
  schedule: Schedule,
  network: Network,
  { heartbeatMs = 0, connections = KEPT_CONNECTIONS }: EventStreamOptions = {},
): MethodRun {
  const queue = new EventQueue();
  const log = new RunLog(queue);
  const delayMs = network.oneWayDelayMs;
  const waiting: Message[] = [];
  /** The connection of the stream, once it is answered. */
  let stream: number | null = null;

  const send = (connection: number, message: Message | null) => {
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
    takeStream: (connection) => {
      stream = connection;
      for (const message of waiting) send(connection, message);
    },
  });

  client.openStream();
  beatEvery(queue, heartbeatMs, schedule.durationMs, () => {
    if (stream !== null) send(stream, null);
  });
  announceMessages(queue, schedule, (message) => {
    if (message.direction === 'client-to-server') client.post(message);
    else if (stream === null) waiting.push(message);
    else send(stream, message);
  });
  queue.runUntil();
  return log.toRun('event-stream');
}
