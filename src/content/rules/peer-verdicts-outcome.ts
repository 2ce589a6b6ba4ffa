/** What a receiver does with an odd input, in a form that allows comparing receivers. */

import { toHex } from '#core/bytes/hex.ts';
import { fromValidUtf8 } from '#core/bytes/text.ts';
import type { MessageType } from '#core/protocol/messages/message-sink.ts';

export type PeerVerdict = {
  /** What it passes to its application first, in words. */
  readonly received: readonly string[];
} & (
  | { readonly kind: 'accepts' }
  /** No error and no message: it expects more bytes. */
  | { readonly kind: 'waits' }
  | {
      readonly kind: 'fails';
      /** In its Close frame. Null if it sends none, 'answer' if that only answers a Close. */
      readonly closeCode: number | 'answer' | null;
      /** Its error message or its close reason, word for word. Null if there is none. */
      readonly error: string | null;
      /** What a browser prints on the console, if that is another text. */
      readonly consoleText?: string;
    }
);

/** For longer payloads the size is given. */
const MAX_QUOTED_SIZE = 16;

export function messageWords(type: MessageType | 'ping' | 'pong', data: Uint8Array): string {
  if (data.length === 0) return `empty ${type}`;
  if (data.length > MAX_QUOTED_SIZE) return `${type} of ${data.length} bytes`;
  const text = type === 'binary' ? null : fromValidUtf8(data);
  return text === null ? `${type} ${toHex(data, ' ')}` : `${type} “${text}”`;
}

/** The code as the application gets it: 1005 for a Close frame without a code. */
export function closeWords(code: number): string {
  return `close ${code}`;
}
