/** What one application sends to the other, whichever method carries it. */

import { toUtf8 } from '#core/bytes/text.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';
import type { Direction } from '#core/trace/direction.ts';

export const MESSAGE_FORMATS = ['text', 'json', 'binary'] as const;

/** Plain text, a JSON value (RFC 8259 §3), or bytes that aren't text. */
export type MessageFormat = (typeof MESSAGE_FORMATS)[number];

export type AppMessage = {
  readonly direction: Direction;
  /** From 0, counted separately for each direction. */
  readonly index: number;
  /** When the sender's application made it, in milliseconds since the observation began. */
  readonly madeAtMs: number;
  /** Bytes, the same for every format. */
  readonly size: number;
};

/** Repetitive, like real chat, for plausible compression. */
const WORDS =
  'the price of your order went up again today and nobody at our office knows why so please call me when you see this before lunch or send a short note to anna with both numbers 17 204 3.5 99 blue table window thanks'.split(
    ' ',
  );

/** Smaller messages have no room for a JSON object. */
const LEAST_OBJECT = 24;

/** Each message has its own seed, so its bytes are the same every time they are made. */
function randomOf({ direction, index }: AppMessage): SeededRandom {
  return new SeededRandom(Math.imul(index + 1, direction === 'server-to-client' ? 0x9e37 : 0x85eb));
}

/**
 * The text of a message. It is ASCII, so it has as many bytes as characters. Plain text contains no
 * quotes or backslashes, so a JSON string only adds its two quotes.
 */
export function messageText(message: AppMessage, format: 'text' | 'json' = 'text'): string {
  return format === 'json' ? jsonText(message) : plainText(message, message.size);
}

export function encodeMessage(message: AppMessage, format: MessageFormat): Uint8Array {
  if (format === 'binary') return randomOf(message).nextBytes(message.size);
  return toUtf8(messageText(message, format));
}

function plainText(message: AppMessage, size: number): string {
  const random = randomOf(message);
  let text = `#${message.index + 1}`;
  while (text.length < size) {
    text += ` ${WORDS[Math.floor(random.next() * WORDS.length)] ?? ''}`;
  }
  return text.slice(0, size);
}

/** An object if there is room for one, otherwise a string, otherwise a digit. */
function jsonText(message: AppMessage): string {
  const { index, size } = message;
  const opening = `{"n":${index + 1},"text":"`;
  const closing = '"}';
  const room = size - opening.length - closing.length;
  if (size >= LEAST_OBJECT && room >= 0) return opening + plainText(message, room) + closing;
  if (size >= 2) return `"${plainText(message, size - 2)}"`;
  return String(index % 10).slice(0, size);
}
