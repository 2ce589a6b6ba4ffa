/**
 * The layout of a dump, from its lines: the radix of its offsets, and the meaning of a group of
 * digits.
 */

import { CODE } from '#core/paste/text/characters.ts';
import {
  DumpGroups,
  isBinaryGroup,
  isDecimalGroup,
  isOctalGroup,
  offsetValue,
  type DumpLine,
} from './dump-line.ts';

/** Decimals have no fixed width, so the number of their bytes is in the kind. */
export type GroupKind = 'hex' | 'bits' | 'octal' | 'decimal-16' | 'decimal-32';

export type DumpShape = {
  readonly offsetRadix: 8 | 10 | 16;
  readonly groups: GroupKind;
  /** Whether the offsets agree with the number of bytes. */
  readonly isConfirmed: boolean;
};

/** The number of lines to examine. */
const LINES_LOOKED_AT = 64;

const RADICES = [16, 8, 10] as const;
/** Those of od and hexdump. */
const PROGRAM_RADICES = [8, 16] as const;

/** The number of bytes in a group of this many digits; 0 if there is no such group. */
export function bytesInGroup(kind: GroupKind, width: number): number {
  if (kind === 'bits') return width === 8 ? 1 : 0;
  if (kind === 'decimal-16') return width > 0 && width <= 6 ? 2 : 0;
  if (kind === 'decimal-32') return width > 0 && width <= 11 ? 4 : 0;
  if (kind === 'hex') return width % 2 === 0 && width <= 32 ? width / 2 : 0;
  return width === 3 ? 1 : width === 6 ? 2 : width === 11 ? 4 : 0;
}

/** After a star, which replaces repeated lines, an offset does not continue the one before. */
export type ShapedLine = DumpLine & { readonly isBehindStar: boolean };

/** The shape of some rows, or null if they are no dump with offsets. */
export function shapeOf(text: string, rows: readonly ShapedLine[]): DumpShape | null {
  const lines = rows.slice(0, LINES_LOOKED_AT);
  if (!lines.some(({ body, end }) => body < end)) return null;
  return byOffsets(text, lines) ?? byLook(text, lines);
}

/** Digits of one kind are mostly also digits of those after it. */
const KINDS: readonly GroupKind[] = ['hex', 'bits', 'octal', 'decimal-16', 'decimal-32'];

/** od and hexdump print them, with offsets of seven digits. Other tables have numbers, too. */
function isDecimal(kind: GroupKind): boolean {
  return kind === 'decimal-16' || kind === 'decimal-32';
}

/** What offsets and groups can mean together, the likeliest first. */
const MEANINGS: readonly DumpShape[] = KINDS.flatMap((groups) =>
  (isDecimal(groups) ? PROGRAM_RADICES : RADICES).map((offsetRadix) => ({
    offsetRadix,
    groups,
    isConfirmed: true,
  })),
);

/** The radix and kind for which most lines end where the next one begins. */
function byOffsets(text: string, lines: readonly ShapedLine[]): DumpShape | null {
  const hasLongOffsets = lines.every(({ offset }) => offset.end - offset.start >= 6);
  const scores = MEANINGS.map(() => 0);
  const groups = new DumpGroups();
  for (let index = 0; index + 1 < lines.length; index++) {
    const line = lines[index]!;
    const next = lines[index + 1]!;
    if (next.isBehindStar || next.isIndented !== line.isIndented) continue;
    groups.read(text, line.body, line.end);
    const isLast = next.body === next.end;
    MEANINGS.forEach(({ offsetRadix, groups: kind }, meaning) => {
      const step =
        offsetValue(text, next.offset, offsetRadix) - offsetValue(text, line.offset, offsetRadix);
      if (!(step > 0) || (isDecimal(kind) && !hasLongOffsets)) return;
      const agrees = agreement(text, groups, kind, step, isLast);
      // Decimals have no column of characters beside them.
      scores[meaning]! += isDecimal(kind) && agrees < 3 ? -3 : agrees;
    });
  }
  const most = Math.max(...scores);
  return most > 0 ? MEANINGS[scores.indexOf(most)]! : null;
}

