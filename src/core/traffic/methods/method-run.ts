/** What one method did with a schedule: everything that was sent, and when each message arrived. */

import type { Direction } from '#core/trace/direction.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';

/** Ways to receive messages. */
export const METHODS = ['polling', 'long-polling', 'event-stream', 'websocket'] as const;

export type MethodId = (typeof METHODS)[number];

/** A method, or requests alone: the client posts its messages, and nothing receives any. */
export type ComparedId = 'requests' | MethodId;

export type Network = {
  /** From either side to the other; a round trip is two of these. */
  readonly oneWayDelayMs: number;
  /** Maximum bytes of a stream in one segment. */
  readonly maxSegmentSize: number;
};

/** When a write crossed the network, and on which connection. */
export type Crossing = {
  /** The number of the client's connection, from 0. */
  readonly connection: number;
  readonly direction: Direction;
  readonly sentAtMs: number;
  readonly arrivedAtMs: number;
};

/**
 * A poll or long poll requests messages, a post sends one, a stream is answered with events, an
 * opening becomes a WebSocket.
 */
export type ExchangePurpose = 'poll' | 'long-poll' | 'post' | 'stream' | 'opening';

/** A request and its response. It has no bytes: `wire/` makes them when they are looked at. */
export type Exchange = Crossing & {
  readonly kind: 'request';
  readonly purpose: ExchangePurpose;
  /** The message in the request; null unless it is a post. */
  readonly posted: AppMessage | null;
  /** How many messages the client had. The request contains it, and the server continues there. */
  readonly since: number;
  /** Null if a long poll was still held when the observation ended. */
  readonly answer: Answer | null;
};

export type Answer = Crossing & {
  readonly kind: 'answer';
  readonly purpose: ExchangePurpose;
  /** Empty if there was nothing new. */
  readonly messages: readonly AppMessage[];
};

/** A frame of a WebSocket. */
export type SentFrame = Crossing & {
  readonly kind: 'frame';
  readonly carries: 'messages' | 'ping' | 'pong' | 'close';
  /** One message, or several collected messages that were sent as a list. */
  readonly messages: readonly AppMessage[];
};

/** An event of a stream of server-sent events. */
export type SentEvent = Crossing & {
  readonly kind: 'event';
  /** Null for a comment that only keeps the connection alive. */
  readonly message: AppMessage | null;
};

/** What one side hands to TCP in one go. */
export type Write = Exchange | Answer | SentFrame | SentEvent;

export type MessageDelivery = {
  readonly message: AppMessage;
  /** When the receiver's application got it. */
  readonly deliveredAtMs: number;
};

export type MethodRun = {
  readonly method: ComparedId;
  /** In the order of sending. */
  readonly writes: readonly Write[];
  /** The requests among the writes. */
  readonly exchanges: readonly Exchange[];
  /** Every message of the schedule once, in the order of arrival. */
  readonly deliveries: readonly MessageDelivery[];
  readonly connectionCount: number;
};

/** Whether a poll returned no messages. */
export function isEmptyPoll({ purpose, answer }: Exchange): boolean {
  return isPoll(purpose) && answer?.messages.length === 0;
}

export function isPoll(purpose: ExchangePurpose): boolean {
  return purpose === 'poll' || purpose === 'long-poll';
}

export function isFrame(write: Write): write is SentFrame {
  return write.kind === 'frame';
}
