/** Whether bytes begin with frames, and whether these are masked: clients mask (RFC 6455 §5.1). */

import { decodeFrame } from '#core/protocol/framing/frame.ts';
import { isDefinedOpcode } from '#core/protocol/framing/opcode.ts';

/** Null if the bytes don't begin with a whole frame, or if their frames differ. */
export function masksFrames(bytes: Uint8Array): boolean | null {
  let masks: boolean | null = null;
  for (let at = 0; at < bytes.length;) {
    const reading = decodeFrame(bytes, at);
    if (reading.kind === 'incomplete') break;
    const { opcode, rsv2, rsv3, maskingKey } = reading.frame.header;
    if (!isDefinedOpcode(opcode) || rsv2 || rsv3) return null;
    const isMasked = maskingKey !== null;
    if (masks !== null && masks !== isMasked) return null;
    masks = isMasked;
    at += reading.size;
  }
  return masks;
}
