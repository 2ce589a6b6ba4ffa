/** The body of an answer to a poll: its messages as a JSON array of strings, `["…","…"]` (RFC 8259 §5). */

import { toUtf8 } from '#core/bytes/text.ts';
import { messageText, type Message } from './message.ts';

/** Bytes of the list that are no message: two brackets, two quotes a message, commas between. */
export function wrappingSize(messageCount: number): number {
  return 2 + 2 * messageCount + Math.max(0, messageCount - 1);
}

/** Messages' text needs no escapes, so that JSON writes it as it is. */
export function encodeMessageList(messages: readonly Message[]): Uint8Array {
  return toUtf8(JSON.stringify(messages.map(messageText)));
}
