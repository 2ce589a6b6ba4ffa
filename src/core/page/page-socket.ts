/**
 * What a page's `WebSocket` object shows of its endpoint (WHATWG WebSockets, "Feedback from the
 * protocol"): `readyState`, `bufferedAmount`, and four kinds of events.
 *
 * It is fed with facts about an endpoint, from a `Connection` or from a recording, and knows no
 * bytes. Pings and Pongs are no facts here, because no page learns of them.
 */

import type { CloseReport, ReadyState } from '#core/protocol/endpoint.ts';
import type { MessageType } from '#core/protocol/messages/message-sink.ts';

/** What happens to an endpoint, or what its page calls. */
export type EndpointFact =
  /** "The WebSocket connection is established". Empty strings if nothing was negotiated. */
  | { readonly kind: 'opened'; readonly protocol: string; readonly extensions: string }
  | { readonly kind: 'message'; readonly type: MessageType; readonly data: Uint8Array }
  /** A Close frame was sent or received (RFC 6455 §7.1.3). */
  | { readonly kind: 'closing-started' }
  /** The handshake or the connection failed (§7.1.7). */
  | { readonly kind: 'failed' }
  | { readonly kind: 'tcp-closed'; readonly report: CloseReport }
  /** The page called `send()` with this many bytes, text as UTF-8. */
  | { readonly kind: 'send-called'; readonly size: number }
  /** Bytes of messages, counted as `send-called` does, went to the network. */
  | { readonly kind: 'transmitted'; readonly size: number }
  | { readonly kind: 'close-called' };

export type PageSocketEvent =
  | { readonly kind: 'open'; readonly protocol: string; readonly extensions: string }
  | { readonly kind: 'message'; readonly type: MessageType; readonly data: Uint8Array }
  /** It says nothing of the reason, which could be a secret of another site. */
  | { readonly kind: 'error' }
  | ({ readonly kind: 'close' } & CloseReport);

export type PageOptions = {
  /**
   * Whether TCP lost without a Close frame fires `error` before `close`. True by default: the
   * client must _Fail the WebSocket Connection_ then (RFC 6455 §7.2.1), so the standard fires it.
   * Chromium 156 fires only `close` if the connection was open.
   */
  readonly firesErrorAtLoss?: boolean;
};

const NO_EVENTS: readonly PageSocketEvent[] = [];

export class PageSocket {
  readonly #firesErrorAtLoss: boolean;
  #readyState: ReadyState = 'CONNECTING';
  #hasOpened = false;
  #hasFailed = false;
  #bufferedAmount = 0;
  /** The part of `bufferedAmount` that was sent before the socket was closing. */
  #transmittable = 0;

  constructor({ firesErrorAtLoss = true }: PageOptions = {}) {
    this.#firesErrorAtLoss = firesErrorAtLoss;
  }

  get readyState(): ReadyState {
    return this.#readyState;
  }

  /** In bytes. What is sent while closing or closed counts for ever. */
  get bufferedAmount(): number {
    return this.#bufferedAmount;
  }

  /**
   * Returns the events that the fact fires, in order. Throws a `TypeError` for `send-called` while
   * connecting, as `send()` throws an InvalidStateError.
   */
  take(fact: EndpointFact): readonly PageSocketEvent[] {
    switch (fact.kind) {
      case 'opened':
        return this.#open(fact.protocol, fact.extensions);
      case 'message':
        // "If ready state is not OPEN (1), then return."
        return this.#readyState === 'OPEN' ? [fact] : NO_EVENTS;
      case 'closing-started':
        this.#startClosing();
        return NO_EVENTS;
      case 'failed':
        this.#fail();
        return NO_EVENTS;
      case 'tcp-closed':
        return this.#close(fact.report);
      case 'send-called':
        this.#send(fact.size);
        return NO_EVENTS;
      case 'transmitted':
        this.#transmit(fact.size);
        return NO_EVENTS;
      case 'close-called':
        this.#callClose();
        return NO_EVENTS;
    }
  }

  #open(protocol: string, extensions: string): readonly PageSocketEvent[] {
    // After `close()`, the handshake has failed, whatever the server answers.
    if (this.#readyState !== 'CONNECTING' || this.#hasFailed) return NO_EVENTS;
    this.#readyState = 'OPEN';
    this.#hasOpened = true;
    return [{ kind: 'open', protocol, extensions }];
  }

  #startClosing(): void {
    if (this.#readyState === 'OPEN') this.#readyState = 'CLOSING';
  }

  /** The page hears of it when the connection is closed. A failed handshake leaves CONNECTING. */
  #fail(): void {
    if (this.#readyState === 'CLOSED') return;
    this.#hasFailed = true;
    this.#startClosing();
  }

  #close({ code, reason, wasClean }: CloseReport): readonly PageSocketEvent[] {
    if (this.#readyState === 'CLOSED') return NO_EVENTS;
    const isLost = !wasClean && (this.#firesErrorAtLoss || !this.#hasOpened);
    const isError = this.#hasFailed || isLost;
    this.#readyState = 'CLOSED';
    const close: PageSocketEvent = { kind: 'close', code, reason, wasClean };
    return isError ? [{ kind: 'error' }, close] : [close];
  }

  #send(size: number): void {
    if (this.#readyState === 'CONNECTING') {
      throw new TypeError('expected a socket that is no longer connecting, got CONNECTING');
    }
    this.#bufferedAmount += size;
    if (this.#readyState === 'OPEN') this.#transmittable += size;
  }

  #transmit(size: number): void {
    const transmitted = Math.min(size, this.#transmittable);
    this.#transmittable -= transmitted;
    this.#bufferedAmount -= transmitted;
  }

  /** While connecting, it fails the connection. */
  #callClose(): void {
    if (this.#readyState === 'CONNECTING') this.#hasFailed = true;
    if (this.#readyState !== 'CLOSED') this.#readyState = 'CLOSING';
  }
}
