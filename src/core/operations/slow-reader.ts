/**
 * The settings of a connection whose reader may be slower than its sender, and what follows from
 * them without a simulation. Messages wait in the sender's queue, cross the network, and wait in
 * the receiver's buffer, which TCP never fills beyond its size (RFC 9293 §3.8.6).
 */

import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { minimalLengthForm } from '#core/protocol/framing/payload-length.ts';
import type { BoundsOf } from './setting-bounds.ts';

export const QUEUE_POLICIES = [
  'grow',
  'drop-newest',
  'drop-oldest',
  'coalesce',
  'close',
  'await',
] as const;

/**
 * What the sender does with a message that would make its queue larger than the bound:
 * - `grow`: queues it all the same;
 * - `drop-newest`: drops it;
 * - `drop-oldest`: drops what has waited longest, until there is room;
 * - `coalesce`: replaces all that wait by it, so that only the latest is kept;
 * - `close`: closes the connection, and drops all that wait;
 * - `await`: makes no message before there is room.
 */
export type QueuePolicy = (typeof QUEUE_POLICIES)[number];

export type QueueSettings = {
  readonly durationMs: number;
  /** A page's frames are masked, so their header has 4 bytes more. */
  readonly sender: 'page' | 'server';
  /** Messages per second, at equal intervals from time 0 on. */
  readonly producedPerSecond: number;
  /** Messages per second that the reader handles, one after another. */
  readonly consumedPerSecond: number;
  /** The reader handles nothing between these two times. */
  readonly pausedFromMs: number;
  readonly pausedUntilMs: number;
  /** Bytes of a message. */
  readonly payloadSize: number;
  readonly oneWayMs: number;
  /** Bytes that TCP sends before it waits for acknowledgements, at least one frame. */
  readonly windowSize: number;
  /** Bytes of the receiver's buffer, at least one frame. What is in flight needs room in it. */
  readonly receiveBufferSize: number;
  /** Bytes of messages that the sender's queue should contain at most. */
  readonly boundSize: number;
  readonly policy: QueuePolicy;
};

export const QUEUE_BOUNDS: BoundsOf<QueueSettings> = {
  durationMs: { min: 1000, max: 120_000 },
  producedPerSecond: { min: 0, max: 500 },
  consumedPerSecond: { min: 0, max: 10_000 },
  pausedFromMs: { min: 0, max: 120_000 },
  pausedUntilMs: { min: 0, max: 120_000 },
  payloadSize: { min: 1, max: 1_048_576, isWhole: true },
  oneWayMs: { min: 0, max: 10_000 },
  windowSize: { min: 1, max: 16_777_216, isWhole: true },
  receiveBufferSize: { min: 1, max: 16_777_216, isWhole: true },
  boundSize: { min: 0, max: 1_073_741_824, isWhole: true },
};

/** Bytes of a frame, header included. */
export function frameSizeOf({ sender, payloadSize }: QueueSettings): number {
  return frameHeaderSize(minimalLengthForm(payloadSize), sender === 'page') + payloadSize;
}

/** Whole frames that fit into a window or a buffer: at least one, which TCP sends in parts. */
export function framesWithin(size: number, settings: QueueSettings): number {
  return Math.max(1, Math.floor(size / frameSizeOf(settings)));
}

/**
 * Messages per second that can be read in the long run: as many as the reader handles, but no more
 * than a window per round trip, nor a receiver's buffer per round trip and handling.
 */
export function throughputPerSecond(settings: QueueSettings): number {
  const { consumedPerSecond, oneWayMs, windowSize, receiveBufferSize } = settings;
  if (consumedPerSecond === 0) return 0;
  const roundTrip = (2 * oneWayMs) / 1000;
  return Math.min(
    consumedPerSecond,
    framesWithin(windowSize, settings) / roundTrip,
    framesWithin(receiveBufferSize, settings) / (roundTrip + 1 / consumedPerSecond),
  );
}

/** Bytes of messages by which everything that waits grows per second: production − throughput. */
export function growthPerSecond(settings: QueueSettings): number {
  const excess = settings.producedPerSecond - throughputPerSecond(settings);
  return Math.max(0, excess) * settings.payloadSize;
}

/** How late the last of so many waiting bytes is: queue ÷ rate. Infinity if none are read. */
export function queueDelayMs(bytes: number, bytesPerSecond: number): number {
  return bytes <= 0 ? 0 : (bytes / bytesPerSecond) * 1000;
}

/**
 * When a queue that grows from the start reaches the bound, if nothing is paused: all that was made
 * and not read is in it, in the network and in the receiver's full buffer. Infinity if it doesn't
 * grow; null if the window is too narrow for that. The simulation differs by a round trip and a
 * few messages.
 */
export function fullAfterMs(settings: QueueSettings): number | null {
  const { boundSize, payloadSize, receiveBufferSize, windowSize, oneWayMs } = settings;
  const growth = growthPerSecond(settings);
  if (growth === 0) return Infinity;
  const perWindow = (2 * oneWayMs * settings.producedPerSecond) / 1000;
  if (framesWithin(windowSize, settings) < perWindow) return null;
  const buffered = framesWithin(receiveBufferSize, settings) * payloadSize;
  // Reading begins when the first message has arrived.
  const early = (throughputPerSecond(settings) * payloadSize * oneWayMs) / 1000;
  return Math.max(0, queueDelayMs(boundSize + buffered - early, growth));
}
