/** Frames of one side, read or received without the other side and without a handshake. */

import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { MessageReader } from '#core/protocol/messages/message-reader.ts';
import type { Failure, MessageType } from '#core/protocol/messages/message-sink.ts';
import {
  directionFrom,
  oppositeDirection,
  type Direction,
  type Side,
} from '#core/trace/direction.ts';
import { streamOf, type ByteStream } from '#core/trace/trace.ts';
import { readConversation, type Conversation } from './conversation.ts';

/** Without compression. */
export function readLoneStream(sender: Side, bytes: Uint8Array): Conversation {
  const direction = directionFrom(sender);
  const streams = {
    [direction]: streamOf(bytes),
    [oppositeDirection(direction)]: streamOf(NO_BYTES),
  } as Record<Direction, ByteStream>;
  return readConversation(
    {
      provenance: { kind: 'composed' },
      endpoints: { client: { name: 'Client' }, server: { name: 'Server' } },
      streams,
      events: [
        {
          direction,
          signals: ['ack'],
          range: { start: 0, end: bytes.length },
          sentAtMs: null,
          arrival: { kind: 'unknown' },
        },
      ],
    },
    { compression: null },
  );
}

/** What a receiver reports of the bytes, in order. It stops at a Close frame or a failure. */
export type Received =
  | { readonly kind: MessageType | 'ping' | 'pong'; readonly data: Uint8Array }
  | { readonly kind: 'close'; readonly code: number | null }
  | { readonly kind: 'failure'; readonly failure: Failure };

/** Without compression. */
export function receiveLoneStream(sender: Side, bytes: Uint8Array): readonly Received[] {
  const received: Received[] = [];
  // Bytes are lent.
  const take = (kind: MessageType | 'ping' | 'pong', data: Uint8Array) =>
    received.push({ kind, data: data.slice() });
  const reader = new MessageReader(
    { sender },
    {
      takeMessage: take,
      takePing: (data) => take('ping', data),
      takePong: (data) => take('pong', data),
      takeClose: (code) => received.push({ kind: 'close', code }),
      takeFailure: (failure) => received.push({ kind: 'failure', failure }),
    },
  );
  reader.feed(bytes);
  return received;
}
