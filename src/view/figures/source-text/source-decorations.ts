/**
 * The coloured ranges of a text in the editor. Only what is in view is coloured, and only what
 * differs is updated. The editor draws up to 20,000 characters of a long line, of which only those
 * on the screen are coloured: with thousands of elements in one line, a browser needs seconds to
 * select it.
 */

import { RangeSetBuilder, StateEffect, type Extension } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';
import type { TextRange } from '#core/paste/text/text-range.ts';
import type { TextStyle } from './text-styles.ts';

/** In order, without overlap. */
export type StylesWithin = (stretch: TextRange) => readonly TextStyle[];

const restyle = StateEffect.define<DecorationSet>();

/** More characters than this are drawn only of long lines. */
const LONG = 4_000;

export class SourceDecorations {
  readonly extension: Extension;
  readonly #plugin: ViewPlugin<{ readonly decorations: DecorationSet }>;
  readonly #stylesWithin: StylesWithin;
  /** Null before the layout was read. */
  #onScreen: TextRange | null = null;

  constructor(stylesWithin: StylesWithin) {
    this.#stylesWithin = stylesWithin;
    this.#plugin = pluginOf((view) => this.#build(view));
    this.extension = this.#plugin;
  }

  /**
   * The effect that updates the colours. Null if they are current. Reads the layout if a line is
   * long.
   */
  stale(view: EditorView): StateEffect<DecorationSet> | null {
    if (hasLongLine(view)) this.#onScreen = rangeOnScreen(view);
    const drawn = view.plugin(this.#plugin)?.decorations ?? Decoration.none;
    const wanted = this.#build(view);
    return areAlike(drawn, wanted) ? null : restyle.of(wanted);
  }

  #build(view: EditorView): DecorationSet {
    const builder = new RangeSetBuilder<Decoration>();
    for (const stretch of this.#stretches(view)) {
      for (const style of this.#stylesWithin(stretch)) {
        const end = Math.min(style.end, view.state.doc.length);
        if (style.start < end) builder.add(style.start, end, decorationOf(style));
      }
    }
    return builder.finish();
  }

  #stretches(view: EditorView): TextRange[] {
    const drawn = view.visibleRanges.map(({ from, to }) => ({ start: from, end: to }));
    if (!hasLongLine(view)) return drawn;
    const onScreen = this.#onScreen;
    if (onScreen === null) return [];
    return drawn
      .map(({ start, end }) => ({
        start: Math.max(start, onScreen.start),
        end: Math.min(end, onScreen.end),
      }))
      .filter(({ start, end }) => start < end);
  }
}

function hasLongLine({ visibleRanges }: EditorView): boolean {
  return visibleRanges.some(({ from, to }) => to - from > LONG);
}

/** With a line more at either end. */
function rangeOnScreen(view: EditorView): TextRange {
  const { left, right, top, bottom } = view.scrollDOM.getBoundingClientRect();
  const line = view.defaultLineHeight;
  return {
    start: view.posAtCoords({ x: left, y: top - line }, false),
    end: view.posAtCoords({ x: right, y: bottom + line }, false),
  };
}

function pluginOf(build: (view: EditorView) => DecorationSet) {
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = build(view);
      }

      update({ transactions, changes, docChanged, viewportChanged, view }: ViewUpdate): void {
        const asked = transactions
          .flatMap(({ effects }) => effects)
          .find((effect) => effect.is(restyle));
        // Until the changed text is read, its old colours move with it.
        if (docChanged) this.decorations = this.decorations.map(changes);
        else if (viewportChanged) this.decorations = build(view);
        else if (asked) this.decorations = asked.value;
      }
    },
    { decorations: ({ decorations }) => decorations },
  );
}

/** Compares range by range, because `RangeSet.eq` ignores attributes. */
function areAlike(one: DecorationSet, other: DecorationSet): boolean {
  const a = one.iter();
  const b = other.iter();
  for (; a.value !== null || b.value !== null; a.next(), b.next()) {
    if (a.from !== b.from || a.to !== b.to || a.value !== b.value) return false;
  }
  return true;
}

/** One object per appearance, so that equal ones are identical. */
const decorations = new Map<string, Decoration>();

function decorationOf(style: TextStyle): Decoration {
  const { kind, isLit, isShown, isChanged, isProblem, isUnread, isPointed } = style;
  const names = [
    isProblem ? 'problem' : isUnread ? 'unread' : isPointed ? 'pointed' : 'byte',
    isLit && 'lit',
    isShown && 'shown',
    isChanged && 'changed',
  ];
  const name = names.filter(Boolean).join(' ');
  const key = `${name}/${kind ?? ''}`;
  const known = decorations.get(key);
  if (known) return known;
  const attributes = kind === null ? {} : { 'data-kind': kind };
  const made = Decoration.mark({ class: name, attributes });
  decorations.set(key, made);
  return made;
}
