/**
 * The text field of a paste, based on CodeMirror: coloured ranges, its own undo history, and
 * megabytes without a pause. It is in a shadow root with constructed style sheets, because the
 * Content-Security-Policy allows no style elements.
 */

import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { Annotation, EditorState, type Extension } from '@codemirror/state';
import {
  EditorView,
  highlightSpecialChars,
  keymap,
  placeholder,
  type ViewUpdate,
} from '@codemirror/view';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { editorTheme } from './editor-theme.ts';
import { SourceDecorations, type StylesWithin } from './source-decorations.ts';

export type CodeEditorOptions = {
  readonly host: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly placeholder: string;
  /** In order, without overlap. Called for whatever scrolls into view. */
  readonly stylesWithin: StylesWithin;
  /** Gets the position after what was typed. Null after other changes, as by a paste. */
  readonly onedit: (text: string, typedAt: number | null) => void;
  /** Gets the position under the pointer. */
  readonly onpoint: (place: number | null) => void;
  /** Gets the selected range, or the caret's position. */
  readonly onselect: (range: TextRange) => void;
};

/** The whole text after a change. Joining the editor's lines again would take noticeable time. */
const knownText = Annotation.define<string>();

/**
 * The editor knows only one kind of line break. If the text has another kind, the editor's text is
 * used.
 */
function knownTextOf(text: string): Annotation<string>[] {
  return text.includes('\r') ? [] : [knownText.of(text)];
}

export class CodeEditor {
  readonly #view: EditorView;
  readonly #decorations: SourceDecorations;
  /**
   * The last text that was set or reported. Comparing megabytes again would take noticeable time.
   */
  #text: string;
  #isDestroyed = false;
  #isRestyling = false;

  constructor(options: CodeEditorOptions) {
    const { host, text } = options;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open', delegatesFocus: true });
    this.#text = text;
    this.#decorations = new SourceDecorations(options.stylesWithin);
    this.#view = new EditorView({
      root,
      parent: root as unknown as HTMLElement,
      state: EditorState.create({ doc: text, extensions: this.#extensions(options) }),
    });
  }

  /** Replaces the text, unless it is the same. */
  setText(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    const { length } = this.#view.state.doc;
    this.#view.dispatch({
      changes: { from: 0, to: length, insert: text },
      annotations: knownTextOf(text),
    });
  }

  /**
   * Redraws what is in view, after the lit places or the marks have changed. Before each change the
   * editor asks for the selection, for which the browser needs the layout. After painting that is
   * free, but while the page is changing it costs a layout.
   */
  restyle(): void {
    if (this.#isRestyling) return;
    this.#isRestyling = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.#isRestyling = false;
        const effects = this.#isDestroyed ? null : this.#decorations.stale(this.#view);
        if (effects !== null) this.#view.dispatch({ effects });
      }),
    );
  }

  /** Scrolls a position of the text into view, without scrolling the page. */
  reveal(place: number): void {
    this.#view.requestMeasure({
      read: (view) => this.#shiftTo(view, Math.min(place, view.state.doc.length)),
      write: (shift, { scrollDOM }) => (scrollDOM.scrollTop += shift),
    });
  }

  /** Selects a range and moves the focus to it. */
  select({ start, end }: TextRange): void {
    const { length } = this.#view.state.doc;
    this.#view.dispatch({
      selection: { anchor: Math.min(start, length), head: Math.min(end, length) },
    });
    this.#view.focus();
    this.reveal(start);
  }

  #shiftTo(view: EditorView, at: number): number {
    const margin = 24;
    const line = view.lineBlockAt(at);
    // Only a part of a long line is drawn, so the position in it is estimated.
    const share = (at - line.from) / Math.max(1, line.length);
    const top =
      view.coordsAtPos(at)?.top ?? view.documentTop + line.top + Math.floor(line.height * share);
    const bottom = top + view.defaultLineHeight;
    const field = view.scrollDOM.getBoundingClientRect();
    const above = Math.min(0, top - margin - field.top);
    return above < 0 ? above : Math.max(0, bottom + margin - field.bottom);
  }

  destroy(): void {
    this.#isDestroyed = true;
    this.#view.destroy();
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
        // Editable content is a tab stop anyway, but not all checkers know.
        tabindex: '0',
        autocapitalize: 'off',
        autocorrect: 'off',
        spellcheck: 'false',
      }),
      this.#decorations.extension,
      EditorView.updateListener.of((update) => this.#hear(update, options)),
      EditorView.domEventHandlers({
        pointermove: (event, view) => {
          options.onpoint(view.posAtCoords({ x: event.clientX, y: event.clientY }));
        },
        pointerleave: () => options.onpoint(null),
        scroll: () => this.restyle(),
        beforeinput: insertPlainly,
        paste: pasteOverAll,
        // The page opens dropped files. The editor would insert them as text.
        drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
      }),
    ];
  }

  #hear(update: ViewUpdate, { onedit, onselect }: CodeEditorOptions): void {
    if (update.geometryChanged || update.viewportChanged) this.restyle();
    if (update.docChanged) {
      const text = update.transactions.at(-1)?.annotation(knownText) ?? update.state.doc.toString();
      if (text === this.#text) return;
      this.#text = text;
      const isTyped = update.transactions.some((each) => each.isUserEvent('input.type'));
      return onedit(text, isTyped ? update.state.selection.main.head : null);
    }
    if (update.selectionSet && update.view.hasFocus) {
      const { from, to } = update.state.selection.main;
      onselect({ start: from, end: to });
    }
  }
}

/**
 * Inserts what the browser would insert, because the browser keeps the replaced text's look in a
 * style attribute, which the Content-Security-Policy forbids. Composed input is left to the
 * browser.
 */
function insertPlainly(event: InputEvent, view: EditorView): boolean {
  if (event.inputType !== 'insertText' || event.data === null || view.composing) return false;
  event.preventDefault();
  const { main } = view.state.selection;
  // The editor learns of a selection later than the browser.
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

/** Texts of this size take noticeable time to read from the clipboard and to split into lines. */
const LARGE_PASTE = 1_000_000;

/**
 * A paste that replaces everything shows its start, because that is more useful than the end, where
 * the caret is.
 */
function pasteOverAll(event: ClipboardEvent, view: EditorView): boolean {
  const text = event.clipboardData?.getData('text/plain') ?? '';
  const { doc, selection } = view.state;
  const { from, to } = selection.main;
  if (text === '' || from > 0 || to < doc.length) return false;
  event.preventDefault();
  if (text.length < LARGE_PASTE) replaceAll(view, text);
  else setTimeout(() => replaceAll(view, text));
  return true;
}

function replaceAll(view: EditorView, text: string): void {
  const insert = view.state.toText(text);
  view.dispatch({
    changes: { from: 0, to: view.state.doc.length, insert },
    selection: { anchor: insert.length },
    effects: EditorView.scrollIntoView(0, { yMargin: 16 }),
    annotations: knownTextOf(text),
    userEvent: 'input.paste',
  });
}
