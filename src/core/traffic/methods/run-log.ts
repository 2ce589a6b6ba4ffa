/** Writes down what a simulation does, as it does it. */

import type { EventQueue } from '#core/simulation/event-queue.ts';
import type { Message } from '#core/traffic/workload/message.ts';
import type { Exchange, MessageDelivery, MethodId, MethodRun, Write } from './method-run.ts';

export class RunLog {
  readonly #queue: EventQueue;
  readonly #writes: Write[] = [];
  readonly #exchanges: Exchange[] = [];
  readonly #deliveries: MessageDelivery[] = [];
  #connectionCount = 0;

  constructor(queue: EventQueue) {
    this.#queue = queue;
  }

  /** Opens a connection; gives its number. */
  openConnection(): number {
    return this.#connectionCount++;
  }

  add(write: Write): void {
    this.#writes.push(write);
    if (write.kind === 'request') this.#exchanges.push(write);
  }

  /** The receiver's application has a message, now. */
  deliver(message: Message): void {
    this.#deliveries.push({ message, deliveredAtMs: this.#queue.nowMs });
  }

  toRun(method: MethodId): MethodRun {
    return {
      method,
      writes: this.#writes,
      exchanges: this.#exchanges,
      deliveries: this.#deliveries,
      connectionCount: this.#connectionCount,
    };
  }
}
