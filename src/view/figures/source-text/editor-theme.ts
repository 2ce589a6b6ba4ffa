/** The editor's appearance. Tokens are inherited through the shadow root, but rules aren't. */

import { EditorView } from '@codemirror/view';
import type { ByteKind } from '#core/trace/byte-kind.ts';

const KINDS: readonly ByteKind[] = ['tcp', 'http', 'flag', 'length', 'mask', 'data', 'close'];

const kinds = KINDS.map((kind) => [
  `.byte[data-kind=${kind}]`,
  { '--kind': `var(--kind-${kind})`, '--kind-ground': `var(--kind-${kind}-ground)` },
]);

export const editorTheme = EditorView.theme({
  '&': {
    // One height for every text, so that a paste doesn't move what is below.
    height: 'var(--source-block-size, 12rem)',
    font: 'var(--font-bytes)',
    color: 'var(--text)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { font: 'inherit', lineHeight: '1.75', overflow: 'auto' },
  '.cm-content': { padding: 'var(--space-3)', caretColor: 'var(--text)' },
  '.cm-line': { padding: '0' },
  '.cm-placeholder': { color: 'var(--text-muted)' },
  '.cm-specialChar': { color: 'var(--kind-close)' },
  ...Object.fromEntries(kinds),
  '.byte': {
    borderRadius: 'var(--radius-small)',
    background: 'var(--kind-ground)',
    color: 'var(--kind)',
  },
  '.shown': {
    textDecoration: 'underline var(--ring) var(--kind)',
    textDecorationSkipInk: 'none',
    textUnderlineOffset: '0.3125em',
  },
  '.changed': {
    textDecoration: 'underline wavy var(--kind-close)',
    textUnderlineOffset: '0.1875em',
  },
  '.lit': { outline: 'var(--ring) solid var(--kind)', outlineOffset: '-0.0625rem' },
  // Bytes have no such line, so it differs from them without colours, too.
  '.unread': {
    color: 'var(--text-muted)',
    textDecoration: 'underline dashed 0.0625rem var(--text-muted)',
    textDecorationSkipInk: 'none',
    textUnderlineOffset: '0.25em',
  },
  '.pointed': { outline: 'var(--ring) solid var(--focus)' },
  '.problem': {
    background: 'var(--kind-close-ground)',
    color: 'var(--kind-close)',
    outline: 'var(--hairline) dashed var(--kind-close)',
  },
});
