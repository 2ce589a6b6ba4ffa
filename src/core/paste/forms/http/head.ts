/**
 * Heads with a start line, anywhere in a text: after labels and log prefixes, with marks of curl,
 * or as they are. Lines that lost their CR get it back, and a head its empty line (RFC 9112 §2.1).
 */

import type { Block } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { CODE } from '#core/paste/text/characters.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';
import { isRemark, remarksBefore, skipRemarks } from './curl-remarks.ts';
import { fieldIn } from './field-syntax.ts';
import { HeadContent } from './head-content.ts';
import { isKnownField } from './known-fields.ts';
import { followingPrefixes, skipPrefix } from './line-prefix.ts';
import { isSectionHeading } from './section.ts';
import { PRINTED_RETURN, startLineIn, type FoundStartLine } from './start-line.ts';

/** Claims a head, its content, and what curl remarks around it. */
export function claimHead(lines: PastedLines, from: number): Block | null {
  const before = remarksBefore(lines, from);
  const found = startLineIn(lines, from + before);
  if (found === null) return null;
  const reader = new HeadLines(lines, from + before, found);
  if (!reader.read()) return null;
  return reader.finish(from, before);
}

/** curl's and socat's arrows. */
const MARK = /^[<>]\s*$/;

/** Lines of nginx between the request line and the fields. */
const MOST_LINES_BETWEEN = 8;

class HeadLines {
  readonly #lines: PastedLines;
  readonly #first: number;
  readonly #found: FoundStartLine;
  readonly #prefixes: readonly string[];
  readonly #isMarked: boolean;
  readonly #isLabelled: boolean;
  readonly #writer = new BlockWriter();
  /** Whether the lines after the first have no label. */
  #isBare: boolean;
  #next: number;
  #indentation: number | null = null;
  #fields = 0;
  readonly #content = new HeadContent();
  #lineEnds = 0;
  #returns = 0;
  #isEnded = false;
  #end: number;

  constructor(lines: PastedLines, first: number, found: FoundStartLine) {
    this.#lines = lines;
    this.#first = first;
    this.#found = found;
    this.#prefixes = followingPrefixes(found.prefix);
    this.#isMarked = MARK.test(found.prefix);
    this.#isLabelled = found.prefix.trim() !== '' && !this.#isMarked;
    this.#isBare = found.prefix.trim() === '';
    this.#next = first + 1;
    this.#end = found.end;
  }

