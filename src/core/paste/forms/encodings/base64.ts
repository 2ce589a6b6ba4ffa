/**
 * Base64 and base32 in a text: a paragraph of nothing else, a word behind a label, or a data URL.
 */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { FormId } from '#core/paste/form.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { areFrames, mayBeginFrame, wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import type { ReadingConfidence } from '#core/paste/reading.ts';
import {
  firstBase64Byte,
  isOfAlphabet,
  transcribeBase32,
  transcribeBase64,
} from '#core/paste/text/base64-codec.ts';
import { endBeforeCount } from '#core/paste/text/byte-count.ts';
import { CODE } from '#core/paste/text/characters.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

/** Words of the alphabet, perhaps in quotes. Lines of a wrapped text are as long as the first. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const WHOLE_LINE = /^(?:["'`]?[\w+/-]+={0,6}["'`]?[,;]?|["'][\w+/-]+={0,6}["'] ?[+.&\\])$/;
/** Bytes in hex, with signs of the alphabet between them. */
const PAIRS = /^[\da-f]{2}(?:[_/][\da-f]{2})+$/i;
/** A name of a program: words in one case. */
const NAME = /^(?:[a-z]+(?:[_-][a-z]+)+|[A-Z]+(?:_[A-Z]+)+)$/;
const DATA_URL = /data:[\w.+/-]*(?:;[\w=.-]+)*;base64,/;
/** A name before a word that ends the line or its quotes. */
const LABEL = /(?:^|[\s{,])["']?([\w.-]{1,40})["']?\s?[:=]\s?["'`]?$/;
const LONGEST_LABEL = 60;
const CLOSERS = /["'`]?[,;}\])\s]*$/;
const DATA_NAME =
  /^(?:.*[^a-z])?(?:data|bytes?|payload|frame|msg|message|body|raw|base64|b64|buf(?:fer)?|content|recv|send|received|sent|rx|tx|in|out|client|server)$/i;

const MOST = 400;

export function claimBase64(lines: PastedLines, from: number): Block | null {
  const beginning = lines.slice(from, MOST);
  const url = DATA_URL.exec(beginning);
  if (url) {
    const start = lines.content(from) + url.index;
    const end = endOfWord(lines.text, start + url[0].length, lines.contentEnd(from));
    return claimWord(lines, from, { start, end }, start + url[0].length, 'data-url');
  }
  if (WHOLE_LINE.test(beginning.length < MOST ? beginning : beginning.slice(0, MOST - 1))) {
    const paragraph = claimParagraph(lines, from);
    if (paragraph !== null || beginning.length < MOST) return paragraph;
  }
  const word = labelledWord(lines, from);
  return word === null ? claimFrames(lines, from) : claimWord(lines, from, word, word.start, null);
}

/** The word at the end of a line, behind a name for data; null if there is none. */
function labelledWord(lines: PastedLines, line: number): TextRange | null {
  const { text } = lines;
  const first = lines.content(line);
  const lineEnd = endBeforeCount(text, first, lines.contentEnd(line));
  const tail = text.slice(Math.max(first, lineEnd - LONGEST_LABEL), lineEnd);
  const end = lineEnd - (CLOSERS.exec(tail)?.[0].length ?? 0);
  let last = end;
  while (last > end - 2 && text.charCodeAt(last - 1) === CODE.equals) last--;
  let start = last;
  while (start > first && isOfAlphabet(text.charCodeAt(start - 1))) start--;
  if (last - start < (last < end ? LEAST_PADDED : LEAST_WORD)) return null;
  const label = text.slice(Math.max(first, start - LONGEST_LABEL), start);
  const isCounted = lineEnd < lines.contentEnd(line) && /^["'`]?$/.test(label);
  if (isCounted && isMixed(text, start)) return { start, end };
  const name = LABEL.exec(label)?.[1];
  return name !== undefined && DATA_NAME.test(name) ? { start, end } : null;
}

/** Whether a word that begins at a place has letters of both cases. */
function isMixed(text: string, start: number): boolean {
  return /[A-Z].*[a-z\d]|[a-z\d].*[A-Z]/.test(text.slice(start, start + MOST));
}

const LEAST_WORD = 8;
const LEAST_PADDED = 6;

/** Words anywhere in a line that are frames to their last byte. */
function claimFrames(lines: PastedLines, line: number): Block | null {
  const content = lines.slice(line, Infinity);
  const writer = new BlockWriter();
  const words: TextRange[] = [];
  let isUrl = false;
  WORD.lastIndex = 0;
  for (let tried = 0; tried < MOST_WORDS;) {
    const found = WORD.exec(content);
    if (found === null) break;
    const word = found[0];
    const start = lines.content(line) + found.index;
    if (!mayBeginFrame(firstBase64Byte(lines.text, start))) continue;
    if (!word.endsWith('=') && !isMixed(word, 0)) continue;
    tried++;
    const before = writer.count;
    const traits = transcribeBase64(lines.text, start, start + word.length, writer.collector);
    if (traits === null || !areFrames(writer.collector.view(before))) {
      writer.collector.dropTo(before);
      continue;
    }
    writer.begin(start, {}, undefined, before);
    isUrl ||= traits.isUrl;
    words.push({ start, end: start + word.length });
  }
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return null;
  for (const [index, { end }] of words.entries()) {
    const next = words[index + 1]?.start ?? lines.contentEnd(line);
    // Words between and behind them say nothing of the bytes.
    if (/[\p{L}\d]/u.test(lines.text.slice(end, Math.min(next, end + MOST))))
      writer.skip({ start: end, end: next });
  }
  const isWhole = wireEvidence(writer.collector.view()) === 'whole';
  const reading = writer.finish(isUrl ? 'base64url' : 'base64', isWhole ? 'likely' : 'possible');
  return { from: line, to: line + 1, start: first.start, end: last.end, readings: [reading] };
}

const WORD = /(?<![\w+/=-])[\w+/-]{3,}={0,2}(?![\w+/=-])/g;
/** In a line, of those that may be frames. */
const MOST_WORDS = 20;

function endOfWord(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (isOfAlphabet(text.charCodeAt(at)) || text.charCodeAt(at) === CODE.equals))
    at++;
  return at;
}

