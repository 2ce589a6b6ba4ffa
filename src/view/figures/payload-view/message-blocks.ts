/**
 * The DEFLATE blocks of the compressed message that a frame belongs to (RFC 7692 §7.2.2, RFC 1951
 * §3.2.3).
 */

import { BITS_PER_BYTE } from '#core/bytes/bit-range.ts';
import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import { readBlocks, type BlockReading } from '#core/deflate/blocks.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { payloadOf } from '#core/conversation/message.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { restoreTail } from '#core/protocol/compression/message-inflater.ts';
import { senderOf } from '#core/trace/direction.ts';

export type MessageBlocks = {
  readonly reading: BlockReading;
  /** The compressed payload, its tail restored: what the blocks' positions count in. */
  readonly bytes: Uint8Array;
  /** What the message inflates to, with what earlier ones said in front of it. */
  readonly output: Uint8Array;
  /** Bytes of `output` in front of the message's own. */
  readonly historySize: number;
  /** Bits of `bytes` that lie in the frame itself. */
  readonly frameBits: { readonly start: number; readonly end: number };
};

/** As far back as a message may refer (RFC 1951 §2). */
const MAX_HISTORY = 32 * 1024;

/** More is not taken apart: each byte may be a part of its own. */
export const MAX_BLOCKS_SIZE = 64 * 1024;

/** Null where the frame's message is not compressed, or too large to be taken apart. */
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
    // What was not captured may be what later messages refer to.
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
