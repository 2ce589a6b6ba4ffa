/**
 * The messages of a WebSocket run compressed with permessage-deflate, with a separate context for
 * each direction (RFC 7692 §7).
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { MessageDeflater } from '#core/protocol/compression/message-deflater.ts';
import { DIRECTIONS, type Direction } from '#core/trace/direction.ts';
import { encodeMessage, type MessageFormat } from '#core/traffic/workload/app-message.ts';
import { encodeMessageList } from './message-list.ts';
import { isFrame, type MethodRun, type SentFrame } from '#core/traffic/methods/method-run.ts';

/** The content of a WebSocket message before any compression. */
export function contentOf(
  { messages }: SentFrame,
  format: MessageFormat,
  isCoalesced: boolean,
): Uint8Array {
  return isCoalesced
    ? encodeMessageList(messages, format)
    : concatBytes(messages.map((message) => encodeMessage(message, format)));
}

/**
 * The payload of each frame with messages. All are made in order, because the context is taken
 * over.
 */
export function compressMessages(
  { writes }: MethodRun,
  format: MessageFormat,
  isCoalesced: boolean,
): ReadonlyMap<SentFrame, Uint8Array> {
  const compressed = new Map<SentFrame, Uint8Array>();
  const deflaters = new Map<Direction, MessageDeflater>(
    DIRECTIONS.map((direction) => [
      direction,
      new MessageDeflater({ contextTakeover: true, windowBits: 15 }),
    ]),
  );
  for (const write of writes) {
    if (!isFrame(write) || write.carries !== 'messages') continue;
    const content = contentOf(write, format, isCoalesced);
    compressed.set(write, deflaters.get(write.direction)!.compress(content));
  }
  return compressed;
}
