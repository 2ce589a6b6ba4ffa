/** What one method did with a schedule: its requests and answers, its frames, and when each message arrived. */

import type { Message } from './message.ts';

export const METHODS = ['polling', 'long-polling', 'websocket'] as const;

export type MethodId = (typeof METHODS)[number];

export type Network = {
  /** From either side to the other; a round trip is two of these. */
  readonly oneWayDelayMs: number;
  /** Bytes of a stream that one segment carries at most. */
  readonly maxSegmentSize: number;
};

/** A request, and what became of it. Plain data, with no bytes: those are made when they are looked at. */
export type Exchange = {
  /** A poll or long poll asks for messages, a post brings one, an opening becomes a WebSocket. */
  readonly purpose: 'poll' | 'long-poll' | 'post' | 'opening';
  /** Which of the client's connections it went over, from 0. */
  readonly connection: number;
  /** The message that the request brings; null unless it is a post. */
  readonly posted: Message | null;
  /** How many messages the client had when it asked: the request says so, and the server goes on from there. */
  readonly since: number;
  readonly sentAtMs: number;
  readonly arrivedAtMs: number;
  /** Null for a long poll that was still held when the observation ended. */
  readonly answer: Answer | null;
};

export type Answer = {
  /** What the answer brings; empty where there was nothing new. */
  readonly messages: readonly Message[];
  readonly sentAtMs: number;
  readonly arrivedAtMs: number;
};

/** A message that crossed in a frame of its own. */
export type SentFrame = {
  readonly message: Message;
  readonly sentAtMs: number;
  readonly arrivedAtMs: number;
};

export type MessageDelivery = {
  readonly message: Message;
  /** When the receiver's application had it. */
  readonly deliveredAtMs: number;
};

export type MethodRun = {
  readonly method: MethodId;
  /** In the order in which the requests were sent. */
  readonly exchanges: readonly Exchange[];
  /** In the order in which they were sent; only the WebSocket has any. */
  readonly frames: readonly SentFrame[];
  /** In the order in which they arrived: every message of the schedule, once. */
  readonly deliveries: readonly MessageDelivery[];
};

/** Whether the client asked in vain. */
export function isEmptyPoll({ purpose, answer }: Exchange): boolean {
  return isPoll(purpose) && answer?.messages.length === 0;
}

export function isPoll(purpose: Exchange['purpose']): boolean {
  return purpose === 'poll' || purpose === 'long-poll';
}
