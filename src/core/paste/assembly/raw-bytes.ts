/** Bytes without a text: from a dropped file, or from a program. */

import type { ReadConnection } from '#core/paste/reading.ts';

const NO_POSITIONS = { starts: new Uint32Array(0), ends: new Uint32Array(0) };

/** One chunk of unknown direction. */
export function rawConnection(bytes: Uint8Array): ReadConnection {
  const whole = { direction: null, range: { start: 0, end: bytes.length }, atMs: null };
  return {
    name: null,
    client: null,
    server: null,
    bytes,
    positions: NO_POSITIONS,
    chunks: bytes.length > 0 ? [whole] : [],
  };
}