/**
 * 3 if all groups make `step` bytes, 1 if the first of them do, because the others could be
 * characters.
 */
function agreement(
  text: string,
  groups: DumpGroups,
  kind: GroupKind,
  step: number,
  isLast: boolean,
): 0 | 1 | 3 {
  let size = 0;
  for (let index = 0; index < groups.count && size < step; index++) {
    if (!isGroup(text, groups, index, kind)) return 0;
    const own = bytesInGroup(kind, groups.width(index));
    size += own;
    const isEnd = index === groups.count - 1;
    // Only characters can follow the bytes of a row, in a column of their own.
    if (size === step) return isEnd ? 3 : isApart(groups, index) ? 1 : 0;
    // The last word of a dump is filled up with a zero.
    if (isLast && isEnd && own > 1 && size - step < own) return 3;
  }
  return 0;
}

function isApart({ starts, ends }: DumpGroups, index: number): boolean {
  return starts[index + 1]! - ends[index]! >= 2;
}

function isGroup(text: string, groups: DumpGroups, index: number, kind: GroupKind): boolean {
  const start = groups.starts[index] ?? 0;
  const end = groups.ends[index] ?? 0;
  if (bytesInGroup(kind, end - start) === 0) return false;
  switch (kind) {
    case 'bits':
      return isBinaryGroup(text, start, end);
    case 'octal':
      return isOctalGroup(text, start, end);
    case 'hex':
      return text.charCodeAt(start) !== CODE.minus;
    case 'decimal-16':
      return isDecimalGroup(text, start, end, 2);
    case 'decimal-32':
      return isDecimalGroup(text, start, end, 4);
  }
}

/** A single line, or lines that restart: an offset has a colon, or is 0 and unlike the bytes. */
function byLook(text: string, lines: readonly DumpLine[]): DumpShape | null {
  const groups = new DumpGroups();
  if (areNumbered(text, lines, groups)) return null;
  for (const line of lines) {
    groups.read(text, line.body, line.end);
    if (groups.count === 0) continue;
    const isZero = offsetValue(text, line.offset, 16) === 0;
    const width = line.offset.end - line.offset.start;
    const isUnlike = width >= 4 && (line.gap >= 2 || groups.width(0) !== width);
    if (line.offset.end - line.offset.start < 3) continue;
    const isPointer = line.hasPrefix && line.gap >= 2 && width >= 6;
    if (!line.hasColon && !isPointer && !(isZero && isUnlike)) continue;
    for (const kind of ['bits', 'octal', 'hex'] as const) {
      if (
        isGroup(text, groups, 0, kind) &&
        (kind !== 'octal' || groups.width(0) % 2 === 1 || isAllOctal(text, groups))
      ) {
        return {
          offsetRadix: 16,
          groups: kind,
          isConfirmed: (line.hasColon || isPointer) && width >= 4,
        };
      }
    }
  }
  return null;
}

/** Whether rows are counted one by one, and each has more bytes than one. */
function areNumbered(text: string, lines: readonly DumpLine[], groups: DumpGroups): boolean {
  if (lines.length < 2) return false;
  const first = offsetValue(text, lines[0]!.offset, 16);
  const hasSteps = lines.every(
    ({ offset }, index) => offsetValue(text, offset, 16) === first + index,
  );
  if (!hasSteps) return false;
  groups.read(text, lines[0]!.body, lines[0]!.end);
  return groups.count > 1 && groups.width(0) === 2 && !isApart(groups, 0);
}

/** Six digits could be 3 bytes of hex, but then not in all groups. */
function isAllOctal(text: string, groups: DumpGroups): boolean {
  for (let index = 0; index < groups.count; index++) {
    if (!isGroup(text, groups, index, 'octal')) return false;
  }
  return groups.count > 1;
}
