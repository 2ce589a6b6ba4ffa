/** A general statement on a chapter, and what the examples in several of them share. */

import type { Prose } from '#content/phrasing/prose.ts';
import { fromHex, toHex } from '#core/bytes/hex.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import { encodeFrame, type OutgoingFrame } from '#core/protocol/framing/frame.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Reference } from '#core/protocol/rules/reference.ts';

export type ChapterNote = {
  readonly title: string;
  readonly text: Prose;
  readonly references: readonly Reference[];
  /** Null for most notes. */
  readonly table: {
    readonly headings: readonly string[];
    readonly rows: readonly (readonly string[])[];
  } | null;
};

export function whatwg(section: string): Reference {
  return { document: 'WHATWG WebSockets', section };
}

export const HELLO = 'Hello';

/** The key of the examples in RFC 6455 §5.7. */
export const EXAMPLE_MASK = fromHex('37fa213d');

export function frameOf(
  payload: Uint8Array | string,
  options: Partial<OutgoingFrame> = {},
): Uint8Array {
  const bytes = typeof payload === 'string' ? toUtf8(payload) : payload;
  return encodeFrame({ opcode: OPCODE.text, maskingKey: null, payload: bytes, ...options });
}

export const spaced = (bytes: Uint8Array) => toHex(bytes, ' ');
