/**
 * Dumps with offsets: xxd, hexdump, od, Wireshark, tcpdump, gdb and similar. The offsets decide
 * what is offset, byte and character, because each line must end where the next one begins.
 */

import { CODE, skipBlanks } from './characters.ts';
import { dumpLineOf, offsetValue, type DumpLine } from './dump-line.ts';
import { nameDump, type DumpFeatures } from './dump-name.ts';
import { dumpRemarkOf } from './dump-remark.ts';
import { DumpRows, type ByteOrder } from './dump-rows.ts';
import { shapeOf, type DumpShape } from './dump-shape.ts';
import { linesOf } from './lines.ts';
import type { TextRange } from './notation.ts';
import type { Reading } from './reading.ts';
import { Transcript, type Speaker } from './transcript.ts';

/** Limits the lines that a star can expand to. */
const MOST_REPEATED = 16 * 1024 * 1024;

export function readHexDump(text: string): Reading[] {
  const shape = shapeOf(text);
  if (shape === null) return [];
  const asWritten = new DumpReader(text, shape, 'big');
  const first = asWritten.read();
  const { votes, hasWords, groupWidth } = asWritten.rows;
  if (!hasWords || votes.big > votes.little) return first ? [first] : [];
  // xxd prints groups of 2 bytes in stream order. Only its larger groups can be reversed.
  if (asWritten.hasColons && groupWidth === 4) return first ? [first] : [];
  const second = new DumpReader(text, shape, 'little').read();
  if (votes.little > 0) return second ? [second] : [];
  // Without evidence, the common order is assumed: little-endian machines are far more common
  // today.
  const isNative = !asWritten.hasColons;
  const readings = isNative ? [second, first] : [first, second];
  return readings
    .filter((reading) => reading !== null)
    .map((reading, index) => ({ ...reading, confidence: index === 0 ? 'likely' : 'possible' }));
}

class DumpReader {
  readonly rows: DumpRows;
  readonly #text: string;
  readonly #shape: DumpShape;
  readonly #transcript = new Transcript();
  readonly #features: Omit<DumpFeatures, 'groupWidth' | 'frame'>;
  /** The offset after the last line of each speaker. */
  readonly #expected = new Map<Speaker, number>();
  /** The bytes of the last line, which a star repeats. */
  #row: { start: number; end: number } = { start: 0, end: 0 };
  /** The start of the chunk in the bytes, and its first offset. */
  #chunk = { start: 0, offset: 0 };
  #star: TextRange | null = null;
  #speaker: Speaker = null;
  #nextSpeaker: Speaker = null;
  #atMs: number | null = null;
  /** Whether the current or next block repeats the contents of a packet. */
  #isOtherBlock = false;
  #isNextOther = false;

  constructor(text: string, shape: DumpShape, order: ByteOrder) {
    this.#text = text;
    this.#shape = shape;
    this.rows = new DumpRows(text, shape.groups, order, this.#transcript);
    this.#features = {
      ...shape,
      order,
      isFollowed: false,
      isByIndent: false,
      hasColon: false,
      hasPrefix: false,
      hasSymbols: false,
      hasFrames: false,
      hasTcpdumpHeads: false,
      hasHeaderRow: false,
      offsetDigits: 0,
      gap: 0,
    };
  }

  get hasColons(): boolean {
    return this.#features.hasColon;
  }

