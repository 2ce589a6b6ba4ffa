/**
 * The text field of a paste, by CodeMirror: coloured stretches, an undo of its own, and megabytes
 * without a pause. It lives in a shadow root, where its style sheets are objects: the page's policy
 * allows no style elements.
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
import type { TextRange } from '#core/notations/notation.ts';
import { editorTheme } from './editor-theme.ts';
import { SourceDecorations, type StylesWithin } from './source-decorations.ts';

export type CodeEditorOptions = {
  readonly host: HTMLElement;
  readonly text: string;
  readonly label: string;
  readonly placeholder: string;
  /** In order, and not overlapping. Asked anew for what comes into view. */
  readonly stylesWithin: StylesWithin;
  readonly onedit: (text: string) => void;
  /** The place under the pointer. */
  readonly onpoint: (place: number | null) => void;
  /** What the reader has selected, or where the caret was put. */
  readonly onselect: (range: TextRange) => void;
};

/**
 * The whole text after a change: to ask the editor for megabytes that it has cut into lines would
 * be felt.
 */
const knownText = Annotation.define<string>();

/**
 * The editor knows one sort of line break: where a text has another, the editor's is what counts.
 */
function knownTextOf(text: string): Annotation<string>[] {
  return text.includes('\r') ? [] : [knownText.of(text)];
}

export class CodeEditor {
  readonly #view: EditorView;
  readonly #decorations: SourceDecorations;
  /** The text as it was last told or heard: comparing megabytes again would be felt. */
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

  /** Replaces the text, unless it is what stands there. */
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
   * Draws again what is in view: something else is lit, or the text is understood otherwise. The
   * editor asks where the selection is before each change, and the browser lays out the page to
   * answer: once it is painted that costs nothing, while the rest of the page is being changed it
   * costs a whole layout.
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

  /** Scrolls a place of the text into view, while the page stays where the reader is. */
  reveal(place: number): void {
    this.#view.requestMeasure({
      read: (view) => this.#shiftTo(view, Math.min(place, view.state.doc.length)),
      write: (shift, { scrollDOM }) => (scrollDOM.scrollTop += shift),
    });
  }

  #shiftTo(view: EditorView, at: number): number {
    const margin = 24;
    const line = view.lineBlockAt(at);
    // Of a long line only a part is drawn; the rest is where its share of the characters says.
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
        beforeinput: insertPlainly,
        paste: pasteOverAll,
        // Files are the page's to open: the editor would read them as text.
        drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
      }),
    ];
  }

  #hear(update: ViewUpdate, { onedit, onselect }: CodeEditorOptions): void {
    if (update.docChanged) {
      const text = update.transactions.at(-1)?.annotation(knownText) ?? update.state.doc.toString();
      if (text === this.#text) return;
      this.#text = text;
      return onedit(text);
    }
    if (update.selectionSet && update.view.hasFocus) {
      const { from, to } = update.state.selection.main;
      onselect({ start: from, end: to });
    }
  }
}

/**
 * Types what the browser would type: it keeps the look of what it replaces by a style attribute,
 * which the page's policy forbids. What is composed of several keys is left to it.
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

/**
 * Characters that take a while to be taken from the clipboard, and another while to be cut into
 * lines.
 */
const LARGE_PASTE = 1_000_000;

/**
 * Of what is pasted over everything the beginning tells most, while the editor would show the end,
 * where the caret is.
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
