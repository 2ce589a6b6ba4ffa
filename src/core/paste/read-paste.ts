/** Reads a pasted text in every possible way, and puts the likeliest reading first. */

import { choicesOf } from '#core/paste/assembly/block-choices.ts';
import { chosenReading } from '#core/paste/assembly/chosen-reading.ts';
import { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { rank } from '#core/paste/ranking/rank.ts';
import { textReadings } from '#core/paste/ranking/text-readings.ts';
import { textWithoutBytes } from '#core/paste/ranking/text-without-bytes.ts';
import { narrowText, uncolouredText, withSpacesBetween } from './alike-digits.ts';
import { unescapeHtml } from './escaped-html.ts';
import type { FormId } from './form.ts';
import type { PasteProblem, TextWithoutBytes } from './problem.ts';
import { readBlocks } from './read-blocks.ts';
import type { Reading } from './reading.ts';
import { unwrapText } from './wrapped-text.ts';

/**
 * The likeliest reading first, each with another `readingId`; never empty. Takes time proportional
 * to the length of any text.
 */
export function readPaste(text: string): readonly Reading[] {
  const inner = unwrapText(text) ?? unescapeHtml(text);
  if (inner === null) return readText(text);
  const readings = readText(inner.text);
  // A text in which nothing was found is no better than the JSON around it.
  if (PAYLOAD_TEXTS.has(readings[0]!.form)) return readText(text);
  return readings
    .filter(({ form }) => !PAYLOAD_TEXTS.has(form))
    .map((reading) => inner.toOuter(reading));
}

/** Texts in which no bytes were found. */
const PAYLOAD_TEXTS: ReadonlySet<FormId> = new Set(['text', 'json', 'socket-io', 'sockjs']);

function readText(pasted: string): readonly Reading[] {
  // Colours of a terminal hide the words of labels. Among other control characters, they are bytes.
  const plain = hasOtherControls(pasted) ? null : uncolouredText(pasted);
  const text = withSpacesBetween(plain ?? pasted);
  const readings = readLines(text);
  if (!PAYLOAD_TEXTS.has(readings[0]!.form)) return readings;
  const narrow = narrowText(text) ?? uncolouredText(text);
  const others = narrow === null ? [] : readLines(narrow);
  const isBetter = others[0] !== undefined && isOfBytes(others[0]);
  return isBetter ? others.filter(isOfBytes) : readings;
}

function hasOtherControls(text: string): boolean {
  return text.includes('\u001b') && /[\0-\b\u000e-\u001a\u001c-\u001f]/.test(text);
}

function isOfBytes({ form }: Reading): boolean {
  return !PAYLOAD_TEXTS.has(form) && form !== 'no-bytes';
}

function readLines(text: string): readonly Reading[] {
  const lines = new PastedLines(text);
  const found = readBlocks(lines);
  const readings =
    found.blocks.length === 0
      ? []
      : Array.from(choicesOf(lines, found), (choice) => chosenReading(found, choice));
  const problem = textWithoutBytes(lines);
  return rank(lines, [
    ...readings.map((reading) => withDots(reading, problem)),
    ...textReadings(lines, problem),
  ]);
}

/** In these, whatever can't be printed became dots. */
const DOTTED: readonly TextWithoutBytes[] = ['followed-ascii', 'tcpdump-ascii', 'socat-text'];

/** Heads can be read from a text of characters; the frames in it can't. */
function withDots(reading: Reading, problem: PasteProblem | null): Reading {
  const isDotted = problem?.kind === 'no-bytes' && DOTTED.includes(problem.text);
  if (!isDotted || reading.form !== 'http') return reading;
  return { ...reading, problems: [...reading.problems, problem] };
}
