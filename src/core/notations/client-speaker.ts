/**
 * Decides which of two speakers in a text is the client: the one that sends requests and masked
 * frames (RFC 6455 §5.1).
 */

import { wireUnitAt } from './wire-unit.ts';

type Spoken = { readonly speaker: unknown; readonly start: number };

/** The client among the speakers of consecutive chunks in `bytes`: 0 unless the bytes show 1. */
export function clientSpeaker(chunks: readonly Spoken[], bytes: Uint8Array): 0 | 1 {
  for (const speaker of [0, 1] as const) {
    const index = chunks.findIndex((chunk) => chunk.speaker === speaker);
    if (index === -1) continue;
    const end = chunks[index + 1]?.start ?? bytes.length;
    const unit = wireUnitAt(bytes.subarray(chunks[index]?.start, end), 0, true);
    if (unit.isLegal && unit.side === 'client') return speaker;
    if (unit.isLegal && unit.side === 'server') return speaker === 0 ? 1 : 0;
  }
  return 0;
}
