/**
 * Several messages in one body or one WebSocket message: text as a JSON array of strings, JSON
 * values as an array of them (RFC 8259 §5), bytes each after four bytes that say how many they are.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { writeUint32 } from '#core/bytes/big-endian.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import {
  encodeMessage,
  messageText,
  type Message,
  type MessageFormat,
} from '#core/traffic/workload/message.ts';

const LENGTH_PREFIX = 4;

/** Bytes of the list that are no message: brackets, commas and quotes, or the prefixes. */
export function wrappingSize(messageCount: number, format: MessageFormat): number {
  if (format === 'binary') return LENGTH_PREFIX * messageCount;
  const quotes = format === 'text' ? 2 * messageCount : 0;
  return 2 + quotes + Math.max(0, messageCount - 1);
}

export function encodeMessageList(messages: readonly Message[], format: MessageFormat): Uint8Array {
  switch (format) {
    case 'binary':
      return concatBytes(messages.flatMap((message) => [prefixOf(message), encode(message)]));
    // Messages' text needs no escapes, so that JSON writes it as it is.
    case 'text':
      return toUtf8(JSON.stringify(messages.map((message) => messageText(message))));
    case 'json':
      return toUtf8(`[${messages.map((message) => messageText(message, 'json')).join(',')}]`);
  }
}

function encode(message: Message): Uint8Array {
  return encodeMessage(message, 'binary');
}

function prefixOf({ size }: Message): Uint8Array {
  const prefix = new Uint8Array(LENGTH_PREFIX);
  writeUint32(prefix, 0, size);
  return prefix;
}
