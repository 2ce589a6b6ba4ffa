/** Polling: the client requests new messages at intervals (RFC 6202 §1). */

import { EventQueue } from '#core/simulation/event-queue.ts';
import { HttpClient, KEPT_CONNECTIONS, type HttpConnections } from './http-client.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import type { MethodRun, Network } from './method-run.ts';
import { RunLog } from './run-log.ts';
import { announceMessages, type Schedule } from '#core/traffic/workload/workload.ts';

export const POLL_TIMINGS = ['timer', 'after-answer'] as const;

/** Where the interval starts: at the last request, or at its response. */
export type PollTiming = (typeof POLL_TIMINGS)[number];

export type PollingOptions = {
  readonly intervalMs: number;
  readonly timing?: PollTiming;
  /** When the first request is sent. */
  readonly startsAtMs?: number;
  /** A browser runs the timers of a hidden page only at multiples of this; 0 if it is visible. */
  readonly timerStepMs?: number;
  readonly connections?: HttpConnections;
};

/**
 * The client polls every `intervalMs`, but waits for the response to its last request. So with a
 * timer, an interval shorter than the round trip has the same effect as the round trip. A response
 * contains all messages that are waiting.
 *
 * The client polls until every message has arrived. Only the model knows when that is.
 */
export function simulatePolling(
  schedule: Schedule,
  network: Network,
  {
    intervalMs,
    timing = 'timer',
    startsAtMs = 0,
    timerStepMs = 0,
    connections = KEPT_CONNECTIONS,
  }: PollingOptions,
): MethodRun {
  const queue = new EventQueue();
  const log = new RunLog(queue);
  /** Messages that wait for the client. */
  let outbox: AppMessage[] = [];
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
      const dueMs = Math.max(queue.nowMs, from + intervalMs);
      const nextMs = timerStepMs === 0 ? dueMs : Math.ceil(dueMs / timerStepMs) * timerStepMs;
      queue.schedule(nextMs - queue.nowMs, () => {
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
