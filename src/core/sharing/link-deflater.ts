/** Compresses the data of links. Loaded lazily, because pako is large. */

import { deflateRaw } from 'pako';

export function deflateForLink(bytes: Uint8Array): Uint8Array {
  return deflateRaw(bytes, { level: 9 });
}
