/**
 * The first request head of a socket. It is read here rather than by Node's HTTP server, so that a
 * WebSocket is recorded from its first byte, as it came.
 */

import type { Socket } from 'node:net';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { HeadReader, type HeadReading } from '#core/protocol/http/http-head.ts';
import type { WallClock } from '#node/recording/leg-recorder.ts';

export type TimedChunk = { readonly bytes: Uint8Array; readonly atNs: bigint };

export type FirstHead = {
  /** Everything that has been read from the socket. It is no longer flowing. */
  readonly chunks: readonly TimedChunk[];
  readonly bytes: Uint8Array;
  /** `incomplete` if the peer ended before, or took too long. */
  readonly reading: HeadReading;
  readonly isLate: boolean;
};

/** Resolves once the head is whole or can't become one. */
export function readFirstHead(
  socket: Socket,
  clock: WallClock,
  timeoutMs: number,
): Promise<FirstHead> {
  const reader = new HeadReader();
  const chunks: TimedChunk[] = [];
  return new Promise((resolve) => {
    const finish = (reading: HeadReading, isLate = false): void => {
      clearTimeout(timer);
      socket.off('data', take);
      socket.off('end', end);
      socket.off('close', end);
      socket.pause();
      resolve({ chunks, bytes: concatBytes(chunks.map(({ bytes }) => bytes)), reading, isLate });
    };
    const take = (chunk: Buffer): void => {
      chunks.push({ bytes: chunk, atNs: clock() });
      const reading = reader.feed(chunk);
      if (reading.kind !== 'incomplete') finish(reading);
    };
    const end = (): void => finish({ kind: 'incomplete' });
    const timer = setTimeout(() => finish({ kind: 'incomplete' }, true), timeoutMs);
    socket.on('data', take);
    socket.on('end', end);
    socket.on('close', end);
  });
}
