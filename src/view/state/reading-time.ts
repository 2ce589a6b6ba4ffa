/** How long a reader takes for the text of a stop. */

/** Slower than for prose without bytes, where adults read about 240 words a minute. */
const WORDS_PER_MINUTE = 200;

/** Long enough to see what has changed. */
const MIN_READING_MS = 3000;

export function readingMs(words: number): number {
  return Math.max(MIN_READING_MS, (words / WORDS_PER_MINUTE) * 60_000);
}
