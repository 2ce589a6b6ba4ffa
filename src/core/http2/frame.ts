/** HTTP/2 frames (RFC 9113 §4.1). */

import { readUint16, readUint32 } from '#core/bytes/big-endian.ts';
import type { ByteRange } from '#core/bytes/bit-range.ts';
import { HTTP2_FRAME_HEADER } from './data-frames.ts';
import { capturedWithin, type ByteStream } from '#core/trace/trace.ts';

/** The types that matter for a WebSocket in a stream (RFC 9113 §6). */
export const FRAME_TYPE = {
  data: 0,
  headers: 1,
  resetStream: 3,
  pushPromise: 5,
  continuation: 9,
} as const;

export const FRAME_FLAG = {
  endStream: 0x01,
  endHeaders: 0x04,
  padded: 0x08,
  priority: 0x20,
} as const;

export type Http2Frame = {
  readonly type: number;
  readonly flags: number;
  /** 0 for the connection itself. */
  readonly streamId: number;
  /** In its direction's stream of bytes, with its header. */
  readonly range: ByteRange;
  readonly payload: Uint8Array;
};

/** The frames from a position on, up to the first byte that isn't captured. */
export function* readFrames(stream: ByteStream, from: number): Generator<Http2Frame> {
  const { end } = capturedWithin(stream, { start: from, end: stream.length });
  for (let at = from; at + HTTP2_FRAME_HEADER <= end;) {
    const header = stream.read(at, at + HTTP2_FRAME_HEADER);
    const body = at + HTTP2_FRAME_HEADER;
    const next = body + header[0]! * 0x1_0000 + readUint16(header, 1);
    if (next > end) return;
    yield {
      type: header[3]!,
      flags: header[4]!,
      // The first bit is reserved.
      streamId: readUint32(header, 5) % 0x8000_0000,
      range: { start: at, end: next },
      payload: stream.read(body, next),
    };
    at = next;
  }
}

/** What a DATA or HEADERS frame carries; null if its padding is longer than itself. */
export function contentOfFrame({ type, flags, payload }: Http2Frame): Uint8Array | null {
  const isPadded = (flags & FRAME_FLAG.padded) !== 0;
  const padding = isPadded ? (payload[0] ?? 0) : 0;
  let start = isPadded ? 1 : 0;
  if (type === FRAME_TYPE.headers && (flags & FRAME_FLAG.priority) !== 0) start += 5;
  if (type === FRAME_TYPE.pushPromise) start += 4;
  return start + padding > payload.length
    ? null
    : payload.subarray(start, payload.length - padding);
}
