/** A message: what one application has to say to the other, whichever method carries it. */

import type { Direction } from '#core/trace/direction.ts';

export type Message = {
  readonly direction: Direction;
  /** Its place among the messages of its direction, from 0. */
  readonly index: number;
  /** When its sender's application had it ready, in milliseconds since the observation began. */
  readonly madeAtMs: number;
  /** Bytes of its text. */
  readonly size: number;
};

const FILLER = ' the same words by every method, so that only the method differs;';

/**
 * The text: a number, then words up to its size. ASCII without quotes or backslashes, so that it is as many
 * bytes as characters, and a JSON string of it only two more.
 */
export function messageText({ index, size }: Message): string {
  const label = `#${index + 1}`;
  return label.padEnd(size, FILLER).slice(0, size);
}
