/**
 * Goes through the lines of a text from top to bottom: each form is asked whether it claims the
 * next line, and how many after it. Lines that no form claims can say something of those below
 * them.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { NOTHING_TOLD, type Block, type Told } from './block.ts';
import { claimLine } from '#core/paste/forms/claimers.ts';
import { isColumnHeading } from '#core/paste/lines/column-heading.ts';
import { labelIn } from '#core/paste/lines/label.ts';
import { speakerOf } from '#core/paste/lines/speaker-words.ts';
import { namesBothSides, observerIn } from '#core/paste/lines/named-side.ts';
import { isPrompt, readsSocket } from '#core/paste/lines/prompt.ts';
import { followHeaderOf } from '#core/paste/lines/follow-header.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { NamedVoices } from '#core/paste/assembly/connections.ts';
import { mayBeFrames, wireEvidence } from '#core/paste/ranking/wire-unit.ts';
import type { PasteProblem } from './problem.ts';
import { repeatsBlock } from './repeated-blocks.ts';
import type { LeftOut } from './reading.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import type { Side } from '#core/trace/direction.ts';

/** A block, and what the lines above it say of it. */
export type PlacedBlock = {
  readonly block: Block;
  readonly context: Told;
  /** Whose log it is from, if a heading says so. */
  readonly observer: Side | null;
};

export type PastedBlocks = {
  readonly blocks: readonly PlacedBlock[];
  readonly names: NamedVoices;
  /** "hex", "raw" or "ascii", if a header of tshark's followed streams says so. */
  readonly followed: string | null;
  /** Lines that say something, and other parts that are no bytes. */
  readonly leftOut: readonly LeftOut[];
  readonly problems: readonly PasteProblem[];
  /** Lines that nothing was read from. */
  readonly unread: readonly TextRange[];
};

export function readBlocks(lines: PastedLines): PastedBlocks {
  const blocks: PlacedBlock[] = [];
  const headings = new Headings();
  for (let line = 0; line < lines.count;) {
    if (lines.isEmpty(line) || isRuler(lines, line)) {
      line++;
      continue;
    }
    const block = claimLine(lines, line);
    if (block === null) {
      headings.read(lines, line);
      line++;
      continue;
    }
    blocks.push({ block, context: headings.use(lines, block), observer: headings.observer });
    line = block.to;
  }
  headings.finish();
  const { names, unread, leftOut, followed, problems } = headings;
  const repeated = repeatedIn(lines, blocks);
  const kept = withoutWeak(
    lines,
    blocks.filter(({ block }) => !repeated.has(block)),
  );
  const isKept = new Set(kept);
  for (const placed of blocks)
    if (!isKept.has(placed) && !repeated.has(placed.block))
      unread.push(linesOfBlock(lines, placed.block));
  const others: LeftOut = { kind: 'other-blocks', count: repeated.size };
  const left = repeated.size === 0 ? leftOut : [...leftOut, others];
  return { blocks: kept, names, unread, leftOut: left, followed, problems };
}

/** Blocks that print again what the last one before them has. */
function repeatedIn(lines: PastedLines, blocks: readonly PlacedBlock[]): ReadonlySet<Block> {
  const repeated = new Set<Block>();
  let last: Block | null = null;
  for (const { block } of blocks) {
    if (last !== null && repeatsBlock(lines, last, block)) repeated.add(block);
    else if (block.readings[0]!.content.length > 0) last = block;
  }
  return repeated;
}

/** Fewer bytes are whole frames by chance. */
const LEAST_TOGETHER = 4;

/** Fewer lines with a byte each are numbers. */
const LEAST_ALIKE = 3;

/** Whether all blocks are behind the same label, which says who sent them. */
function areAlike(lines: PastedLines, blocks: readonly PlacedBlock[]): boolean {
  const shapes = new Set(blocks.map(({ block }) => labelShapeOf(lines, block)));
  const [shape = ''] = shapes;
  return shapes.size === 1 && speakerOf(`${shape} `) !== null;
}

