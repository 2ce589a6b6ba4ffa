/** The messages that TCP doesn't take yet, and what their sender does when they are too many. */

import { FramePassages } from './frame-passages.ts';
import type { QueuedDraft } from './queued-message.ts';
import type { QueuePolicy, QueueSettings } from './slow-reader.ts';

/** A message in the queue is sent as soon as TCP takes it, in order. */
export class SenderQueue {
  readonly messages: QueuedDraft[] = [];
  mostQueued = 0;
  fullAtMs: number | null = null;
  closedAtMs: number | null = null;
  readonly #settings: QueueSettings;
  readonly #passages: FramePassages;
  /** Those from `#head` on wait. */
  #waiting: QueuedDraft[] = [];
  #head = 0;

  constructor(settings: QueueSettings) {
    this.#settings = settings;
    this.#passages = new FramePassages(settings);
  }

  get #length(): number {
    return this.#waiting.length - this.#head;
  }

  /** Sends what can leave by then. */
  flush(untilMs: number): void {
    for (; this.#length > 0; this.#head++) {
      const message = this.#waiting[this.#head]!;
      const sentAtMs = Math.max(message.madeAtMs, this.#passages.openAtMs);
      if (sentAtMs > untilMs) return;
      Object.assign(message, this.#passages.send(sentAtMs));
    }
    this.#clear();
  }

  /** When there is room for another message; Infinity if there is none by `endMs`. */
  awaitRoom(fromMs: number, endMs: number): number {
    let atMs = fromMs;
    while (this.#length > 0 && !this.#fits(this.#length + 1)) {
      this.fullAtMs ??= fromMs;
      atMs = Math.max(atMs, this.#passages.openAtMs);
      if (atMs > endMs) return Infinity;
      this.flush(atMs);
    }
    return atMs;
  }

  /** A message is made at `atMs`. Expects that the queue was flushed until then. */
  offer(atMs: number): void {
    const message: QueuedDraft = {
      madeAtMs: atMs,
      sentAtMs: null,
      arrivedAtMs: null,
      readAtMs: null,
      droppedAtMs: null,
      fate: 'waiting',
    };
    this.messages.push(message);
    if (this.#length === 0 && this.#passages.openAtMs <= atMs) {
      Object.assign(message, this.#passages.send(atMs));
      return;
    }
    if (!this.#fits(this.#length + 1)) {
      this.fullAtMs ??= atMs;
      if (!this.#makeRoom(this.#settings.policy, atMs)) {
        drop(message, atMs, 'lost');
        return;
      }
    }
    this.#waiting.push(message);
    this.mostQueued = Math.max(this.mostQueued, this.#length * this.#settings.payloadSize);
  }

  /** What happens to the Close frame; null if there is none. */
  close(): { readonly atMs: number; readonly readAtMs: number } | null {
    if (this.closedAtMs === null) return null;
    const atMs = this.closedAtMs;
    const arrivesAtMs = Math.max(atMs, this.#passages.openAtMs) + this.#settings.oneWayMs;
    return { atMs, readAtMs: Math.max(arrivesAtMs, this.#passages.allReadAtMs) };
  }

  #fits(length: number): boolean {
    return length * this.#settings.payloadSize <= this.#settings.boundSize;
  }

  /** Whether the new message is queued. */
  #makeRoom(policy: QueuePolicy, atMs: number): boolean {
    switch (policy) {
      case 'grow':
      case 'await':
        return true;
      case 'drop-newest':
        return false;
      case 'drop-oldest':
        while (this.#length > 0 && !this.#fits(this.#length + 1)) {
          drop(this.#waiting[this.#head++]!, atMs, 'lost');
        }
        return this.#fits(this.#length + 1);
      case 'coalesce':
        this.#dropAll(atMs, 'merged');
        return true;
      case 'close':
        this.#dropAll(atMs, 'lost');
        this.closedAtMs = atMs;
        return false;
    }
  }

  #dropAll(atMs: number, fate: 'lost' | 'merged'): void {
    for (const message of this.#waiting.slice(this.#head)) drop(message, atMs, fate);
    this.#clear();
  }

  #clear(): void {
    this.#waiting = [];
    this.#head = 0;
  }
}

function drop(message: QueuedDraft, atMs: number, fate: 'lost' | 'merged'): void {
  message.droppedAtMs = atMs;
  message.fate = fate;
}
