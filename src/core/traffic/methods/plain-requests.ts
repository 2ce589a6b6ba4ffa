/** Requests alone: each message of the client is a POST, and nothing asks for messages. */

import { EventQueue } from '#core/simulation/event-queue.ts';
import { announceMessages, type Schedule } from '#core/traffic/workload/workload.ts';
import { HttpClient, type HttpConnections } from './http-client.ts';
import type { MethodRun, Network } from './method-run.ts';
import { RunLog } from './run-log.ts';

/** Expects a schedule without messages to the client, because none would arrive. */
export function simulatePlainRequests(
  schedule: Schedule,
  network: Network,
  connections: HttpConnections,
): MethodRun {
  const queue = new EventQueue();
  const log = new RunLog(queue);
  const client = new HttpClient(queue, log, network, connections, {
    takePoll: (answer) => answer([]),
    takePost: (message) => log.deliver(message),
  });
  announceMessages(queue, schedule, (message) => client.post(message));
  queue.runUntil();
  return log.toRun('requests');
}
