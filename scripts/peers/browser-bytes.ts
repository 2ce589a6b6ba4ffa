/** Odd inputs as a browser can get them: sent by a server. */

import { fromHex } from '#core/bytes/hex.ts';
import { framesWithoutMasks } from '#core/editing/frames-without-masks.ts';
import { decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';
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
  return framesWithoutMasks(bytes);
}
