/**
 * Which of two voices that a text tells apart is the client's: requests and masked frames are (RFC
 * 6455 §5.1).
 */

import { wireUnitAt } from './wire-unit.ts';

type Spoken = { readonly voice: unknown; readonly start: number };

/**
 * The client's voice among chunks that lie one behind the other in `bytes`: 0, unless the bytes say
 * otherwise.
 */
export function clientVoice(chunks: readonly Spoken[], bytes: Uint8Array): 0 | 1 {
  for (const voice of [0, 1] as const) {
    const index = chunks.findIndex((chunk) => chunk.voice === voice);
    if (index === -1) continue;
    const end = chunks[index + 1]?.start ?? bytes.length;
    const unit = wireUnitAt(bytes.subarray(chunks[index]?.start, end), 0, true);
    if (unit.isLegal && unit.side === 'client') return voice;
    if (unit.isLegal && unit.side === 'server') return voice === 0 ? 1 : 0;
  }
  return 0;
}
