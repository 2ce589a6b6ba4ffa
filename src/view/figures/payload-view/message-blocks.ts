/** The DEFLATE blocks of a frame's compressed message (RFC 7692 §7.2.2, RFC 1951 §3.2.3). */

import { BITS_PER_BYTE } from '#core/bytes/bit-range.ts';
import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { readBlocks, type BlocksReading } from '#core/deflate/blocks.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { payloadOf } from '#core/conversation/message.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { restoreTail } from '#core/protocol/compression/message-inflater.ts';
import { senderOf } from '#core/trace/direction.ts';

export type MessageBlocks = {
  readonly reading: BlocksReading;
  /** The compressed payload with its restored tail. The blocks' positions count in it. */
  readonly bytes: Uint8Array;
  /** The inflated message, after the window of earlier messages. */
  readonly output: Uint8Array;
  /** Bytes of `output` before the message. */
  readonly historySize: number;
  /** The bits of `bytes` that are in this frame. */
  readonly frameBits: { readonly start: number; readonly end: number };
};

/** How far back a message can refer (RFC 1951 §2). */
const MAX_HISTORY = 32 * 1024;

/** Larger messages are not split into parts, because each byte can be a part. */
export const MAX_BLOCKS_SIZE = 64 * 1024;

/** Null if the frame's message is not compressed, or too large. */
export function messageBlocks(
  { units, trace, compression }: Conversation,
  frame: FrameUnit,
): MessageBlocks | null {
  if (frame.inflation === undefined) return null;
  const stream = trace.streams[frame.direction];
  const { contextTakeover = false } = compression?.[senderOf(frame.direction)] ?? {};
  let before: Uint8Array[] = [];
  let message: FrameUnit[] = [];
  for (const unit of units) {
    // Later messages might refer to bytes that were not captured.
    if (unit.kind === 'not-captured' && unit.direction === frame.direction) {
      if (unit.range.start > frame.range.start) break;
      before = [];
      message = [];
    }
    if (unit.kind !== 'frame' || unit.direction !== frame.direction || !unit.inflation) continue;
    if (message.at(-1)?.header.isFinal === true) {
      if (message.some((each) => isSame(each, frame))) break;
      before.push(...message.map((each) => each.inflation?.bytes ?? NO_BYTES));
      message = [];
    }
    message.push(unit);
  }
  const payloads = message.map((each) => payloadOf(each, stream));
  const bytes = restoreTail(concatBytes(payloads));
  if (bytes.length > MAX_BLOCKS_SIZE) return null;
  const index = message.findIndex((each) => isSame(each, frame));
  const start = sizeOf(payloads.slice(0, index)) * BITS_PER_BYTE;
  const end = start + (payloads[index]?.length ?? 0) * BITS_PER_BYTE;
  const history = contextTakeover ? concatBytes(before).subarray(-MAX_HISTORY) : NO_BYTES;
  const reading = readBlocks(bytes, {
    history,
    withData: true,
    maxOutputSize: MAX_BLOCKS_SIZE * 8,
  });
  return {
    reading,
    bytes,
    output: concatBytes([history, ...reading.pieces]),
    historySize: history.length,
    frameBits: { start, end },
  };
}

function isSame(one: FrameUnit, other: FrameUnit): boolean {
  return one.range.start === other.range.start;
}

function sizeOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((size, piece) => size + piece.length, 0);
}
