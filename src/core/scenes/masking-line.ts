/** One line that shows unmasking: payload XOR masking key gives the data (RFC 6455 §5.3). */

import { toHex } from '#core/bytes/hex.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { maskingKeyIndex } from '#core/protocol/framing/masking.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import { payloadField } from './wire-range.ts';

/** Rows of the same bytes, in hex. */
export type MaskingLine = {
  readonly masked: string;
  /** The masking key, repeated under the payload. */
  readonly key: string;
  readonly plain: string;
  /** Whether there are more bytes than fit. */
  readonly isCut: boolean;
  /** The text of the bytes, if all are shown and they are a single text. */
  readonly text: string | null;
  readonly kind: ByteKind;
};

/** The number of bytes that fit in a line. */
const MAX_BYTES = 8;

/** Null if the frame isn't masked or has no payload. */
export function layoutMaskingLine(dissection: Dissection): MaskingLine | null {
  const key = dissection.fields.find(({ id }) => id === 'frame.masking-key')?.value;
  const { wire, unmasked } = dissection.buffers;
  if (key?.kind !== 'bytes' || unmasked === undefined || unmasked.length === 0) return null;
  const shown = Math.min(MAX_BYTES, unmasked.length);
  const payloadStart = wire.length - unmasked.length;
  const keyBytes = Uint8Array.from({ length: shown }, (_, i) => key.bytes[maskingKeyIndex(i)] ?? 0);
  const isCut = unmasked.length > shown;
  return {
    masked: toHex(wire.subarray(payloadStart, payloadStart + shown), ' '),
    key: toHex(keyBytes, ' '),
    plain: toHex(unmasked.subarray(0, shown), ' '),
    isCut,
    text: isCut ? null : onlyText(dissection),
    kind: payloadField(dissection)?.kind ?? 'data',
  };
}

/** The unmasked payload if it is a single text. In a Close frame, a code precedes the reason. */
function onlyText({ fields }: Dissection): string | null {
  const [first, ...others] = fields.filter(({ buffer }) => buffer === 'unmasked');
  return first?.value.kind === 'text' && others.length === 0 ? first.value.text : null;
}
