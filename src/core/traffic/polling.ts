/** Polling: the client asks every so often whether there is anything new (RFC 6202 §1). */

import { EventQueue } from '#core/simulation/event-queue.ts';
import { HttpClient } from './http-client.ts';
import type { Message } from './message.ts';
import type { MessageDelivery, MethodRun, Network } from './method-run.ts';
import { announceMessages, type Schedule } from './workload.ts';

/**
 * The client asks at 0 and then every `intervalMs`, but never before it has the answer to what it asked last: an
 * interval shorter than the round trip comes to the round trip.
 *
 * It goes on until every message has arrived. To know when that is is the observer's privilege, not the client's.
 */
export function simulatePolling(
  schedule: Schedule,
  network: Network,
  intervalMs: number,
): MethodRun {
  const queue = new EventQueue();
  const deliveries: MessageDelivery[] = [];
  /** What the server has for the client. */
  let outbox: Message[] = [];
  let received = 0;

  const deliver = (message: Message) => deliveries.push({ message, deliveredAtMs: queue.nowMs });
  const client = new HttpClient(queue, network, {
    takePoll: (answer) => {
      const news = outbox;
      outbox = [];
      answer(news);
    },
    takePost: deliver,
  });
  const poll = () => {
    const dueAtMs = queue.nowMs + intervalMs;
    client.poll('poll', received, (messages) => {
      messages.forEach(deliver);
      received += messages.length;
      queue.schedule(dueAtMs - queue.nowMs, () => {
        if (queue.nowMs < schedule.durationMs || outbox.length > 0) poll();
      });
    });
  };

  poll();
  announceMessages(queue, schedule, (message) => {
    if (message.direction === 'server-to-client') outbox.push(message);
    else client.post(message);
  });
  queue.runUntil();
  return { method: 'polling', exchanges: client.exchanges, frames: [], deliveries };
}
