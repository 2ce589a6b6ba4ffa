/**
 * A client's requests over HTTP: on connections that are kept and used again (RFC 9112 §9.3), or on
 * a new one each.
 *
 * Over HTTP/1.1 a connection carries one exchange at a time: browsers do not send a second request
 * before the first is answered (pipelining, RFC 9112 §9.3.2). So a message that is posted while a
 * long poll is held takes another connection. Over HTTP/2 all share one (RFC 9113 §5).
 */

import type { EventQueue } from '#core/simulation/event-queue.ts';
import type { Message } from '#core/traffic/workload/message.ts';
import type { Answer, Exchange, Network } from './method-run.ts';
import type { RunLog } from './run-log.ts';

/** Connections to one host that a browser opens at most for HTTP/1.1. Further requests wait. */
const MAX_CONNECTIONS = 6;

export type HttpConnections = {
  /** Each exchange takes a new connection, and closes it. */
  readonly areNew: boolean;
  /** Exchanges cross side by side. */
  readonly isMultiplexed: boolean;
  /**
   * Round trips until a connection carries its first request: one for TCP, one more for TLS 1.3
   * (RFC 8446 §2).
   */
  readonly setupRoundTrips: number;
};

/** What is usual: kept, one exchange at a time, not encrypted. */
export const KEPT_CONNECTIONS: HttpConnections = {
  areNew: false,
  isMultiplexed: false,
  setupRoundTrips: 1,
};

/** The server's part. It may answer at once or later, as it likes. */
export type HttpServer = {
  readonly takePoll: (answer: (messages: readonly Message[]) => void) => void;
  readonly takePost: (message: Message) => void;
  /** The stream has been answered: from now on events may be sent over the connection. */
  readonly takeStream?: (connection: number) => void;
};

const NOTHING: readonly Message[] = [];

type Request = Pick<Exchange, 'purpose' | 'posted' | 'since'>;
type Receive = (messages: readonly Message[]) => void;
const ignore: Receive = () => undefined;

type OpenExchange = Exchange & { answer: Answer | null };

export class HttpClient {
  readonly #queue: EventQueue;
  readonly #log: RunLog;
  readonly #delayMs: number;
  readonly #connections: HttpConnections;
  readonly #server: HttpServer;
  /** Whether a place for an exchange is taken, and the connection that is open there, if one is. */
  readonly #places: { isBusy: boolean; connection: number | null }[] = [];
  readonly #waiting: (() => void)[] = [];

  /** The first connection is open before the observation begins. */
  constructor(
    queue: EventQueue,
    log: RunLog,
    network: Network,
    connections: HttpConnections,
    server: HttpServer,
  ) {
    this.#queue = queue;
    this.#log = log;
    this.#delayMs = network.oneWayDelayMs;
    this.#connections = connections;
    this.#server = server;
    this.#places.push({ isBusy: false, connection: log.openConnection() });
  }

  /** Asks for what came after the first `since` messages. */
  poll(purpose: 'poll' | 'long-poll', since: number, receive: Receive): void {
    this.#begin({ purpose, since, posted: null }, receive);
  }

  /** Asks for events, which come over this exchange's connection. */
  openStream(): void {
    this.#begin({ purpose: 'stream', since: 0, posted: null }, ignore);
  }

  post(message: Message): void {
    this.#begin({ purpose: 'post', since: 0, posted: message }, ignore);
  }

  #begin(request: Request, receive: Receive): void {
    const index = this.#idlePlace();
    if (index === MAX_CONNECTIONS) {
      this.#waiting.push(() => this.#begin(request, receive));
      return;
    }
    const place = (this.#places[index] ??= { isBusy: false, connection: null });
    place.isBusy = !this.#connections.isMultiplexed;
    if (place.connection !== null) {
      this.#send(request, place.connection, index, receive);
      return;
    }
    const connection = this.#log.openConnection();
    if (!this.#connections.areNew) place.connection = connection;
    const setupMs = this.#connections.setupRoundTrips * 2 * this.#delayMs;
    this.#queue.schedule(setupMs, () => this.#send(request, connection, index, receive));
  }

  #send(request: Request, connection: number, place: number, receive: Receive): void {
    const { purpose, posted, since } = request;
    const sentAtMs = this.#queue.nowMs;
    const exchange: OpenExchange = {
      kind: 'request',
      purpose,
      connection,
      direction: 'client-to-server',
      posted,
      since,
      sentAtMs,
      arrivedAtMs: sentAtMs + this.#delayMs,
      answer: null,
    };
    this.#log.add(exchange);
    if (this.#connections.areNew) this.#places[place]!.connection = null;
    this.#queue.schedule(this.#delayMs, () => {
      const answer = (messages: readonly Message[]) =>
        this.#answer(exchange, messages, place, receive);
      if (posted !== null) {
        this.#server.takePost(posted);
        answer(NOTHING);
      } else if (purpose === 'stream') {
        answer(NOTHING);
        this.#server.takeStream?.(connection);
      } else this.#server.takePoll(answer);
    });
  }

  #answer(
    exchange: OpenExchange,
    messages: readonly Message[],
    place: number,
    receive: Receive,
  ): void {
    const { purpose, connection } = exchange;
    const sentAtMs = this.#queue.nowMs;
    const answer: Answer = {
      kind: 'answer',
      purpose,
      connection,
      direction: 'server-to-client',
      messages,
      sentAtMs,
      arrivedAtMs: sentAtMs + this.#delayMs,
    };
    exchange.answer = answer;
    this.#log.add(answer);
    this.#queue.schedule(this.#delayMs, () => {
      // A stream stays open, and its connection taken.
      if (purpose !== 'stream') {
        this.#places[place]!.isBusy = false;
        this.#waiting.shift()?.();
      }
      receive(messages);
    });
  }

  /** The first place that is free, with a connection already or still to have one. */
  #idlePlace(): number {
    const idle = this.#places.findIndex(({ isBusy }) => !isBusy);
    return idle === -1 ? this.#places.length : idle;
  }
}
