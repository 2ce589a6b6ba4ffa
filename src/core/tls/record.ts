/** TLS records: what a stream of TLS is cut into (RFC 8446 §5.1, RFC 5246 §6.2). */

import { readUint16 } from '#core/bytes/big-endian.ts';
import type { ByteRange } from '#core/bytes/bit-range.ts';
import { capturedWithin, type ByteStream } from '#core/trace/trace.ts';

export const CONTENT_TYPE = {
  changeCipherSpec: 20,
  alert: 21,
  handshake: 22,
  applicationData: 23,
} as const;

const HEADER_SIZE = 5;

/** TLS 1.2 allows 2,048 bytes more than the content may have. */
const MAX_FRAGMENT_SIZE = 2 ** 14 + 2048;

export type TlsRecord = {
  /** Of the content, or of what its protection shows (RFC 8446 §5.2). */
  readonly type: number;
  /** In its stream, with its header. */
  readonly range: ByteRange;
  /** Five bytes, which are authenticated too. */
  readonly header: Uint8Array;
  readonly fragment: Uint8Array;
};

/**
 * The records of a stream, up to the first byte that isn't captured or isn't TLS. A record that the
 * capture cuts is left out.
 */
export function* readRecords(stream: ByteStream): Generator<TlsRecord> {
  const { start, end } = capturedWithin(stream, { start: 0, end: stream.length });
  for (let at = start; at + HEADER_SIZE <= end;) {
    const header = stream.read(at, at + HEADER_SIZE);
    if (!isRecordHeader(header)) return;
    const bodyEnd = at + HEADER_SIZE + readUint16(header, 3);
    if (bodyEnd > end) return;
    yield {
      type: header[0]!,
      range: { start: at, end: bodyEnd },
      header,
      fragment: stream.read(at + HEADER_SIZE, bodyEnd),
    };
    at = bodyEnd;
  }
}

/** Whether five bytes can begin a record of TLS 1.0 to 1.3. */
function isRecordHeader(header: Uint8Array): boolean {
  const [type = 0, major, minor = 0] = header;
  const isType = type >= CONTENT_TYPE.changeCipherSpec && type <= CONTENT_TYPE.applicationData;
  return isType && major === 3 && minor <= 4 && readUint16(header, 3) <= MAX_FRAGMENT_SIZE;
}
