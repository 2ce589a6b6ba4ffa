/**
 * A server-sent event on the wire: named fields and an empty line (HTML §9.2.5, "Parsing an event
 * stream"), in a chunk of the response (RFC 9112 §7.1). The stream is UTF-8, so binary messages are
 * sent as base64.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { toBase64 } from '#core/bytes/base64.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import {
  encodeMessage,
  messageText,
  type AppMessage,
  type MessageFormat,
} from '#core/traffic/workload/app-message.ts';

/** "data: " and the two line feeds that end an event. */
const DATA_FIELD = 8;
/** "id: " and a line feed. */
const ID_FIELD = 5;

const COMMENT = ':\n\n';

/** A comment in its chunk. The client ignores it; proxies see that the connection is alive. */
export const HEARTBEAT_COMMENT_SIZE = COMMENT.length + chunkFraming(COMMENT.length);

export const COMMENT_SIZE = COMMENT.length;

/** Bytes of an event besides its message, without the chunk. */
export function eventFieldsSize(
  { index, size }: AppMessage,
  format: MessageFormat,
  hasId: boolean,
): number {
  const id = hasId ? ID_FIELD + String(index + 1).length : 0;
  const base64 = format === 'binary' ? 4 * Math.ceil(size / 3) - size : 0;
  return id + DATA_FIELD + base64;
}

/** Bytes of an event and its chunk, besides its message. */
export function eventFramingSize(
  message: AppMessage,
  format: MessageFormat,
  hasId: boolean,
): number {
  const fields = eventFieldsSize(message, format, hasId);
  return fields + chunkFraming(fields + message.size);
}

/** One event; null is the comment. */
export function eventText(
  message: AppMessage | null,
  format: MessageFormat,
  hasId: boolean,
): string {
  if (message === null) return COMMENT;
  const id = hasId ? `id: ${message.index + 1}\n` : '';
  const data =
    format === 'binary' ? toBase64(encodeMessage(message, format)) : messageText(message, format);
  return `${id}data: ${data}\n\n`;
}

/** One event in one chunk; null is the comment. */
export function encodeEvent(
  message: AppMessage | null,
  format: MessageFormat,
  hasId: boolean,
): Uint8Array {
  return inChunk(toUtf8(eventText(message, format, hasId)));
}

export function inChunk(bytes: Uint8Array): Uint8Array {
  const size = toUtf8(`${bytes.length.toString(16)}\r\n`);
  return concatBytes([size, bytes, toUtf8('\r\n')]);
}

/** The length in hexadecimal and two line ends. */
export function chunkFraming(size: number): number {
  return size.toString(16).length + 4;
}
