/**
 * Backpressure: a sender that is faster than its reader, and what it can do when its queue is full.
 * For a page, the queue is what `bufferedAmount` counts: it can be read, but not awaited.
 *
 * A run costs a few operations for each message that is made, of which there are at most 60,000.
 */

import type { QueuedDraft, QueuedMessage } from './queued-message.ts';
import { SenderQueue } from './sender-queue.ts';
import { withinBounds } from './setting-bounds.ts';
import { QUEUE_BOUNDS, type QueueSettings } from './slow-reader.ts';

/**
 * What a sender closes with. A server has Try Again Later, which was registered after RFC 6455
 * (IANA's registry, §11.7). A page may use 1000, or 3000 to 4999 by agreement (WHATWG WebSockets).
 */
export const SLOW_READER_CODES = { server: 1013, page: 1000 } as const;

export type QueueRun = {
  /** Within `QUEUE_BOUNDS`. */
  readonly settings: QueueSettings;
  readonly messages: readonly QueuedMessage[];
  readonly read: number;
  readonly waiting: number;
  readonly lost: number;
  readonly merged: number;
  /** The most bytes of messages that the sender's queue contained. */
  readonly mostQueued: number;
  /** When a message first didn't fit within the bound; null if that didn't happen. */
  readonly fullAtMs: number | null;
  /** How long the sender waited for room, with `await`. */
  readonly awaitedMs: number;
  /** With `close`: when it happens, and when the reader has read all before the Close frame. */
  readonly close: {
    readonly code: number;
    readonly atMs: number;
    readonly readAtMs: number | null;
  } | null;
};

export function simulateQueue(wanted: QueueSettings): QueueRun {
  const settings = withinBounds(wanted, QUEUE_BOUNDS);
  const { durationMs, producedPerSecond } = settings;
  const queue = new SenderQueue(settings);
  const intervalMs = 1000 / producedPerSecond;
  let atMs = 0;
  let awaitedMs = 0;
  for (let made = 0; producedPerSecond > 0 && atMs <= durationMs; made++) {
    queue.flush(atMs);
    if (settings.policy === 'await') {
      const roomAtMs = queue.awaitRoom(atMs, durationMs);
      awaitedMs += Math.min(roomAtMs, durationMs) - atMs;
      if (roomAtMs > durationMs) break;
      atMs = roomAtMs;
    }
    queue.offer(atMs);
    if (queue.closedAtMs !== null) break;
    // With nothing awaited, times are multiples and not sums.
    atMs = awaitedMs > 0 ? atMs + intervalMs : (made + 1) * intervalMs;
  }
  queue.flush(durationMs);
  const close = queue.close();
  const messages = queue.messages.map((draft) => observed(draft, durationMs));
  const countOf = (fate: QueuedMessage['fate']) =>
    messages.filter((message) => message.fate === fate).length;
  return {
    settings,
    messages,
    read: countOf('read'),
    waiting: countOf('waiting'),
    lost: countOf('lost'),
    merged: countOf('merged'),
    mostQueued: queue.mostQueued,
    fullAtMs: queue.fullAtMs,
    awaitedMs,
    close:
      close === null
        ? null
        : {
            code: SLOW_READER_CODES[settings.sender],
            ...close,
            readAtMs: within(close.readAtMs, durationMs),
          },
  };
}

const within = (time: number | null, endMs: number) =>
  time !== null && time <= endMs ? time : null;

function observed(draft: QueuedDraft, endMs: number): QueuedMessage {
  const readAtMs = within(draft.readAtMs, endMs);
  return {
    ...draft,
    sentAtMs: within(draft.sentAtMs, endMs),
    arrivedAtMs: within(draft.arrivedAtMs, endMs),
    readAtMs,
    fate: readAtMs === null ? draft.fate : 'read',
  };
}
