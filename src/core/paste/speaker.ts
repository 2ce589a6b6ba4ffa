/** Whose bytes they are, as far as a text says so. */

import type { Direction } from '#core/trace/direction.ts';

/**
 * The sender of part of a text: a direction if the text names it; 0 or 1 if the text only separates
 * two senders, as by arrows, indentation or addresses; otherwise null. Which of 0 and 1 is the
 * client is decided by the bytes (`assembly/client-speaker.ts`).
 */
export type Speaker = Direction | 0 | 1 | null;
