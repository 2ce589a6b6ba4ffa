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
    this.#heap.push(due);
    this.#siftUp(this.#heap.length - 1);
  }

  /** Lets the next thing happen; false when nothing is due any more. */
  runNext(): boolean {
    const [next] = this.#heap;
    const last = this.#heap.pop();
    if (next === undefined || last === undefined) return false;
    if (this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#siftDown(0);
    }
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

  #siftUp(from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfEarlier(index, parent)) return;
      index = parent;
    }
  }

  #siftDown(from: number): void {
    let index = from;
    for (;;) {
      const left = 2 * index + 1;
      const right = left + 1;
      const smaller = this.#isEarlier(right, left) ? right : left;
      if (!this.#swapIfEarlier(smaller, index)) return;
      index = smaller;
    }
  }

  #swapIfEarlier(index: number, than: number): boolean {
    if (!this.#isEarlier(index, than)) return false;
    const a = this.#heap[index];
    const b = this.#heap[than];
    if (a === undefined || b === undefined) return false;
    this.#heap[index] = b;
    this.#heap[than] = a;
    return true;
  }

  #isEarlier(index: number, than: number): boolean {
    const a = this.#heap[index];
    const b = this.#heap[than];
    if (a === undefined || b === undefined) return false;
    return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  }
}
