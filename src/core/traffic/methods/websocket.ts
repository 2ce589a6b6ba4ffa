/**
 * WebSocket: one opening handshake, then each message in a frame as soon as it is made (RFC 6455
 * §1.2). Two `Connection`s decide how the endpoints behave. This file decides when messages are
 * made, collected and sent, and when the server pings.
 */

import { EventQueue } from '#core/simulation/event-queue.ts';
import { senderOf, type Side } from '#core/trace/direction.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import { announceMessages, beatEvery, type Schedule } from '#core/traffic/workload/workload.ts';
import type { Crossing, MethodRun, Network } from './method-run.ts';
import { RunLog, type OpenExchange } from './run-log.ts';
import { WebSocketEndpoint } from './websocket-endpoint.ts';

export type WebSocketOptions = {
  /** The server pings this often (§5.5.2); 0 for never. */
  readonly heartbeatMs?: number;
  /**
   * A side collects messages for this long from the first one, then sends them as one list; 0 to
   * send each immediately.
   */
  readonly coalesceMs?: number;
};

const NORMAL_CLOSURE = 1000;

const OPENING = { purpose: 'opening', posted: null, since: 0 } as const;

/** The messages of one side that are not sent yet. */
type Outbox = {
  readonly endpoint: WebSocketEndpoint;
  readonly waiting: AppMessage[];
  /** Whether a time is set at which the waiting messages are sent. */
  isDue: boolean;
};

/**
 * The handshake begins at 0. Messages made before the connection is open for their sender wait
 * (§4.1: the client "MUST wait for a response from the server before sending any further data").
 * The client closes when everything has arrived and the observation is over.
 */
export function simulateWebSocket(
  schedule: Schedule,
  network: Network,
  { heartbeatMs = 0, coalesceMs = 0 }: WebSocketOptions = {},
): MethodRun {
  const queue = new EventQueue();
  const log = new RunLog(queue);
  const connection = log.openConnection();
  const recordHead = headRecorder(log);
  const outboxOf = (side: Side): Outbox => {
    const endpoint = new WebSocketEndpoint(side, queue, network.oneWayDelayMs, connection, {
      headSent: recordHead,
      frameSent: (frame) => log.add(frame),
      opened: () => flush(outboxes[side]),
      received: (message) => log.deliver(message),
    });
    return { endpoint, waiting: [], isDue: false };
  };
  const outboxes = { client: outboxOf('client'), server: outboxOf('server') };
  const [client, server] = [outboxes.client.endpoint, outboxes.server.endpoint];

  const flush = ({ endpoint, waiting }: Outbox) => {
    if (coalesceMs > 0 && waiting.length > 0) endpoint.send(waiting.splice(0));
    else for (const message of waiting.splice(0)) endpoint.send([message]);
  };
  const offer = (message: AppMessage) => {
    const outbox = outboxes[senderOf(message.direction)];
    const { isOpen } = outbox.endpoint;
    if (isOpen && coalesceMs === 0) return outbox.endpoint.send([message]);
    outbox.waiting.push(message);
    if (!isOpen || outbox.isDue) return;
    outbox.isDue = true;
    queue.schedule(coalesceMs, () => {
      outbox.isDue = false;
      flush(outbox);
    });
  };

  client.connect(server);
  beatEvery(queue, heartbeatMs, schedule.durationMs, () => server.ping());
  announceMessages(queue, schedule, offer);
  queue.runUntilQuiet();
  queue.schedule(schedule.durationMs - queue.nowMs, () => client.close(NORMAL_CLOSURE));
  queue.runUntil();
  return log.toRun('websocket');
}

/** The first head is the request, the second its response. */
function headRecorder(log: RunLog): (crossing: Crossing) => void {
  let opening: OpenExchange | null = null;
  return (crossing) => {
    if (opening === null) opening = log.request(crossing, OPENING);
    else log.answer(opening, crossing);
  };
}
