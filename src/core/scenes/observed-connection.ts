/**
 * One acted-out connection as four observers record it: the access log of a proxy beside the
 * server, the page, the server's library, and a capture.
 *
 * The access log is nginx 1.22's, as measured: one line when the connection ends, with the time
 * since the request came and the bytes that were sent to the client.
 */

import { countFrames } from '#core/conversation/rare-units.ts';
import { readConversation, type Conversation } from '#core/conversation/conversation.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import { NO_STATUS_RECEIVED } from '#core/protocol/messages/close-code.ts';
import type { ConnectionEvent } from '#core/protocol/connection.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Side } from '#core/trace/direction.ts';
import type { ActedOut, Heard } from './crossing-list.ts';

export type AccessLogLine = {
  readonly method: string;
  readonly target: string;
  readonly status: number;
  /** Head and frames. */
  readonly bytesSent: number;
  readonly lastedMs: number;
  /** When it is written. */
  readonly atMs: number;
};

export type CloseEvent = Extract<ConnectionEvent, { readonly kind: 'close' }>;

/** What one side's own code can record. */
export type SideRecord = {
  readonly openedAtMs: number | null;
  /** Null if the side never got the event. */
  readonly closed: (CloseEvent & { readonly atMs: number }) | null;
  /** Messages that it sent and received. */
  readonly sent: number;
  readonly received: number;
};

export type ObservedConnection = {
  readonly accessLog: AccessLogLine;
  readonly page: SideRecord;
  readonly server: SideRecord & {
    readonly pings: number;
    /** From each ping to its pong. */
    readonly roundTripsMs: readonly number[];
  };
  readonly capture: {
    readonly frames: number;
    /** Of the first Close frame that has one. */
    readonly closeCode: number | null;
  };
};

/** Throws if no request arrived. */
export function observe(acted: ActedOut): ObservedConnection {
  const { trace, heard } = acted;
  const conversation = readConversation(trace);
  const { units, deliveries, messages } = conversation;
  const sentBy = (side: Side) =>
    messages.filter(({ direction }) => (direction === 'client-to-server') === (side === 'client'))
      .length;
  const pingsAtMs = units.flatMap((unit, index) =>
    unit.kind === 'frame' && unit.header.opcode === OPCODE.ping
      ? [deliveries[index]?.sentAtMs ?? 0]
      : [],
  );
  const pongsAtMs = heard
    .filter(({ side, event }) => side === 'server' && event.kind === 'pong')
    .map(({ atMs }) => atMs);
  const server = recordOf('server', heard, sentBy('server'));
  return {
    accessLog: accessLogOf(conversation, server.closed?.atMs ?? null),
    page: recordOf('client', heard, sentBy('client')),
    server: {
      ...server,
      pings: pingsAtMs.length,
      roundTripsMs: pongsAtMs.map((atMs, index) => atMs - (pingsAtMs[index] ?? 0)),
    },
    capture: {
      frames: countFrames(units),
      closeCode: closeCodeIn(conversation),
    },
  };
}

function recordOf(side: Side, heard: readonly Heard[], sent: number): SideRecord {
  const own = heard.filter((each) => each.side === side);
  const closed = own.flatMap(({ event, atMs }) =>
    event.kind === 'close' ? [{ ...event, atMs }] : [],
  );
  const openedAtMs = own.find(({ event }) => event.kind === 'open')?.atMs ?? null;
  // A server that rejects the handshake has no WebSocket that could close.
  const hasSocket = side === 'client' || openedAtMs !== null;
  return {
    openedAtMs,
    closed: (hasSocket ? closed[0] : null) ?? null,
    sent,
    received: own.filter(({ event }) => event.kind === 'message').length,
  };
}

/** `endedAtMs` is when the server's connection ended; null if it never had one. */
function accessLogOf(
  { units, deliveries, trace }: Conversation,
  endedAtMs: number | null,
): AccessLogLine {
  const requestAt = units.findIndex(({ kind }) => kind === 'request');
  const responseAt = units.findIndex(({ kind }) => kind === 'response');
  const request = units[requestAt];
  const response = units[responseAt];
  const arrival = deliveries[requestAt]?.arrival;
  if (request?.kind !== 'request' || response?.kind !== 'response' || arrival?.kind !== 'arrived') {
    throw new Error('expected a request that arrived and its response');
  }
  const { method, target } = request.head.startLine;
  const atMs = endedAtMs ?? deliveries[responseAt]?.sentAtMs ?? arrival.atMs;
  return {
    method,
    target,
    status: response.head.startLine.status,
    bytesSent: trace.streams['server-to-client'].length,
    lastedMs: atMs - arrival.atMs,
    atMs,
  };
}

/** As whoever reads the capture would say it: 1005 for a Close frame without a code. */
function closeCodeIn({ units, trace }: Conversation): number | null {
  for (const unit of units) {
    const close =
      unit.kind === 'frame' ? closePayloadOf(unit, trace.streams[unit.direction]) : null;
    if (close !== null) return close.code ?? NO_STATUS_RECEIVED;
  }
  return null;
}
