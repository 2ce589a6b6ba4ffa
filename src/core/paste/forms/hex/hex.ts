/**
 * Rows of hexadecimal: with or without spaces, 0x, commas, colons or dashes, in either case, after
 * labels and before comments or a column of characters.
 */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import { dumpBlockAt } from '#core/paste/forms/dump/dump-block.ts';
import { dumpLineAt } from '#core/paste/forms/dump/dump-line.ts';
import { readAsDecimals } from '#core/paste/forms/values/bare-numbers.ts';
import { isColumnHeading } from '#core/paste/lines/column-heading.ts';
import { speakerOf } from '#core/paste/lines/speaker-words.ts';
import type { PasteProblem } from '#core/paste/problem.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { areFrames, mayBeginFrame, wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import { withoutCount } from '#core/paste/text/byte-count.ts';
import { CODE, hexValue, indexWithin, skipHexDigits } from '#core/paste/text/characters.ts';
import { isLookAlike } from '#core/paste/text/hex-token.ts';
import { namesMaskingKey } from '#core/paste/text/masks.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { opensBlock, readRow, startsComment, type RowEnd } from './hex-row.ts';
import { readColumns } from './hex-columns.ts';
import { withReversedWords } from './hex-words.ts';
import { findRowStart, labelShape, type RowsBefore } from './row-start.ts';

export function claimHex(lines: PastedLines, from: number): Block | null {
  const start = rowStartIn(lines, from, NO_ROWS);
  if (start === null) return null;
  const reader = new HexBlockReader(lines);
  reader.readRow(from, start);
  let to = from + 1;
  for (let line = to; line < lines.count; line++) {
    if (reader.isInComment ? false : lines.isEmpty(line)) continue;
    if (!reader.readLine(line)) break;
    to = line + 1;
  }
  return { from, to, start, end: lines.contentEnd(to - 1), ...reader.finish() };
}

const NO_ROWS: RowsBefore = { shape: '', hasRows: false, hasLabels: false };

/** As chats show it between messages: "10:16", "10:16 AM". */
const LONE_TIME = /^(?:[01]?\d|2[0-3]):[0-5]\d(?: ?[AP]M)?$/i;

/** Where the bytes of a row start; null if a line is none, or only a masking key. */
function rowStartIn(lines: PastedLines, line: number, before: RowsBefore): number | null {
  const content = lines.slice(line, 200);
  if (isColumnHeading(content) || LONE_TIME.test(content)) return null;
  const start = findRowStart(lines, line, before);
  const isRow = start !== null && !namesMaskingKey(lines.text.slice(lines.content(line), start));
  return isRow ? start : null;
}

/** At least four bytes, the first of which begins a message. */
const FRAMES = /(?<![\da-z])8[0-289a](?:\s?[\da-f]{2}){3,}(?![\da-z])/gi;
const LONGEST_LABEL = 400;

/** Shorter rows can be any numbers. */
const LEAST_IN_ROW = 4;

class HexBlockReader {
  readonly #lines: PastedLines;
  readonly #text: string;
  readonly #writer = new BlockWriter();
  /** The labels in front of the last row, without its digits. */
  #shape = '';
  #hasLabels = false;
  #hasRows = false;
  readonly #rows: TextRange[] = [];
  isInComment = false;
  isStopped = false;

  constructor(lines: PastedLines) {
    this.#lines = lines;
    this.#text = lines.text;
  }

