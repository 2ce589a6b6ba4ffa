/** A receiver whose findings come back as a list. */

import { MESSAGE_CODECS } from '#core/protocol/compression/codecs.ts';
import {
  MessageReader,
  type MessageReaderOptions,
} from '#core/protocol/messages/message-reader.ts';
import type { Failure, MessageSink, MessageType } from '#core/protocol/messages/message-sink.ts';

export type Received =
  | { readonly kind: 'message'; readonly type: MessageType; readonly data: Uint8Array }
  | { readonly kind: 'ping' | 'pong'; readonly data: Uint8Array }
  | { readonly kind: 'close'; readonly code: number | null; readonly reason: string }
  | ({ readonly kind: 'failure' } & Failure);

export class ListingReader {
  #received: Received[] = [];
  readonly reader: MessageReader;

  constructor(options: MessageReaderOptions) {
    const sink: MessageSink = {
      // Bytes are lent.
      takeMessage: (type, data) =>
        this.#received.push({ kind: 'message', type, data: data.slice() }),
      takePing: (data) => this.#received.push({ kind: 'ping', data }),
      takePong: (data) => this.#received.push({ kind: 'pong', data }),
      takeClose: (code, reason) => this.#received.push({ kind: 'close', code, reason }),
      takeFailure: (failure) => this.#received.push({ kind: 'failure', ...failure }),
    };
    this.reader = new MessageReader({ codecs: MESSAGE_CODECS, ...options }, sink);
  }

  /** What these bytes made known. */
  feed(chunk: Uint8Array): readonly Received[] {
    this.#received = [];
    this.reader.feed(chunk);
    return this.#received;
  }
}
