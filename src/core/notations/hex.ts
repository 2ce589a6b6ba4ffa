/**
 * Pasted hexadecimal: with or without spaces, 0x, commas, colons or dashes, over lines, in either
 * case, after labels and before comments.
 */

import { isAsciiColumn } from './ascii-column.ts';
import {
  characterAt,
  CODE,
  hasHexPrefix,
  hexValue,
  isBlank,
  isDigit,
  isLetter,
  skipBlanks,
  skipHexDigits,
} from './characters.ts';
import { readFollowHeader } from './follow-header.ts';
import { labelOf } from './line-label.ts';
import { linesOf } from './lines.ts';
import type { TextRange } from './notation.ts';
import type { ReadingConfidence, Reading } from './reading.ts';
import { Transcript } from './transcript.ts';
import { wireEvidence } from './wire-unit.ts';

export function readHex(text: string): Reading[] {
  const reader = new HexReader(text);
  const reading = reader.read();
  return reading ? [reading] : [];
}

/** The number of pieces of a line that decide whether it contains bytes or words. */
const PIECES_LOOKED_AT = 12;

class HexReader {
  readonly #text: string;
  readonly #transcript = new Transcript();
  #follow: string | null = null;
  #hasLabels = false;
  #isInComment = false;
  /** The numbers of characters in lines of bytes and in other lines. */
  #hexSize = 0;
  #proseSize = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Reading | null {
    const isByIndent = this.#isParted();
    for (const line of linesOf(this.#text)) {
      this.#readLine(line, isByIndent);
      if (this.#transcript.problem) break;
    }
    const { count, problem } = this.#transcript;
    if (count === 0 && problem?.kind !== 'odd-digit') return null;
    // Other forms of a followed stream contain no hex.
    if (this.#follow !== null && this.#follow !== 'raw') return null;
    if (this.#follow !== null) return this.#transcript.finish('follow-raw', 'sure');
    return this.#transcript.finish(this.#hasLabels ? 'hex-log' : 'hex', this.#confidence());
  }

  #confidence(): ReadingConfidence {
    const isMostlyHex = this.#hexSize >= this.#proseSize;
    if (!this.#transcript.problem) return isMostlyHex ? 'likely' : 'possible';
    return isMostlyHex && this.#transcript.count > 0 ? 'likely' : 'possible';
  }

  /** Whether tabs at the start of only some lines separate two speakers. */
  #isParted(): boolean {
    let indented = 0;
    let others = 0;
    for (const { start, end } of linesOf(this.#text)) {
      if (start === end || !this.#isHexAt(skipBlanks(this.#text, start, end), end)) continue;
      if (this.#text.charCodeAt(start) === CODE.tab) indented++;
      else others++;
      if (indented > 0 && others > 0) return true;
    }
    return false;
  }

  #readLine({ start, end }: TextRange, isByIndent: boolean): void {
    const text = this.#text;
    const at = skipBlanks(text, start, end);
    if (at === end) return;
    const header = readFollowHeader(text, at, end);
    if (header) {
      if (header.kind === 'form') this.#follow = header.form;
      if (header.kind === 'node') this.#transcript.name(header.speaker, header.address);
      this.#transcript.leaveOut('labels');
      return;
    }
    const label = this.#isInComment ? null : this.#isHexAt(at, end) ? null : labelOf(text, at, end);
    if (!label && !this.#isInComment && !this.#isHexAt(at, end) && !startsComment(text, at)) {
      this.#proseSize += end - at;
      this.#transcript.leaveOut('prose');
      return;
    }
    if (label) {
      this.#hasLabels = true;
      this.#transcript.leaveOut('labels');
      if (label.speaker !== null) this.#transcript.begin(label.speaker);
    } else if (isByIndent) {
      this.#transcript.begin(text.charCodeAt(start) === CODE.tab ? 1 : 0);
    }
    this.#hexSize += end - at;
    this.#readBytes(label?.end ?? at, end);
  }

  /** Whether bytes rather than words start here. */
  #isHexAt(at: number, end: number): boolean {
    const text = this.#text;
    if (isLabelled(text, at, end)) return false;
    let hex = 0;
    let pieces = 0;
    for (let place = at; place < end && pieces < PIECES_LOOKED_AT; pieces++) {
      const pieceEnd = endOfPiece(text, place, end);
      if (isHexPiece(text, place, pieceEnd)) hex++;
      else if (pieces === 0) return false;
      else if (startsComment(text, place)) break;
      place = skipSeparators(text, pieceEnd, end);
    }
    // Few words start with a digit.
    const isTie = hex * 2 === pieces && isDigit(text.charCodeAt(at));
    return hex * 2 > pieces || isTie;
  }

  #readBytes(from: number, end: number): void {
    const text = this.#text;
    const first = this.#transcript.count;
    let at = from;
    while (at < end && !this.#transcript.problem) {
      if (this.#isInComment) {
        const close = text.indexOf('*/', at);
        this.#isInComment = close === -1 || close >= end;
        at = this.#isInComment ? end : close + 2;
        continue;
      }
      const blanks = at;
      at = skipSeparators(text, at, end);
      if (at === end) return;
      const isApart = at - blanks >= 2 && this.#transcript.count > first;
      if (isApart && isAsciiColumn(text, at, end, this.#transcript.collector, first)) {
        this.#transcript.leaveOut('ascii-column');
        return;
      }
      if (startsComment(text, at)) {
        this.#transcript.leaveOut('comments');
        if (text.charCodeAt(at + 1) !== CODE.star) return;
        this.#isInComment = true;
        at += 2;
        continue;
      }
      at = this.#readDigits(at, end);
    }
  }

  /** Adds the bytes of consecutive digits; returns where they end. */
  #readDigits(at: number, end: number): number {
    const text = this.#text;
    const isPrefixed = hasHexPrefix(text, at);
    const from = isPrefixed ? at + 2 : isSigil(text.charCodeAt(at)) ? at + 1 : at;
    const to = skipHexDigits(text, from, end);
    if (to === from) {
      const place = isPrefixed ? at + 1 : at;
      const character = characterAt(text, place);
      this.#transcript.stop({
        kind: 'not-hex',
        range: { start: place, end: place + character.length },
        character,
      });
      return end;
    }
    const digits = to - from;
    const code = text.charCodeAt(to);
    const isSuffixed = digits === 2 && (code | 0x20) === 0x68;
    if (to < end && !isSuffixed && !isSeparator(code)) {
      const character = characterAt(text, to);
      if (digits >= 2) this.#addPairs(at, from, to - (digits & 1));
      this.#transcript.stop({
        kind: 'not-hex',
        range: { start: to, end: to + character.length },
        character,
      });
      return end;
    }
    if (digits === 1 && isPrefixed) {
      // "0x5" is a whole byte, because languages print it so.
      this.#transcript.add(hexValue(text.charCodeAt(from)), at, to);
    } else if ((digits & 1) === 0) {
      this.#addPairs(at, from, to);
    } else {
      this.#addOdd(at, from, to);
    }
    return isSuffixed ? to + 1 : to;
  }

  #addPairs(start: number, from: number, to: number): void {
    const text = this.#text;
    for (let at = from; at < to; at += 2) {
      const value = (hexValue(text.charCodeAt(at)) << 4) | hexValue(text.charCodeAt(at + 1));
      this.#transcript.add(value, at === from ? start : at, at + 2);
    }
  }

  /** If a digit lacks its pair, the position that makes frames is chosen, otherwise the last. */
  #addOdd(start: number, from: number, to: number): void {
    const isFirst =
      this.#transcript.count === 0 && !this.#reads(from, to - 1) && this.#reads(from + 1, to);
    const lonely = isFirst ? from : to - 1;
    if (isFirst) this.#addPairs(from + 1, from + 1, to);
    else this.#addPairs(start, from, to - 1);
    const range = { start: lonely, end: lonely + 1 };
    this.#transcript.stop({ kind: 'odd-digit', range, digits: to - from });
  }

  /** Whether these digits make frames or a head. */
  #reads(from: number, to: number): boolean {
    const { collector, count } = this.#transcript;
    this.#addPairs(from, from, to);
    const evidence = wireEvidence(collector.view(count));
    collector.dropTo(count);
    return evidence !== 'none';
  }
}

