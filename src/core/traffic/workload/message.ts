/** A message: what one application has to say to the other, whichever method carries it. */

import { toUtf8 } from '#core/bytes/text.ts';
import { SeededRandom } from '#core/simulation/seeded-random.ts';
import type { Direction } from '#core/trace/direction.ts';

export const MESSAGE_FORMATS = ['text', 'json', 'binary'] as const;

/** Plain text; a JSON value as it stands (RFC 8259 §3); or bytes that are no text. */
export type MessageFormat = (typeof MESSAGE_FORMATS)[number];

export type Message = {
  readonly direction: Direction;
  /** Its place among the messages of its direction, from 0. */
  readonly index: number;
  /** When its sender's application had it ready, in milliseconds since the observation began. */
  readonly madeAtMs: number;
  /** Bytes of the message, in whichever format. */
  readonly size: number;
};

/**
 * What people write to one another, roughly as often repeated as there: compressing it is neither
 * trivial nor vain.
 */
const WORDS =
  'the price of your order went up again today and nobody at our office knows why so please call me when you see this before lunch or send a short note to anna with both numbers 17 204 3.5 99 blue table window thanks'.split(
    ' ',
  );

/** Objects need this much room around their text. */
const LEAST_OBJECT = 24;

/** Each message has randomness of its own, the same whenever its bytes are looked at. */
function randomOf({ direction, index }: Message): SeededRandom {
  return new SeededRandom(Math.imul(index + 1, direction === 'server-to-client' ? 0x9e37 : 0x85eb));
}

/**
 * The text of a message, in ASCII without quotes or backslashes but those of JSON itself: as many
 * bytes as characters, and as plain text only two more in a JSON string.
 */
export function messageText(message: Message, format: 'text' | 'json' = 'text'): string {
  return format === 'json' ? jsonText(message) : plainText(message, message.size);
}

export function encodeMessage(message: Message, format: MessageFormat): Uint8Array {
  if (format === 'binary') return randomOf(message).nextBytes(message.size);
  return toUtf8(messageText(message, format));
}

function plainText(message: Message, size: number): string {
  const random = randomOf(message);
  let text = `#${message.index + 1}`;
  while (text.length < size) {
    text += ` ${WORDS[Math.floor(random.next() * WORDS.length)] ?? ''}`;
  }
  return text.slice(0, size);
}

/** An object where there is room for one, else a string, else a digit. */
function jsonText(message: Message): string {
  const { index, size } = message;
  const opening = `{"n":${index + 1},"text":"`;
  const closing = '"}';
  const room = size - opening.length - closing.length;
  if (size >= LEAST_OBJECT && room >= 0) return opening + plainText(message, room) + closing;
  if (size >= 2) return `"${plainText(message, size - 2)}"`;
  return String(index % 10).slice(0, size);
}
