/** Records what a simulation does. */

import type { EventQueue } from '#core/simulation/event-queue.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import type {
  Answer,
  ComparedId,
  Crossing,
  Exchange,
  MessageDelivery,
  MethodRun,
  SentEvent,
  SentFrame,
  Write,
} from './method-run.ts';

/** A request that may not be answered yet. */
export type OpenExchange = Exchange & { answer: Answer | null };

export class RunLog {
  readonly #queue: EventQueue;
  readonly #writes: Write[] = [];
  readonly #exchanges: Exchange[] = [];
  readonly #deliveries: MessageDelivery[] = [];
  #connectionCount = 0;

  constructor(queue: EventQueue) {
    this.#queue = queue;
  }

  /** Opens a connection and returns its number. */
  openConnection(): number {
    return this.#connectionCount++;
  }

  add(write: SentFrame | SentEvent): void {
    this.#writes.push(write);
  }

  request(
    crossing: Crossing,
    { purpose, posted, since }: Pick<Exchange, 'purpose' | 'posted' | 'since'>,
  ): OpenExchange {
    const exchange = {
      kind: 'request',
      ...crossing,
      purpose,
      posted,
      since,
      answer: null,
    } as const;
    this.#writes.push(exchange);
    this.#exchanges.push(exchange);
    return exchange;
  }

  answer(exchange: OpenExchange, crossing: Crossing, messages: readonly AppMessage[] = []): void {
    const { purpose } = exchange;
    const answer: Answer = { kind: 'answer', ...crossing, purpose, messages };
    exchange.answer = answer;
    this.#writes.push(answer);
  }

  /** The receiver's application gets a message now. */
  deliver(message: AppMessage): void {
    this.#deliveries.push({ message, deliveredAtMs: this.#queue.nowMs });
  }

  toRun(method: ComparedId): MethodRun {
    return {
      method,
      writes: this.#writes,
      exchanges: this.#exchanges,
      deliveries: this.#deliveries,
      connectionCount: this.#connectionCount,
    };
  }
}
