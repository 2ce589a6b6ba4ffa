/** How many DATA frames of HTTP/2 carry some bytes (RFC 9113 §6.1). */

/** Length, type, flags and stream identifier (RFC 9113 §4.1). */
export const HTTP2_FRAME_HEADER = 9;

/** The payload of a frame, unless its receiver allows more: SETTINGS_MAX_FRAME_SIZE (§6.5.2). */
export const HTTP2_FRAME_MAX = 16_384;

/** None for no bytes. */
export function dataFrameCount(size: number): number {
  return Math.ceil(size / HTTP2_FRAME_MAX);
}

/** The headers of the DATA frames around `size` bytes. */
export function dataFrameHeadersSize(size: number): number {
  return dataFrameCount(size) * HTTP2_FRAME_HEADER;
}
