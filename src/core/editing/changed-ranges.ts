/**
 * Finds the bytes of an edited stream that differ from the original, across all insertions and
 * deletions.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { Edit } from './edit.ts';

export type ChangedRange = {
  /** In the edited stream. Empty if bytes were only deleted. */
  readonly range: ByteRange;
  /** In the original stream. Empty if bytes were only inserted. */
  readonly original: ByteRange;
};

/** A run of the edited stream. `from` is its start in the original; null for bytes from an edit. */
type Piece = { readonly size: number; readonly from: number | null };

/**
 * The ranges where `edited` differs from `original`, in order. `edits` are the edits of this
 * direction that lead from one to the other. Bytes replaced by equal bytes don't count.
 */
export function changedRanges(
  original: Uint8Array,
  edited: Uint8Array,
  edits: readonly Edit[],
): ChangedRange[] {
  let pieces: readonly Piece[] = [{ size: original.length, from: 0 }];
  for (const edit of edits) pieces = replacePieces(pieces, edit);
  const changes: ChangedRange[] = [];
  let at = 0;
  let start = 0;
  let originalAt = 0;
  const report = (originalEnd: number) => {
    const range = { start, end: at };
    changes.push(
      ...compare(original, edited, { range, original: { start: originalAt, end: originalEnd } }),
    );
  };
  for (const { size, from } of pieces) {
    if (from !== null) {
      report(from);
      originalAt = from + size;
      start = at + size;
    }
    at += size;
  }
  report(original.length);
  return changes;
}

function replacePieces(pieces: readonly Piece[], { range, bytes }: Edit): Piece[] {
  return [
    ...slicePieces(pieces, 0, range.start),
    { size: bytes.length, from: null },
    ...slicePieces(pieces, range.end, Infinity),
  ];
}

function slicePieces(pieces: readonly Piece[], start: number, end: number): Piece[] {
  let at = 0;
  return pieces.flatMap(({ size, from }) => {
    const first = Math.max(start, at);
    const last = Math.min(end, at + size);
    const piece = { size: last - first, from: from === null ? null : from + first - at };
    at += size;
    return last > first ? [piece] : [];
  });
}

/**
 * The differences within a replaced run. If its size is the same, bytes are compared one by one.
 * Otherwise the difference is everything between the common start and the common end.
 */
function compare(original: Uint8Array, edited: Uint8Array, change: ChangedRange): ChangedRange[] {
  const { range } = change;
  const before = change.original;
  const size = range.end - range.start;
  const sizeBefore = before.end - before.start;
  const isSame = (at: number, atBefore: number) => edited[at] === original[atBefore];
  if (size === sizeBefore) return compareInPlace(original, edited, change);
  const shorter = Math.min(size, sizeBefore);
  let head = 0;
  while (head < shorter && isSame(range.start + head, before.start + head)) head++;
  let tail = 0;
  while (tail < shorter - head && isSame(range.end - 1 - tail, before.end - 1 - tail)) tail++;
  return [
    {
      range: { start: range.start + head, end: range.end - tail },
      original: { start: before.start + head, end: before.end - tail },
    },
  ];
}

function compareInPlace(
  original: Uint8Array,
  edited: Uint8Array,
  { range, original: before }: ChangedRange,
): ChangedRange[] {
  const changes: ChangedRange[] = [];
  const shift = before.start - range.start;
  let start: number | null = null;
  for (let at = range.start; at <= range.end; at++) {
    const differs = at < range.end && edited[at] !== original[at + shift];
    if (differs) start ??= at;
    if (differs || start === null) continue;
    changes.push({
      range: { start, end: at },
      original: { start: start + shift, end: at + shift },
    });
    start = null;
  }
  return changes;
}
