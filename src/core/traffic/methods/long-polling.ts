/** Long polling: the server holds a request until it has a message, or for a time (RFC 6202 §2). */

import { EventQueue } from '#core/simulation/event-queue.ts';
import { HttpClient, KEPT_CONNECTIONS, type HttpConnections } from './http-client.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import type { MethodRun, Network } from './method-run.ts';
import { RunLog } from './run-log.ts';
import { announceMessages, type Schedule } from '#core/traffic/workload/workload.ts';

export type LongPollingOptions = {
  readonly timeoutMs: number;
  readonly connections?: HttpConnections;
};

type HeldPoll = { readonly answer: (messages: readonly AppMessage[]) => void };

/**
 * The client polls again as soon as it has a response. Between a response and the next request's
 * arrival, the server collects messages, and sends them together in the next response.
 *
 * If connections are closed after a shorter silence, the client connects again and polls.
 *
 * A request that is still held when the last message has arrived stays unanswered.
 */
export function simulateLongPolling(
  schedule: Schedule,
  network: Network,
  { timeoutMs, connections = KEPT_CONNECTIONS }: LongPollingOptions,
): MethodRun {
  const queue = new EventQueue();
  const log = new RunLog(queue);
  /** Messages for the client that were made while no request was held. */
  let outbox: AppMessage[] = [];
  let held: HeldPoll | null = null;
  let received = 0;
  // A limit that equals the timeout can come first.
  const { idleLimitMs = Infinity } = connections;
  const isCut = idleLimitMs <= timeoutMs;
  const heldMs = Math.min(timeoutMs, idleLimitMs);

  const answerHeld = () => {
    const news = outbox;
    outbox = [];
    held?.answer(news);
    held = null;
  };
  const client = new HttpClient(queue, log, network, connections, {
    takePoll: (answer, cut) => {
      const question = { answer };
      held = question;
      if (outbox.length > 0) {
        answerHeld();
      } else if (queue.nowMs + heldMs < schedule.durationMs) {
        queue.schedule(heldMs, () => {
          if (held !== question) return;
          if (!isCut) return answerHeld();
          held = null;
          cut();
        });
      }
    },
    takePost: (message) => log.deliver(message),
  });
  const poll = () => {
    client.poll(
      'long-poll',
      received,
      (messages) => {
        for (const message of messages) log.deliver(message);
        received += messages.length;
        pollAgain();
      },
      pollAgain,
    );
  };
  const pollAgain = () => {
    if (queue.nowMs < schedule.durationMs || outbox.length > 0) poll();
  };

  poll();
  announceMessages(queue, schedule, (message) => {
    if (message.direction === 'client-to-server') {
      client.post(message);
      return;
    }
    outbox.push(message);
    if (held !== null) answerHeld();
  });
  queue.runUntil();
  return log.toRun('long-polling');
}
