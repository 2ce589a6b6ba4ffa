/**
 * A WebSocket connection without I/O: bytes in, bytes and events out (RFC 6455 §4 to §7).
 *
 * It contains no socket, clock or source of randomness. Its caller sends the output to the peer,
 * reports what TCP does, and supplies masking keys. Output and events accumulate until they are
 * taken.
 */

import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { Slab } from '#core/bytes/slab.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { isCloseCodeOf, MANDATORY_EXTENSION } from '#core/protocol/messages/close-code.ts';
import { echoClosePayload, encodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { ConnectionOutput, type Output } from './connection-output.ts';
import { Endpoint, type EndpointState, type ReadyState } from './endpoint.ts';
import { EmptyLineSkipper, HeadReader } from '#core/protocol/http/http-head.ts';
import { MessageReader } from '#core/protocol/messages/message-reader.ts';
import type { Failure, MessageSink, MessageType } from '#core/protocol/messages/message-sink.ts';
import { MessageWriter } from '#core/protocol/messages/message-writer.ts';
import {
  ClientOpening,
  ServerOpening,
  type Agreed,
  type Opening,
  type OpeningStep,
} from '#core/protocol/opening/opening.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';

/**
 * What the endpoint reports, in the order in which it happens. What a page sees of it is another
 * matter: see `core/page`.
 */
export type ConnectionEvent =
  | { readonly kind: 'open' }
  | { readonly kind: 'message'; readonly type: MessageType; readonly data: Uint8Array }
  | { readonly kind: 'ping' | 'pong'; readonly data: Uint8Array }
  /** The handshake or the connection failed (§7.1.7). Null if no broken rule is the reason. */
  | { readonly kind: 'error'; readonly violation: Violation | null }
  | {
      readonly kind: 'close';
      readonly code: number;
      readonly reason: string;
      readonly wasClean: boolean;
    };

const NOTHING_NEGOTIATED: Agreed = {
  subprotocol: '',
  extensions: '',
  sending: null,
  receiving: null,
};

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #endpoint: Endpoint;
  readonly #opening: Opening;
  /** Copies of messages for the events, because the reader only lends them. */
  readonly #kept = new Slab();
  readonly #output = new ConnectionOutput();
  #events: ConnectionEvent[] = [];
  #headReader = new HeadReader();
  #agreed = NOTHING_NEGOTIATED;
  /** Null until the handshake is complete, which decides how messages are compressed. */
  #reader: MessageReader | null = null;
  #writer: MessageWriter | null = null;
  /** What is left of an empty line before a client's request. */
  readonly #emptyLine = new EmptyLineSkipper();

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#endpoint = new Endpoint(options.role);
    this.#opening =
      options.role === 'client'
        ? new ClientOpening(options.request, options.isBrowser)
        : new ServerOpening(options.policy);
    if (this.#opening.mayCompress && options.codecs === undefined) {
      throw new TypeError('expected codecs for permessage-deflate, got none');
    }
  }

  /** Empty if none was negotiated. */
  get subprotocol(): string {
    return this.#agreed.subprotocol;
  }

  /** As in the server's response; empty if none were negotiated. */
  get extensions(): string {
    return this.#agreed.extensions;
  }

  /** As a page reads it, if taking the output is sending it. */
  get bufferedAmount(): number {
    return this.#output.bufferedAmount;
  }

  get state(): EndpointState {
    return this.#endpoint.state;
  }

  get readyState(): ReadyState {
    return this.#endpoint.readyState;
  }

  /** The output since the last call. */
  takeOutput(): readonly Output[] {
    return this.#output.take();
  }

  /** The events since the last call. */
  takeEvents(): readonly ConnectionEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** TCP, and TLS for wss, is connected. A client sends its request (§4.1). */
  tcpOpened(): void {
    const bytes = this.#opening.start();
    if (bytes !== null) this.#write([bytes]);
  }

  /**
   * Throws a `TypeError` while connecting, and before the last fragment of a message. Once closing,
   * the message is only counted.
   */
  sendText(text: string): void {
    this.#sendMessage('text', toUtf8(text));
  }

  /** As `sendText`. The output can contain `data` itself, not a copy. */
  sendBinary(data: Uint8Array): void {
    this.#sendMessage('binary', data);
  }

  /**
   * Sends one fragment of a message, for a sender that doesn't know the whole yet (§5.4). The first
   * one begins the message, as text if it is a string; `isFinal` ends it. Each string is encoded by
   * itself, so it must not end within a surrogate pair. Pings, Pongs and a Close may come between.
   * Throws a `TypeError` while connecting, and for a fragment of the other type.
   */
  sendFragment(fragment: string | Uint8Array, isFinal: boolean): void {
    const isText = typeof fragment === 'string';
    const bytes = isText ? toUtf8(fragment) : fragment;
    this.#send(bytes, (writer) =>
      writer.encodeFragment(isText ? 'text' : 'binary', bytes, isFinal),
    );
  }

  /** Sends a Ping if the connection is open (§5.5.2). Throws a `RangeError` above 125 bytes. */
  ping(data: Uint8Array = NO_BYTES): void {
    if (this.readyState === 'OPEN') this.#writeControl('ping', data);
  }

  /**
   * Sends a Pong that no Ping asked for, as "a unidirectional heartbeat" (§5.5.3), if the
   * connection is open. Throws as `ping`.
   */
  pong(data: Uint8Array = NO_BYTES): void {
    if (this.readyState === 'OPEN') this.#writeControl('pong', data);
  }

  /**
   * Starts the closing handshake (§7.1.2), or fails a handshake that isn't complete. Without a
   * code, the Close frame is empty. Throws as `encodeClosePayload`, and a `RangeError` for a
   * server's 1010, which is a client's code (§7.4.1).
   */
  close(code: number | null = null, reason = ''): void {
    const { role } = this.#options;
    if (code === MANDATORY_EXTENSION && !isCloseCodeOf(code, role)) {
      throw new RangeError(`expected a close code of a ${role}, got ${code}`);
    }
    if (this.readyState === 'CONNECTING') return this.#failHandshake(null);
    if (this.readyState === 'OPEN') this.#writeClose(code, reason);
  }

  /**
   * The caller waited too long for the peer's handshake. A server answers with 408, a client fails.
   * Does nothing once the handshake is over.
   */
  timeOutOpening(): void {
    if (this.readyState !== 'CONNECTING') return;
    const reply = this.#opening.timeOut();
    if (reply !== null) this.#write([reply]);
    this.#failHandshake(null);
  }

  /**
   * The caller waited too long, after a Close frame of ours, for the peer to close: a client "MAY
   * initiate the TCP Close" then (§7.1.1). So may a server that gets no Close frame. Does nothing
   * in other states.
   */
  stopWaiting(): void {
    if (this.readyState === 'CLOSING') this.#output.end('end');
  }

  /** Bytes from the peer, in chunks of any size. */
  receive(chunk: Uint8Array): void {
    if (!this.#endpoint.isReading) return;
    if (this.#reader === null) this.#receiveHead(chunk);
    else this.#reader.feed(chunk);
  }

  /** The peer ended its half of the TCP connection, so we end ours. */
  receiveEnd(): void {
    if (this.readyState !== 'CLOSED') this.#output.end('end');
    this.#takeTcpClosed();
  }

  /** The TCP connection is lost: reset, or given up (§7.1.5: reported as 1006). */
  tcpLost(): void {
    this.#takeTcpClosed();
  }

  #receiveHead(chunk: Uint8Array): void {
    let rest = this.#options.role === 'server' ? this.#emptyLine.skip(chunk) : chunk;
    let step: OpeningStep = { kind: 'waits' };
    while (step.kind === 'waits') {
      const reading = this.#headReader.feed(rest);
      if (reading.kind === 'incomplete') return;
      rest = this.#headReader.rest;
      step = this.#opening.take(reading);
      this.#headReader = new HeadReader();
    }
    if (step.reply !== null) this.#write([step.reply]);
    if (step.kind === 'fails') return this.#failHandshake(step.violation);
    this.#open(step.agreed);
    if (rest.length > 0) this.#reader?.feed(rest);
  }

  #open(agreed: Agreed): void {
    const { role, limits = {}, codecs } = this.#options;
    const sender = role === 'client' ? 'server' : 'client';
    this.#agreed = agreed;
    this.#reader = new MessageReader(
      {
        sender,
        limits,
        compression: agreed.receiving,
        isBrowser: this.#isBrowser,
        ...(codecs && { codecs }),
      },
      this.#sink(),
    );
    this.#writer = new MessageWriter({
      nextMaskingKey: this.#options.role === 'client' ? this.#options.nextMaskingKey : null,
      compressor: (agreed.sending && codecs?.makeCompressor(agreed.sending)) ?? null,
    });
    this.#endpoint.take(role === 'client' ? 'response-accepted' : 'response-sent');
    this.#events.push({ kind: 'open' });
  }

  #sink(): MessageSink {
    return {
      takeMessage: (type, data) =>
        this.#events.push({ kind: 'message', type, data: this.#kept.copy(data) }),
      takePing: (data) => {
        this.#events.push({ kind: 'ping', data });
        // A Pong "unless it already received a Close frame" (§5.5.2): after that the reader stops.
        // After a Close of ours too, because only data frames may not follow it (§5.5.1).
        this.#writeControl('pong', data);
      },
      takePong: (data) => this.#events.push({ kind: 'pong', data }),
      takeClose: (code, reason) => this.#takeClose(code, reason),
      takeFailure: (failure) => this.#fail(failure),
    };
  }

  /**
   * Answers the peer's Close frame with its own code (§5.5.1), 1010 included, and with its reason,
   * as browsers and Node's ws do. Chromium 156 returns each code that it accepts, even 0 and 65535.
   * The server ends TCP first (§7.1.1).
   */
  #takeClose(code: number | null, reason: string): void {
    this.#endpoint.receiveClose(code, reason);
    if (this.#endpoint.state === 'close-received') {
      this.#writeClosePayload(echoClosePayload({ code, reason }));
    }
    if (this.#options.role === 'server') this.#output.end('end');
  }

  /** _Fail the WebSocket Connection_ after it was open: send the reason, then end (§7.1.7). */
  #fail({ violation, closeCode }: Failure): void {
    this.#events.push({ kind: 'error', violation });
    this.#endpoint.take('connection-failed');
    if (this.#endpoint.state === 'failing') this.#writeClose(closeCode, '');
    this.#endFailed();
  }

  #failHandshake(violation: Violation | null): void {
    this.#events.push({ kind: 'error', violation });
    this.#endpoint.take('handshake-failed');
    this.#endFailed();
  }

  /**
   * Browsers don't wait for the server's FIN. Measured with a server that keeps TCP open for 5 s
   * after a bad response or frame: the pages of Chromium 156 and Firefox 153 get `error` and
   * `close` within 0.2 s, and both close TCP. Firefox first reads the body of a rejection.
   */
  #endFailed(): void {
    this.#output.end(this.#isBrowser ? 'close' : 'end');
    if (this.#isBrowser) this.#takeTcpClosed();
  }

  get #isBrowser(): boolean {
    return this.#options.role === 'client' && (this.#options.isBrowser ?? true);
  }

  #takeTcpClosed(): void {
    if (this.readyState === 'CLOSED') return;
    this.#endpoint.take('tcp-closed');
    this.#events.push({ kind: 'close', ...this.#endpoint.closeReport });
  }

  #sendMessage(type: MessageType, message: Uint8Array): void {
    this.#send(message, (writer) => writer.encodeMessage(type, message));
  }

  #send(data: Uint8Array, encode: (writer: MessageWriter) => readonly Uint8Array[]): void {
    if (this.readyState === 'CONNECTING') {
      throw new TypeError('expected an open connection, got one that is still connecting');
    }
    if (this.readyState !== 'OPEN' || this.#writer === null) {
      return this.#output.drop(data.length);
    }
    this.#write(encode(this.#writer), data.length);
  }

  #writeClose(code: number | null, reason: string): void {
    this.#writeClosePayload(encodeClosePayload(code, reason));
  }

  #writeClosePayload(payload: Uint8Array): void {
    this.#writeControl('close', payload);
    this.#endpoint.take('close-sent');
  }

  #writeControl(kind: 'close' | 'ping' | 'pong', payload: Uint8Array): void {
    if (this.#writer !== null) this.#write(this.#writer.encodeControl(kind, payload));
  }

  #write(parts: readonly Uint8Array[], messageSize?: number): void {
    if (this.#endpoint.isWriting) this.#output.write(parts, messageSize);
  }
}