  /** Reads a line; false if it isn't a row of bytes. */
  readLine(line: number): boolean {
    const start = this.#lines.content(line);
    const end = this.#lines.contentEnd(line);
    if (this.isInComment) return this.#skipComment(start, end);
    if (startsComment(this.#text, start, end)) {
      if (isHeading(this.#text.slice(start, Math.min(end, start + 200)))) return false;
      this.#writer.leaveOut('comments');
      this.isInComment = opensBlock(this.#text, start, end);
      return true;
    }
    const rest = this.#splitAt === null ? null : this.#restOfPair(line);
    if (rest !== null) return this.#readRest(line, rest);
    // What stopped these rows says nothing of a dump below them.
    if (this.isStopped && this.#isDump(line)) return false;
    const body = rowStartIn(this.#lines, line, {
      shape: this.#shape,
      hasRows: true,
      hasLabels: this.#hasLabels,
    });
    return body !== null && this.readRow(line, body);
  }

  /** Reads a row whose bytes start at `body`; false if it belongs to another block. */
  readRow(line: number, body: number): boolean {
    const start = this.#lines.content(line);
    const end = this.#lines.contentEnd(line);
    const isTab = this.#text.charCodeAt(this.#lines.start(line)) === CODE.tab;
    const isLabelled = body > start;
    const shape = isLabelled ? labelShape(this.#text.slice(start, body)) : '';
    // Rows with another label may be in another form.
    if (this.#hasRows && isLabelled && shape !== this.#shape) return false;
    // A row of a dump below a number in a sentence is no more of it.
    if (this.#hasLabels && !isLabelled && this.#isOther(start, end)) return false;
    if (!this.#hasRows) {
      this.#hasSpeaker = speakerOf(this.#text.slice(start, body)) !== null;
    }
    if (isLabelled) {
      this.#skipFramesIn(start, body);
      this.#hasLabels = true;
      this.#writer.leaveOut('labels');
    }
    if (isLabelled || !this.#hasRows || isTab !== this.#isTab) {
      const isFirstTab = isTab !== this.#isTab && this.#hasRows && !isLabelled;
      this.#writer.begin(body, isFirstTab || this.#byTabs ? { speaker: isTab ? 1 : 0 } : {});
      this.#byTabs ||= isFirstTab;
    }
    this.#isTab = isTab;
    this.#hasRows = true;
    this.#shape = isLabelled || this.#shape === '' ? shape : this.#shape;
    if (this.isStopped) {
      // Bytes are missing before these, so nobody knows what they belong to.
      this.#writer.skip({ start: body, end });
      return true;
    }
    this.#last = { line };
    const row = readRow(this.#text, body, end, this.#writer.collector);
    this.#rows.push({ start: body, end: row.end });
    this.#rowEnd = end;
    this.#take(row, isLabelled);
    return true;
  }

  /** What a label has of frames is of no label: "out:8185…;in:8105…". */
  #skipFramesIn(start: number, end: number): void {
    const from = Math.max(start, end - LONGEST_LABEL);
    for (const { index, 0: run } of this.#text.slice(from, end).matchAll(FRAMES)) {
      const bytes = Uint8Array.from(run.match(/[\da-f]{2}/gi) ?? [], (pair) =>
        Number.parseInt(pair, 16),
      );
      if (areFrames(bytes))
        this.#writer.skip({ start: from + index, end: from + index + run.length });
    }
  }

  /** Where the first digit of a pair is that a line end has split; null if none has. */
  #splitAt: number | null = null;

  /** Whether a digit without its pair ends a row, and the next row begins with the other one. */
  #isSplit(problem: PasteProblem): boolean {
    const { line } = this.#last;
    if (problem.kind !== 'odd-digit' || problem.range.end !== this.#lines.contentEnd(line))
      return false;
    this.#splitAt = problem.range.start;
    if (line + 1 < this.#lines.count && this.#restOfPair(line + 1) !== null) return true;
    this.#splitAt = null;
    return false;
  }

  /** Where the second digit of a split pair is: the first of an odd number of digits. */
  #restOfPair(line: number): number | null {
    const at = this.#lines.content(line);
    const end = this.#lines.contentEnd(line);
    const digits = skipHexDigits(this.#text, at, end) - at;
    const isRow =
      digits % 2 === 1 && /^[\da-f]+(?:[\s,:-]|$)/i.test(this.#lines.slice(line, 100_000));
    return isRow ? at : null;
  }

  #readRest(line: number, at: number): boolean {
    const first = this.#splitAt!;
    this.#splitAt = null;
    this.#writer.add(
      (hexValue(this.#text.charCodeAt(first)) << 4) | hexValue(this.#text.charCodeAt(at)),
      first,
      at + 1,
    );
    this.#last = { line };
    const end = this.#lines.contentEnd(line);
    const row = readRow(this.#text, at + 1, end, this.#writer.collector);
    this.#rows.push({ start: at + 1, end: row.end });
    this.#rowEnd = end;
    this.#take(row, false);
    return true;
  }

  #last = { line: 0 };

  #isDump(line: number): boolean {
    const { text } = this.#lines;
    const row = dumpLineAt(text, this.#lines.content(line), this.#lines.contentEnd(line));
    return row !== null && row.gap >= 2 && dumpBlockAt(this.#lines, line) !== null;
  }

  /** Whether an unlabelled row starts something else than a continuation. */
  #isOther(start: number, end: number): boolean {
    const dump = dumpLineAt(this.#text, start, end);
    return (dump !== null && dump.hasColon) || this.#writer.count < LEAST_IN_ROW;
  }

  /** Whether the label says who sent the bytes. */
  #hasSpeaker = false;
  #rowEnd = 0;
  #isTab = false;
  #byTabs = false;

  /** Whether its rows have a few digits that make no frames. */
  #isWeak(): boolean {
    const { count, problem } = this.#writer;
    const isMistyped = problem?.kind === 'not-hex' && isLookAlike(problem.character);
    if (count === 0) return !isMistyped;
    if (problem?.kind === 'not-hex' || SIDE.test(this.#shape)) return false;
    const bytes = this.#writer.collector.view();
    const isShort = count < LEAST_IN_ROW * this.#rows.length;
    const isWhole = wireEvidence(bytes) !== 'none';
    // Few numbers have the first byte of a message in one frame, and end where it says.
    if (isWhole) return isShort && this.#rows.length === 1 && !this.#hasSpeaker && !this.#isFrame();
    return isShort || (this.#hasLabels && !(count > 1 && mayBeginFrame(bytes[0]!)));
  }

  /** Whether the only row is a single frame, in pairs of digits that end the line. */
  #isFrame(): boolean {
    const bytes = this.#writer.collector.view();
    const [row] = this.#rows;
    if (row === undefined || bytes[0]! < 0x80 || wireEvidence(bytes) !== 'whole') return false;
    const pairs = withoutCount(this.#text.slice(row.start, row.end));
    return /^(?:(?:0x)?[\da-f]{2}[\s,]*){2,3}$/i.test(pairs);
  }

  finish(): Pick<Block, 'readings' | 'isWeak'> {
    const isWeak = this.#isWeak();
    const form = this.#hasLabels ? 'hex-log' : 'hex';
    const reading = this.#writer.finish(form, isWeak ? 'possible' : 'likely');
    if (this.#writer.problem !== null) return { readings: [reading], isWeak };
    const columns = readColumns(this.#text, this.#rows, reading);
    if (columns !== null) return { readings: [columns, reading] };
    const decimal = readAsDecimals(this.#text, this.#rows);
    const words = withReversedWords(this.#text, this.#rows, reading);
    return { readings: decimal === null ? words : [...words, decimal], isWeak };
  }

  #take(row: RowEnd, isLabelled: boolean): void {
    switch (row.kind) {
      case 'clean':
        if (row.column) this.#writer.leaveOut('ascii-column');
        if (row.comment) {
          this.#writer.leaveOut('comments');
          this.isInComment = opensBlock(this.#text, this.#commentStart(row.end), row.end);
        }
        return;
      case 'elided': {
        const shown = this.#writer.count;
        const missing = row.total === null ? row.missing : Math.max(0, row.total - shown);
        this.#writer.miss(missing);
        const total = missing === null ? null : shown + missing;
        this.#writer.lose({
          kind: missing === null ? 'elided' : 'print-limit',
          printer: null,
          shown,
          total,
        });
        this.#writer.skip({ start: row.end, end: this.#rowEnd });
        this.isStopped = !isLabelled;
        return;
      }
      case 'problem':
        if (this.#isSplit(row.problem)) return;
        this.#writer.stop(row.problem);
        this.#writer.miss(null);
        // A digit without its pair is of no byte.
        this.#writer.skip({ start: Math.min(row.end, row.problem.range.start), end: this.#rowEnd });
        this.isStopped = !isLabelled;
        return;
      case 'words':
        this.#writer.skip({ start: row.end, end: this.#rowEnd });
        return;
    }
  }

  /** Where the last comment of the row starts, if it can go on below it; −1 if it has none. */
  #commentStart(end: number): number {
    const { start } = this.#rows.at(-1)!;
    const at = this.#text.slice(start, end).lastIndexOf('/*');
    return at === -1 ? -1 : start + at;
  }

  #skipComment(start: number, end: number): boolean {
    this.isInComment = indexWithin(this.#text, '*/', start, end) === -1;
    return true;
  }
}

/** A comment that says who sent the bytes below it: "// from server". */
function isHeading(comment: string): boolean {
  return comment.split(/\s+/).length <= MOST_HEADING_WORDS && speakerOf(comment) !== null;
}

const MOST_HEADING_WORDS = 5;

/** A side and nothing else before bytes. */
const SIDE = /^(?:[cs]0?|client|server) ?:$/i;
