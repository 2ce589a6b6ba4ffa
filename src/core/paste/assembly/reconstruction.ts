/**
 * Builds frames around payloads that were copied without them, so that they can be shown. The
 * original framing is unknown.
 */

import { isUtf8 } from '#core/bytes/utf8-validator.ts';
import type { PayloadContent, Piece } from '#core/paste/block.ts';
import type { ByteCollector } from '#core/paste/text/byte-collector.ts';
import { frameHeaderSize, writeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import { maskingKeyIndex, MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import type { PlacedBytes } from '#core/paste/text/placed-bytes.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { minimalLengthForm } from '#core/protocol/framing/payload-length.ts';
import type { Direction } from '#core/trace/direction.ts';

/**
 * Adds a frame around the payload of a piece. Its header has no place in the text. The opcode is
 * the told one, otherwise that of text if the payload is UTF-8.
 */
export function transcribeFrame(
  sink: ByteCollector,
  direction: Direction,
  piece: Piece & { readonly content: PayloadContent },
  { bytes, positions }: PlacedBytes,
): void {
  const { start, end } = piece;
  const { isFinal, isCompressed, maskingKey: told } = piece.content;
  const isMasked = direction === 'client-to-server';
  const maskingKey = isMasked ? (told ?? maskingKeyFor(sink.count)) : null;
  const length = end - start + (piece.missingAfter ?? 0);
  const form = minimalLengthForm(length);
  const header = new Uint8Array(frameHeaderSize(form, maskingKey !== null));
  const opcode = piece.content.opcode ?? (isUtf8(bytes, start, end) ? OPCODE.text : OPCODE.binary);
  writeFrameHeader(
    header,
    0,
    { isFinal, rsv1: isCompressed, opcode, maskingKey, payload: { length } },
    form,
  );
  const at = piece.textStart;
  for (const byte of header) sink.add(byte, at, at);
  if (maskingKey === null) return sink.addRange(bytes, positions, { start, end });
  for (let index = start; index < end; index++) {
    const masked = bytes[index]! ^ maskingKey[maskingKeyIndex(index - start)]!;
    sink.add(masked, positions.starts[index]!, positions.ends[index]!);
  }
}

/** A masking key that looks random but is the same for the same text. The real key is unknown. */
export function maskingKeyFor(position: number): Uint8Array {
  let word = Math.imul(position + 1, 0x9e3779b1);
  return Uint8Array.from({ length: MASKING_KEY_SIZE }, () => {
    word = Math.imul(word ^ (word >>> 15), 0x85ebca6b);
    return word >>> 24;
  });
}
