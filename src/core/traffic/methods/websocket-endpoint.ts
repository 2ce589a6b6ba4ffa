/**
 * One endpoint of a modelled WebSocket: a `Connection` on the virtual clock (RFC 6455 §4 to §7).
 *
 * The connection decides what is sent and when: the handshake, pongs, both Close frames, and
 * whether a message may be sent yet. A run has up to 100,000 messages, so their frames are empty
 * here and are only placeholders for the real ones, whose bytes `wire/` makes when they are looked
 * at.
 */

import { NO_BYTES } from '#core/bytes/byte-array.ts';
import type { ConnectionOptions } from '#core/protocol/connection-options.ts';
import type { Output } from '#core/protocol/connection-output.ts';
import { Connection } from '#core/protocol/connection.ts';
import { decodeFirstByte } from '#core/protocol/framing/frame-header.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE, type Opcode } from '#core/protocol/framing/opcode.ts';
import { keyOfNonce, NONCE_SIZE } from '#core/protocol/opening/accept-value.ts';
import type { EventQueue } from '#core/simulation/event-queue.ts';
import { directionFrom, type Side } from '#core/trace/direction.ts';
import { MODEL_HOST } from '#core/traffic/heads/header-profile.ts';
import type { AppMessage } from '#core/traffic/workload/app-message.ts';
import type { Crossing, SentFrame } from './method-run.ts';

export type EndpointListener = {
  readonly headSent: (crossing: Crossing) => void;
  readonly frameSent: (frame: SentFrame) => void;
  /** Messages can be sent from now on. */
  readonly opened: () => void;
  readonly received: (message: AppMessage) => void;
};

const NONE: readonly AppMessage[] = [];

/** Masking an empty payload changes nothing, so one key is enough for all placeholders. */
const STAND_IN_KEY = new Uint8Array(MASKING_KEY_SIZE);

const CARRIES: Readonly<Partial<Record<Opcode, SentFrame['carries']>>> = {
  [OPCODE.binary]: 'messages',
  [OPCODE.ping]: 'ping',
  [OPCODE.pong]: 'pong',
  [OPCODE.close]: 'close',
};

export class WebSocketEndpoint {
  readonly #side: Side;
  readonly #queue: EventQueue;
  readonly #delayMs: number;
  readonly #number: number;
  readonly #listener: EndpointListener;
  readonly #connection: Connection;
  #peer: WebSocketEndpoint | null = null;
  #hasSentHead = false;

  /** `number` is the connection's in the run. */
  constructor(
    side: Side,
    queue: EventQueue,
    delayMs: number,
    number: number,
    listener: EndpointListener,
  ) {
    this.#side = side;
    this.#queue = queue;
    this.#delayMs = delayMs;
    this.#number = number;
    this.#listener = listener;
    this.#connection = new Connection(optionsOf(side));
  }

  get isOpen(): boolean {
    return this.#connection.readyState === 'OPEN';
  }

  /** TCP connects the two, so the client sends its request. */
  connect(server: WebSocketEndpoint): void {
    this.#peer = server;
    server.#peer = this;
    this.#connection.tcpOpened();
    server.#connection.tcpOpened();
    this.#flush();
  }

  /** One WebSocket message that contains these messages. */
  send(messages: readonly AppMessage[]): void {
    this.#connection.sendBinary(NO_BYTES);
    this.#flush(messages);
  }

  ping(): void {
    this.#connection.ping();
    this.#flush();
  }

  close(code: number): void {
    this.#connection.close(code);
    this.#flush();
  }

  #flush(messages = NONE): void {
    for (const output of this.#connection.takeOutput()) {
      const carries = output.kind === 'bytes' ? this.#report(output.parts, messages) : null;
      if (carries === 'messages') this.#deliver(messages);
      else this.#carry(output, carries);
    }
  }

  /** The peer's connection could read nothing from an empty placeholder, so messages bypass it. */
  #deliver(messages: readonly AppMessage[]): void {
    const { received } = this.#peer!.#listener;
    this.#queue.schedule(this.#delayMs, () => {
      for (const message of messages) received(message);
    });
  }

  #carry(output: Output, carries: SentFrame['carries'] | null): void {
    const arrive = () => this.#peer!.#receive(output);
    // Nothing waits for a pong: an observation can end while one is in flight.
    if (carries === 'pong') this.#queue.scheduleInBackground(this.#delayMs, arrive);
    else this.#queue.schedule(this.#delayMs, arrive);
  }

  #receive(output: Output): void {
    if (output.kind === 'bytes') {
      for (const part of output.parts) this.#connection.receive(part);
    } else this.#connection.receiveEnd();
    this.#flush();
    const hasOpened = this.#connection.takeEvents().some(({ kind }) => kind === 'open');
    if (hasOpened) this.#listener.opened();
  }

  /** Reports what is sent, and returns what kind of frame it is; null for the head. */
  #report(
    parts: readonly Uint8Array[],
    messages: readonly AppMessage[],
  ): SentFrame['carries'] | null {
    const connection = this.#number;
    const direction = directionFrom(this.#side);
    const sentAtMs = this.#queue.nowMs;
    const arrivedAtMs = sentAtMs + this.#delayMs;
    if (!this.#hasSentHead) {
      this.#hasSentHead = true;
      this.#listener.headSent({ connection, direction, sentAtMs, arrivedAtMs });
      return null;
    }
    const { opcode } = decodeFirstByte(parts[0]?.[0] ?? 0);
    const carries = CARRIES[opcode];
    if (carries === undefined) throw new RangeError(`expected a modelled frame, got ${opcode}`);
    this.#listener.frameSent({
      kind: 'frame',
      connection,
      direction,
      carries,
      messages,
      sentAtMs,
      arrivedAtMs,
    });
    return carries;
  }
}

function optionsOf(side: Side): ConnectionOptions {
  if (side === 'server') return { role: 'server' };
  return {
    role: 'client',
    request: { target: '/ws', host: MODEL_HOST, key: keyOfNonce(new Uint8Array(NONCE_SIZE)) },
    nextMaskingKey: () => STAND_IN_KEY,
  };
}
