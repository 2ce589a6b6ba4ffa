/** How plausible it is that bytes are what crossed a connection. */

import type { ReadChunk, ReadConnection } from '#core/paste/reading.ts';
import { areFrames, wireEvidence, wireUnitAt, type WireEvidence } from './wire-unit.ts';

/** The best that holds for all connections. Frames that were built here are no evidence. */
export function evidenceOf(connections: readonly ReadConnection[]): WireEvidence {
  const found = connections
    .filter(({ bytes }) => bytes.length > 0)
    .map((connection) => evidenceOfConnection(connection));
  if (found.length === 0 || found.every((each) => each === 'none')) return 'none';
  return found.every((each) => each === 'whole') ? 'whole' : 'begun';
}

function evidenceOfConnection({ bytes, chunks }: ReadConnection): WireEvidence {
  const own = chunks.filter(({ isMade }) => isMade !== true);
  if (own.length === 0) return 'none';
  if (own.some(({ missingAfter = 0 }) => missingAfter > 0)) return evidenceOfCut(bytes, own);
  if (own.length === chunks.length) {
    const together = wireEvidence(bytes);
    if (together === 'whole') return together;
  }
  const found = (['client-to-server', 'server-to-client', null] as const).map((direction) => {
    const parts = own.filter((chunk) => chunk.direction === direction);
    return parts.length === 0 ? null : wireEvidence(bytesOfChunks(bytes, parts));
  });
  const told = found.filter((each) => each !== null);
  if (told.every((each) => each === 'whole')) return 'whole';
  return told.some((each) => each !== 'none') ? 'begun' : 'none';
}

/** Joined. Views of a hundred thousand chunks would cost more than their bytes. */
function bytesOfChunks(bytes: Uint8Array, chunks: readonly ReadChunk[]): Uint8Array {
  let size = 0;
  for (const { range } of chunks) size += range.end - range.start;
  const joined = new Uint8Array(size);
  let count = 0;
  for (const { range } of chunks)
    for (let at = range.start; at < range.end; at++) joined[count++] = bytes[at]!;
  return joined;
}

/** Of chunks that the text has only in part: a frame lacks no more bytes than the text. */
function evidenceOfCut(bytes: Uint8Array, chunks: readonly ReadChunk[]): WireEvidence {
  const isGood = chunks.map(({ range, missingAfter = 0 }) => {
    const own = bytes.subarray(range.start, range.end);
    return missingAfter > 0
      ? lacks(own, missingAfter)
      : wireEvidence(own) === 'whole' || areFrames(own);
  });
  if (isGood.every(Boolean)) return 'whole';
  return isGood[0] === true ? 'begun' : 'none';
}

function lacks(bytes: Uint8Array, missing: number): boolean {
  for (let at = 0; at < bytes.length;) {
    const unit = wireUnitAt(bytes, at, at === 0);
    if (!unit.isLegal) return false;
    if (unit.kind === 'cut') return unit.missing <= missing;
    at = unit.end;
  }
  return false;
}
