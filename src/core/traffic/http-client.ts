/**
 * A client's requests over HTTP/1.1, on connections that are kept and used again (RFC 9112 §9.3).
 *
 * A connection carries one exchange at a time: browsers do not send a second request before the first is answered
 * (pipelining, RFC 9112 §9.3.2). So a message that is posted while a long poll is held takes another connection.
 */

import type { EventQueue } from '#core/simulation/event-queue.ts';
import type { Message } from './message.ts';
import type { Answer, Exchange, Network } from './method-run.ts';

/** Connections to one host that a browser opens at most for HTTP/1.1. Further requests wait. */
const MAX_CONNECTIONS = 6;

/** The server's part. It may answer at once or later, as it likes. */
export type HttpServer = {
  readonly takePoll: (answer: (messages: readonly Message[]) => void) => void;
  readonly takePost: (message: Message) => void;
};

const NOTHING: readonly Message[] = [];

type Request = Pick<Exchange, 'purpose' | 'posted' | 'since'>;
type Receive = (messages: readonly Message[]) => void;
const ignore: Receive = () => undefined;

type OpenExchange = Exchange & { answer: Answer | null };

export class HttpClient {
  readonly #queue: EventQueue;
  readonly #delayMs: number;
  readonly #server: HttpServer;
  readonly #exchanges: OpenExchange[] = [];
  /** Whether a connection is in use, by its number. */
  readonly #isBusy: boolean[] = [];
  readonly #waiting: (() => void)[] = [];

  constructor(queue: EventQueue, network: Network, server: HttpServer) {
    this.#queue = queue;
    this.#delayMs = network.oneWayDelayMs;
    this.#server = server;
  }

  /** All requests so far, with their answers. */
  get exchanges(): readonly Exchange[] {
    return this.#exchanges;
  }

  /** Asks for what came after the first `since` messages. */
  poll(purpose: 'poll' | 'long-poll', since: number, receive: Receive): void {
    this.#send({ purpose, since, posted: null }, receive);
  }

  post(message: Message): void {
    this.#send({ purpose: 'post', since: 0, posted: message }, ignore);
  }

  #send(request: Request, receive: Receive): void {
    const connection = this.#idleConnection();
    if (connection === MAX_CONNECTIONS) {
      this.#waiting.push(() => this.#send(request, receive));
      return;
    }
    this.#isBusy[connection] = true;
    const { purpose, posted, since } = request;
    const sentAtMs = this.#queue.nowMs;
    const exchange: OpenExchange = {
      purpose,
      connection,
      posted,
      since,
      sentAtMs,
      arrivedAtMs: sentAtMs + this.#delayMs,
      answer: null,
    };
    this.#exchanges.push(exchange);
    this.#queue.schedule(this.#delayMs, () => {
      const answer = (messages: readonly Message[]) => this.#answer(exchange, messages, receive);
      if (posted === null) {
        this.#server.takePoll(answer);
      } else {
        this.#server.takePost(posted);
        answer(NOTHING);
      }
    });
  }

  #answer(exchange: OpenExchange, messages: readonly Message[], receive: Receive): void {
    const sentAtMs = this.#queue.nowMs;
    exchange.answer = { messages, sentAtMs, arrivedAtMs: sentAtMs + this.#delayMs };
    this.#queue.schedule(this.#delayMs, () => {
      this.#isBusy[exchange.connection] = false;
      this.#waiting.shift()?.();
      receive(messages);
    });
  }

  /** The first connection that is free, opened already or still to be opened. */
  #idleConnection(): number {
    const idle = this.#isBusy.indexOf(false);
    return idle === -1 ? this.#isBusy.length : idle;
  }
}
