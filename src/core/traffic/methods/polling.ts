/** Polling: the client asks every so often whether there is anything new (RFC 6202 §1). */

import { EventQueue } from '#core/simulation/event-queue.ts';
import { HttpClient, KEPT_CONNECTIONS, type HttpConnections } from './http-client.ts';
import type { Message } from '#core/traffic/workload/message.ts';
import type { MethodRun, Network } from './method-run.ts';
import { RunLog } from './run-log.ts';
import { announceMessages, type Schedule } from '#core/traffic/workload/workload.ts';

export const POLL_TIMINGS = ['timer', 'after-answer'] as const;

/** The interval runs from question to question, or from an answer to the next question. */
export type PollTiming = (typeof POLL_TIMINGS)[number];

export type PollingOptions = {
  readonly intervalMs: number;
  readonly timing?: PollTiming;
  /** When the first question is asked. */
  readonly startsAtMs?: number;
  readonly connections?: HttpConnections;
};

/**
 * The client asks every `intervalMs`, but never before it has the answer to what it asked last: by
 * the timer, an interval shorter than the round trip comes to the round trip. An answer brings all
 * that is waiting.
 *
 * It goes on until every message has arrived. To know when that is is the observer's privilege, not
 * the client's.
 */
export function simulatePolling(
  schedule: Schedule,
  network: Network,
  { intervalMs, timing = 'timer', startsAtMs = 0, connections = KEPT_CONNECTIONS }: PollingOptions,
): MethodRun {
  const queue = new EventQueue();
  const log = new RunLog(queue);
  /** What the server has for the client. */
  let outbox: Message[] = [];
  let received = 0;

  const client = new HttpClient(queue, log, network, connections, {
    takePoll: (answer) => {
      const news = outbox;
      outbox = [];
      answer(news);
    },
    takePost: (message) => log.deliver(message),
  });
  const poll = () => {
    const askedAtMs = queue.nowMs;
    client.poll('poll', received, (messages) => {
      for (const message of messages) log.deliver(message);
      received += messages.length;
      const from = timing === 'timer' ? askedAtMs : queue.nowMs;
      queue.schedule(from + intervalMs - queue.nowMs, () => {
        if (queue.nowMs < schedule.durationMs || outbox.length > 0) poll();
      });
    });
  };

  queue.schedule(startsAtMs, poll);
  announceMessages(queue, schedule, (message) => {
    if (message.direction === 'server-to-client') outbox.push(message);
    else client.post(message);
  });
  queue.runUntil();
  return log.toRun('polling');
}
