/** A virtual clock with a queue of actions. Time passes only when an action is due. */

/** A scheduled action. It can be cancelled, or moved to the background. */
export type Scheduled = {
  readonly atMs: number;
  /** Whether `runUntilQuiet` waits for it. False once it has run or was cancelled. */
  readonly isAwaited: boolean;
};

/**
 * What comes first of what is due at the same time: a timer, an arrival, anything else. The story
 * puts the moments of a trace in this order, too.
 */
const RANKS = { timer: 0, arrival: 1, action: 2 } as const;

type Occasion = keyof typeof RANKS;

type Due = {
  readonly atMs: number;
  readonly rank: number;
  readonly order: number;
  /** Null once it was cancelled. */
  action: (() => void) | null;
  isAwaited: boolean;
};

export class EventQueue {
  #nowMs = 0;
  #scheduled = 0;
  /** Scheduled actions that `runUntilQuiet` waits for. */
  #awaited = 0;
  /** A binary heap. Of those of one rank that are due together, the first scheduled runs first. */
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
  schedule(delayMs: number, action: () => void, occasion: Occasion = 'action'): Scheduled {
    return this.#push(delayMs, action, occasion, true);
  }

  /** Runs `action` after `delayMs`, but `runUntilQuiet` does not wait for it. */
  scheduleInBackground(
    delayMs: number,
    action: () => void,
    occasion: Occasion = 'action',
  ): Scheduled {
    return this.#push(delayMs, action, occasion, false);
  }

  /** Does nothing if the action has run. */
  cancel(scheduled: Scheduled): void {
    this.stopAwaiting(scheduled);
    (scheduled as Due).action = null;
  }

  /** The action still runs when it is due, but `runUntilQuiet` no longer waits for it. */
  stopAwaiting(scheduled: Scheduled): void {
    const due = scheduled as Due;
    if (due.isAwaited) this.#awaited--;
    due.isAwaited = false;
  }

  /** `runUntilQuiet` waits for the action. Expects one that has not run. */
  startAwaiting(scheduled: Scheduled): void {
    const due = scheduled as Due;
    if (!due.isAwaited) this.#awaited++;
    due.isAwaited = true;
  }

  #push(delayMs: number, action: () => void, occasion: Occasion, isAwaited: boolean): Scheduled {
    const due: Due = {
      atMs: this.#nowMs + Math.max(0, delayMs),
      rank: RANKS[occasion],
      order: this.#scheduled++,
      action,
      isAwaited,
    };
    if (isAwaited) this.#awaited++;
    this.#siftUp(due);
    return due;
  }

  /** Runs the next action. Returns false if there is none. */
  runNext(): boolean {
    const [next] = this.#heap;
    const last = this.#heap.pop();
    if (next === undefined || last === undefined) return false;
    if (next !== last) this.#siftDown(last);
    // A cancelled action must not move the clock.
    if (next.action === null) return true;
    this.#nowMs = next.atMs;
    this.stopAwaiting(next);
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
  if (one.atMs !== other.atMs) return one.atMs < other.atMs;
  return one.rank < other.rank || (one.rank === other.rank && one.order < other.order);
}
