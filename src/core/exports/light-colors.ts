/**
 * The colours of exported pictures, which have no style sheet: those of the light theme. A test
 * compares them with the CSS tokens.
 */

import type { ByteKind } from '#core/trace/byte-kind.ts';

export const LIGHT = {
  paper: '#fbfaf6',
  raised: '#ffffff',
  text: '#1c1b18',
  muted: '#5d5a52',
  firmLine: '#cbc7b8',
  strongLine: '#8d897e',
} as const;

/** Text colour and background of each kind. */
export const LIGHT_KINDS: Readonly<
  Record<ByteKind, { readonly ink: string; readonly ground: string }>
> = {
  tcp: { ink: '#6b6a66', ground: '#ecebe6' },
  http: { ink: '#9a5b00', ground: '#fdf0d9' },
  flag: { ink: '#5b3fc4', ground: '#ece7ff' },
  length: { ink: '#0b62b4', ground: '#dfeefc' },
  mask: { ink: '#b01e72', ground: '#fde4f1' },
  data: { ink: '#0a7350', ground: '#dcf5ea' },
  close: { ink: '#b3331c', ground: '#fde6e0' },
};

/** Generic families, because pictures don't embed fonts. */
export const WORDS_FONT = 'sans-serif';
export const BYTES_FONT = 'monospace';
