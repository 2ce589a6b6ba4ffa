/**
 * The coloured ranges of a text in the editor. Only what is in view is coloured, and only what
 * differs is updated.
 */

import { RangeSetBuilder, StateEffect, type Extension } from '@codemirror/state';
import {
  Decoration,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view';
import type { TextRange } from '#core/notations/notation.ts';
import type { TextStyle } from './text-styles.ts';

/** In order, without overlap. */
export type StylesWithin = (stretch: TextRange) => readonly TextStyle[];

const restyle = StateEffect.define<DecorationSet>();

export class SourceDecorations {
  readonly extension: Extension;
  readonly #plugin: ViewPlugin<{ readonly decorations: DecorationSet }>;
  readonly #stylesWithin: StylesWithin;

  constructor(stylesWithin: StylesWithin) {
    this.#stylesWithin = stylesWithin;
    this.#plugin = pluginOf((view) => this.#build(view));
    this.extension = this.#plugin;
  }

  /** The effect that updates the colours. Null if they are current. */
  stale(view: EditorView): StateEffect<DecorationSet> | null {
    const drawn = view.plugin(this.#plugin)?.decorations ?? Decoration.none;
    const wanted = this.#build(view);
    return areAlike(drawn, wanted) ? null : restyle.of(wanted);
  }

  #build(view: EditorView): DecorationSet {
    const builder = new RangeSetBuilder<Decoration>();
    for (const { from, to } of view.visibleRanges) {
      for (const style of this.#stylesWithin({ start: from, end: to })) {
        const end = Math.min(style.end, view.state.doc.length);
        if (style.start < end) builder.add(style.start, end, decorationOf(style));
      }
    }
    return builder.finish();
  }
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

function decorationOf({ kind, isLit, isShown, isChanged, isProblem }: TextStyle): Decoration {
  const names = [
    isProblem ? 'problem' : 'byte',
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
