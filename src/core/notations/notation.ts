/**
 * Notations are the text forms of bytes. Each is read as far as possible. Each byte keeps its place
 * in the text, so that views can link them.
 */

/** Content contains their names. */
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

/** A range of text in UTF-16 code units, half-open. */
export type TextRange = { readonly start: number; readonly end: number };

/** Why reading stopped before the end, or why bytes are missing from the text. */
export type NotationProblem = {
  /** The characters at fault. */
  readonly range: TextRange;
} & (
  | {
      /** A character that the notation doesn't have. */
      readonly kind: 'not-hex' | 'not-base64' | 'not-an-escape' | 'not-a-number';
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
  /** Bytes that were printed as dots and are lost. */
  | { readonly kind: 'bytes-as-dots' }
  /** A text about packets without their bytes. */
  | { readonly kind: 'no-bytes' }
  /** A line that looks like bytes in another form than the rest. */
  | { readonly kind: 'other-form' }
  /** Repeated lines that would need too much memory. */
  | { readonly kind: 'too-much'; readonly bytes: number }
);

/**
 * The place of each byte in the text, in typed arrays, because a paste of 5 MB has millions. Plain
 * data, so that a worker can transfer it.
 */
export type TextPositions = { readonly starts: Uint32Array; readonly ends: Uint32Array };
