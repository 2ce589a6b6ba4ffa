/** A virtual clock with a queue of actions. Time passes only when an action is due. */

type Due = {
  readonly atMs: number;
  readonly order: number;
  readonly action: () => void;
  readonly isBackground: boolean;
};

export class EventQueue {
  #nowMs = 0;
  #scheduled = 0;
  /** Scheduled actions that are not background. */
  #awaited = 0;
  /** A binary heap. Actions that are due together run in the order of scheduling. */
  readonly #heap: Due[] = [];

  /** Milliseconds since the start. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Only background actions are left, such as those of a heartbeat that never ends. */
  get isQuiet(): boolean {
    return this.#awaited === 0;
  }

  /** Runs `action` after `delayMs`. A negative delay counts as 0. */
  schedule(delayMs: number, action: () => void): void {
    this.#push(delayMs, action, false);
  }

  /** Runs `action` after `delayMs`, but `runUntilQuiet` does not wait for it. */
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

  /** Runs the next action. Returns false if there is none. */
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

  /** Runs until only background actions are left. */
  runUntilQuiet(): void {
    while (!this.isQuiet) this.runNext();
  }

  /** Runs all actions that are due before `endMs`, background included. */
  runUntil(endMs = Infinity): void {
    while ((this.#heap[0]?.atMs ?? Infinity) < endMs) this.runNext();
  }

  /** Adds it at the end, and moves it up past later actions. */
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

  /** Puts it in the first place, and moves it down past earlier actions. */
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
