/**
 * WebSocket: one opening handshake, then each message in a frame as soon as it is made (RFC 6455
 * §1.2). Two `Connection`s decide how the endpoints behave. This file decides when messages are
 * made, collected and sent, and when the server pings.
 */

import { EventQueue } from '#core/simulation/event-queue.ts';
import { senderOf, type Side } from '#core/trace/direction.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import { IdleWatch } from './idle-watch.ts';
import { announceMessages, type Schedule } from '#core/traffic/workload/workload.ts';
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
  /** How long its connection takes to open, before the handshake can begin. */
  readonly opensAfterMs?: number;
  /** The connection is cut after a silence longer than this; Infinity for never. */
  readonly idleLimitMs?: number;
  /** How long another connection takes to open after a cut. */
  readonly reopensAfterMs?: number;
};

const NORMAL_CLOSURE = 1000;

const OPENING = { purpose: 'opening', posted: null, since: 0 } as const;

/** The messages of one side that are not sent yet. */
type Outbox = {
  readonly waiting: AppMessage[];
  /** When the waiting messages are sent; Infinity if no time is set. */
  dueMs: number;
};

type Endpoints = Readonly<Record<Side, WebSocketEndpoint>>;

/**
 * The handshake begins when the connection is open. Messages made before the WebSocket is open for
 * their sender wait (§4.1: the client "MUST wait for a response from the server before sending any
 * further data"). A connection that was cut is opened again at once. The client closes when
 * everything has arrived and the observation is over.
 */
export function simulateWebSocket(
  schedule: Schedule,
  network: Network,
  {
    heartbeatMs = 0,
    coalesceMs = 0,
    opensAfterMs = 0,
    idleLimitMs = Infinity,
    reopensAfterMs = 0,
  }: WebSocketOptions = {},
): MethodRun {
  const queue = new EventQueue();
  const log = new RunLog(queue);
  const outboxOf = (): Outbox => ({ waiting: [], dueMs: Infinity });
  const outboxes = { client: outboxOf(), server: outboxOf() };
  /** Null while there is no connection. */
  let endpoints: Endpoints | null = null;

  const connect = () => {
    const connection = log.openConnection();
    const recordHead = headRecorder(log);
    const endpointOf = (side: Side) =>
      new WebSocketEndpoint(side, queue, network.oneWayDelayMs, connection, {
        headSent: (crossing) => {
          watch.active();
          recordHead(crossing);
        },
        frameSent: (frame) => {
          watch.active();
          log.add(frame);
        },
        opened: () => flush(side),
        received: (message) => log.deliver(message),
      });
    endpoints = { client: endpointOf('client'), server: endpointOf('server') };
    endpoints.client.connect(endpoints.server);
  };
  const watch = new IdleWatch(queue, {
    heartbeatMs,
    idleLimitMs,
    endMs: schedule.durationMs,
    beat: () => {
      if (endpoints?.server.isOpen === true) endpoints.server.ping();
    },
    cut: () => {
      endpoints = null;
      queue.schedule(network.oneWayDelayMs + reopensAfterMs, () => {
        watch.open();
        connect();
      });
    },
  });

  const flush = (side: Side) => {
    const endpoint = endpoints?.[side];
    const outbox = outboxes[side];
    if (endpoint?.isOpen !== true) return;
    outbox.dueMs = Infinity;
    if (coalesceMs > 0 && outbox.waiting.length > 0) endpoint.send(outbox.waiting.splice(0));
    else for (const message of outbox.waiting.splice(0)) endpoint.send([message]);
  };
  const offer = (message: AppMessage) => {
    const side = senderOf(message.direction);
    const outbox = outboxes[side];
    const isOpen = endpoints?.[side].isOpen === true;
    if (isOpen && coalesceMs === 0) return endpoints![side].send([message]);
    // What is made when the waiting messages are due is too late for them.
    if (queue.nowMs >= outbox.dueMs) flush(side);
    outbox.waiting.push(message);
    if (!isOpen || outbox.dueMs !== Infinity) return;
    outbox.dueMs = queue.nowMs + coalesceMs;
    queue.schedule(coalesceMs, () => {
      if (queue.nowMs >= outbox.dueMs) flush(side);
    });
  };

  watch.open();
  queue.schedule(opensAfterMs, connect);
  announceMessages(queue, schedule, offer);
  queue.runUntilQuiet();
  queue.schedule(schedule.durationMs - queue.nowMs, () => endpoints?.client.close(NORMAL_CLOSURE));
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
