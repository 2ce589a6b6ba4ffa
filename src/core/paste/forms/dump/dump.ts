/**
 * Dumps with offsets: xxd, hexdump, od, Wireshark, tcpdump, gdb and similar. The offsets decide
 * what is offset, byte and character, because each row must end where the next one begins.
 */

import type { Block, BlockReading } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import { isColumnHeading, isNamedHeading } from '#core/paste/lines/column-heading.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import { wireEvidence, type WireEvidence } from '#core/paste/ranking/wire-unit.ts';
import type { Speaker } from '#core/paste/speaker.ts';
import { CODE, hasHexPrefix } from '#core/paste/text/characters.ts';
import { dumpBlockAt, type DumpBlock, type DumpRow } from './dump-block.ts';
import { offsetValue } from './dump-line.ts';
import { fillStart, LEAST_ADDRESS } from './memory-fill.ts';
import { nameDump, type DumpFeatures } from './dump-name.ts';
import { DumpRows, type ByteOrder } from './dump-rows.ts';

/** Limits the lines that a star can expand to. */
const MOST_REPEATED = 16 * 1024 * 1024;

export function claimDump(lines: PastedLines, from: number): Block | null {
  const found = dumpBlockAt(lines, from);
  if (found === null) return null;
  const above = lineAbove(lines, from);
  const isRepeated = isRepeatedBlock(lines, from, above);
  const readings = isRepeated ? [skippedReading()] : readDump(lines.text, found, above);
  if (readings.length === 0) return null;
  const start = found.rows[0]!.start;
  return { from, to: found.to, start, end: lines.contentEnd(found.to - 1), readings };
}

/** tshark's names of a packet's bytes. Other blocks repeat contents of the frame. */
const FRAME_BLOCK = /^Frame \(\d+ bytes?\):$/;
const REPEATED_BLOCK = /^(?!Frame )[A-Z][\w ()/.-]* \(\d+ bytes?\):$/;

/** What Wireshark makes of a packet. Other names can be those of a log: "Sent (7 bytes):". */
const MADE_BLOCK = /^(?:Unmask|Uncompress|Decompress|Decrypt|Decod|Reassembl|De-?chunk|Inflat)/i;
const ANY_ROW = /^(?:0x)?[\da-f]{4,16}[:\s]/i;

const FRAME_LINES = new WeakMap<PastedLines, { readonly frame: number; readonly row: number }>();

/** Whether a named block shows again what a block above it has. */
function isRepeatedBlock(lines: PastedLines, from: number, name: string): boolean {
  if (!REPEATED_BLOCK.test(name)) return false;
  const first = FRAME_LINES.get(lines) ?? {
    frame: firstLine(lines, FRAME_BLOCK),
    row: firstLine(lines, ANY_ROW),
  };
  FRAME_LINES.set(lines, first);
  if (first.frame < from) return true;
  return MADE_BLOCK.test(name) && first.row < from;
}

function firstLine(lines: PastedLines, pattern: RegExp): number {
  for (let line = 0; line < lines.count; line++)
    if (pattern.test(lines.slice(line, LONGEST_NAME))) return line;
  return Infinity;
}

const LONGEST_NAME = 200;

function lineAbove(lines: PastedLines, from: number): string {
  let line = from - 1;
  while (line > 0 && lines.isEmpty(line)) line--;
  return line >= 0 ? lines.slice(line, 200) : '';
}

function skippedReading(): BlockReading {
  const writer = new BlockWriter();
  writer.leaveOut('other-blocks');
  return writer.finish('tshark-dump', 'sure');
}