  /** False if it turns out to be only the mention of a start line. */
  read(): boolean {
    const { start, end, prefix, isDotted } = this.#found;
    this.#writer.begin(start, {}, { kind: 'head', isMade: false });
    if (isDotted && prefix.length > 0) {
      const place = { start: start - prefix.length, end: start };
      this.#writer.stop({ kind: 'bytes-as-dots', range: place });
    }
    this.#addLine(start, this.#withSpaces(end), this.#first);
    this.#decideLabels();
    const step = this.#isDoubleSpaced() ? 2 : 1;
    while (!this.#isEnded && this.#next < this.#lines.count) {
      if (!this.#readLine(this.#next)) break;
      this.#next += step;
    }
    if (this.#isEnded && this.#isPreface()) this.#readPrefaceEnd();
    if (this.#isLabelled && this.#fields === 0) return false;
    if (!this.#isEnded) {
      this.#writer.lose({ kind: 'empty-line', printer: null, shown: 0, total: 1 });
      this.#writer.add(CODE.return, this.#end, this.#end);
      this.#writer.add(CODE.lineFeed, this.#end, this.#end);
    }
    return true;
  }

  finish(from: number, remarksBefore: number): Block {
    const lines = this.#lines;
    if (this.#returns < this.#lineEnds) {
      const [shown, total] = [this.#returns, this.#lineEnds];
      this.#writer.lose({ kind: 'carriage-returns', printer: null, shown, total });
    }
    if (this.#isEnded && !this.#isLabelled && this.#content.isAfter(this.#found.line)) {
      const content = this.#content.read(lines, this.#next, this.#isMarked, this.#writer);
      this.#next = content.to;
      this.#end = content.end ?? this.#end;
    }
    const after = this.#isMarked || remarksBefore > 0 ? skipRemarks(lines, this.#next) : 0;
    this.#writer.leaveOut('comments', remarksBefore + after);
    this.#writer.end(this.#end);
    const to = this.#next + after;
    return {
      from,
      to,
      start: from === this.#first ? this.#found.start : lines.content(from),
      end: lines.contentEnd(to - 1),
      readings: [this.#writer.finish('http', 'sure')],
    };
  }

  /** Whether HTTP/2 begins here (RFC 9113 §3.4): the preface looks like a head, and goes on. */
  #isPreface(): boolean {
    const { line } = this.#found;
    return line.kind === 'request' && line.method === 'PRI' && line.version === 'HTTP/2.0';
  }

  /** "SM", and another empty line. */
  #readPrefaceEnd(): void {
    const start = this.#bodyStart(this.#next);
    if (start === null || this.#lines.text.slice(start, this.#bodyEnd(start, this.#next)) !== 'SM')
      return;
    this.#addLine(start, start + 2, this.#next);
    this.#next++;
    if (this.#next >= this.#lines.count) return;
    const end = this.#bodyStart(this.#next);
    if (end === null || this.#bodyEnd(end, this.#next) > end) return;
    this.#addLine(end, end, this.#next);
    this.#next++;
  }

  /** Whether lines below a label have it too: arduinoWebSockets labels only the first. */
  #decideLabels(): void {
    if (!this.#isLabelled) return;
    const { text } = this.#lines;
    const start = this.#lines.content(this.#next);
    const end = this.#lines.contentEnd(this.#next);
    const isSame = this.#prefixes.some((prefix) => skipPrefix(text, start, end, prefix) !== null);
    this.#isBare = !isSame && fieldIn(text, start, end) !== null;
  }

  /** Whether an empty line follows each line. */
  #isDoubleSpaced(): boolean {
    const lines = this.#lines;
    if (!this.#isBare || !lines.isEmpty(this.#next) || this.#next >= lines.count) return false;
    const isField = (index: number) =>
      fieldIn(lines.text, lines.content(index), lines.contentEnd(index)) !== null;
    const first = this.#next + 1;
    const isSpaced = isField(first) && lines.isEmpty(first + 1) && isField(first + 2);
    if (isSpaced) this.#next++;
    return isSpaced;
  }

  /** Reads one line after the first; false if it isn't part of the head. */
  #readLine(index: number): boolean {
    const lines = this.#lines;
    const { text } = lines;
    if (lines.isEmpty(index)) return this.#endWith(lines.content(index), index);
    const start = this.#bodyStart(index);
    if (start === null) return this.#isBetween(index);
    const end = this.#bodyEnd(start, index);
    if (end <= start) return this.#endWith(start, index);
    if (startLineIn(lines, index) !== null) return false;
    const column = start - lines.start(index);
    const field = fieldIn(text, start, end);
    const isFolded =
      this.#isBare && this.#fields > 0 && column > (this.#indentation ?? column) && end > start;
    if (isFolded) this.#addLine(start - column + (this.#indentation ?? 0), end, index);
    else if (field === null && !this.#isFaultyField(index)) return false;
    else this.#addLine(start, this.#withSpaces(end, index), index);
    if (field === null || isFolded) return true;
    this.#fields++;
    this.#indentation ??= column;
    this.#content.note(field.name, text.slice(field.valueRange.start, field.valueRange.end));
    return true;
  }

  /** Where the line's own text starts, after its label; null if it has another label. */
  #bodyStart(index: number): number | null {
    const start = this.#lines.content(index);
    if (this.#isBare) return start;
    const end = this.#lines.contentEnd(index);
    for (const prefix of this.#prefixes) {
      const at = skipPrefix(this.#lines.text, start, end, prefix);
      if (at !== null) return at;
    }
    return null;
  }

  #bodyEnd(start: number, index: number): number {
    const { quote, isDotted } = this.#found;
    const { text } = this.#lines;
    let end = this.#lines.contentEnd(index);
    if (quote !== '' && end > start && text.charAt(end - 1) === quote) end--;
    if (isDotted && end > start && text.charCodeAt(end - 1) === CODE.dot) end--;
    const printed = PRINTED_RETURN.exec(text.slice(Math.max(start, end - 10), end))?.[0] ?? '';
    return end - printed.length;
  }

  /** Spaces at the end of a line belong to it, if nothing else was printed there. */
  #withSpaces(end: number, index = this.#first): number {
    const lines = this.#lines;
    if (end !== lines.contentEnd(index)) return end;
    let at = end;
    while (at < lines.end(index) && isSpaceOrTab(lines.text.charCodeAt(at))) at++;
    // A request line ends with its version.
    const isRequestLine = index === this.#first && this.#found.line.kind === 'request';
    return at === lines.end(index) && !isRequestLine ? at : end;
  }

  /**
   * Whether a line without a colon belongs to the head nevertheless, because a field of it follows.
   */
  #isFaultyField(index: number): boolean {
    const lines = this.#lines;
    if (!this.#isBare || this.#isLabelled || this.#fields === 0) return false;
    if (isSectionHeading(lines.slice(index, 80)) || isRemark(lines, index)) return false;
    const next = fieldIn(lines.text, lines.content(index + 1), lines.contentEnd(index + 1));
    return next !== null && isKnownField(next.name);
  }

  /** Skips a line of nginx that has the same label but no field. */
  #isBetween(index: number): boolean {
    const lines = this.#lines;
    const [stem = '', name] = this.#found.prefix.split('http request line: "');
    if (name === undefined || index - this.#first > MOST_LINES_BETWEEN) return false;
    const start = lines.content(index);
    const at = skipPrefix(lines.text, start, lines.contentEnd(index), stem);
    if (at === null || !lines.text.startsWith('http ', at)) return false;
    this.#writer.leaveOut('comments');
    return !lines.text.startsWith('http header done', at);
  }

  #endWith(start: number, index: number): true {
    this.#addLine(start, start, index);
    this.#isEnded = true;
    return true;
  }

  /** Adds a line and its line end. */
  #addLine(start: number, end: number, index: number): void {
    const lines = this.#lines;
    collectUtf8(lines.text, start, end, this.#writer);
    this.#lineEnds++;
    const rawEnd = lines.end(index);
    const hasReturn = lines.text.charCodeAt(rawEnd) === CODE.return;
    const printed = this.#printedReturn(end, index);
    if (printed !== null || hasReturn) this.#returns++;
    const back = printed ?? { start: rawEnd, end: hasReturn ? rawEnd + 1 : rawEnd };
    this.#writer.add(CODE.return, back.start, back.end);
    const feed = hasReturn ? rawEnd + 1 : rawEnd;
    this.#writer.add(CODE.lineFeed, feed, Math.min(feed + 1, lines.text.length));
    this.#end = Math.min(feed + 1, lines.text.length);
  }

  /** What was printed for the CR, if anything was. */
  #printedReturn(end: number, index: number): TextRange | null {
    const last = this.#lines.contentEnd(index);
    const { quote, isDotted } = this.#found;
    const printed = this.#lines.text.slice(end, Math.min(last, end + 12));
    const isReturn = isDotted ? printed === '.' : quote === '' && PRINTED_RETURN.test(printed);
    return isReturn ? { start: end, end: last } : null;
  }
}

function isSpaceOrTab(code: number): boolean {
  return code === CODE.blank || code === CODE.tab;
}
