/** What the tests of forms look at in a reading. */

import { toHex } from '#core/bytes/hex.ts';
import { pastedTrace } from '#core/paste/assembly/pasted-trace.ts';
import { readPaste } from '#core/paste/read-paste.ts';
import type { Reading } from '#core/paste/reading.ts';
import type { Direction } from '#core/trace/direction.ts';
import { readStream } from '#core/trace/trace.ts';

/** All bytes, in the order of the text. */
export function hexOf(reading: Reading | undefined): string {
  return toHex(reading?.connections[0]?.bytes ?? new Uint8Array());
}

/** The likeliest reading. */
export function bestOf(text: string): Reading {
  const [best] = readPaste(text);
  if (best === undefined) throw new Error('expected a reading of any text');
  return best;
}

/** The readings of the bytes as they crossed the connection, the likeliest first. */
export function wireReadingsOf(text: string): Reading[] {
  return readPaste(text).filter(
    ({ variant, isReconstructed }) => variant === null && !isReconstructed,
  );
}

/** One direction's stream of the first connection. */
export function streamHex(reading: Reading, direction: Direction): string {
  const [connection] = reading.connections;
  return connection ? toHex(readStream(pastedTrace(connection).trace, direction)) : '';
}

/** The text of each byte, in their order. */
export function sourcesOf(text: string, reading: Reading): string[] {
  const { bytes, positions } = reading.connections[0]!;
  return Array.from(bytes, (_, index) =>
    text.slice(positions.starts[index], positions.ends[index]),
  );
}

/** The sender and the bytes of each chunk; of a made frame, its payload. */
export function describeChunks(text: string): string[] {
  const { connections } = bestOf(text);
  return connections.flatMap(({ bytes, chunks }) =>
    chunks.map(({ direction, range, isMade = false }) => {
      const own = bytes.subarray(range.start, range.end);
      const sender = direction === null ? '?' : direction === 'client-to-server' ? '>' : '<';
      return `${sender} ${isMade ? payloadOf(own) : toHex(own)}`;
    }),
  );
}

/** The text in a short frame. */
function payloadOf(frame: Uint8Array): string {
  const isMasked = frame[1]! >= 0x80;
  if (!isMasked) return new TextDecoder().decode(frame.subarray(2));
  const key = frame.subarray(2, 6);
  const payload = frame.subarray(6).map((byte, index) => byte ^ key[index % 4]!);
  return new TextDecoder().decode(payload);
}
