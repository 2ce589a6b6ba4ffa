/**
 * Dumps with offsets: xxd, hexdump, od, Wireshark, tcpdump, gdb and their like. What is offset, byte and character is told
 * by the offsets themselves: each line must end where the next one begins.
 */

import { isAsciiColumn } from './ascii-column.ts';
import { CODE, hexValue, isBlank, skipBlanks } from './characters.ts';
import { DumpGroups, dumpLineOf, offsetValue, type DumpLine } from './dump-line.ts';
import { nameDump, type DumpFeatures } from './dump-name.ts';
import { bytesInGroup, shapeOf, type DumpShape } from './dump-shape.ts';
import { dumpRemarkOf } from './dump-remark.ts';
import { linesOf } from './lines.ts';
import type { TextRange } from './notation.ts';
import type { Reading } from './reading.ts';
import { Transcript, type Voice } from './transcript.ts';

/** Which end of a group of several bytes comes first in the stream. */
type ByteOrder = 'big' | 'little';

/** A star stands for repeated lines; more than this they don't become. */
const MOST_REPEATED = 16 * 1024 * 1024;

export function readHexDump(text: string): Reading[] {
  const shape = shapeOf(text);
  if (shape === null) return [];
  const asWritten = new DumpReader(text, shape, 'big');
  const first = asWritten.read();
  const { votes, hasWords } = asWritten;
  if (!hasWords || votes.big > votes.little) return first ? [first] : [];
  // xxd prints groups of two bytes as they come; only its larger ones may be turned.
  if (asWritten.hasColons && asWritten.groupWidth === 4) return first ? [first] : [];
  const second = new DumpReader(text, shape, 'little').read();
  if (votes.little > 0) return second ? [second] : [];
  // Nothing tells which; machines whose words are the other way round have become rare.
  const isNative = !asWritten.hasColons;
  const readings = isNative ? [second, first] : [first, second];
  return readings
    .filter((reading) => reading !== null)
    .map((reading, index) => ({ ...reading, confidence: index === 0 ? 'likely' : 'possible' }));
}

class DumpReader {
  /** What the columns of characters say about the order of bytes. */
  readonly votes: Record<ByteOrder, number> = { big: 0, little: 0 };
  readonly #text: string;
  readonly #shape: DumpShape;
  readonly #order: ByteOrder;
  readonly #transcript = new Transcript();
  readonly #groups = new DumpGroups();
  readonly #features: DumpFeatures;
  /** Offset behind the last line, of each voice. */
  readonly #expected = new Map<Voice, number>();
  /** The last line's bytes, as a star repeats them. */
  #row: { start: number; end: number } = { start: 0, end: 0 };
  /** Where its chunk began: in the bytes, and its first offset. */
  #chunk = { start: 0, offset: 0 };
  #star: TextRange | null = null;
  #voice: Voice = null;
  #nextVoice: Voice = null;
  #atMs: number | null = null;
  /** Whether the block that is being read, or the next one, shows again what a packet holds. */
  #isOtherBlock = false;
  #isNextOther = false;
  #asciiColumn = Infinity;

