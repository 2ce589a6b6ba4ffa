/** What a receiver reports, in the order of the wire (RFC 6455 §6.2). */

import type { Violation } from '#core/protocol/rules/violation.ts';

export type MessageType = 'text' | 'binary';

/** Why the connection fails (§7.1.7). */
export type Failure = {
  /** The first rule that was broken, in the order of the bytes. */
  readonly violation: Violation;
  /** The status code for the Close frame (§7.4.1). */
  readonly closeCode: number;
};

/**
 * The bytes are lent: they are valid only until the method returns, because the receiver reuses the
 * memory. A sink that keeps them has to copy them.
 */
export interface MessageSink {
  /** A whole message. The data of a text message is valid UTF-8. */
  takeMessage(type: MessageType, data: Uint8Array): void;
  takePing(data: Uint8Array): void;
  takePong(data: Uint8Array): void;
  /** The peer's Close frame. `code` is null if its payload is empty. The reader stops after it. */
  takeClose(code: number | null, reason: string): void;
  /** The connection fails, by a rule or by the receiver's choice. The reader stops. */
  takeFailure(failure: Failure): void;
}
