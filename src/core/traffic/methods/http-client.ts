/**
 * A client's HTTP requests, on reused connections (RFC 9112 §9.3) or each on a new one.
 *
 * An HTTP/1.1 connection carries one exchange at a time, because browsers don't use pipelining (RFC
 * 9112 §9.3.2). So a POST during a long poll needs another connection. HTTP/2 requests share one
 * connection (RFC 9113 §5).
 */

import type { EventQueue } from '#core/simulation/event-queue.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import type { Crossing, Exchange, Network } from './method-run.ts';
import type { OpenExchange, RunLog } from './run-log.ts';

/** A browser's maximum of HTTP/1.1 connections to one host. Further requests wait. */
export const MAX_CONNECTIONS = 6;

export type HttpConnections = {
  /** Each exchange uses a new connection, and closes it. */
  readonly areNew: boolean;
  /** Exchanges share a connection at the same time. */
  readonly isMultiplexed: boolean;
  /**
   * Round trips until a connection carries its first request: one for TCP, one more for TLS 1.3
   * (RFC 8446 §2).
   */
  readonly setupRoundTrips: number;
  /** A connection without an exchange for longer than this is closed; Infinity for never. */
  readonly idleLimitMs?: number;
};

/** The usual case: reused, one exchange at a time, not encrypted. */
export const KEPT_CONNECTIONS: HttpConnections = {
  areNew: false,
  isMultiplexed: false,
  setupRoundTrips: 1,
};

/** The server's part. It answers immediately or later. */
export type HttpServer = {
  readonly takePoll: (answer: (messages: readonly AppMessage[]) => void, cut: () => void) => void;
  readonly takePost: (message: AppMessage) => void;
  /** The response of the stream has started, so events can be sent on this connection. */
  readonly takeStream?: (connection: number, cut: () => void) => void;
};

const NOTHING: readonly AppMessage[] = [];

type Request = Pick<Exchange, 'purpose' | 'posted' | 'since'> & {
  readonly receive: (messages: readonly AppMessage[]) => void;
  readonly wasCut: () => void;
};
const ignore = () => undefined;

type Place = {
  isBusy: boolean;
  connection: number | null;
  /** Exchanges in progress, which keep a connection from being idle. */
  exchanges: number;
  idleSinceMs: number;
};

export class HttpClient {
  readonly #queue: EventQueue;
  readonly #log: RunLog;
  readonly #delayMs: number;
  readonly #connections: HttpConnections;
  readonly #server: HttpServer;
  /** Whether a slot is in use by an exchange, and the connection that is open in it, if any. */
  readonly #places: Place[] = [];
  readonly #waiting: (() => void)[] = [];

  /** The first connection is already open when the observation begins. */
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
    this.#places.push({
      isBusy: false,
      connection: log.openConnection(),
      exchanges: 0,
      idleSinceMs: 0,
    });
  }

  /** Requests the messages after the first `since`. `wasCut` is called instead of `receive`. */
  poll(
    purpose: 'poll' | 'long-poll',
    since: number,
    receive: (messages: readonly AppMessage[]) => void,
    wasCut: () => void = ignore,
  ): void {
    this.#begin({ purpose, since, posted: null, receive, wasCut });
  }

  /** Requests events, which arrive on this exchange's connection. */
  openStream(wasCut: () => void = ignore): void {
    this.#begin({ purpose: 'stream', since: 0, posted: null, receive: ignore, wasCut });
  }

  post(message: AppMessage): void {
    this.#begin({ purpose: 'post', since: 0, posted: message, receive: ignore, wasCut: ignore });
  }

  #begin(request: Request): void {
    const index = this.#idlePlace();
    if (index === MAX_CONNECTIONS) {
      this.#waiting.push(() => this.#begin(request));
      return;
    }
    const { isMultiplexed, idleLimitMs = Infinity } = this.#connections;
    const place = (this.#places[index] ??= {
      isBusy: false,
      connection: null,
      exchanges: 0,
      idleSinceMs: 0,
    });
    place.isBusy = !isMultiplexed;
    const isIdle = place.exchanges === 0 && this.#queue.nowMs - place.idleSinceMs > idleLimitMs;
    if (isIdle) place.connection = null;
    if (place.connection !== null) {
      this.#send(request, place.connection, index);
      return;
    }
    const connection = this.#log.openConnection();
    if (!this.#connections.areNew) place.connection = connection;
    const setupMs = this.#connections.setupRoundTrips * 2 * this.#delayMs;
    place.exchanges++;
    this.#queue.schedule(setupMs, () => {
      place.exchanges--;
      this.#send(request, connection, index);
    });
  }

  #send(request: Request, connection: number, place: number): void {
    const { purpose, posted } = request;
    const exchange = this.#log.request(this.#crossing(connection, 'client-to-server'), request);
    this.#places[place]!.exchanges++;
    if (this.#connections.areNew) this.#places[place]!.connection = null;
    this.#queue.schedule(this.#delayMs, () => {
      const answer = (messages: readonly AppMessage[]) =>
        this.#answer(exchange, messages, place, request.receive);
      const cut = () => this.#cut(place, connection, request.wasCut);
      if (posted !== null) {
        this.#server.takePost(posted);
        answer(NOTHING);
      } else if (purpose === 'stream') {
        answer(NOTHING);
        this.#server.takeStream?.(connection, cut);
      } else this.#server.takePoll(answer, cut);
    });
  }

  /** The connection closes during an exchange. The client notices when that arrives. */
  #cut(index: number, connection: number, wasCut: () => void): void {
    this.#queue.schedule(this.#delayMs, () => {
      const place = this.#places[index]!;
      if (place.connection === connection) place.connection = null;
      place.isBusy = false;
      this.#end(place);
      this.#waiting.shift()?.();
      wasCut();
    });
  }

  #answer(
    exchange: OpenExchange,
    messages: readonly AppMessage[],
    place: number,
    receive: Request['receive'],
  ): void {
    const { purpose, connection } = exchange;
    this.#log.answer(exchange, this.#crossing(connection, 'server-to-client'), messages);
    this.#queue.schedule(this.#delayMs, () => {
      // A stream stays open, so its connection stays in use.
      if (purpose !== 'stream') {
        this.#places[place]!.isBusy = false;
        this.#end(this.#places[place]!);
        this.#waiting.shift()?.();
      }
      receive(messages);
    });
  }

  #end(place: Place): void {
    place.exchanges--;
    place.idleSinceMs = this.#queue.nowMs;
  }

  #crossing(connection: number, direction: Direction): Crossing {
    const sentAtMs = this.#queue.nowMs;
    return { connection, direction, sentAtMs, arrivedAtMs: sentAtMs + this.#delayMs };
  }

  /** The first free slot, with or without a connection. */
  #idlePlace(): number {
    const idle = this.#places.findIndex(({ isBusy }) => !isBusy);
    return idle === -1 ? this.#places.length : idle;
  }
}
