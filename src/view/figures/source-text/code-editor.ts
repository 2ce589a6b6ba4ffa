/**
 * The text field of a paste, by CodeMirror: coloured stretches, an undo of its own, and megabytes without a pause. It
 * lives in a shadow root, where its style sheets are objects: the page's policy allows no style elements.
 */

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { EditorState, RangeSetBuilder, StateEffect, type Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  highlightSpecialChars,
  keymap,
  placeholder,
  ViewPlugin,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import type { ByteKind } from '#core/dissection/field.ts';
import type { TextRange } from '#core/notations/notation.ts';
import { editorTheme } from './editor-theme.ts';

/** How a stretch of text is drawn. */
export type TextStyle = TextRange & {
  readonly kind: ByteKind | null;
  readonly isLit: boolean;
  /** Of the unit that is shown in detail. */
  readonly isShown: boolean;
  readonly isChanged: boolean;
  readonly isProblem: boolean;
};

export type CodeEditorOptions = {
  readonly host: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly placeholder: string;
  /** In order, and not overlapping. Asked anew for what comes into view. */
  readonly stylesWithin: (stretch: TextRange) => readonly TextStyle[];
  readonly onedit: (text: string) => void;
  /** The place under the pointer. */
  readonly onpoint: (place: number | null) => void;
  /** What the reader has selected, or where the caret was put. */
  readonly onselect: (range: TextRange) => void;
};

const restyle = StateEffect.define<null>();

export class CodeEditor {
  readonly #view: EditorView;
  /** The text as it was last told or heard: comparing megabytes again would be felt. */
  #text: string;
  #isDestroyed = false;
  /** Until the page is painted. */
  readonly #waiting: (() => StateEffect<unknown>)[] = [];

  constructor(options: CodeEditorOptions) {
    const { host, text } = options;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open', delegatesFocus: true });
    this.#text = text;
    this.#view = new EditorView({
      root,
      parent: root as unknown as HTMLElement,
      state: EditorState.create({ doc: text, extensions: this.#extensions(options) }),
    });
  }

  /** Replaces the text, unless it is what stands there. */
  setText(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    const { length } = this.#view.state.doc;
    this.#view.dispatch({ changes: { from: 0, to: length, insert: text } });
  }

  /** Draws again what is in view: something else is lit, or the text is understood otherwise. */
  restyle(): void {
    this.#afterPaint(() => restyle.of(null));
  }

  /** Scrolls a place into view, where it is not. */
  reveal(place: number): void {
    this.#afterPaint(() => {
      const at = Math.min(place, this.#view.state.doc.length);
      return EditorView.scrollIntoView(at, { y: 'nearest', yMargin: 24 });
    });
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#view.destroy();
  }

  /**
   * The editor asks where the selection is before each change, and the browser lays out the page to answer: once it is
   * painted that costs nothing, while the rest of the page is being changed it costs a whole layout.
   */
  #afterPaint(makeEffect: () => StateEffect<unknown>): void {
    this.#waiting.push(makeEffect);
    if (this.#waiting.length > 1) return;
    requestAnimationFrame(() =>
      setTimeout(() => {
        const effects = this.#waiting.splice(0).map((makeEffect) => makeEffect());
        if (!this.#isDestroyed) this.#view.dispatch({ effects });
      }),
    );
  }

  #extensions(options: CodeEditorOptions): Extension {
    return [
      history(),
      keymap.of([...defaultKeymap, ...historyKeymap]),
      highlightSpecialChars(),
      EditorView.lineWrapping,
      placeholder(options.placeholder),
      editorTheme,
      EditorView.contentAttributes.of({
        'aria-label': options.label,
        autocapitalize: 'off',
        autocorrect: 'off',
        spellcheck: 'false',
      }),
      stylesOf(options.stylesWithin),
      EditorView.updateListener.of((update) => this.#hear(update, options)),
      EditorView.domEventHandlers({
        pointermove: (event, view) => {
          options.onpoint(view.posAtCoords({ x: event.clientX, y: event.clientY }));
        },
        pointerleave: () => options.onpoint(null),
        beforeinput: insertPlainly,
        // Files are the page's to open: the editor would read them as text.
        drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
      }),
    ];
  }

  #hear(update: ViewUpdate, { onedit, onselect }: CodeEditorOptions): void {
    const isTold = update.docChanged && update.state.doc.length === this.#text.length;
    if (update.docChanged) {
      const text = update.state.doc.toString();
      if (isTold && text === this.#text) return;
      this.#text = text;
      // Of what was pasted over everything, the beginning tells most.
      const isPasted = update.transactions.some((each) => each.isUserEvent('input.paste'));
      if (isPasted && isReplaced(update)) this.reveal(0);
      return onedit(text);
    }
    if (update.selectionSet && update.view.hasFocus) {
      const { from, to } = update.state.selection.main;
      onselect({ start: from, end: to });
    }
  }
}

/**
 * Types what the browser would type: it keeps the look of what it replaces by a style attribute, which the page's policy
 * forbids. What is composed of several keys is left to it.
 */
function insertPlainly(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== 'insertText' || event.data === null || view.composing) return false;
  event.preventDefault();
  const { main } = view.state.selection;
  // The editor hears of a selection somewhat later than it is made.
  const [target] = event.getTargetRanges();
  const from = target ? view.posAtDOM(target.startContainer, target.startOffset) : main.from;
  const to = target ? view.posAtDOM(target.endContainer, target.endOffset) : main.to;
  const insert = view.state.toText(event.data);
  view.dispatch({
    changes: { from, to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.type',
    scrollIntoView: true,
  });
  return true;
}

/** Whether nothing is left of the text before. */
function isReplaced({ changes, state }: ViewUpdate): boolean {
  let isWhole = false;
  changes.iterChanges((_fromBefore, _toBefore, from, to) => {
    isWhole = from === 0 && to === state.doc.length;
  });
  return isWhole;
}

function stylesOf(stylesWithin: CodeEditorOptions['stylesWithin']): Extension {
  const build = (view: EditorView): DecorationSet => {
    const builder = new RangeSetBuilder<Decoration>();
    for (const { from, to } of view.visibleRanges) {
      for (const style of stylesWithin({ start: from, end: to })) {
        const end = Math.min(style.end, view.state.doc.length);
        if (style.start < end) builder.add(style.start, end, decorationOf(style));
      }
    }
    return builder.finish();
  };
  return ViewPlugin.fromClass(
    class {
      decorations: DecorationSet;

      constructor(view: EditorView) {
        this.decorations = build(view);
      }

      update(update: ViewUpdate): void {
        const isAsked = update.transactions.some(({ effects }) =>
          effects.some((effect) => effect.is(restyle)),
        );
        // Until the changed text has been read anew, what was there moves along.
        if (update.docChanged) this.decorations = this.decorations.map(update.changes);
        else if (isAsked || update.viewportChanged) this.decorations = build(update.view);
      }
    },
    { decorations: ({ decorations }) => decorations },
  );
}

/** One object for all that is drawn alike: the editor compares them by identity. */
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
