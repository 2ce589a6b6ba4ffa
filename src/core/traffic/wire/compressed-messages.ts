/**
 * The messages of a run, compressed: a WebSocket's with permessage-deflate, with a separate context
 * for each direction (RFC 7692 §7); a response's body with gzip; an event stream as one gzip
 * stream, flushed after each event. The bodies of POSTs stay as they are, because browsers don't
 * compress them.
 */

import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { gzip, GZIP_HEADER } from './gzip-content.ts';
import { MessageDeflater } from '#core/protocol/compression/message-deflater.ts';
import { MESSAGE_TAIL } from '#core/protocol/compression/permessage-deflate.ts';
import { encodeMessage, type MessageFormat } from '#core/traffic/workload/app-message.ts';
import {
  isPoll,
  type MethodRun,
  type SentFrame,
  type Write,
} from '#core/traffic/methods/method-run.ts';
import { eventText } from './event-encoding.ts';
import { encodeMessageList } from './message-list.ts';
import type { WirePlan } from './wire-plan.ts';

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

/** Compresses the writes of one run, in the order of sending. */
export class WriteCompressor {
  readonly #plan: WirePlan;
  /** Each connection has its own contexts, one for each direction. */
  readonly #deflaters = new Map<string, MessageDeflater>();

  constructor(plan: WirePlan) {
    this.#plan = plan;
  }

  /**
   * The payload of a frame with messages, the body of a response, or an event; null if this write
   * isn't compressed.
   */
  compress(write: Write): Uint8Array | null {
    const { format, isCoalesced, emptyAnswer, hasEventIds } = this.#plan;
    switch (write.kind) {
      case 'request':
        return null;
      case 'frame': {
        if (write.carries !== 'messages') return null;
        return this.#deflaterOf(write).deflater.compress(contentOf(write, format, isCoalesced));
      }
      case 'answer': {
        const hasBody = write.messages.length > 0 || emptyAnswer === 'empty-list';
        if (!isPoll(write.purpose) || !hasBody) return null;
        return gzip(encodeMessageList(write.messages, format));
      }
      case 'event': {
        const text = toUtf8(eventText(write.message, format, hasEventIds));
        const { deflater, isNew } = this.#deflaterOf(write);
        // Unlike a WebSocket message, a flushed stream keeps its tail.
        return concatBytes([isNew ? GZIP_HEADER : NO_BYTES, deflater.compress(text), MESSAGE_TAIL]);
      }
    }
  }

  #deflaterOf({ connection, direction }: Write): { deflater: MessageDeflater; isNew: boolean } {
    const key = `${connection} ${direction}`;
    const known = this.#deflaters.get(key);
    if (known !== undefined) return { deflater: known, isNew: false };
    const deflater = new MessageDeflater({ contextTakeover: true, windowBits: 15 });
    this.#deflaters.set(key, deflater);
    return { deflater, isNew: true };
  }
}

/** All compressed writes of a run. */
export function compressWrites(run: MethodRun, plan: WirePlan): ReadonlyMap<Write, Uint8Array> {
  const compressor = new WriteCompressor(plan);
  const compressed = new Map<Write, Uint8Array>();
  for (const write of run.writes) {
    const bytes = compressor.compress(write);
    if (bytes !== null) compressed.set(write, bytes);
  }
  return compressed;
}
