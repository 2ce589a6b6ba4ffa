/**
 * Compresses what a link holds. pako is large: whoever shares a link imports this file when asked
 * to.
 */

import { deflateRaw } from 'pako';

export function deflateForLink(bytes: Uint8Array): Uint8Array {
  return deflateRaw(bytes, { level: 9 });
}