function readDump(text: string, block: DumpBlock, above: string): BlockReading[] {
  const asWritten = new DumpReader(text, block, 'big', above);
  const first = asWritten.read();
  const { votes, hasWords, groupWidth } = asWritten.rows;
  const one = (reading: BlockReading) => (reading.content.length > 0 ? [reading] : []);
  if (!hasWords || votes.big > votes.little) return one(first);
  // xxd and tcpdump print groups of 2 bytes in stream order. Only larger groups can be reversed.
  const { hasColon, hasPrefixedGroups } = asWritten.features;
  if (hasColon && !hasPrefixedGroups && groupWidth === 4) return one(first);
  const second = new DumpReader(text, block, 'little', above).read();
  if (votes.little > 0) return one(second);
  // Without evidence, the common order is assumed: little-endian machines are far more common
  // today. xxd writes words as they are in the stream.
  const isNative = !hasColon || hasPrefixedGroups;
  const evidence =
    EVIDENCE_ORDER[wireEvidence(second.content.bytes)] -
    EVIDENCE_ORDER[wireEvidence(first.content.bytes)];
  const isReversed = evidence === 0 ? isNative : evidence > 0;
  const readings = isReversed ? [second, first] : [first, second];
  return readings
    .filter(({ content }) => content.length > 0)
    .map((reading, index) => ({ ...reading, confidence: index === 0 ? 'likely' : 'possible' }));
}

const EVIDENCE_ORDER: Readonly<Record<WireEvidence, number>> = { none: 0, begun: 1, whole: 2 };

class DumpReader {
  readonly rows: DumpRows;
  readonly features: Omit<DumpFeatures, 'groupWidth' | 'frame'>;
  readonly #text: string;
  readonly #block: DumpBlock;
  readonly #writer = new BlockWriter();
  /** The offset after the last row of each speaker. */
  readonly #expected = new Map<Speaker, number>();
  /** The bytes of the last row, which a star repeats. */
  #row: { start: number; end: number } = { start: 0, end: 0 };
  /** The start of the chunk in the bytes, and its first offset. */
  #chunk = { start: 0, offset: 0 };
  #speaker: Speaker = null;

