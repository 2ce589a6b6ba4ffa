/**
 * The layout of a dump, from its lines: the radix of its offsets, and the meaning of a group of
 * digits.
 */

import { CODE } from './characters.ts';
import {
  DumpGroups,
  dumpLineOf,
  isBinaryGroup,
  isOctalGroup,
  offsetValue,
  type DumpLine,
} from './dump-line.ts';
import { linesOf } from './lines.ts';

export type GroupKind = 'hex' | 'bits' | 'octal';

export type DumpShape = {
  readonly offsetRadix: 8 | 10 | 16;
  readonly groups: GroupKind;
  /** Whether the offsets agree with the number of bytes. */
  readonly isConfirmed: boolean;
};

/** The number of lines to examine. */
const LINES_LOOKED_AT = 64;

const RADICES = [16, 8, 10] as const;

/** The number of bytes in a group of this many digits; 0 if there is no such group. */
export function bytesInGroup(kind: GroupKind, width: number): number {
  if (kind === 'bits') return width === 8 ? 1 : 0;
  if (kind === 'hex') return width % 2 === 0 && width <= 32 ? width / 2 : 0;
  return width === 3 ? 1 : width === 6 ? 2 : width === 11 ? 4 : 0;
}

/** After a star, which replaces repeated lines, an offset does not continue the one before. */
type ShapedLine = DumpLine & { readonly isBehindStar: boolean };

/** The shape, or null if the text isn't a dump with offsets. */
export function shapeOf(text: string): DumpShape | null {
  const lines: ShapedLine[] = [];
  let isBehindStar = false;
  for (const range of linesOf(text)) {
    const line = dumpLineOf(text, range);
    if (line !== null) lines.push({ ...line, isBehindStar });
    isBehindStar = line === null && text.charCodeAt(range.start) === CODE.star;
    if (lines.length === LINES_LOOKED_AT) break;
  }
  if (!lines.some(({ body, end }) => body < end)) return null;
  return byOffsets(text, lines) ?? byLook(text, lines);
}

/** The radix and kind for which most lines end where the next one begins. */
function byOffsets(text: string, lines: readonly ShapedLine[]): DumpShape | null {
  let best: DumpShape | null = null;
  let most = 0;
  const groups = new DumpGroups();
  for (const kind of ['hex', 'bits', 'octal'] as const) {
    for (const offsetRadix of RADICES) {
      let score = 0;
      lines.forEach((line, index) => {
        const next = lines[index + 1];
        if (next === undefined || next.isBehindStar || next.isIndented !== line.isIndented) return;
        const step =
          offsetValue(text, next.offset, offsetRadix) - offsetValue(text, line.offset, offsetRadix);
        if (!(step > 0)) return;
        groups.read(text, line.body, line.end);
        score += agreement(text, groups, kind, step);
      });
      if (score > most) {
        most = score;
        best = { offsetRadix, groups: kind, isConfirmed: true };
      }
    }
  }
  return best;
}

/**
 * 3 if all groups make `step` bytes, 1 if the first of them do, because the others could be
 * characters.
 */
function agreement(text: string, groups: DumpGroups, kind: GroupKind, step: number): 0 | 1 | 3 {
  let size = 0;
  for (let index = 0; index < groups.count && size < step; index++) {
    if (!isGroup(text, groups, index, kind)) return 0;
    size += bytesInGroup(kind, groups.width(index));
    if (size === step) return index === groups.count - 1 ? 3 : 1;
  }
  return 0;
}

function isGroup(text: string, groups: DumpGroups, index: number, kind: GroupKind): boolean {
  const start = groups.starts[index] ?? 0;
  const end = groups.ends[index] ?? 0;
  if (bytesInGroup(kind, end - start) === 0) return false;
  if (kind === 'bits') return isBinaryGroup(text, start, end);
  return kind === 'hex' || isOctalGroup(text, start, end);
}

/** A single line, or lines that restart: an offset has a colon, or is 0 and unlike the bytes. */
function byLook(text: string, lines: readonly DumpLine[]): DumpShape | null {
  const groups = new DumpGroups();
  for (const line of lines) {
    groups.read(text, line.body, line.end);
    if (groups.count === 0) continue;
    const isZero = offsetValue(text, line.offset, 16) === 0;
    const width = line.offset.end - line.offset.start;
    const isUnlike = width >= 4 && (line.gap >= 2 || groups.width(0) !== width);
    if (!line.hasColon && !(isZero && isUnlike)) continue;
    for (const kind of ['bits', 'octal', 'hex'] as const) {
      if (
        isGroup(text, groups, 0, kind) &&
        (kind !== 'octal' || groups.width(0) % 2 === 1 || isAllOctal(text, groups))
      ) {
        return { offsetRadix: 16, groups: kind, isConfirmed: line.hasColon && width >= 4 };
      }
    }
  }
  return null;
}

/** Six digits could be 3 bytes of hex, but then not in all groups. */
function isAllOctal(text: string, groups: DumpGroups): boolean {
  for (let index = 0; index < groups.count; index++) {
    if (!isGroup(text, groups, index, 'octal')) return false;
  }
  return groups.count > 1;
}