/** The least part of a text that a few numbers must be to be its bytes. */
const LEAST_SHARE = 0.4;

/** Without numbers that could be anything, if the text has bytes, or much other text. */
function withoutWeak(lines: PastedLines, all: readonly PlacedBlock[]): readonly PlacedBlock[] {
  const isEmpty = ({ block }: PlacedBlock) =>
    block.isWeak === true && block.readings.every(({ content }) => content.length === 0);
  const blocks = all.every(isEmpty) ? all : all.filter((placed) => !isEmpty(placed));
  const strong = blocks.filter(({ block }) => block.isWeak !== true);
  if (strong.length === blocks.length) return blocks;
  // Header and payload can be logged in lines of their own.
  const together = concatBytes(blocks.map(({ block }) => block.readings[0]!.content.bytes));
  if (wireEvidence(together) === 'whole' && together.length > LEAST_TOGETHER) return blocks;
  if (together.length >= LEAST_ALIKE && areAlike(lines, blocks) && mayBeFrames(together))
    return blocks;
  if (strong.length > 0) {
    const labels = new Set(strong.map(({ block }) => labelShapeOf(lines, block)));
    labels.delete('');
    return blocks.filter(
      ({ block }) => block.isWeak !== true || labels.has(labelShapeOf(lines, block)),
    );
  }
  const size = blocks.reduce((sum, { block }) => sum + sizeOf(lines, block), 0);
  return size >= LEAST_SHARE * lines.text.trim().length ? blocks : [];
}

/** How much of the text a block explains: of several rows, what is beside their bytes isn't. */
function sizeOf(lines: PastedLines, { from, to, start, end, readings }: Block): number {
  if (to === from + 1) return end - start;
  const { pieces, unread, content } = readings[0]!;
  if (content.length === 0) return 0;
  const own = pieces.reduce((sum, { textStart, textEnd }) => sum + textEnd - textStart, 0);
  // Digits that weren't read can be bytes, too.
  const digits = unread.filter((range) => !/[g-z]/i.test(lines.text.slice(range.start, range.end)));
  return own + digits.reduce((sum, range) => sum + range.end - range.start, 0);
}

/** What a logger put before the bytes, without its digits. */
function labelShapeOf(lines: PastedLines, { from, start }: Block): string {
  const label = lines.text.slice(Math.max(lines.content(from), start - LONGEST_LABEL), start);
  return label.replace(/\d+/g, '0').trim();
}

const LONGEST_LABEL = 200;

function linesOfBlock(lines: PastedLines, { from, to }: Block): TextRange {
  return { start: lines.content(from), end: lines.contentEnd(to - 1) };
}

const RULER_START = '`~+|=_-#┌├└╭╰';