  constructor(text: string, block: DumpBlock, order: ByteOrder, above: string) {
    this.#text = text;
    this.#block = block;
    this.rows = new DumpRows(text, block.shape.groups, order, this.#writer);
    const { offsetRadix, groups } = block.shape;
    this.features = {
      offsetRadix,
      groups,
      order,
      isByIndent: areByIndent(block.rows),
      hasColon: false,
      hasPrefix: false,
      hasPrefixedGroups: false,
      hasSymbols: false,
      isNamedFrame: FRAME_BLOCK.test(above),
      isBracketed: '[|│'.includes(text.charAt(block.rows[0]!.start)),
      hasHeaderRow: isColumnHeading(above) && !isNamedHeading(above),
      offsetDigits: 0,
      gap: 0,
    };
  }

  read(): BlockReading {
    const { rows, shape, hasLabels } = this.#block;
    rows.forEach((row, index) => {
      if (this.#writer.problem === null) this.#readRow(row, rows[index + 1] ?? null);
    });
    if (hasLabels) this.#writer.leaveOut('labels', rows.length);
    this.#dropFill(rows);
    const { groupWidth, frame } = this.rows;
    const name = nameDump({ ...this.features, groupWidth, frame });
    return this.#writer.finish(name, shape.isConfirmed ? 'sure' : 'likely');
  }

  /** Memory behind the frames was never sent. */
  #dropFill(rows: readonly DumpRow[]): void {
    const { offsetRadix } = this.#block.shape;
    // Of a word, the rest was printed because of its size.
    if (this.rows.hasWords) return;
    if (!(offsetValue(this.#text, rows[0]!.offset, offsetRadix) >= LEAST_ADDRESS)) return;
    const { collector } = this.#writer;
    const at = fillStart(collector.view());
    if (at === null || this.#writer.problem !== null) return;
    this.#writer.skip({ start: collector.startOf(at), end: rows.at(-1)!.end });
    collector.dropTo(at);
  }

  #readRow(row: DumpRow, next: DumpRow | null): void {
    const range = { start: row.start, end: row.end };
    const offset = offsetValue(this.#text, row.offset, this.#block.shape.offsetRadix);
    if (Number.isNaN(offset)) return this.#writer.skip(range);
    if (row.body === row.end) return this.#readTotal(row, offset);
    if (this.rows.take(row) === 0) return this.#writer.skip(range);
    this.#turnTo(row, offset);
    if (this.#writer.problem) return;
    this.#notice(row);
    const first = this.#writer.count;
    this.rows.read(row, this.#stepTo(row, next, offset));
    this.#writer.leaveOut('offsets');
    this.#row = { start: first, end: this.#writer.count };
    this.#expected.set(this.#speaker, offset + this.#writer.count - first);
  }

  /** Starts another chunk if the offset requires it, and expands a star. */
  #turnTo(row: DumpRow, offset: number): void {
    const speaker = this.features.isByIndent ? (row.isIndented ? 1 : 0) : null;
    const rowSize = this.#row.end - this.#row.start;
    const expected = this.#expected.get(speaker);
    const isApart =
      speaker !== this.#speaker ||
      expected === undefined ||
      offset < expected ||
      // In a followed stream, offsets continue across packets. Only a short row shows that a
      // packet ends.
      (this.features.isByIndent && rowSize < 16);
    if (expected !== undefined && offset > expected) this.#fill(row, offset - expected, expected);
    if (!isApart) return;
    this.#speaker = speaker;
    this.#chunk = { start: this.#writer.count, offset };
    this.#writer.begin(row.start, speaker === null ? {} : { speaker });
  }

  #fill({ star }: DumpRow, missing: number, shown: number): void {
    const row = this.#writer.collector.view(this.#row.start, this.#row.end).slice();
    if (star === null || row.length === 0 || missing % row.length !== 0) {
      this.#writer.miss(missing);
      this.#writer.lose({ kind: 'missing-lines', printer: null, shown, total: shown + missing });
      this.#writer.begin(this.#chunkText());
    } else if (this.#writer.count + missing > MOST_REPEATED) {
      this.#writer.stop({ kind: 'too-much', range: star, bytes: missing });
    } else {
      this.#writer.collector.repeat(row, missing / row.length, star.start, star.end);
    }
  }

  #chunkText(): number {
    return this.#writer.collector.endOf(this.#writer.count - 1);
  }

  /** A last row with only an offset contains the total size. */
  #readTotal(row: DumpRow, offset: number): void {
    const expected = this.#expected.get(this.#speaker);
    if (expected === undefined) return this.#writer.skip({ start: row.start, end: row.end });
    if (row.star !== null && offset > expected) this.#fill(row, offset - expected, expected);
    const { start } = this.#chunk;
    const shown = this.#writer.count - start;
    const total = offset - this.#chunk.offset;
    // The last word is padded with zeros.
    const padding = shown - total;
    if (this.rows.hasWords && padding > 0 && padding < this.rows.groupSize) {
      this.#writer.collector.dropTo(start + total);
    } else if (shown !== total) {
      this.#writer.lose({ kind: 'declared-length-differs', printer: null, shown, total });
    }
    this.#writer.leaveOut('offsets');
    this.#expected.delete(this.#speaker);
  }

  /** The number of bytes in the row, from the offset of the next one; null if that is unknown. */
  #stepTo(row: DumpRow, next: DumpRow | null, offset: number): number | null {
    if (next === null) return null;
    if (this.features.isByIndent && next.isIndented !== row.isIndented) return null;
    const step = offsetValue(this.#text, next.offset, this.#block.shape.offsetRadix) - offset;
    return step > 0 ? step : null;
  }

  #notice(row: DumpRow): void {
    const { features } = this;
    features.hasColon ||= row.hasColon;
    features.hasPrefix ||= row.hasPrefix;
    features.hasPrefixedGroups ||= hasHexPrefix(this.#text, row.body);
    features.hasSymbols ||= this.#text.charCodeAt(row.offset.end + 1) === CODE.less;
    features.offsetDigits = Math.max(features.offsetDigits, row.offset.end - row.offset.start);
    // Nothing has been read yet, so the first row decides.
    if (this.rows.groupWidth === 0) features.gap = row.gap;
  }
}

/** Whether some rows with bytes are indented and others aren't. */
function areByIndent(rows: readonly DumpRow[]): boolean {
  const isFilled = ({ body, end }: DumpRow) => body < end;
  const first = rows.find(isFilled);
  return rows.some((row) => row.isIndented !== first?.isIndented && isFilled(row));
}
