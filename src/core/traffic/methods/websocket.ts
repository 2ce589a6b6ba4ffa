/**
 * WebSocket: one opening handshake, then each message in a frame as soon as it is made (RFC 6455
 * §1.2).
 */

import { EventQueue } from '#core/simulation/event-queue.ts';
import { directionFrom, senderOf, type Side } from '#core/trace/direction.ts';
import type { Message } from '#core/traffic/workload/message.ts';
import type { Answer, MethodRun, Network, SentFrame } from './method-run.ts';
import { RunLog } from './run-log.ts';
import { announceMessages, beatEvery, type Schedule } from '#core/traffic/workload/workload.ts';

export type WebSocketOptions = {
  /** The server pings this often (§5.5.2); 0 for never. */
  readonly heartbeatMs?: number;
  /**
   * A side collects messages for this long from the first one, then sends them as one list; 0 for
   * at once.
   */
  readonly coalesceMs?: number;
};

type SideState = {
  isOpen: boolean;
  readonly waiting: Message[];
  /** Whether what waits is to be sent at a time already set. */
  isDue: boolean;
};

/**
 * The handshake begins at 0. A side sends once the connection is open for it: the server when it
 * has sent its 101, the client when that has arrived (§4.1: it "MUST wait for a response from the
 * server before sending any further data"). What is made earlier waits.
 *
 * When all has arrived and the observation is over, the client closes, and the server answers
 * (§5.5.1).
 */
export function simulateWebSocket(
  schedule: Schedule,
  network: Network,
  { heartbeatMs = 0, coalesceMs = 0 }: WebSocketOptions = {},
): MethodRun {
  const delayMs = network.oneWayDelayMs;
  const queue = new EventQueue();
  const log = new RunLog(queue);
  const connection = log.openConnection();
  const sides: Record<Side, SideState> = {
    client: { isOpen: false, waiting: [], isDue: false },
    server: { isOpen: false, waiting: [], isDue: false },
  };

  const send = (from: Side, carries: SentFrame['carries'], messages: readonly Message[] = []) => {
    const sentAtMs = queue.nowMs;
    const direction = directionFrom(from);
    const arrivedAtMs = sentAtMs + delayMs;
    log.add({ kind: 'frame', connection, direction, carries, messages, sentAtMs, arrivedAtMs });
  };
  const sendMessages = (from: Side, messages: readonly Message[]) => {
    send(from, 'messages', messages);
    queue.schedule(delayMs, () => {
      for (const message of messages) log.deliver(message);
    });
  };
  const flush = (side: Side) => {
    const { waiting } = sides[side];
    if (coalesceMs > 0 && waiting.length > 0) sendMessages(side, waiting.splice(0));
    else for (const message of waiting.splice(0)) sendMessages(side, [message]);
  };
  const open = (side: Side) => {
    sides[side].isOpen = true;
    flush(side);
  };
  const offer = (message: Message) => {
    const sender = senderOf(message.direction);
    const side = sides[sender];
    if (side.isOpen && coalesceMs === 0) {
      sendMessages(sender, [message]);
      return;
    }
    side.waiting.push(message);
    if (!side.isOpen || side.isDue) return;
    side.isDue = true;
    queue.schedule(coalesceMs, () => {
      side.isDue = false;
      flush(sender);
    });
  };

  const answer = openingAnswer(connection, delayMs);
  log.add({ ...OPENING, connection, arrivedAtMs: delayMs, answer });
  queue.schedule(delayMs, () => {
    log.add(answer);
    open('server');
    queue.schedule(delayMs, () => open('client'));
  });
  beatEvery(queue, heartbeatMs, schedule.durationMs, () => {
    if (!sides.server.isOpen) return;
    send('server', 'ping');
    queue.schedule(delayMs, () => send('client', 'pong'));
  });
  announceMessages(queue, schedule, offer);
  queue.runUntil();
  queue.schedule(schedule.durationMs - queue.nowMs, () => {
    send('client', 'close');
    queue.schedule(delayMs, () => send('server', 'close'));
  });
  queue.runUntil();
  return log.toRun('websocket');
}

const OPENING = {
  kind: 'request',
  purpose: 'opening',
  direction: 'client-to-server',
  posted: null,
  since: 0,
  sentAtMs: 0,
} as const;

/** The handshake of a server that agrees at once. */
function openingAnswer(connection: number, delayMs: number): Answer {
  return {
    kind: 'answer',
    purpose: 'opening',
    connection,
    direction: 'server-to-client',
    messages: [],
    sentAtMs: delayMs,
    arrivedAtMs: 2 * delayMs,
  };
}