/** Code fences, and the lines of tables. */
function isRuler(lines: PastedLines, line: number): boolean {
  if (!RULER_START.includes(lines.text.charAt(lines.content(line)))) return false;
  return /^(?:`{3,}[\w-]*|~{3,}|[+|=_-]{4,}[-+|=_\s]*|[┌├└╭╰][─┬┼┴┐┤┘╮╯]+|#{2,}|#)$/.test(
    lines.slice(line, 200),
  );
}

/** Words that go on telling what happened. */
const SENTENCE = /^(?:\p{L}+[\s,]+){3}\p{L}/u;

/** More words than a heading has: a sentence. */
const MANY_WORDS = /^\S*(?:\s+\S+){8}/;

class Headings {
  readonly #leftOut = new Map<LeftOut['kind'], number>();
  readonly #names: [string | null, string | null] = [null, null];
  readonly unread: TextRange[] = [];
  /** The form of a followed stream, if tshark's header names it. */
  followed: string | null = null;
  #context: Told = NOTHING_TOLD;
  #isUsed = false;
  #observer: Side | null = null;
  /** The number of bytes that the heading announces. */
  #declared: number | null = null;
  readonly problems: PasteProblem[] = [];
  /** Lines that say something, until a block comes below them. */
  readonly #pending: { readonly range: TextRange; readonly kind: LeftOut['kind'] }[] = [];

  get names(): NamedVoices {
    return this.#names;
  }

  get observer(): Side | null {
    return this.#observer;
  }

  get leftOut(): readonly LeftOut[] {
    return Array.from(this.#leftOut, ([kind, count]) => ({ kind, count }));
  }

  use(lines: PastedLines, block: Block): Told {
    this.#isUsed = true;
    const cells = cellsIn(lines.slice(block.from, 400));
    for (const { range, kind } of this.#pending.splice(0)) {
      // A row above another one speaks of itself.
      if (cells >= LEAST_CELLS && cellsIn(lines.text.slice(range.start, range.end)) === cells) {
        this.#context = NOTHING_TOLD;
        this.unread.push(range);
      } else this.#leave(kind);
    }
    return this.#context;
  }

  /** Lines with nothing below them said nothing. */
  finish(): void {
    for (const { range } of this.#pending.splice(0)) this.unread.push(range);
  }

  read(lines: PastedLines, line: number): void {
    const range = lines.contentRange(line);
    const text = lines.slice(line, 400);
    const header = followHeaderOf(text);
    if (header !== null) {
      if (header.kind === 'form') this.followed = header.form;
      if (header.kind === 'node') this.#names[header.speaker] = header.address;
      return this.#leave('labels');
    }
    if (namesBothSides(text)) {
      this.#context = NOTHING_TOLD;
      this.#pending.push({ range, kind: 'labels' });
      return;
    }
    if (isColumnHeading(text)) return this.#leave('labels');
    const observer = observerIn(text);
    if (observer !== null) {
      this.#observer = observer;
      this.#pending.push({ range, kind: 'labels' });
      return;
    }
    if (isPrompt(lines.text.slice(lines.start(line), range.end))) {
      this.#context = readsSocket(text) ? { ...NOTHING_TOLD, speaker: 1 } : NOTHING_TOLD;
      this.unread.push(range);
      return;
    }
    const label = labelIn(lines, range.start, range.end);
    const isHeading = looksLikeHeading(text) || label.source !== null;
    const { connection: id } = label;
    // An address alone says nothing: "listening on 127.0.0.1:8080".
    const names = id !== null && !id.includes('.');
    const says = label.speaker !== null || label.source !== null || names;
    if (isHeading && (says || label.atMs !== null)) {
      const { speaker, atMs, connection, source, destination } = label;
      if (this.#isUsed || speaker !== null || source !== null) this.finish();
      this.#context = { speaker, atMs, connection, source, destination };
      this.#isUsed = false;
      this.#declared = label.declaredLength;
      this.#pending.push({ range, kind: label.atMs !== null && !says ? 'times' : 'labels' });
      return;
    }
    this.#noticeDots(text, range);
    // What a line says holds until another one says something, or until other text.
    if (this.#isUsed && (!isHeading || SENTENCE.test(text))) this.#context = NOTHING_TOLD;
    this.unread.push(range);
  }

  /** socat -v: a line announces bytes, and those below it that can't be printed are dots. */
  #noticeDots(text: string, range: TextRange): void {
    const isAnnounced = this.#declared !== null && Math.abs(text.length - this.#declared) <= 2;
    if (isAnnounced && text.includes('..')) this.problems.push({ kind: 'bytes-as-dots', range });
    this.#declared = null;
  }

  #leave(kind: LeftOut['kind']): void {
    this.#leftOut.set(kind, (this.#leftOut.get(kind) ?? 0) + 1);
  }
}

/** How many cells of a table with commas or tabs a line has. */
function cellsIn(row: string): number {
  return row.split(row.includes('\t') ? '\t' : ',').length;
}

const LEAST_CELLS = 4;

function looksLikeHeading(text: string): boolean {
  if (/^(?:\/\/|#|--|;|\/\*|\[|>>>|<<<|=+|\*)/.test(text) || /[:>\])]$/.test(text)) return true;
  return !/[.?!]$/.test(text) && !MANY_WORDS.test(text);
}
