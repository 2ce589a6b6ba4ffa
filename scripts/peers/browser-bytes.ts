/** Odd inputs as a browser can get them: sent by a server. */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromHex } from '#core/bytes/hex.ts';
import { decodeFrameHeader, MASK_BIT } from '#core/protocol/framing/frame-header.ts';
import { applyMask, MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import type { OddInput } from '#content/rules/peer-verdicts-inputs.ts';

/**
 * The input's bytes from a server: a client's frames without their masks. Null if nothing odd is
 * left without a mask.
 */
export function bytesFromServer({ sender, hex, rule }: OddInput): Uint8Array | null {
  const bytes = fromHex(hex);
  if (sender === 'server') return bytes;
  if (rule === 'frame.unmasked-from-client') return null;
  const first = decodeFrameHeader(bytes);
  const key = first.kind === 'header' ? first.header.maskingKey : null;
  if (key?.every((byte) => byte === 0)) return null;
  return withoutMasks(bytes);
}

/** Bytes from the first unmasked header on are not a client's frames, and stay as they are. */
function withoutMasks(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const reading = decodeFrameHeader(bytes, at);
    if (reading.kind === 'incomplete' || reading.header.maskingKey === null) {
      parts.push(bytes.subarray(at));
      break;
    }
    const { header, size } = reading;
    const start = at + size;
    const head = bytes.slice(at, start - MASKING_KEY_SIZE);
    head[1]! &= ~MASK_BIT;
    at = Math.min(bytes.length, start + header.payloadLength.value);
    parts.push(head, applyMask(bytes.subarray(start, at), reading.header.maskingKey));
  }
  return concatBytes(parts);
}
