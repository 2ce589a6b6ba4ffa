/** What to look for in the contents of units: text, bytes in hex, or a regular expression. */

import { fromHex } from '#core/bytes/hex.ts';
import { foldCase, fromUtf8 } from '#core/bytes/text.ts';

export const PATTERN_FORMS = ['text', 'hex', 'regex'] as const;

export type PatternForm = (typeof PATTERN_FORMS)[number];

export type SearchPattern = {
  readonly form: PatternForm;
  /** As typed. Empty for no search. */
  readonly text: string;
};

/** Whether content contains the pattern. */
export type Matcher = (content: Uint8Array) => boolean;

/**
 * Compiles a regular expression over a text. Throws an Error that says what is wrong with it. It
 * must match in linear time, because the expression comes from a reader and the text from anywhere.
 */
export type RegexCompiler = (source: string) => (text: string) => boolean;

export type PatternReading =
  | { readonly kind: 'matcher'; readonly matches: Matcher }
  /** Nothing to look for yet. */
  | { readonly kind: 'empty' }
  /** No hex, or no regular expression: why, as its compiler says. */
  | { readonly kind: 'invalid'; readonly reason: string }
  /** The compiler of regular expressions isn't loaded yet. */
  | { readonly kind: 'waiting' };

export function readPattern(
  { form, text }: SearchPattern,
  compile: RegexCompiler | null,
): PatternReading {
  if (text === '') return { kind: 'empty' };
  switch (form) {
    case 'text':
      return { kind: 'matcher', matches: textMatcher(text) };
    case 'hex':
      return hexPattern(text);
    case 'regex':
      return compile === null ? { kind: 'waiting' } : regexPattern(text, compile);
  }
}

/** In lower or upper case. */
function textMatcher(text: string): Matcher {
  const wanted = foldCase(text);
  return (content) => foldCase(fromUtf8(content)).includes(wanted);
}

function hexPattern(text: string): PatternReading {
  const digits = text.replaceAll(/0x|[\s,:-]/gi, '');
  if (digits === '') return { kind: 'empty' };
  if (!/^(?:[0-9a-f]{2})+$/i.test(digits)) return { kind: 'invalid', reason: '' };
  const wanted = fromHex(digits);
  return { kind: 'matcher', matches: (content) => indexOfBytes(content, wanted) !== -1 };
}

function regexPattern(text: string, compile: RegexCompiler): PatternReading {
  try {
    const isIn = compile(text);
    return { kind: 'matcher', matches: (content) => isIn(fromUtf8(content)) };
  } catch (error) {
    return { kind: 'invalid', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Where `wanted` begins in `bytes`; -1 if nowhere. */
function indexOfBytes(bytes: Uint8Array, wanted: Uint8Array): number {
  const [first] = wanted;
  if (first === undefined) return 0;
  const last = bytes.length - wanted.length;
  for (let at = bytes.indexOf(first); at !== -1 && at <= last; at = bytes.indexOf(first, at + 1)) {
    if (wanted.every((byte, index) => bytes[at + index] === byte)) return at;
  }
  return -1;
}
