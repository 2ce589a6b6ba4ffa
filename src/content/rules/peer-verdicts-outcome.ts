/** What a receiver does with an odd input, in a form in which receivers can be compared. */

import { toHex } from '#core/bytes/hex.ts';
import { fromValidUtf8 } from '#core/bytes/text.ts';
import type { MessageType } from '#core/protocol/messages/message-sink.ts';

export type PeerVerdict = {
  /** What it hands on to its application before anything else, in words. */
  readonly received: readonly string[];
} & (
  | { readonly kind: 'accepts' }
  /** It neither complains nor hands anything on: there must be more to come. */
  | { readonly kind: 'waits' }
  | {
      readonly kind: 'fails';
      /**
       * What it sends in its Close frame; null where it sends none, 'unknown' where nobody looked.
       */
      readonly closeCode: number | 'unknown' | null;
      /** What it says of it, word by word; null where it says nothing, or nobody wrote it down. */
      readonly error: string | null;
    }
);

/** Longer payloads are told by their size. */
const MAX_QUOTED_SIZE = 16;

export function messageWords(type: MessageType | 'ping' | 'pong', data: Uint8Array): string {
  if (data.length === 0) return `empty ${type}`;
  if (data.length > MAX_QUOTED_SIZE) return `${type} of ${data.length} bytes`;
  const text = type === 'binary' ? null : fromValidUtf8(data);
  return text === null ? `${type} ${toHex(data, ' ')}` : `${type} “${text}”`;
}

/** The code as the application is told it: 1005 where none came. */
export function closeWords(code: number): string {
  return `close ${code}`;
}
