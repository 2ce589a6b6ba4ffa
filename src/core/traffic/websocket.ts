/** WebSocket: one opening handshake, then each message in a frame as soon as it is made (RFC 6455 §1.2). */

import { EventQueue } from '#core/simulation/event-queue.ts';
import { senderOf } from '#core/trace/direction.ts';
import type { Message } from './message.ts';
import type { Exchange, MessageDelivery, MethodRun, Network, SentFrame } from './method-run.ts';
import { announceMessages, type Schedule } from './workload.ts';

/**
 * The handshake begins at 0. A side sends once the connection is open for it: the server when it has sent its 101,
 * the client when that has arrived (§4.1: it "MUST wait for a response from the server before sending any further
 * data"). What is made earlier waits.
 */
export function simulateWebSocket(schedule: Schedule, network: Network): MethodRun {
  const delayMs = network.oneWayDelayMs;
  const queue = new EventQueue();
  const deliveries: MessageDelivery[] = [];
  const frames: SentFrame[] = [];
  const isOpen = { client: false, server: false };
  const waiting: Record<'client' | 'server', Message[]> = { client: [], server: [] };

  const send = (message: Message) => {
    const sentAtMs = queue.nowMs;
    frames.push({ message, sentAtMs, arrivedAtMs: sentAtMs + delayMs });
    queue.schedule(delayMs, () => deliveries.push({ message, deliveredAtMs: queue.nowMs }));
  };
  const open = (side: 'client' | 'server') => {
    isOpen[side] = true;
    waiting[side].forEach(send);
  };
  queue.schedule(delayMs, () => {
    queue.schedule(delayMs, () => open('client'));
    open('server');
  });
  announceMessages(queue, schedule, (message) => {
    const sender = senderOf(message.direction);
    if (isOpen[sender]) send(message);
    else waiting[sender].push(message);
  });
  queue.runUntil();
  return { method: 'websocket', exchanges: [openingOf(delayMs)], frames, deliveries };
}

/** The handshake of a server that agrees at once. */
function openingOf(delayMs: number): Exchange {
  return {
    purpose: 'opening',
    connection: 0,
    posted: null,
    since: 0,
    sentAtMs: 0,
    arrivedAtMs: delayMs,
    answer: { messages: [], sentAtMs: delayMs, arrivedAtMs: 2 * delayMs },
  };
}
