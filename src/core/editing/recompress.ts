/**
 * Compresses a changed message again (RFC 7692 §7.2.1), and the later messages that referred to it.
 * Loaded lazily, because the compression library is large.
 */

import { bytesEqual, concatBytes, copyBytes } from '#core/bytes/byte-array.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { payloadOf } from '#core/conversation/message.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { MessageDeflater } from '#core/protocol/compression/message-deflater.ts';
import { MessageInflater } from '#core/protocol/compression/message-inflater.ts';
import type { Compression } from '#core/protocol/compression/permessage-deflate.ts';
import { senderOf } from '#core/trace/direction.ts';
import { hasGaps } from '#core/trace/trace.ts';
import { problemOf, type EditOutcome } from './edit-outcome.ts';
import { encodeFrameParts, framePartsOf, withPayload } from './frame-rewriting.ts';

/** A compressed message: its frames and its inflated content. */
type Compressed = { readonly frames: readonly FrameUnit[]; readonly content: Uint8Array };

export function recompress(
  conversation: Conversation,
  unit: FrameUnit,
  content: Uint8Array,
): EditOutcome {
  const compression = conversation.compression?.[senderOf(unit.direction)];
  const messages = compressedMessages(conversation, unit);
  if (unit.notCaptured !== undefined) return problemOf('not-captured');
  const at = messages.findIndex(({ frames }) => frames.some((frame) => isSame(frame, unit)));
  const message = messages[at];
  if (compression === undefined || message === undefined) return problemOf('not-for-this-field');
  const before = messages.slice(0, at);
  const changed = withContent(message, unit, content);
  const later = compression.contextTakeover ? messages.slice(at + 1) : [];
  if (hasUnknown([message])) return problemOf('content-unknown');
  const deflater = deflaterAfter(before, compression);
  const payload = copyBytes(deflater.compress(changed.content));
  const rewritten = [{ frames: message.frames, payload }];
  if (!readsTheSame([...before, message], payload, later, conversation, compression)) {
    if (hasUnknown(later)) return problemOf('content-unknown');
    for (const { frames, content: sameContent } of later) {
      rewritten.push({ frames, payload: copyBytes(deflater.compress(sameContent)) });
    }
  }
  return { kind: 'edit', edit: rewriteMessages(conversation, unit, rewritten) };
}

/**
 * The compressed messages of one direction, in order, the last one possibly incomplete. Only those
 * between the gaps around `frame`, because messages could refer to bytes that were not captured.
 */
function compressedMessages({ units }: Conversation, frame: FrameUnit): Compressed[] {
  const { direction } = frame;
  let messages: FrameUnit[][] = [];
  for (const unit of units) {
    if (unit.kind === 'not-captured' && unit.direction === direction) {
      if (unit.range.start > frame.range.start) break;
      messages = [];
    }
    if (unit.kind !== 'frame' || unit.direction !== direction || !unit.inflation) continue;
    const open = messages.at(-1);
    if (open === undefined || open.at(-1)?.header.isFinal === true) messages.push([unit]);
    else open.push(unit);
  }
  return messages.map((frames) => ({ frames, content: contentOfFrames(frames) }));
}

function contentOfFrames(frames: readonly FrameUnit[]): Uint8Array {
  return concatBytes(frames.flatMap(({ inflation }) => (inflation ? [inflation.bytes] : [])));
}

function withContent({ frames }: Compressed, unit: FrameUnit, content: Uint8Array): Compressed {
  const parts = frames.map((frame) =>
    isSame(frame, unit) ? content : (frame.inflation?.bytes ?? new Uint8Array(0)),
  );
  return { frames, content: concatBytes(parts) };
}

/** For frames of the same direction. */
function isSame(one: FrameUnit, other: FrameUnit): boolean {
  return one.range.start === other.range.start;
}

function hasUnknown(messages: readonly Compressed[]): boolean {
  return messages.some(({ frames }) =>
    frames.some(({ inflation }) => inflation !== undefined && inflation.unknown.length > 0),
  );
}

/** The content that later messages can refer to. Empty if part of it is unknown. */
function historyOf(before: readonly Compressed[], { windowBits }: Compression): Uint8Array {
  if (hasUnknown(before)) return new Uint8Array(0);
  return concatBytes(before.map(({ content }) => content)).subarray(-(1 << windowBits));
}

function deflaterAfter(before: readonly Compressed[], compression: Compression): MessageDeflater {
  const deflater = new MessageDeflater(compression);
  if (compression.contextTakeover) deflater.compress(historyOf(before, compression));
  return deflater;
}

/** Whether the later messages still inflate to the same content. */
function readsTheSame(
  upTo: readonly Compressed[],
  payload: Uint8Array,
  later: readonly Compressed[],
  { trace, units }: Conversation,
  compression: Compression,
): boolean {
  if (later.length === 0) return true;
  const startsMidStream = !units.some(({ kind }) => kind === 'response') || hasGaps(trace);
  const inflater = new MessageInflater({ ...compression, startsMidStream });
  const read = (bytes: Uint8Array) => {
    const pieces = [inflater.feed(bytes), inflater.end()].map((piece) => piece.pieces);
    return concatBytes(pieces.flat());
  };
  const payloadOfMessage = ({ frames }: Compressed) =>
    concatBytes(frames.map((frame) => payloadOf(frame, trace.streams[frame.direction])));
  for (const message of upTo.slice(0, -1)) read(payloadOfMessage(message));
  read(payload);
  return later.every((message) => bytesEqual(read(payloadOfMessage(message)), message.content));
}

/** One edit from the first to the last changed frame. Bytes between them are copied. */
function rewriteMessages(
  { trace }: Conversation,
  { direction }: FrameUnit,
  messages: readonly { readonly frames: readonly FrameUnit[]; readonly payload: Uint8Array }[],
) {
  const stream = trace.streams[direction];
  const start = messages[0]?.frames[0]?.range.start ?? 0;
  const parts: Uint8Array[] = [];
  let at = start;
  for (const { frames, payload } of messages) {
    let written = 0;
    frames.forEach((frame, index) => {
      const isLast = index === frames.length - 1;
      const before = frame.range.end - frame.range.start - frame.headerSize;
      const size = isLast ? payload.length - written : Math.min(before, payload.length - written);
      const piece = payload.subarray(written, written + size);
      written += size;
      parts.push(stream.read(at, frame.range.start));
      parts.push(encodeFrameParts(withPayload(framePartsOf(trace, frame), piece)));
      at = frame.range.end;
    });
  }
  return { direction, range: { start, end: at }, bytes: concatBytes(parts) };
}
