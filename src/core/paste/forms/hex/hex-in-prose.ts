/** Bytes in the middle of sentences: only those that are whole frames are taken. */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import { skipBlanks } from '#core/paste/text/characters.ts';
import { elisionAt } from '#core/paste/text/elision.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { readRow } from './hex-row.ts';

export function claimHexInProse(lines: PastedLines, from: number): Block | null {
  const text = lines.slice(from, Infinity);
  // Most lines have no bytes at all.
  if (text.search(RUN) === -1) return null;
  const isSentence = isProse(text);
  if (!isSentence && !hasSeveral(text)) return null;
  const base = lines.content(from);
  const writer = new BlockWriter();
  const runs: TextRange[] = [];
  for (const { index, 0: run } of text.matchAll(RUN)) {
    const before = writer.count;
    const word = WORD_BEFORE.exec(run)?.[0].length ?? 0;
    const range = { start: base + index + word, end: base + index + run.length };
    writer.begin(range.start, {}, undefined, before);
    const row = readRow(lines.text, range.start, range.end, writer.collector);
    if (row.kind !== 'clean' || wireEvidence(writer.collector.view(before)) !== 'whole') {
      writer.collector.dropTo(before);
      continue;
    }
    runs.push(range);
    const behind = skipBlanks(lines.text, range.end, lines.contentEnd(from));
    const elision = elisionAt(lines.text, behind, lines.contentEnd(from));
    if (elision === null) continue;
    const shown = writer.count - before;
    const total = elision.missing === null ? elision.total : shown + elision.missing;
    writer.miss(total === null ? null : Math.max(0, total - shown));
    writer.lose({ kind: total === null ? 'elided' : 'print-limit', printer: null, shown, total });
  }
  // Two frames in a line, with words between them, aren't one and its label.
  if (runs.length < (isSentence ? 1 : 2)) return null;
  let reached = base;
  for (const { start, end } of runs) {
    writer.skip({ start: reached, end: start });
    reached = end;
  }
  writer.skip({ start: reached, end: lines.contentEnd(from) });
  return {
    from,
    to: from + 1,
    start: runs[0]!.start,
    end: lines.contentEnd(from),
    readings: [writer.finish('hex-log', 'likely')],
  };
}

const BEGINNING = /^(?:[a-f]{2} )?(?:0x)?8[0-289a]/i;
/** "be 81 06": a word of digits before the beginning of a frame. */
const WORD_BEFORE = /^[a-f]{2} (?=8[0-289a])/i;

/** Whether words are between runs of bytes, each of which begins as a message does. */
function hasSeveral(text: string): boolean {
  const begun = [...text.matchAll(RUN)].filter(({ 0: run }) => BEGINNING.test(run));
  const [first, second] = begun;
  if (first === undefined || second === undefined) return false;
  return /\p{L}{2}/u.test(text.slice(first.index + first[0].length, second.index));
}

/** Whether a text with bytes in it is more than a label before them. */
function isProse(text: string): boolean {
  const rest = text.replace(RUN, '\0');
  const words = wordsIn(rest);
  const isSentence = /[.?!]$/.test(text) && words >= LEAST_IN_SENTENCE;
  return isSentence || words >= LEAST_WORDS || wordsIn(rest.slice(rest.lastIndexOf('\0'))) >= 2;
}

/** How many words there are, up to as many as matter. */
function wordsIn(text: string): number {
  let count = 0;
  WORD.lastIndex = 0;
  while (count < LEAST_WORDS && WORD.test(text)) count++;
  return count;
}

const WORD = /\p{L}{2,}/gu;

/** Fewer words are a label. */
const LEAST_WORDS = 6;
/** If a mark ends it. */
const LEAST_IN_SENTENCE = 4;
const RUN =
  /(?<![\w.:#/%\\+-])(?:(?:0x)?[\da-f]{2}(?:[ ,]+(?:0x)?[\da-f]{2})+|[\da-f]{2}(?:([:;|\t_-])[\da-f]{2})(?:\1[\da-f]{2}){2,}|(?:0x)?(?:[\da-f]{2}){4,}(?: (?:[\da-f]{2}){2,4})*|(?:[\da-f]{4} )+(?:[\da-f]{2}){1,2})(?![\w:/-])/gi;
