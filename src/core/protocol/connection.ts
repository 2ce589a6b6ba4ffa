/**
 * A WebSocket connection without I/O: bytes in, bytes and events out (RFC 6455 §4 to §7).
 *
 * It knows no socket, clock or source of randomness. Whoever runs it carries the output to the peer, tells it
 * what TCP did, and lends it masking keys.
 */

import { concatBytes, copyBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { ABNORMAL_CLOSURE, isSendableCloseCode, NO_STATUS_RECEIVED } from './close-code.ts';
import { encodeClosePayload } from './close-payload.ts';
import { nextState, type ReadyState, type Transition } from './connection-states.ts';
import { findField } from './field-line.ts';
import { FrameWriter } from './frame-writer.ts';
import {
  decodeHttpHead,
  isRequestHead,
  isResponseHead,
  type RequestHead,
  type ResponseHead,
} from './http-head.ts';
import type { Limits } from './limits.ts';
import { MessageReader } from './message-reader.ts';
import type { Failure, MessageSink, MessageType } from './message-sink.ts';
import { OPCODE, type DefinedOpcode } from './opcode.ts';
import {
  checkOpeningRequest,
  encodeOpeningRequest,
  type OpeningRequest,
} from './opening-request.ts';
import {
  checkOpeningResponse,
  encodeOpeningResponse,
  encodeRefusal,
  refusalFor,
  type OpeningResponse,
} from './opening-response.ts';
import type { RuleId } from './rules.ts';
import type { Violation } from './violation.ts';

/** What an endpoint notices: for a client the events of a page, for a server those of its library. */
export type ConnectionEvent =
  | { readonly kind: 'open' }
  | { readonly kind: 'message'; readonly type: MessageType; readonly data: Uint8Array }
  | { readonly kind: 'ping' | 'pong'; readonly data: Uint8Array }
  | { readonly kind: 'error'; readonly violation: Violation<RuleId> | null }
  | {
      readonly kind: 'close';
      readonly code: number;
      readonly reason: string;
      readonly wasClean: boolean;
    };

/**
 * What is to be carried to the peer, in order: bytes, in parts to be written in one go, or the end of our half of the TCP
 * connection. Parts may be the caller's own bytes.
 */
export type Output =
  { readonly kind: 'bytes'; readonly parts: readonly Uint8Array[] } | { readonly kind: 'end' };

type CommonOptions = {
  /** Whatever is not said is as in `DEFAULT_LIMITS`. */
  readonly limits?: Partial<Limits>;
};

export type ClientOptions = CommonOptions & {
  readonly role: 'client';
  readonly request: OpeningRequest;
  /** Four fresh bytes for each frame (§5.3: unpredictable, from a strong source of entropy). */
  readonly nextMaskingKey: () => Uint8Array;
};

export type ServerOptions = CommonOptions & {
  readonly role: 'server';
  /** What the server adds to its 101. */
  readonly response?: Omit<OpeningResponse, 'key'>;
};

export type ConnectionOptions = ClientOptions | ServerOptions;

type CloseStatus = { readonly code: number; readonly reason: string };

export class Connection {
  readonly #options: ConnectionOptions;
  readonly #reader: MessageReader;
  readonly #writer = new FrameWriter();
  #readyState: ReadyState = 'CONNECTING';
  #output: Output[] = [];
  #events: ConnectionEvent[] = [];
  /** Bytes of a head that has not arrived whole. */
  #headBytes: Uint8Array = NO_BYTES;
  #sentRequest: RequestHead | null = null;
  #isReading = true;
  #hasSentClose = false;
  #hasSentEnd = false;
  /** The first Close frame received, which decides what is reported (§7.1.5). */
  #closeReceived: CloseStatus | null = null;
  #isFailed = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    const sender = options.role === 'client' ? 'server' : 'client';
    this.#reader = new MessageReader({ sender, limits: options.limits ?? {} }, this.#sink());
  }

  get readyState(): ReadyState {
    return this.#readyState;
  }

  /** What has accumulated for the peer since the last call. */
  takeOutput(): readonly Output[] {
    const output = this.#output;
    this.#output = [];
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
    if (this.#options.role === 'server') return;
    const bytes = encodeOpeningRequest(this.#options.request);
    const reading = decodeHttpHead(bytes);
    if (reading.kind === 'head' && isRequestHead(reading.head)) this.#sentRequest = reading.head;
    this.#write(bytes);
  }

  sendText(text: string): void {
    this.#sendMessage(OPCODE.text, toUtf8(text));
  }

  sendBinary(data: Uint8Array): void {
    this.#sendMessage(OPCODE.binary, data);
  }

  ping(data: Uint8Array = NO_BYTES): void {
    if (this.#readyState === 'OPEN') this.#writeFrame(OPCODE.ping, data);
  }

  /** Starts the closing handshake (§7.1.2). Without a code the Close frame is empty. */
  close(code: number | null = null, reason = ''): void {
    if (this.#readyState === 'CONNECTING') return this.#failHandshake(null);
    if (this.#readyState === 'OPEN') this.#writeClose(code, reason);
  }

  /** Bytes from the peer, cut anywhere. */
  receive(chunk: Uint8Array): void {
    if (!this.#isReading) return;
    if (this.#readyState !== 'CONNECTING') return this.#receiveFrames(chunk);
    this.#headBytes = this.#headBytes.length ? concatBytes([this.#headBytes, chunk]) : chunk;
    this.#receiveHead();
  }

  /** The peer ended its half of the TCP connection: ours ends as well. */
  receiveEnd(): void {
    this.#writeEnd();
    this.#closeTcp();
  }

  /** The TCP connection is gone: reset, or given up (§7.1.5: reported as 1006). */
  tcpLost(): void {
    this.#hasSentEnd = true;
    this.#closeTcp();
  }

  #receiveHead(): void {
    const reading = decodeHttpHead(this.#headBytes);
    if (reading.kind === 'incomplete') return;
    if (reading.kind !== 'head') return this.#failHandshake(null);
    const rest = this.#headBytes.subarray(reading.head.size);
    this.#headBytes = NO_BYTES;
    const { head } = reading;
    if (this.#options.role === 'server' && isRequestHead(head)) this.#answerRequest(head);
    else if (this.#options.role === 'client' && isResponseHead(head)) this.#judgeResponse(head);
    else return this.#failHandshake(null);
    if (this.#readyState === 'OPEN' && rest.length > 0) this.#receiveFrames(rest);
  }

  #answerRequest(head: RequestHead): void {
    const violations = checkOpeningRequest(head).filter(({ reaction }) => reaction === 'must fail');
    const [violation] = violations;
    if (violation) {
      this.#write(encodeRefusal(refusalFor(violations)));
      return this.#failHandshake(violation);
    }
    const key = findField(head.fields, 'Sec-WebSocket-Key')?.value ?? '';
    const extra = this.#options.role === 'server' ? this.#options.response : undefined;
    this.#write(encodeOpeningResponse({ key, ...extra }));
    this.#move('response-sent');
    this.#events.push({ kind: 'open' });
  }

  #judgeResponse(head: ResponseHead): void {
    const [violation] = checkOpeningResponse(head, this.#sentRequest);
    if (violation) return this.#failHandshake(violation);
    this.#move('response-accepted');
    this.#events.push({ kind: 'open' });
  }

  #receiveFrames(chunk: Uint8Array): void {
    this.#reader.feed(chunk);
  }

  #sink(): MessageSink {
    return {
      takeMessage: (type, data) =>
        this.#events.push({ kind: 'message', type, data: copyBytes(data) }),
      takePing: (data) => {
        this.#events.push({ kind: 'ping', data });
        // "unless it already received a Close frame" (§5.5.2): the reader stops at one.
        if (!this.#hasSentClose) this.#writeFrame(OPCODE.pong, data);
      },
      takePong: (data) => this.#events.push({ kind: 'pong', data }),
      takeClose: (code, reason) => this.#takeClose(code, reason),
      takeFailure: (failure) => this.#fail(failure),
    };
  }

  /** The peer's Close is answered with its own code (§5.5.1); then the server ends TCP first (§7.1.1). */
  #takeClose(code: number | null, reason: string): void {
    this.#isReading = false;
    this.#closeReceived = { code: code ?? NO_STATUS_RECEIVED, reason };
    this.#move('close-received');
    if (!this.#hasSentClose) {
      this.#writeClose(code !== null && isSendableCloseCode(code) ? code : null, '');
    }
    if (this.#options.role === 'server') this.#writeEnd();
  }

  /** _Fail the WebSocket Connection_ after it was open (§7.1.7): say why, then read no further. */
  #fail({ violation, closeCode }: Failure): void {
    this.#isReading = false;
    this.#isFailed = true;
    this.#events.push({ kind: 'error', violation });
    if (!this.#hasSentClose) this.#writeClose(closeCode, '');
    this.#move('connection-failed');
    this.#writeEnd();
  }

  #failHandshake(violation: Violation<RuleId> | null): void {
    this.#isReading = false;
    this.#isFailed = true;
    this.#events.push({ kind: 'error', violation });
    this.#move('handshake-failed');
    this.#writeEnd();
  }

  #closeTcp(): void {
    if (this.#readyState === 'CLOSED') return;
    this.#isReading = false;
    this.#move('tcp-closed');
    const received = this.#isFailed ? null : this.#closeReceived;
    this.#events.push({
      kind: 'close',
      code: received?.code ?? ABNORMAL_CLOSURE,
      reason: received?.reason ?? '',
      wasClean: received !== null && this.#hasSentClose,
    });
  }

  #sendMessage(opcode: DefinedOpcode, payload: Uint8Array): void {
    if (this.#readyState === 'CONNECTING') {
      throw new TypeError('expected an open connection, got one that is still connecting');
    }
    if (this.#readyState === 'OPEN') this.#writeFrame(opcode, payload);
  }

  #writeClose(code: number | null, reason: string): void {
    this.#hasSentClose = true;
    this.#writeFrame(OPCODE.close, encodeClosePayload(code, reason));
    this.#move('close-sent');
  }

  #writeFrame(opcode: DefinedOpcode, payload: Uint8Array): void {
    const maskingKey = this.#options.role === 'client' ? this.#options.nextMaskingKey() : null;
    this.#write(...this.#writer.encode({ opcode, maskingKey, payload }));
  }

  #write(...parts: readonly Uint8Array[]): void {
    if (!this.#hasSentEnd) this.#output.push({ kind: 'bytes', parts });
  }

  #writeEnd(): void {
    if (this.#hasSentEnd) return;
    this.#hasSentEnd = true;
    this.#output.push({ kind: 'end' });
  }

  #move(transition: Transition): void {
    this.#readyState = nextState(this.#readyState, transition);
  }
}
