/** The connection preface with which a client begins HTTP/2 (RFC 9113 §3.4). */

import { bytesEqual } from '#core/bytes/byte-array.ts';
import { toLatin1 } from '#core/bytes/text.ts';

/** Looks like a head of HTTP/1.1, so that servers without HTTP/2 reject it. 24 bytes. */
export const HTTP2_PREFACE = toLatin1('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

/** No request of HTTP/1.1 begins with this line (§11.6). */
const FIRST_LINE_SIZE = 16;

/** The number of bytes of the preface at the beginning of `bytes`; 0 if they are something else. */
export function http2PrefaceSize(bytes: Uint8Array): number {
  const size = Math.min(bytes.length, HTTP2_PREFACE.length);
  if (size < FIRST_LINE_SIZE) return 0;
  return bytesEqual(bytes.subarray(0, size), HTTP2_PREFACE.subarray(0, size)) ? size : 0;
}
