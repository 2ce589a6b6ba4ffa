/**
 * Several messages in one body or one WebSocket message: text as a JSON array of strings, JSON
 * values as a JSON array (RFC 8259 §5), binary messages each after their length in 4 bytes.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { writeUint32 } from '#core/bytes/big-endian.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import {
  encodeMessage,
  messageText,
  type AppMessage,
  type MessageFormat,
} from '#core/traffic/workload/app-message.ts';

const LENGTH_PREFIX = 4;

/** Bytes of the list around the messages: brackets, commas and quotes, or the prefixes. */
export function wrappingSize(messageCount: number, format: MessageFormat): number {
  if (format === 'binary') return LENGTH_PREFIX * messageCount;
  const quotes = format === 'text' ? 2 * messageCount : 0;
  return 2 + quotes + Math.max(0, messageCount - 1);
}

export function encodeMessageList(
  messages: readonly AppMessage[],
  format: MessageFormat,
): Uint8Array {
  switch (format) {
    case 'binary':
      return concatBytes(messages.flatMap((message) => [prefixOf(message), encode(message)]));
    // The text of a message needs no escapes, so its size in JSON is known.
    case 'text':
      return toUtf8(JSON.stringify(messages.map((message) => messageText(message))));
    case 'json':
      return toUtf8(`[${messages.map((message) => messageText(message, 'json')).join(',')}]`);
  }
}

function encode(message: AppMessage): Uint8Array {
  return encodeMessage(message, 'binary');
}

function prefixOf({ size }: AppMessage): Uint8Array {
  const prefix = new Uint8Array(LENGTH_PREFIX);
  writeUint32(prefix, 0, size);
  return prefix;
}
