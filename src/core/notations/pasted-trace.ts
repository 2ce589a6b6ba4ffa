/**
 * Pasted bytes as a trace: one direction, in one event of unknown time.
 *
 * Who sent them is read off the bytes: a request comes from a client, an answer from a server, and of frames the
 * MASK bit of the first tells (RFC 6455 §5.1).
 */

import type { DirectionMode } from './direction-mode.ts';
import type { ReadConnection } from './reading.ts';
import { SourceMap } from './source-map.ts';
import { NO_BYTES } from '#core/bytes/byte-array.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { decodeFrameHeader, frameHeaderSize } from '#core/protocol/frame-header.ts';
import { decodeHttpHead, isResponseHead } from '#core/protocol/http-head.ts';
import type { Direction } from '#core/trace/direction.ts';
import { streamOf, type Trace, type TraceEvent } from '#core/trace/trace.ts';

export type { DirectionMode };
export function pastedTrace(c: ReadConnection, _m: DirectionMode): { trace: Trace; source: SourceMap } {
  const bytes = c.chunks[0]!.bytes;
  const direction = directionOf(bytes);
  return { trace: old(bytes), source: new SourceMap(direction, c.chunks[0]!.positions) };
}
function old(bytes: Uint8Array): Trace {
  const direction = directionOf(bytes);
  const isFromClient = direction === 'client-to-server';
  const event: TraceEvent = {
    direction,
    signals: [],
    range: { start: 0, end: bytes.length },
    sentAtMs: null,
    arrival: { kind: 'unknown' },
  };
  return {
    provenance: { kind: 'pasted' },
    endpoints: { client: { name: 'Client' }, server: { name: 'Server' } },
    streams: {
      'client-to-server': streamOf(isFromClient ? bytes : NO_BYTES),
      'server-to-client': streamOf(isFromClient ? NO_BYTES : bytes),
    },
    events: bytes.length > 0 ? [event] : [],
  };
}

/** Too few bytes to tell count as a client's. */
function directionOf(bytes: Uint8Array): Direction {
  const reading = decodeHttpHead(bytes);
  if (reading.kind === 'head') {
    return isResponseHead(reading.head) ? 'server-to-client' : 'client-to-server';
  }
  if (reading.kind === 'incomplete') {
    const isAnswer = fromLatin1(bytes.subarray(0, 5)) === 'HTTP/';
    return isAnswer ? 'server-to-client' : 'client-to-server';
  }
  return bytes.length < 2 || isFirstFrameMasked(bytes) ? 'client-to-server' : 'server-to-client';
}

/** Even where the header is cut: zeros behind it change nothing of its second byte. */
function isFirstFrameMasked(bytes: Uint8Array): boolean {
  const padded = new Uint8Array(frameHeaderSize(64, true));
  padded.set(bytes.subarray(0, padded.length));
  const reading = decodeFrameHeader(padded);
  return reading.kind === 'header' && reading.header.maskingKey !== null;
}
