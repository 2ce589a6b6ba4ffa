/** What a receiver hands on, in the order of the wire. */

import type { Violation } from '#core/protocol/rules/violation.ts';

export type MessageType = 'text' | 'binary';

/** Why a connection must fail (RFC 6455 §7.1.7). */
export type Failure = {
  /** The first rule that was broken, in the order of the bytes. */
  readonly violation: Violation;
  /** The status code to fail with. */
  readonly closeCode: number;
};

/**
 * Bytes are lent: they hold until the call returns, and the receiver uses the same memory again.
 * Who keeps them copies them.
 */
export interface MessageSink {
  /** A whole message; a text's bytes are UTF-8. */
  takeMessage(type: MessageType, data: Uint8Array): void;
  takePing(data: Uint8Array): void;
  takePong(data: Uint8Array): void;
  /** The peer's Close; the code is null where its payload is empty. Nothing after it is read. */
  takeClose(code: number | null, reason: string): void;
  /** The connection must fail. Nothing after it is read. */
  takeFailure(failure: Failure): void;
}
