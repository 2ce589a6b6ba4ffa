/** How full the places are in which messages wait, over time. */

import type { QueueRun } from './bounded-queue.ts';
import { frameSizeOf } from './slow-reader.ts';

export type Tanks = {
  readonly atMs: number;
  /** Bytes of messages in the sender's queue: a page's `bufferedAmount`. */
  readonly queuedBytes: number;
  /** Bytes of frames in the network. */
  readonly inFlightBytes: number;
  /** Bytes of frames in the receiver's buffer, those that the reader is handling included. */
  readonly unreadBytes: number;
  /** Messages so far. */
  readonly made: number;
  readonly read: number;
  readonly lost: number;
  readonly merged: number;
  /** How old the message was that was read last; null if none was. */
  readonly ageMs: number | null;
};

/**
 * The tanks at `parts` + 1 times, equally spaced from 0 to the end. One look at each message and
 * at each time. Throws a `RangeError` unless `parts` is a whole number from 1 on.
 */
export function tanksOf({ settings, messages }: QueueRun, parts: number): Tanks[] {
  if (!Number.isSafeInteger(parts) || parts < 1) {
    throw new RangeError(`expected a whole number of parts, got ${parts}`);
  }
  const frameSize = frameSizeOf(settings);
  const times = Array.from(
    { length: parts + 1 },
    (_, part) => (part / parts) * settings.durationMs,
  );
  const queued = new Steps(times);
  const inFlight = new Steps(times);
  const unread = new Steps(times);
  const made = new Steps(times);
  const read = new Steps(times);
  const lost = new Steps(times);
  const merged = new Steps(times);
  for (const { madeAtMs, sentAtMs, arrivedAtMs, readAtMs, droppedAtMs, fate } of messages) {
    made.add(madeAtMs);
    queued.add(madeAtMs, droppedAtMs ?? sentAtMs);
    inFlight.add(sentAtMs, arrivedAtMs);
    unread.add(arrivedAtMs, readAtMs);
    read.add(readAtMs);
    if (fate === 'lost') lost.add(droppedAtMs);
    if (fate === 'merged') merged.add(droppedAtMs);
  }
  const finished = messages.filter(({ readAtMs }) => readAtMs !== null);
  return times.map((atMs, index) => {
    const readSoFar = read.at(index);
    const last = finished[readSoFar - 1];
    return {
      atMs,
      queuedBytes: queued.at(index) * settings.payloadSize,
      inFlightBytes: inFlight.at(index) * frameSize,
      unreadBytes: unread.at(index) * frameSize,
      made: made.at(index),
      read: readSoFar,
      lost: lost.at(index),
      merged: merged.at(index),
      ageMs: last === undefined ? null : last.readAtMs! - last.madeAtMs,
    };
  });
}

/** How many things there are at each of the times. */
class Steps {
  readonly #times: readonly number[];
  readonly #changes: Int32Array;
  #counts: Int32Array | null = null;

  constructor(times: readonly number[]) {
    this.#times = times;
    this.#changes = new Int32Array(times.length + 1);
  }

  /** There is one more from a time until before another; null for never. */
  add(fromMs: number | null, toMs: number | null = null): void {
    if (fromMs === null) return;
    this.#changes[this.#indexOf(fromMs)]!++;
    if (toMs !== null) this.#changes[this.#indexOf(toMs)]!--;
  }

  at(index: number): number {
    if (this.#counts === null) {
      let count = 0;
      this.#counts = this.#changes.map((change) => (count += change));
    }
    return this.#counts[index]!;
  }

  /** The first of the times that isn't before `ms`. */
  #indexOf(ms: number): number {
    const parts = this.#times.length - 1;
    let index = Math.min(parts, Math.floor((ms / this.#times[parts]!) * parts));
    while (index <= parts && this.#times[index]! < ms) index++;
    while (index > 0 && this.#times[index - 1]! >= ms) index--;
    return index;
  }
}