  constructor(text: string, shape: DumpShape, order: ByteOrder) {
    this.#text = text;
    this.#shape = shape;
    this.#order = order;
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
      groupWidth: 0,
      frame: null,
      gap: 0,
    };
  }

  /** Whether there are groups of more than one byte, which may be the other way round. */
  get hasWords(): boolean {
    return (
      this.#shape.groups !== 'bits' &&
      bytesInGroup(this.#shape.groups, this.#features.groupWidth) > 1
    );
  }

  /** Digits of a group. */
  get groupWidth(): number {
    return this.#features.groupWidth;
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
    const name = nameDump(this.#features);
    return this.#transcript.finish(name, this.#shape.isConfirmed ? 'sure' : 'likely');
  }

  /** Whether some lines begin with a tab and others don't: two voices, in a followed stream. */
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
        this.#transcript.name(remark.voice, remark.address);
        this.#transcript.leaveOut('labels');
        return;
      case 'voice':
        this.#nextVoice = remark.voice;
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
    this.#groups.read(this.#text, line.body, line.end);
    if (this.#groups.count === 0) return this.#transcript.leaveOut('prose');
    this.#turnTo(line, offset);
    if (this.#transcript.problem) return;
    this.#notice(line);
    const first = this.#transcript.count;
    this.#readGroups(line, this.#stepTo(next, offset));
    this.#transcript.leaveOut('offsets');
    this.#row = { start: first, end: this.#transcript.count };
    this.#expected.set(this.#voice, offset + this.#transcript.count - first);
  }

  /** Begins another chunk where the offset says so, and fills up what a star left out. */
  #turnTo(line: DumpLine, offset: number): void {
    const voice = this.#features.isByIndent ? (line.isIndented ? 1 : 0) : this.#nextVoice;
    const rowSize = this.#row.end - this.#row.start;
    const expected = this.#expected.get(voice);
    const isApart =
      voice !== this.#voice ||
      expected === undefined ||
      offset < expected ||
      // In a followed stream offsets run on: only a short line tells that the next one is another packet's.
      (this.#features.isByIndent && rowSize < 16);
    if (expected !== undefined && offset > expected) this.#fill(offset - expected, expected);
    this.#star = null;
    if (!isApart) return;
    this.#closeBlock();
    this.#isOtherBlock = this.#isNextOther;
    this.#isNextOther = false;
    this.#voice = voice;
    this.#chunk = { start: this.#transcript.count, offset };
    this.#transcript.begin(voice, this.#atMs);
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

  /** A last line that is an offset alone says how much there was. */
  #readTotal(offset: number): void {
    const expected = this.#expected.get(this.#voice);
    if (expected === undefined) return this.#transcript.leaveOut('prose');
    if (this.#star !== null && offset > expected) this.#fill(offset - expected, expected);
    this.#star = null;
    const { start } = this.#chunk;
    const shown = this.#transcript.count - start;
    const total = offset - this.#chunk.offset;
    // A word that lacks its second byte is printed with a zero in its place.
    if (this.#features.groupWidth > 2 && shown - total === 1) {
      this.#transcript.collector.dropTo(start + total);
    } else if (shown !== total) {
      this.#transcript.lose({ kind: 'declared-length-differs', printer: null, shown, total });
    }
    this.#transcript.leaveOut('offsets');
    this.#endChunk();
  }

  /** How many bytes the line must have, by where the next begins; null where that does not tell. */
  #stepTo(next: DumpLine | null, offset: number): number | null {
    if (next === null) return null;
    if (this.#features.isByIndent && next.isIndented !== (this.#voice === 1)) return null;
    const step = offsetValue(this.#text, next.offset, this.#shape.offsetRadix) - offset;
    return step > 0 ? step : null;
  }

  #readGroups(line: DumpLine, step: number | null): void {
    const text = this.#text;
    const { collector } = this.#transcript;
    const first = collector.count;
    const groups = this.#groups;
    /** How many bytes there are after each group. */
    const sizes: number[] = [];
    for (let index = 0; index < groups.count; index++) {
      const start = groups.starts[index]!;
      const end = groups.ends[index]!;
      const isBehind = start - line.start >= this.#asciiColumn;
      if (isBehind || (step !== null && collector.count - first >= step)) break;
      if (!this.#addGroup(start, end)) break;
      sizes.push(collector.count - first);
    }
    if (step !== null && sizes.includes(step)) collector.dropTo(first + step);
    else this.#cutAtCharacters(line, first, sizes);
    const taken = sizes.indexOf(collector.count - first) + 1;
    const behind = skipBlanks(text, groups.ends[taken - 1] ?? line.body, line.end);
    if (behind < line.end) this.#readColumn(line, behind, first);
  }

  /** Characters that look like digits stand behind a gap, and show the bytes before it. */
  #cutAtCharacters({ end }: DumpLine, first: number, sizes: readonly number[]): void {
    const { collector } = this.#transcript;
    const all = collector.count;
    for (let index = sizes.length - 1; index >= 0; index--) {
      const groupEnd = this.#groups.ends[index]!;
      const behind = skipBlanks(this.#text, groupEnd, end);
      if (behind === end || behind - groupEnd < 2) continue;
      const size = sizes[index]!;
      // Its length alone rules out most.
      if (Math.abs(trimmedEnd(this.#text, end) - behind - size) > 3) continue;
      collector.dropTo(first + size);
      if (this.#isColumn(behind, end, first)) return;
      this.#restore(first, index + 1, sizes.length);
    }
    if (collector.count !== all) this.#restore(first, 0, sizes.length);
  }

  #restore(first: number, from: number, to: number): void {
    const { collector } = this.#transcript;
    if (from === 0) collector.dropTo(first);
    for (let index = from; index < to; index++) {
      this.#addGroup(this.#groups.starts[index]!, this.#groups.ends[index]!);
    }
  }

  #isColumn(at: number, end: number, first: number): boolean {
    return isAsciiColumn(
      this.#text,
      at,
      trimmedEnd(this.#text, end),
      this.#transcript.collector,
      first,
    );
  }

  #readColumn(line: DumpLine, at: number, first: number): void {
    this.#transcript.leaveOut('ascii-column');
    const code = this.#text.charCodeAt(at);
    const isFramed = code === CODE.pipe || code === CODE.greater;
    if (isFramed) this.#features.frame = code === CODE.pipe ? 'pipe' : 'angle';
    this.#asciiColumn = Math.min(this.#asciiColumn, at - line.start);
    if (this.#isColumn(at, line.end, first)) {
      // Where both orders show the same characters, the line tells nothing.
      if (!this.#isShownReversed(at, line.end, first)) this.votes.big++;
    } else if (this.#isShownReversed(at, line.end, first)) this.votes.little++;
  }

  #isShownReversed(at: number, end: number, first: number): boolean {
    const { collector } = this.#transcript;
    const bytes = collector.view(first);
    const size = bytesInGroup(this.#shape.groups, this.#features.groupWidth);
    if (size < 2) return false;
    const asWritten = bytes.slice();
    for (let group = 0; group < bytes.length; group += size)
      bytes.subarray(group, group + size).reverse();
    const isShown = this.#isColumn(at, end, first);
    bytes.set(asWritten);
    return isShown;
  }

  /** The bytes of one group of digits; false where it is none. */
  #addGroup(start: number, end: number): boolean {
    const { groups } = this.#shape;
    const size = bytesInGroup(groups, end - start);
    if (size === 0) return false;
    if (groups === 'hex') return this.#addHex(start, end);
    const value = Number.parseInt(this.#text.slice(start, end), groups === 'bits' ? 2 : 8);
    if (Number.isNaN(value) || value >= 2 ** (8 * size)) return false;
    for (let index = 0; index < size; index++) {
      const shift = this.#order === 'little' ? index : size - 1 - index;
      this.#transcript.add((value / 2 ** (8 * shift)) & 0xff, start, end);
    }
    return true;
  }

  #addHex(start: number, end: number): true {
    const text = this.#text;
    for (let at = start; at < end; at += 2) {
      const place = this.#order === 'little' ? start + end - 2 - at : at;
      const value = (hexValue(text.charCodeAt(place)) << 4) | hexValue(text.charCodeAt(place + 1));
      this.#transcript.add(value, place, place + 2);
    }
    return true;
  }

  #notice(line: DumpLine): void {
    const features = this.#features;
    features.hasColon ||= line.hasColon;
    features.hasPrefix ||= line.hasPrefix;
    features.hasSymbols ||= this.#text.charCodeAt(line.offset.end + 1) === CODE.less;
    features.offsetDigits = Math.max(features.offsetDigits, line.offset.end - line.offset.start);
    if (features.groupWidth === 0) {
      features.groupWidth = this.#groups.width(0);
      features.gap = line.gap;
    }
  }

  /** What comes next is another packet. */
  #endChunk(): void {
    this.#closeBlock();
    this.#expected.delete(this.#voice);
  }

  /** Leaves out a block that shows again, decoded, what the packet holds. */
  #closeBlock(): void {
    if (!this.#isOtherBlock) return;
    const { collector } = this.#transcript;
    if (collector.count > this.#chunk.start) this.#transcript.leaveOut('other-blocks');
    collector.dropTo(this.#chunk.start);
    this.#isOtherBlock = false;
  }
}

function trimmedEnd(text: string, end: number): number {
  let place = end;
  while (place > 0 && isBlank(text.charCodeAt(place - 1))) place--;
  return place;
}
