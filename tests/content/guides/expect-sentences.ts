import { expect } from 'vitest';

/** Fails unless the text consists of whole sentences of at most 22 words, with agreeing plurals. */
export function expectSentences(text: string): void {
  for (const sentence of text.split(/(?<=\.) /)) {
    expect(sentence).toMatch(/^[A-Z\d✕].*\.$/);
    expect(sentence.split(' ').length, sentence).toBeLessThanOrEqual(22);
  }
  expect(text).not.toMatch(MISMATCHED);
}

/** "1 messages", "1 old messages", "1 are", "1 of 5 never arrive". */
const MISMATCHED =
  /\b1 (?:of \d+ \w+ arrive|(?:\w+ )?(?:are|were|arrive|end|keep|find|messages|clients|attempts|connections|copies|frames|times|ones))\b/;
