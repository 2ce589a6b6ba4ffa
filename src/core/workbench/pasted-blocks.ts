/** The blocks of a paste whose sender the reader can set: chunks of one line and side together. */

import type { SenderChoices } from '#core/paste/assembly/sender-choices.ts';
import type { SourceMap } from '#core/paste/assembly/source-map.ts';
import type { ReadChunk } from '#core/paste/reading.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import type { Direction } from '#core/trace/direction.ts';

export type PastedBlock = {
  /** Indices of its chunks: the first, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** As the text was read; null if the bytes decide. */
  readonly direction: Direction | null;
  readonly text: TextRange;
  /** Its number of bytes. */
  readonly size: number;
};

/** Null resets the block to the sender as it was read. */
export function withSender(
  senders: SenderChoices,
  { from, to }: Pick<PastedBlock, 'from' | 'to'>,
  direction: Direction | null,
): SenderChoices {
  const isOther = ([chunk]: readonly [string, Direction]) =>
    Number(chunk) < from || Number(chunk) >= to;
  const others: Record<number, Direction> = Object.fromEntries(
    Object.entries(senders).filter(isOther),
  );
  if (direction === null) return others;
  for (let chunk = from; chunk < to; chunk++) others[chunk] = direction;
  return others;
}

export function pastedBlocks(
  text: string,
  chunks: readonly ReadChunk[],
  source: SourceMap | null,
): PastedBlock[] {
  const blocks: PastedBlock[] = [];
  for (const [index, chunk] of chunks.entries()) {
    const { direction, range } = chunk;
    const block = {
      from: index,
      to: index + 1,
      direction,
      text: chunk.text ?? placeOf(chunk, source),
      size: range.end - range.start,
    };
    const last = blocks.at(-1);
    if (last && last.direction === direction && isOnOneLine(text, last.text, block.text)) {
      blocks[blocks.length - 1] = {
        ...last,
        to: block.to,
        text: { start: last.text.start, end: Math.max(last.text.end, block.text.end) },
        size: last.size + block.size,
      };
    } else blocks.push(block);
  }
  return blocks;
}

/** Of a chunk that was read from several places, such as a packet: from its first to last byte. */
function placeOf({ range }: ReadChunk, source: SourceMap | null): TextRange {
  const positions = source?.data.positions;
  const start = positions?.starts[range.start] ?? 0;
  return { start, end: Math.max(start, positions?.ends[range.end - 1] ?? start) };
}

function isOnOneLine(text: string, one: TextRange, next: TextRange): boolean {
  if (next.start < one.start) return false;
  const feed = text.indexOf('\n', one.start);
  return feed === -1 || feed >= next.start;
}
