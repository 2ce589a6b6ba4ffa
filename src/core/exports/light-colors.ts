/**
 * The colours of pictures that leave the page, where no style sheet is: those of the light theme. A
 * test holds them to the tokens.
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

/** Ink on its ground. */
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

/** Generic families: a picture brings no font along. */
export const WORDS_FONT = 'sans-serif';
export const BYTES_FONT = 'monospace';

/**
 * How wide a character of a monospaced font is, in ems: a little more than in most, so that text
 * fits in all.
 */
const ADVANCE = 0.62;

/** About how much room a text takes. */
export function widthOf(text: string, fontSize: number): number {
  return [...text].length * fontSize * ADVANCE;
}

/** As much of a text as has room. */
export function fitText(text: string, width: number, fontSize: number): string {
  const most = Math.max(1, Math.floor(width / (fontSize * ADVANCE)));
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
