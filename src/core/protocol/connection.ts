/**
 * A WebSocket connection without I/O: bytes in, bytes and events out (RFC 6455 §4 to §7).
 *
 * It knows no socket, clock or source of randomness. Whoever runs it carries the output to the
 * peer, tells it what TCP did, and lends it masking keys.
 */

import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { Slab } from '#core/bytes/slab.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { isSendableCloseCode } from '#core/protocol/messages/close-code.ts';
import { encodeClosePayload } from '#core/protocol/messages/close-payload.ts';
import { Endpoint, type ReadyState } from './endpoint.ts';
import { FrameWriter } from '#core/protocol/framing/frame-writer.ts';
import { HeadReader } from '#core/protocol/http/http-head.ts';
import type { Limits } from '#core/protocol/messages/limits.ts';
import type { Codecs, MessageCompressor } from '#core/protocol/compression/codecs.ts';
import { MessageReader } from '#core/protocol/messages/message-reader.ts';
import type { Failure, MessageSink, MessageType } from '#core/protocol/messages/message-sink.ts';
import { OPCODE, type DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import type { OpeningPolicy } from '#core/protocol/opening/opening-answer.ts';
import type { OpeningRequest } from '#core/protocol/opening/opening-request.ts';
import {
  ClientOpening,
  ServerOpening,
  type Agreed,
  type Opening,
  type OpeningStep,
} from '#core/protocol/opening/opening.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';

/**
 * What an endpoint notices: for a client the events of a page, for a server those of its library.
 */
export type ConnectionEvent =
  | { readonly kind: 'open' }
  | { readonly kind: 'message'; readonly type: MessageType; readonly data: Uint8Array }
  | { readonly kind: 'ping' | 'pong'; readonly data: Uint8Array }
  | { readonly kind: 'error'; readonly violation: Violation | null }
  | {
      readonly kind: 'close';
      readonly code: number;
      readonly reason: string;
      readonly wasClean: boolean;
    };

/**
 * What is to be carried to the peer, in order: bytes, in parts to be written in one go, or the end
 * of our half of the TCP connection. Parts may be the caller's own bytes.
 */
export type Output =
  { readonly kind: 'bytes'; readonly parts: readonly Uint8Array[] } | { readonly kind: 'end' };

type CommonOptions = {
  /** Whatever is not said is as in `DEFAULT_LIMITS`. */
  readonly limits?: Partial<Limits>;
  /** Needed if an offer or a policy of ours can lead to compression: `MESSAGE_CODECS`. */
  readonly codecs?: Codecs;
};

export type ClientOptions = CommonOptions & {
  readonly role: 'client';
  readonly request: OpeningRequest;
  /**
   * Whether it fails where browsers do though the RFC would let it choose; a browser unless told
   * otherwise.
   */
  readonly isBrowser?: boolean;
  /** Four fresh bytes for each frame (§5.3: unpredictable, from a strong source of entropy). */
  readonly nextMaskingKey: () => Uint8Array;
};

export type ServerOptions = CommonOptions & {
  readonly role: 'server';
  /** Whom the server lets in, and what it adds to its 101. */
  readonly policy?: OpeningPolicy;
};

export type ConnectionOptions = ClientOptions | ServerOptions;

const NOTHING_AGREED: Agreed = {
  subprotocol: '',
  extensions: '',
  sending: null,
  receiving: null,
};

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #endpoint: Endpoint;
  readonly #opening: Opening;
  readonly #writer = new FrameWriter();
  /** Messages for the events, which outlast the reader's lending. */
  readonly #kept = new Slab();
  #output: Output[] = [];
  #events: ConnectionEvent[] = [];
  #headReader = new HeadReader();
  #agreed = NOTHING_AGREED;
  /** Present from the handshake on, which says how messages are compressed. */
  #reader: MessageReader | null = null;
  #compressor: MessageCompressor | null = null;
  /** Bytes of messages that wait in the output, and of those that came too late to be sent. */
  #waitingSize = 0;
  #unsentSize = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#endpoint = new Endpoint(options.role);
    this.#opening =
      options.role === 'client'
        ? new ClientOpening(options.request, options.isBrowser)
        : new ServerOpening(options.policy);
  }

  /** Empty where none was agreed on. */
  get subprotocol(): string {
    return this.#agreed.subprotocol;
  }

  /** As the server answered; empty where none was agreed on. */
  get extensions(): string {
    return this.#agreed.extensions;
  }

  /**
   * Bytes of messages that were sent and not yet taken, without framing. What is sent to a
   * connection that closes stays in it for good, as in a browser.
   */
  get bufferedAmount(): number {
    return this.#waitingSize + this.#unsentSize;
  }

  get readyState(): ReadyState {
    return this.#endpoint.readyState;
  }

  /** What has accumulated for the peer since the last call. */
  takeOutput(): readonly Output[] {
    const output = this.#output;
    this.#output = [];
    this.#waitingSize = 0;
    return output;
  }

  /** What has been noticed since the last call. */
  takeEvents(): readonly ConnectionEvent[] {
    const events = this.#events;
    this.#events = [];
    return events;
  }

  /** TCP (and TLS, for wss) stands: a client sends its request (§4.1). */
  tcpOpened(): void {
    const bytes = this.#opening.start();
    if (bytes !== null) this.#write(bytes);
  }

  sendText(text: string): void {
    this.#sendMessage(OPCODE.text, toUtf8(text));
  }

  sendBinary(data: Uint8Array): void {
    this.#sendMessage(OPCODE.binary, data);
  }

  ping(data: Uint8Array = NO_BYTES): void {
    if (this.readyState === 'OPEN') this.#writeFrame(OPCODE.ping, data);
  }

  /** Starts the closing handshake (§7.1.2). Without a code the Close frame is empty. */
  close(code: number | null = null, reason = ''): void {
    if (this.readyState === 'CONNECTING') return this.#failHandshake(null);
    if (this.readyState === 'OPEN') this.#writeClose(code, reason);
  }

  /** Bytes from the peer, cut anywhere. */
  receive(chunk: Uint8Array): void {
    if (!this.#endpoint.isReading) return;
    if (this.#reader === null) this.#receiveHead(chunk);
    else this.#reader.feed(chunk);
  }

  /** The peer ended its half of the TCP connection, so we end ours. */
  receiveEnd(): void {
    if (this.#endpoint.isWriting) this.#writeEnd();
    this.#closeTcp();
  }

  /** The TCP connection is lost: reset, or given up (§7.1.5: reported as 1006). */
  tcpLost(): void {
    this.#closeTcp();
  }

  #receiveHead(chunk: Uint8Array): void {
    let rest = chunk;
    let step: OpeningStep = { kind: 'waits' };
    while (step.kind === 'waits') {
      const reading = this.#headReader.feed(rest);
      if (reading.kind === 'incomplete') return;
      rest = this.#headReader.rest;
      step = this.#opening.take(reading);
      this.#headReader = new HeadReader();
    }
    if (step.reply !== null) this.#write(step.reply);
    if (step.kind === 'fails') return this.#failHandshake(step.violation);
    this.#open(step.agreed);
    if (rest.length > 0) this.#reader?.feed(rest);
  }

  /** The server is open when its 101 is sent, the client when it has accepted it (§4.1, §4.2.2). */
  #open(agreed: Agreed): void {
    const { role, limits = {}, codecs } = this.#options;
    const sender = role === 'client' ? 'server' : 'client';
    this.#agreed = agreed;
    this.#reader = new MessageReader(
      { sender, limits, compression: agreed.receiving, ...(codecs && { codecs }) },
      this.#sink(),
    );
    this.#compressor = (agreed.sending && codecs?.makeCompressor(agreed.sending)) ?? null;
    this.#endpoint.take(role === 'client' ? 'response-accepted' : 'response-sent');
    this.#events.push({ kind: 'open' });
  }

  #sink(): MessageSink {
    return {
      takeMessage: (type, data) =>
        this.#events.push({ kind: 'message', type, data: this.#kept.copy(data) }),
      takePing: (data) => {
        this.#events.push({ kind: 'ping', data });
        // "unless it already received a Close frame" (§5.5.2): the reader stops at one.
        if (this.readyState === 'OPEN') this.#writeFrame(OPCODE.pong, data);
      },
      takePong: (data) => this.#events.push({ kind: 'pong', data }),
      takeClose: (code, reason) => this.#takeClose(code, reason),
      takeFailure: (failure) => this.#fail(failure),
    };
  }

  /**
   * Answers the peer's Close frame with its own code (§5.5.1). The server ends TCP first (§7.1.1).
   */
  #takeClose(code: number | null, reason: string): void {
    this.#endpoint.receiveClose(code, reason);
    if (this.#endpoint.state === 'close-received') {
      this.#writeClose(code !== null && isSendableCloseCode(code) ? code : null, '');
    }
    if (this.#options.role === 'server') this.#writeEnd();
  }

  /** _Fail the WebSocket Connection_ after it was open: send the reason, then end (§7.1.7). */
  #fail({ violation, closeCode }: Failure): void {
    this.#events.push({ kind: 'error', violation });
    this.#endpoint.take('connection-failed');
    if (this.#endpoint.state === 'failing') this.#writeClose(closeCode, '');
    this.#writeEnd();
  }

  #failHandshake(violation: Violation | null): void {
    this.#events.push({ kind: 'error', violation });
    this.#endpoint.take('handshake-failed');
    this.#writeEnd();
  }

  #closeTcp(): void {
    if (this.readyState === 'CLOSED') return;
    this.#endpoint.take('tcp-closed');
    this.#events.push({ kind: 'close', ...this.#endpoint.closeReport });
  }

  #sendMessage(opcode: DefinedOpcode, message: Uint8Array): void {
    if (this.readyState === 'CONNECTING') {
      throw new TypeError('expected an open connection, got one that is still connecting');
    }
    if (this.readyState !== 'OPEN') {
      this.#unsentSize += message.length;
      return;
    }
    this.#waitingSize += message.length;
    const compressor = this.#compressor;
    if (compressor === null) this.#writeFrame(opcode, message);
    else this.#writeFrame(opcode, compressor.compress(message), true);
  }

  #writeClose(code: number | null, reason: string): void {
    this.#writeFrame(OPCODE.close, encodeClosePayload(code, reason));
    this.#endpoint.take('close-sent');
  }

  /** RSV1 says that the message is compressed (RFC 7692 §6). */
  #writeFrame(opcode: DefinedOpcode, payload: Uint8Array, rsv1 = false): void {
    const maskingKey = this.#options.role === 'client' ? this.#options.nextMaskingKey() : null;
    this.#write(...this.#writer.encode({ opcode, rsv1, maskingKey, payload }));
  }

  #write(...parts: readonly Uint8Array[]): void {
    if (this.#endpoint.isWriting) this.#output.push({ kind: 'bytes', parts });
  }

  #writeEnd(): void {
    this.#output.push({ kind: 'end' });
  }
}
