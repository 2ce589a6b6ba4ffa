/**
 * Notations: the text forms in which people write bytes down. Each is read as far as it can be
 * read, and the bytes come with the place in the text that each was read from, so that a view can
 * point from one to the other.
 */

/** What each is called is said in content. */
export const NOTATION_IDS = [
  'hex',
  'hex-log',
  'bits',
  'xxd',
  'xxd-little-endian',
  'xxd-bits',
  'hexdump',
  'hexdump-canonical',
  'od-hex',
  'od-octal',
  'od-words',
  'od-words-big-endian',
  'od-characters',
  'wireshark-dump',
  'format-hex',
  'gdb',
  'hex-dump',
  'tcpdump',
  'tshark-dump',
  'tshark-fields',
  'tshark-json',
  'packet-hex',
  'follow-hex',
  'follow-raw',
  'follow-yaml',
  'follow-arrays',
  'node-buffer',
  'hex-string',
  'byte-array',
  'c-array',
  'hex-list',
  'decimal-list',
  'number-list',
  'buffer-json',
  'escaped-string',
  'octal-string',
  'decimal-string',
  'system-call',
  'percent',
  'quoted-printable',
  'base64',
  'base64url',
  'data-url',
  'http',
  'har',
  'websockets-log',
  'dotted-text',
  'text',
  'json',
  'socket-io',
] as const;

export type NotationId = (typeof NOTATION_IDS)[number];

/** A stretch of text, in UTF-16 code units, half-open. */
export type TextRange = { readonly start: number; readonly end: number };

/** Why reading stopped before the end of the text, or gives less than the text once was. */
export type NotationProblem = {
  /** The characters that it is about. */
  readonly range: TextRange;
} & (
  | {
      /** A character that the notation does not have. */
      readonly kind: 'not-hex' | 'not-base64' | 'not-an-escape' | 'not-a-number';
      readonly character: string;
    }
  /** A digit without the second one that makes a byte of it; of how many that stand together. */
  | { readonly kind: 'odd-digit'; readonly digits: number }
  /** A number that no byte can be. */
  | { readonly kind: 'not-a-byte'; readonly written: string }
  /** Something to be computed first: `0x68 ^ 1`. */
  | { readonly kind: 'expression' }
  /** U+FFFD: whoever decoded these bytes as text has thrown them away. */
  | { readonly kind: 'characters-lost' }
  /** Bytes that were printed as dots: which ones they were, nobody can say. */
  | { readonly kind: 'bytes-as-dots' }
  /** A text about packets that has none of their bytes. */
  | { readonly kind: 'no-bytes' }
  /** A line that looks like bytes, in a form that is not that of the others. */
  | { readonly kind: 'other-form' }
  /** Repeated lines that would take more memory than is sensible. */
  | { readonly kind: 'too-much'; readonly bytes: number }
);

/**
 * Where in the text each byte was read from, in typed arrays: a paste of 5 MB has millions of them.
 * Plain data, so that it can be handed from a worker.
 */
export type TextPositions = { readonly starts: Uint32Array; readonly ends: Uint32Array };
