/**
 * The sizes of frame headers: 2, 4 or 10 bytes from a server, and 4 more from a client (RFC 6455
 * §5.2). All bytes are written by the codec.
 */

import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { frameHeaderSize, writeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  MAX_LENGTH,
  minimalLengthForm,
  type LengthForm,
} from '#core/protocol/framing/payload-length.ts';
import { layoutByteStrip, streamSource, type ByteStrip } from './byte-strip.ts';
import type { Side } from '#core/trace/direction.ts';
import { directionFrom } from '#core/trace/direction.ts';

/** The header of a text frame, without its payload. */
export type Header = {
  readonly form: LengthForm;
  readonly bytes: Uint8Array;
};

/** `length` is the payload's, in bytes: a whole number up to 2^53 - 1. */
export function headerOf(length: number, maskingKey: Uint8Array | null): Header {
  const form = minimalLengthForm(length);
  const bytes = new Uint8Array(frameHeaderSize(form, maskingKey !== null));
  writeFrameHeader(bytes, 0, { opcode: OPCODE.text, maskingKey, payload: { length } }, form);
  return { form, bytes };
}

/** The header's fields. The announced payload isn't among them. */
export function headerFieldsOf({ bytes }: Header): Dissection {
  return dissectFrame(bytes);
}

export type HeaderRange = {
  readonly form: LengthForm;
  /** The first payload length of the form, in bytes. */
  readonly from: number;
  /** The last one. */
  readonly to: bigint;
  /** The header of the first length, by its sender. */
  readonly headers: Readonly<Record<Side, ByteStrip>>;
};

const FORMS: readonly LengthForm[] = [7, 16, 64];

/** The three forms of the payload length. */
export function headerRanges(maskingKey: Uint8Array): readonly HeaderRange[] {
  return FORMS.map((form, index) => {
    const shorter = FORMS[index - 1];
    const from = shorter === undefined ? 0 : Number(MAX_LENGTH[shorter]) + 1;
    const headers = {
      server: headerStrip('server', headerOf(from, null)),
      client: headerStrip('client', headerOf(from, maskingKey)),
    };
    return { form, from, to: MAX_LENGTH[form], headers };
  });
}

function headerStrip(sender: Side, { bytes }: Header): ByteStrip {
  return layoutByteStrip(streamSource(directionFrom(sender), bytes), null);
}

/** On both sides of each border between two forms: 125, 126, 65,535 and 65,536. */
export const BORDER_LENGTHS: readonly number[] = FORMS.slice(0, -1).flatMap((form) => {
  const last = Number(MAX_LENGTH[form]);
  return [last, last + 1];
});
