/**
 * How a range of a paste is drawn: bytes coloured by kind, lit bytes, problems, and unread text.
 */

import type { ByteKind } from '#core/trace/byte-kind.ts';
import { rangesWithin } from '#core/paste/text/text-lines.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import type { Selection } from '#view/state/selection.svelte.ts';
import type { SourceMark, SourceMarks } from './source-marks.ts';

export type TextStyle = TextRange & {
  readonly kind: ByteKind | null;
  readonly isLit: boolean;
  /** Whether it is in the unit that is shown in detail. */
  readonly isShown: boolean;
  readonly isChanged: boolean;
  readonly isProblem: boolean;
  readonly isUnread: boolean;
  /** Whether the reader asked where it is. */
  readonly isPointed: boolean;
};

export type StyledText = {
  readonly text: string;
  readonly marks: SourceMarks | null;
  readonly shownUnit: number;
  /** Both in order, without overlap. */
  readonly problems: readonly TextRange[];
  readonly unread: readonly TextRange[];
  readonly pointed: TextRange | null;
  readonly selection: Selection;
};

/**
 * In order. Adjacent bytes that look alike are one range, with the spaces between them, because a
 * dump has a thousand bytes in view.
 */
export function textStyles(stretch: TextRange, styled: StyledText): TextStyle[] {
  const styles: TextStyle[] = [];
  for (const mark of styled.marks?.within(stretch) ?? []) {
    const style = styleOf(mark, styled);
    const last = styles.at(-1);
    if (last && looksLike(last, style) && isBlank(styled.text, last.end, style.start)) {
      styles[styles.length - 1] = { ...last, end: style.end };
    } else if (style.start < style.end) {
      styles.push(style);
    }
  }
  const { problems, unread, pointed } = styled;
  const within = (ranges: readonly TextRange[], look: Partial<TextStyle>) =>
    rangesWithin(ranges, stretch).map((range) => ({ ...NOTHING, ...range, ...look }));
  styles.push(
    ...within(unread, { isUnread: true }),
    ...within(problems, { isProblem: true }),
    ...within(pointed === null ? [] : [pointed], { isPointed: true }),
  );
  return styles.sort((one, other) => one.start - other.start);
}

const NOTHING = {
  kind: null,
  isLit: false,
  isShown: false,
  isChanged: false,
  isProblem: false,
  isUnread: false,
  isPointed: false,
};

function styleOf(mark: SourceMark, { shownUnit, selection }: StyledText): TextStyle {
  const { start, end, kind, unit, own, isChanged } = mark;
  return {
    ...NOTHING,
    start,
    end,
    kind,
    isLit: selection.isLit(unit, own),
    isShown: unit === shownUnit,
    isChanged,
  };
}

/** Whether the range contains only spaces, on one line. */
function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (text[at] !== ' ') return false;
  return true;
}

function looksLike(one: TextStyle, other: TextStyle): boolean {
  return (
    one.kind === other.kind &&
    one.isLit === other.isLit &&
    one.isShown === other.isShown &&
    one.isChanged === other.isChanged
  );
}