  read(): Reading | null {
    this.#features.isByIndent = this.#isParted();
    let pending: DumpLine | null = null;
    for (const range of linesOf(this.#text)) {
      const line = dumpLineOf(this.#text, range);
      if (pending) this.#readLine(pending, line);
      pending = line;
      if (line === null) this.#readOther(range);
      if (this.#transcript.problem) break;
    }
    if (pending && !this.#transcript.problem) this.#readLine(pending, null);
    this.#closeBlock();
    if (this.#transcript.count === 0) return null;
    const { groupWidth, frame } = this.rows;
    const name = nameDump({ ...this.#features, groupWidth, frame });
    return this.#transcript.finish(name, this.#shape.isConfirmed ? 'sure' : 'likely');
  }

  /**
   * Whether only some lines start with a tab, which separates two speakers in a followed stream.
   */
  #isParted(): boolean {
    let indented = 0;
    let others = 0;
    for (const range of linesOf(this.#text)) {
      const line = dumpLineOf(this.#text, range);
      if (line === null || line.body === line.end) continue;
      if (line.isIndented) indented++;
      else others++;
      if (indented > 0 && others > 0) return true;
    }
    return false;
  }

  #readOther(range: TextRange): void {
    const text = this.#text;
    const at = skipBlanks(text, range.start, range.end);
    if (at === range.end) return;
    if (text.charCodeAt(at) === CODE.star && skipBlanks(text, at + 1, range.end) === range.end) {
      this.#star = { start: at, end: at + 1 };
      return;
    }
    const remark = dumpRemarkOf(text, at, range.end);
    switch (remark.kind) {
      case 'time':
        this.#features.hasTcpdumpHeads = true;
        this.#atMs = remark.atMs;
        this.#transcript.leaveOut('times');
        this.#endChunk();
        return;
      case 'block':
        this.#endChunk();
        this.#isNextOther = remark.isOther;
        this.#features.hasFrames = true;
        this.#transcript.leaveOut('labels');
        return;
      case 'follow':
        this.#features.isFollowed = true;
        this.#transcript.leaveOut('labels');
        return;
      case 'node':
        this.#transcript.name(remark.speaker, remark.address);
        this.#transcript.leaveOut('labels');
        return;
      case 'speaker':
        this.#nextSpeaker = remark.speaker;
        this.#transcript.leaveOut('labels');
        return;
      case 'header-row':
        this.#features.hasHeaderRow = true;
        this.#transcript.leaveOut('labels');
        return;
      case 'prose':
        this.#transcript.leaveOut('prose');
    }
  }

  #readLine(line: DumpLine, next: DumpLine | null): void {
    const offset = offsetValue(this.#text, line.offset, this.#shape.offsetRadix);
    if (Number.isNaN(offset)) return this.#transcript.leaveOut('prose');
    if (line.body === line.end) return this.#readTotal(offset);
    if (this.rows.take(line) === 0) return this.#transcript.leaveOut('prose');
    this.#turnTo(line, offset);
    if (this.#transcript.problem) return;
    this.#notice(line);
    const first = this.#transcript.count;
    this.rows.read(line, this.#stepTo(next, offset));
    this.#transcript.leaveOut('offsets');
    this.#row = { start: first, end: this.#transcript.count };
    this.#expected.set(this.#speaker, offset + this.#transcript.count - first);
  }

  /** Starts another chunk if the offset requires it, and expands a star. */
  #turnTo(line: DumpLine, offset: number): void {
    const speaker = this.#features.isByIndent ? (line.isIndented ? 1 : 0) : this.#nextSpeaker;
    const rowSize = this.#row.end - this.#row.start;
    const expected = this.#expected.get(speaker);
    const isApart =
      speaker !== this.#speaker ||
      expected === undefined ||
      offset < expected ||
      // In a followed stream, offsets continue across packets. Only a short line shows that a
      // packet ends.
      (this.#features.isByIndent && rowSize < 16);
    if (expected !== undefined && offset > expected) this.#fill(offset - expected, expected);
    this.#star = null;
    if (!isApart) return;
    this.#closeBlock();
    this.#isOtherBlock = this.#isNextOther;
    this.#isNextOther = false;
    this.#speaker = speaker;
    this.#chunk = { start: this.#transcript.count, offset };
    this.#transcript.begin(speaker, this.#atMs);
  }

  #fill(missing: number, shown: number): void {
    const row = this.#transcript.collector.view(this.#row.start, this.#row.end).slice();
    const star = this.#star;
    if (star === null || row.length === 0 || missing % row.length !== 0) {
      this.#transcript.lose({
        kind: 'missing-lines',
        printer: null,
        shown,
        total: shown + missing,
      });
    } else if (this.#transcript.count + missing > MOST_REPEATED) {
      this.#transcript.stop({ kind: 'too-much', range: star, bytes: missing });
    } else {
      this.#transcript.collector.repeat(row, missing / row.length, star.start, star.end);
    }
  }

  /** A last line with only an offset contains the total size. */
  #readTotal(offset: number): void {
    const expected = this.#expected.get(this.#speaker);
    if (expected === undefined) return this.#transcript.leaveOut('prose');
    if (this.#star !== null && offset > expected) this.#fill(offset - expected, expected);
    this.#star = null;
    const { start } = this.#chunk;
    const shown = this.#transcript.count - start;
    const total = offset - this.#chunk.offset;
    // A word without a second byte is padded with a zero.
    if (this.rows.groupWidth > 2 && shown - total === 1) {
      this.#transcript.collector.dropTo(start + total);
    } else if (shown !== total) {
      this.#transcript.lose({ kind: 'declared-length-differs', printer: null, shown, total });
    }
    this.#transcript.leaveOut('offsets');
    this.#endChunk();
  }

  /** The number of bytes in the line, from the offset of the next one; null if that is unknown. */
  #stepTo(next: DumpLine | null, offset: number): number | null {
    if (next === null) return null;
    if (this.#features.isByIndent && next.isIndented !== (this.#speaker === 1)) return null;
    const step = offsetValue(this.#text, next.offset, this.#shape.offsetRadix) - offset;
    return step > 0 ? step : null;
  }

  #notice(line: DumpLine): void {
    const features = this.#features;
    features.hasColon ||= line.hasColon;
    features.hasPrefix ||= line.hasPrefix;
    features.hasSymbols ||= this.#text.charCodeAt(line.offset.end + 1) === CODE.less;
    features.offsetDigits = Math.max(features.offsetDigits, line.offset.end - line.offset.start);
    // Nothing has been read yet, so the first row decides.
    if (this.rows.groupWidth === 0) features.gap = line.gap;
  }

  /** The next line starts another packet. */
  #endChunk(): void {
    this.#closeBlock();
    this.#expected.delete(this.#speaker);
  }

  /** Skips a block that repeats the decoded contents of a packet. */
  #closeBlock(): void {
    if (!this.#isOtherBlock) return;
    const { collector } = this.#transcript;
    if (collector.count > this.#chunk.start) this.#transcript.leaveOut('other-blocks');
    collector.dropTo(this.#chunk.start);
    this.#isOtherBlock = false;
  }
}
