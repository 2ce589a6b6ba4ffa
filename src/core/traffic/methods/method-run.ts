/**
 * What one method did with a schedule: all that was handed to its connections, and when each
 * message arrived.
 */

import type { Direction } from '#core/trace/direction.ts';
import type { Message } from '#core/traffic/workload/message.ts';

export const METHODS = ['polling', 'long-polling', 'event-stream', 'websocket'] as const;

export type MethodId = (typeof METHODS)[number];

export type Network = {
  /** From either side to the other; a round trip is two of these. */
  readonly oneWayDelayMs: number;
  /** Bytes of a stream that one segment carries at most. */
  readonly maxSegmentSize: number;
};

/** When and where something crossed. */
type Crossing = {
  /** Which of the client's connections it went over, from 0. */
  readonly connection: number;
  readonly direction: Direction;
  readonly sentAtMs: number;
  readonly arrivedAtMs: number;
};

/**
 * A poll or long poll asks for messages, a post brings one, a stream is answered by events, an
 * opening becomes a WebSocket.
 */
export type Purpose = 'poll' | 'long-poll' | 'post' | 'stream' | 'opening';

/**
 * A request, and what became of it. Plain data, with no bytes: those are made when they are looked
 * at.
 */
export type Exchange = Crossing & {
  readonly kind: 'request';
  readonly purpose: Purpose;
  /** The message that the request brings; null unless it is a post. */
  readonly posted: Message | null;
  /**
   * How many messages the client had when it asked: the request says so, and the server goes on
   * from there.
   */
  readonly since: number;
  /** Null for a long poll that was still held when the observation ended. */
  readonly answer: Answer | null;
};

export type Answer = Crossing & {
  readonly kind: 'answer';
  readonly purpose: Purpose;
  /** What the answer brings; empty where there was nothing new. */
  readonly messages: readonly Message[];
};

/** A frame of a WebSocket. */
export type SentFrame = Crossing & {
  readonly kind: 'frame';
  readonly carries: 'messages' | 'ping' | 'pong' | 'close';
  /** One message, or several that were collected and sent as a list. */
  readonly messages: readonly Message[];
};

/** An event of a stream of server-sent events. */
export type SentEvent = Crossing & {
  readonly kind: 'event';
  /** Null for a comment that only keeps the connection alive. */
  readonly message: Message | null;
};

/** What one side hands to a connection whole. */
export type Write = Exchange | Answer | SentFrame | SentEvent;

export type MessageDelivery = {
  readonly message: Message;
  /** When the receiver's application had it. */
  readonly deliveredAtMs: number;
};

export type MethodRun = {
  readonly method: MethodId;
  /** Everything that was sent, in the order of sending. */
  readonly writes: readonly Write[];
  /** The requests among the writes. */
  readonly exchanges: readonly Exchange[];
  /** In the order in which they arrived: every message of the schedule, once. */
  readonly deliveries: readonly MessageDelivery[];
  readonly connectionCount: number;
};

/** Whether the client asked in vain. */
export function isEmptyPoll({ purpose, answer }: Exchange): boolean {
  return isPoll(purpose) && answer?.messages.length === 0;
}

export function isPoll(purpose: Purpose): boolean {
  return purpose === 'poll' || purpose === 'long-poll';
}

export function isFrame(write: Write): write is SentFrame {
  return write.kind === 'frame';
}
