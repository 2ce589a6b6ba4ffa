/** gzip (RFC 1952), as HTTP responses use it (RFC 9110 §8.4.1.3). The compressor is pako. */

import { gzip as gzipWithPako } from 'pako';

/** The start of a stream of unknown time and file (RFC 1952 §2.3). */
export const GZIP_HEADER = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3);

export function gzip(bytes: Uint8Array): Uint8Array {
  return gzipWithPako(bytes, { level: 6 });
}
