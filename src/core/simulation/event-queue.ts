/** A virtual clock with its queue of what is to happen: time passes only when something is due. */

type Due = {
  readonly atMs: number;
  readonly order: number;
  readonly action: () => void;
  readonly isBackground: boolean;
};

export class EventQueue {
  #nowMs = 0;
  #scheduled = 0;
  /** How many of what is due is more than background. */
  #awaited = 0;
  /** A binary heap: the earliest first; of those due together, the one scheduled first. */
  readonly #heap: Due[] = [];

  /** Milliseconds since the beginning. */
  get nowMs(): number {
    return this.#nowMs;
  }

  get isEmpty(): boolean {
    return this.#heap.length === 0;
  }

  /** Nothing is due but what goes on in the background for ever, as a heartbeat does. */
  get isQuiet(): boolean {
    return this.#awaited === 0;
  }

  /** `delayMs` from now; never before now. */
  schedule(delayMs: number, action: () => void): void {
    this.#push(delayMs, action, false);
  }

  /** Likewise, but nobody waits for it. */
  scheduleInBackground(delayMs: number, action: () => void): void {
    this.#push(delayMs, action, true);
  }

  #push(delayMs: number, action: () => void, isBackground: boolean): void {
    const due: Due = {
      atMs: this.#nowMs + Math.max(0, delayMs),
      order: this.#scheduled++,
      action,
      isBackground,
    };
    if (!isBackground) this.#awaited++;
    this.#siftUp(due);
  }

  /** Lets the next thing happen; false when nothing is due any more. */
  runNext(): boolean {
    const [next] = this.#heap;
    const last = this.#heap.pop();
    if (next === undefined || last === undefined) return false;
    if (next !== last) this.#siftDown(last);
    this.#nowMs = next.atMs;
    if (!next.isBackground) this.#awaited--;
    next.action();
    return true;
  }

  /** Runs until nothing is due but what is in the background. */
  runUntilQuiet(): void {
    while (!this.isQuiet) this.runNext();
  }

  /** Runs until nothing is due, or until what is due lies at or after `endMs`. */
  runUntil(endMs = Infinity): void {
    while ((this.#heap[0]?.atMs ?? Infinity) < endMs) this.runNext();
  }

  /** Adds it at the end, and lets it rise past whatever is later. */
  #siftUp(due: Due): void {
    const heap = this.#heap;
    let index = heap.length;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent]!;
      if (!isEarlier(due, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = due;
  }

  /** Puts it in the place of the first, and lets it sink below whatever is earlier. */
  #siftDown(due: Due): void {
    const heap = this.#heap;
    const { length } = heap;
    let index = 0;
    for (let child = 1; child < length; child = 2 * index + 1) {
      if (child + 1 < length && isEarlier(heap[child + 1]!, heap[child]!)) child++;
      const below = heap[child]!;
      if (!isEarlier(below, due)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = due;
  }
}

function isEarlier(one: Due, other: Due): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}
