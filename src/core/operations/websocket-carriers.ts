/**
 * What carries a WebSocket's frames: the TCP connection of HTTP/1.1 after a 101 (RFC 6455), or DATA
 * frames of a stream of HTTP/2 (RFC 8441 §5) or HTTP/3 (RFC 9220 §3).
 */

import { dataFrameCount, HTTP2_FRAME_HEADER } from '#core/http2/data-frames.ts';

export const CARRIERS = ['http1', 'http2', 'http3'] as const;

export type Carrier = (typeof CARRIERS)[number];

/** The type of a DATA frame of HTTP/3 is 0, which takes one byte (RFC 9114 §7.2.1). */
const HTTP3_TYPE = 1;

/** How many DATA frames `size` bytes need: one, if its length isn't limited. */
export function dataFrames(carrier: Carrier, size: number): number {
  if (carrier === 'http1') return 0;
  return carrier === 'http2' ? Math.max(1, dataFrameCount(size)) : 1;
}

/** The headers of the DATA frames around `size` bytes. */
export function dataFrameHeaderSize(carrier: Carrier, size: number): number {
  switch (carrier) {
    case 'http1':
      return 0;
    case 'http2':
      return HTTP2_FRAME_HEADER * dataFrames(carrier, size);
    case 'http3':
      return HTTP3_TYPE + variableLengthSize(size);
  }
}

/** Bytes of a variable-length integer of QUIC: 1, 2, 4 or 8 (RFC 9000 §16). */
export function variableLengthSize(value: number): number {
  if (value < 2 ** 6) return 1;
  if (value < 2 ** 14) return 2;
  return value < 2 ** 30 ? 4 : 8;
}
