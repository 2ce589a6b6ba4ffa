/** Whether a title and the sentence below it fit on one line each, and stand alone. */

/** Independent of the code: learn's title is one line at 28 px, the sentence one at 16 px. */
const MAX_TITLE = 62;
const MAX_SENTENCE = 140;

/** A word that only has a meaning after another sentence. */
const LEANS_ON_TITLE = /^(It|Its|They|Them|Their|That|But|So|He|She)\b/;

export function sizeProblems(title: string, sentence: string): string[] {
  const problems: string[] = [];
  if (title.length > MAX_TITLE) problems.push(`${title.length} in title: ${title}`);
  if (sentence.length > MAX_SENTENCE) problems.push(`${sentence.length} in sentence: ${sentence}`);
  if (!/[.?!]$/.test(sentence)) problems.push(`sentence without an end: ${sentence}`);
  if (LEANS_ON_TITLE.test(sentence)) problems.push(`does not stand alone: ${sentence}`);
  if (!/^[\p{Lu}\d]/u.test(title)) problems.push(`title begins oddly: ${title}`);
  return problems;
}
