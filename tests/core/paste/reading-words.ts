/** A reading in a few lines, for the message of a failed test. */

import { toHex } from '#core/bytes/hex.ts';
import { readingId, type ReadConnection, type Reading } from '#core/paste/reading.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import type { Direction } from '#core/trace/direction.ts';

export function describeReadings(text: string, readings: readonly Reading[]): string {
  return readings.map((reading) => describeReading(text, reading)).join('\n');
}

export function describeReading(text: string, reading: Reading): string {
  const { confidence, connections, problems, lost, unread } = reading;
  return [
    `${readingId(reading)} (${confidence})`,
    ...connections.flatMap(describeConnection),
    ...problems.map(({ kind, range }) => `  problem: ${kind} at ${quote(text, range)}`),
    ...lost.map(({ kind, shown, total }) => `  lost: ${kind}, ${shown} of ${total ?? 'unknown'}`),
    ...unread.slice(0, 20).map((range) => `  unread: ${quote(text, range)}`),
  ].join('\n');
}

function describeConnection({ name, bytes, chunks }: ReadConnection): string[] {
  return [
    `  connection ${name ?? 'without a name'}: ${bytes.length} bytes`,
    ...chunks.slice(0, 20).map(({ direction, range, missingAfter = 0, isMade = false }) => {
      const hex = toHex(bytes.subarray(range.start, Math.min(range.end, range.start + 48)), ' ');
      const rest = range.end - range.start > 48 ? ` … ${range.end - range.start} bytes` : '';
      const missing = missingAfter > 0 ? ` and ${missingAfter} missing` : '';
      return `    ${arrowOf(direction)} ${hex}${rest}${missing}${isMade ? ' (made)' : ''}`;
    }),
  ];
}

function arrowOf(direction: Direction | null): string {
  if (direction === null) return '?';
  return direction === 'client-to-server' ? '>' : '<';
}

function quote(text: string, { start, end }: TextRange): string {
  return `${start}: ${JSON.stringify(text.slice(start, Math.min(end, start + 60)))}`;
}