function claimWord(
  lines: PastedLines,
  line: number,
  range: TextRange,
  from: number,
  form: FormId | null,
): Block | null {
  const writer = new BlockWriter();
  writer.begin(range.start);
  const traits = transcribeBase64(lines.text, from, range.end, writer);
  if (traits === null || writer.count === 0) return null;
  const evidence = wireEvidence(writer.collector.view());
  const isLikely =
    evidence !== 'none' || traits.isPadded || (traits.isMixed && traits.characters >= 16);
  if (form === null && !isLikely) return null;
  const named = form ?? (traits.isUrl ? 'base64url' : 'base64');
  const confidence = form !== null ? 'sure' : evidence === 'whole' ? 'likely' : 'possible';
  return {
    from: line,
    to: line + 1,
    start: range.start,
    end: range.end,
    readings: [writer.finish(named, confidence)],
  };
}

/** Lines of nothing but one word each. */
function claimParagraph(lines: PastedLines, from: number): Block | null {
  if (from < (refusedUntil.get(lines) ?? 0)) return null;
  const to = paragraphEnd(lines, from);
  if (to === from) return null;
  const block = readParagraph(lines, from, to);
  if (block === null) refusedUntil.set(lines, to);
  return block;
}

/** Until which line there is no base64, so that each line is looked at once. */
const refusedUntil = new WeakMap<PastedLines, number>();

/** Lines of a wrapped text are equally long, but for the last. */
function paragraphEnd(lines: PastedLines, from: number): number {
  const sizeOf = (line: number) => lines.contentEnd(line) - lines.content(line);
  const size = sizeOf(from);
  let to = from;
  while (to < lines.count && !lines.isEmpty(to) && isWholeLine(lines, to) && sizeOf(to) <= size) {
    const isLast = sizeOf(to) < size || lines.text.charAt(lines.contentEnd(to) - 1) === '=';
    to++;
    if (isLast) break;
  }
  return to;
}

function readParagraph(lines: PastedLines, from: number, to: number): Block | null {
  const ranges = Array.from({ length: to - from }, (_, index) => unquoted(lines, from + index));
  const start = ranges[0]!.start;
  const end = ranges.at(-1)!.end;
  const finish = (writer: BlockWriter, form: FormId, confidence: ReadingConfidence): Block => ({
    from,
    to,
    start,
    end,
    readings: [writer.finish(form, confidence)],
    isWeak: confidence === 'possible',
  });
  const thirtyTwo = new BlockWriter();
  if (
    isBase32(lines.text.slice(start, Math.min(end, start + MOST))) &&
    transcribeBase32(lines.text, start, end, thirtyTwo)
  ) {
    if (wireEvidence(thirtyTwo.collector.view()) === 'whole')
      return finish(thirtyTwo, 'base32', 'likely');
  }
  const writer = new BlockWriter();
  writer.begin(start);
  const whole = transcribeBase64(lines.text, start, end, writer);
  if (whole === null || whole.characters < 4) return null;
  const evidence = wireEvidence(writer.collector.view());
  const isLikely =
    evidence === 'whole' || (whole.isMixed && (whole.isPadded || whole.characters >= 16));
  // Any word of four letters is valid base64.
  const isAlone = to - from === 1 && lines.count <= 2;
  if (!isLikely && !isAlone) return null;
  return finish(writer, whole.isUrl ? 'base64url' : 'base64', isLikely ? 'likely' : 'possible');
}

function isWholeLine(lines: PastedLines, line: number): boolean {
  const { start, end } = lines.contentRange(line);
  const content = lines.text.slice(start, Math.min(end, start + MOST));
  if (end - start <= MOST) {
    return WHOLE_LINE.test(content) && ![UUID, PAIRS, NAME].some((other) => other.test(content));
  }
  // The codec looks at the rest.
  return WHOLE_LINE.test(lines.text.slice(start, start + MOST - 1));
}

function unquoted(lines: PastedLines, line: number): TextRange {
  let { start, end } = lines.contentRange(line);
  while (start < end && /["'`]/.test(lines.text.charAt(start))) start++;
  const isJoined = start > lines.content(line);
  const behind = isJoined ? /["'`,; +.&\\]/ : /["'`,;]/;
  while (end > start && behind.test(lines.text.charAt(end - 1))) end--;
  return { start, end };
}

function isBase32(sample: string): boolean {
  return /^[A-Z2-7\s]{8,}=*\s*$/.test(sample);
}
