/** Builds the reading of a block byte by byte and piece by piece. */

import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import type { BlockReading, Piece, PieceContent, PieceSegment, Told } from './block.ts';
import type { FormId } from './form.ts';
import type { PasteProblem } from './problem.ts';
import type { LeftOut, Lost, ReadingConfidence } from './reading.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

const WIRE: PieceContent = { kind: 'wire' };

/** Where its text ends isn't known yet. */
const OPEN = -1;

type OpenPiece = {
  -readonly [Member in keyof Piece]: Piece[Member];
};

const NOTHING: Partial<Told> = {};

const NONE: readonly never[] = [];

export class BlockWriter {
  readonly collector: ByteCollector;
  readonly #pieces: OpenPiece[] = [];
  // Made when they are needed, because a text can have many short blocks.
  #leftOut: { readonly kind: LeftOut['kind']; count: number }[] | null = null;
  #lost: Lost[] | null = null;
  #problems: PasteProblem[] | null = null;
  #unread: TextRange[] | null = null;

  /** @param capacity the number of bytes, as far as it is known */
  constructor(capacity = 0) {
    this.collector = new ByteCollector(capacity);
  }

  /** Why reading stopped, if it did. */
  get problem(): PasteProblem | null {
    return this.#problems?.[0] ?? null;
  }

  /** Parts of a text that are read apart each stop by themselves. */
  problemAfter(count: number): PasteProblem | null {
    return this.#problems?.[count] ?? null;
  }

  get problemCount(): number {
    return this.#problems?.length ?? 0;
  }

  get count(): number {
    return this.collector.count;
  }

  add(byte: number, start: number, end: number): void {
    this.collector.add(byte, start, end);
  }

  /**
   * Starts another piece, with the next byte or at `start`.
   *
   * @param textStart where its text begins
   */
  begin(
    textStart: number,
    told: Partial<Told> = NOTHING,
    content: PieceContent = WIRE,
    start = this.count,
  ): void {
    this.#pieces.push(openPiece(start, textStart, told, content));
  }

  /** Sets where the text of the current piece ends; otherwise it ends with its last byte. */
  end(textEnd: number): void {
    const piece = this.#pieces.at(-1);
    if (piece) piece.textEnd = textEnd;
  }

  /** Sets where the current piece is in its stream. */
  place(segment: PieceSegment): void {
    const piece = this.#pieces.at(-1);
    if (piece) piece.segment = segment;
  }

  leaveOut(kind: LeftOut['kind'], count = 1): void {
    if (count <= 0) return;
    this.#leftOut ??= [];
    const known = this.#leftOut.find((each) => each.kind === kind);
    if (known) known.count += count;
    else this.#leftOut.push({ kind, count });
  }

  /** Records what the text lacks. */
  lose(lost: Omit<Lost, 'count'>): void {
    (this.#lost ??= []).push({ ...lost, count: 1 });
  }

  /**
   * Records that bytes are missing after those read so far.
   *
   * @param missing null if the text doesn't say how many
   */
  miss(missing: number | null): void {
    const piece = this.#pieces.at(-1);
    if (piece) piece.missingAfter = missing;
  }

  /** Records why reading stops. */
  stop(problem: PasteProblem): void {
    (this.#problems ??= []).push(problem);
  }

  skip(unread: TextRange): void {
    if (unread.end > unread.start) (this.#unread ??= []).push(unread);
  }

  finish(form: FormId, confidence: ReadingConfidence): BlockReading {
    const pieces = this.#finishPieces();
    return {
      form,
      confidence,
      content: this.collector.finish(),
      pieces,
      leftOut: this.#leftOut ?? NONE,
      lost: this.#lost ?? NONE,
      problems: this.#problems ?? NONE,
      unread: this.#unread ?? NONE,
    };
  }

  #finishPieces(): readonly Piece[] {
    const pieces = this.#pieces;
    const { count: size } = this.collector;
    if (size > 0 && pieces[0]?.start !== 0) {
      pieces.unshift(openPiece(0, this.collector.startOf(0), NOTHING, WIRE));
    }
    let hasEmpty = false;
    for (let index = 0; index < pieces.length; index++) {
      const piece = pieces[index]!;
      piece.end = pieces[index + 1]?.start ?? size;
      hasEmpty ||= piece.end === piece.start;
      const textEnd =
        piece.textEnd !== OPEN
          ? piece.textEnd
          : piece.end > 0
            ? this.collector.endOf(piece.end - 1)
            : piece.textStart;
      piece.textEnd = Math.max(piece.textStart, textEnd);
    }
    return hasEmpty ? pieces.filter(isWorthKeeping) : pieces;
  }
}

function openPiece(
  start: number,
  textStart: number,
  told: Partial<Told>,
  content: PieceContent,
): OpenPiece {
  return { start, end: start, textStart, textEnd: OPEN, content, told, missingAfter: 0 };
}

/** A frame without a payload is a piece, too, and so is a segment of signals. */
function isWorthKeeping({ start, end, content, segment }: Piece): boolean {
  return end > start || content.kind === 'payload' || segment !== undefined;
}
