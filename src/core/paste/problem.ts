/** Why part of a text wasn't read. */

import type { TextRange } from '#core/paste/text/text-range.ts';

/** Texts that are about frames or connections, but contain none of their bytes. */
export const TEXTS_WITHOUT_BYTES = [
  'packet-list',
  'dissection-tree',
  'packet-json',
  'proxy-session',
  'message-list',
  'certificate',
  'access-log',
  'program-log',
  'socat-text',
  'followed-ascii',
  'tcpdump-ascii',
  'error-message',
  'har-without-messages',
  'devtools-events',
  'net-log',
] as const;

export type TextWithoutBytes = (typeof TEXTS_WITHOUT_BYTES)[number];

export type PasteProblem = {
  /** The characters at fault. */
  readonly range: TextRange;
} & (
  | {
      /** A character that the form doesn't have. */
      readonly kind: 'not-hex' | 'not-an-escape' | 'not-json';
      readonly character: string;
    }
  /** A digit without its pair, and how many digits are together. */
  | { readonly kind: 'odd-digit'; readonly digits: number }
  /** A number that is not a byte. */
  | { readonly kind: 'not-a-byte'; readonly written: string }
  /** An expression: `0x68 ^ 1`. */
  | { readonly kind: 'expression' }
  /** U+FFFD: bytes that weren't text and were lost when they were decoded. */
  | { readonly kind: 'characters-lost' }
  /** EF BF BD among the bytes: U+FFFD again, encoded. The bytes it replaced are lost. */
  | { readonly kind: 'bytes-replaced'; readonly count: number }
  /** Bytes that were printed as dots or blocks and are lost. */
  | { readonly kind: 'bytes-as-dots' }
  /** A text without bytes. */
  | { readonly kind: 'no-bytes'; readonly text: TextWithoutBytes }
  /** A JSON document that ends early: the rest of it isn't in the text. */
  | { readonly kind: 'cut-json' }
  /** A JSON document of this project that is damaged, and the first member that is wrong. */
  | { readonly kind: 'damaged-export'; readonly path: string }
  /** Repeated lines that would need too much memory. */
  | { readonly kind: 'too-much'; readonly bytes: number }
);