/**
 * A time of day, "12:34:56.789" or "[12:34:56]". Colons separate bytes too, but without a fraction
 * or a space after them.
 */
const TIME = /^\[?(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,\]\s]|$)/;

const DATE = /^\[?(?:19|20)\d\d-[01]\d-[0-3]\d[T\s]/;

/** "C1: 81" starts like hex, but no byte has a colon and a space after it. */
function isLabelled(text: string, at: number, end: number): boolean {
  const beginning = text.slice(at, Math.min(end, at + 12));
  if (DATE.test(beginning) || TIME.test(beginning)) return true;
  const digits = skipHexDigits(text, at, Math.min(end, at + 3));
  return (
    digits > at && text.charCodeAt(digits) === CODE.colon && isBlank(text.charCodeAt(digits + 1))
  );
}

/**
 * Separators between bytes. A colon or dash also has to precede a byte, which is checked elsewhere.
 */
function isSeparator(code: number): boolean {
  return (
    isBlank(code) ||
    code === CODE.comma ||
    code === 0x3b ||
    code === CODE.colon ||
    code === CODE.minus ||
    code === CODE.doubleQuote ||
    code === CODE.singleQuote ||
    code === 0x60
  );
}

function skipSeparators(text: string, at: number, end: number): number {
  let place = at;
  while (place < end && isSeparator(text.charCodeAt(place))) place++;
  return place;
}

/** Some assemblers and editors write bytes as "$81" or "#81". */
function isSigil(code: number): boolean {
  return code === CODE.dollar || code === CODE.hash;
}

function startsComment(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (code === CODE.slash) return next === CODE.slash || next === CODE.star;
  if (code !== CODE.hash) return false;
  const digits = skipHexDigits(text, at + 1, at + 4) - at - 1;
  return digits !== 2;
}

function endOfPiece(text: string, at: number, end: number): number {
  // Enough to classify a piece, which can be as long as the text.
  const most = Math.min(end, at + 64);
  let place = at;
  while (place < most && !isSeparator(text.charCodeAt(place))) place++;
  return place;
}

/** Words don't start with a digit, so such a piece with an invalid digit is a mistyped byte. */
function isHexPiece(text: string, at: number, end: number): boolean {
  const isPrefixed = hasHexPrefix(text, at);
  const from = isPrefixed ? at + 2 : isSigil(text.charCodeAt(at)) ? at + 1 : at;
  const to = skipHexDigits(text, from, end);
  if (to === end) return to > from;
  return isDigit(text.charCodeAt(at)) && (isPrefixed || isLetter(text.charCodeAt(to)));
}
