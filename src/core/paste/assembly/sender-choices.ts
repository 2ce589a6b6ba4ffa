/**
 * Applies what the reader says about the senders of a paste's chunks. Frames that were made here
 * around payloads get another mask then: only clients mask (RFC 6455 §5.1), and a mask that nobody
 * sent must not break a rule.
 */

import type { ReadChunk, ReadConnection } from '#core/paste/reading.ts';
import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import {
  decodeFrameHeader,
  frameHeaderSize,
  writeFrameHeader,
} from '#core/protocol/framing/frame-header.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import { oppositeDirection, type Direction } from '#core/trace/direction.ts';
import type { DirectionMode } from './direction-mode.ts';
import { maskingKeyFor } from './reconstruction.ts';

/** The sender of a chunk, by the chunk's index; absent for those that stay as they were read. */
export type SenderChoices = Readonly<Record<number, Direction>>;

export const NO_SENDER_CHOICES: SenderChoices = {};

/** A chunk whose sender no mode changes any more. */
export type SettledChunk = ReadChunk & { readonly isSettled?: boolean };

export type SettledConnection = Omit<ReadConnection, 'chunks'> & {
  readonly chunks: readonly SettledChunk[];
};

/** Settles the senders that the reader chose, and those of frames that were made here. */
export function settleSenders(
  connection: ReadConnection,
  mode: DirectionMode,
  choices: SenderChoices,
): SettledConnection {
  const settled = connection.chunks.map((chunk, index) => choices[index] ?? settledBy(mode, chunk));
  if (settled.every((direction) => direction === null)) return connection;
  const collector = new ByteCollector();
  const chunks = connection.chunks.map((chunk, index): SettledChunk => {
    const direction = settled[index] ?? null;
    const start = collector.count;
    if (chunk.isMade !== true || direction === null || direction === chunk.direction)
      copyChunk(connection, chunk, collector);
    else reframe(connection, chunk, direction, collector);
    const range = { start, end: collector.count };
    if (direction === null) return { ...chunk, range };
    return { ...chunk, direction, range, isSettled: true };
  });
  return { ...connection, bytes: collector.view(), positions: collector.positions, chunks };
}

function settledBy(mode: DirectionMode, { direction, isMade }: ReadChunk): Direction | null {
  if (isMade !== true || direction === null) return null;
  switch (mode) {
    case 'from-client':
      return 'client-to-server';
    case 'from-server':
      return 'server-to-client';
    case 'swapped':
      return oppositeDirection(direction);
    case 'as-told':
    case 'by-masks':
      return direction;
  }
}

function copyChunk(
  { bytes, positions }: ReadConnection,
  { range }: ReadChunk,
  sink: ByteCollector,
): void {
  sink.addAll(bytes.subarray(range.start, range.end), {
    starts: positions.starts.subarray(range.start, range.end),
    ends: positions.ends.subarray(range.start, range.end),
  });
}

/** The same frame as the other side would have sent it. Heads have no mask. */
function reframe(
  connection: ReadConnection,
  chunk: ReadChunk,
  direction: Direction,
  sink: ByteCollector,
): void {
  const { start, end } = chunk.range;
  const bytes = connection.bytes.subarray(start, end);
  const reading = decodeFrameHeader(bytes);
  const isFrame = reading.kind === 'header' && !isHead(bytes);
  if (!isFrame) return copyChunk(connection, chunk, sink);
  const { header, size } = reading;
  const maskingKey = direction === 'client-to-server' ? maskingKeyFor(sink.count) : null;
  const { form, value } = header.payloadLength;
  const written = new Uint8Array(frameHeaderSize(form, maskingKey !== null));
  writeFrameHeader(written, 0, { ...header, maskingKey, payload: { length: value } }, form);
  const at = connection.positions.starts[start] ?? 0;
  for (const byte of written) sink.add(byte, at, at);
  const sent = bytes.subarray(size);
  const payload = header.maskingKey === null ? sent : applyMask(sent, header.maskingKey);
  sink.addAll(maskingKey === null ? payload : applyMask(payload, maskingKey), {
    starts: connection.positions.starts.subarray(start + size, end),
    ends: connection.positions.ends.subarray(start + size, end),
  });
}

/** Heads begin with a method or with "HTTP". */
function isHead(bytes: Uint8Array): boolean {
  return [0, 1, 2].every((index) => (bytes[index] ?? 0) >= 0x41 && (bytes[index] ?? 0) <= 0x5a);
}
