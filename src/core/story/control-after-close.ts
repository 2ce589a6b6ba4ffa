/** What a side sent after its Close frame, if that is a single Ping or Pong. */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import { decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';

/** Null if the bytes are anything else, or only a part of one. */
export function controlAfterClose(
  { start, end }: ByteRange,
  direction: Direction,
  { streams }: Trace,
): 'ping' | 'pong' | null {
  const reading = decodeFrameHeader(streams[direction].read(start, end));
  if (reading.kind === 'incomplete') return null;
  const { header, size } = reading;
  const isWhole = start + size + header.payloadLength.value === end;
  if (!isWhole || !header.isFinal) return null;
  if (header.opcode === OPCODE.ping) return 'ping';
  return header.opcode === OPCODE.pong ? 'pong' : null;
}
