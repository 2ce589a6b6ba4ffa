/**
 * Decides which of two voices in a text is the client: the one that sends requests and masked
 * frames (RFC 6455 §5.1).
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import type { Piece } from '#core/paste/block.ts';
import { wireUnitAt } from '#core/paste/ranking/wire-unit.ts';
import type { Speaker } from '#core/paste/speaker.ts';
import type { Side } from '#core/trace/direction.ts';
import type { PlacedPiece } from './placed-piece.ts';

/** How many pieces of each voice are looked at. */
const PIECES_LOOKED_AT = 16;

/**
 * The client among voices 0 and 1. A named side counts first, then the bytes, then the ports,
 * because servers listen on low ones; otherwise voice 0 is the client.
 */
export function clientSpeaker(pieces: readonly PlacedPiece[], speakers: readonly Speaker[]): 0 | 1 {
  const other = otherVoice(speakers);
  if (other !== null) return other;
  const votes = { client: [0, 0], server: [0, 0] };
  for (const voice of [0, 1] as const) {
    for (const side of sidesIn(firstBytesOf(voice, pieces, speakers))) votes[side][voice]!++;
  }
  const isClient = (voice: 0 | 1) =>
    votes.client[voice]! +
    votes.server[1 - voice]! -
    votes.server[voice]! -
    votes.client[1 - voice]!;
  if (isClient(0) !== isClient(1)) return isClient(0) > isClient(1) ? 0 : 1;
  return byPorts(pieces, speakers);
}

/** The bytes of the first pieces of a voice. */
function firstBytesOf(
  voice: 0 | 1,
  pieces: readonly PlacedPiece[],
  speakers: readonly Speaker[],
): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let index = 0; index < pieces.length && found.length < PIECES_LOOKED_AT; index++) {
    const { piece, reading } = pieces[index]!;
    if (speakers[index] === voice && isWire(piece))
      found.push(reading.content.bytes.subarray(piece.start, piece.end));
  }
  return found;
}

/**
 * The sides that sent the heads and frames of a voice. A frame can be in several pieces: rows of a
 * log.
 */
function sidesIn(pieces: readonly Uint8Array[]): Side[] {
  const bytes = concatBytes(pieces);
  const sides: Side[] = [];
  let start = 0;
  let at = 0;
  for (const piece of pieces) {
    const end = start + piece.length;
    at = Math.max(at, start);
    while (at < end) {
      const unit = wireUnitAt(bytes, at, at === start);
      // What is no frame says nothing: the next piece may begin with one.
      if (!unit.isLegal) break;
      if (unit.side !== null) sides.push(unit.side);
      at = unit.end;
    }
    start = end;
  }
  return sides;
}

/** If one voice is named as a side and the other one only numbered, it is the other side. */
function otherVoice(speakers: readonly Speaker[]): 0 | 1 | null {
  const numbered = new Set<number>();
  const named = new Set<string>();
  for (const speaker of speakers) {
    if (typeof speaker === 'number') numbered.add(speaker);
    else if (speaker !== null) named.add(speaker);
  }
  const [voice] = numbered;
  const [side] = named;
  if (numbered.size !== 1 || named.size !== 1 || voice === undefined) return null;
  const isClient = side === 'server-to-client';
  return (voice === 0) === isClient ? 0 : 1;
}

function byPorts(pieces: readonly PlacedPiece[], speakers: readonly Speaker[]): 0 | 1 {
  const portOf = (voice: 0 | 1) => portIn(pieces.filter((_, index) => speakers[index] === voice));
  const first = portOf(0);
  const second = portOf(1);
  if (first !== null && second !== null) return first >= second ? 0 : 1;
  if (first !== null) return isWellKnown(first) ? 1 : 0;
  if (second !== null) return isWellKnown(second) ? 0 : 1;
  return 0;
}

/** The port in the first address that has one. */
function portIn(pieces: readonly PlacedPiece[]): number | null {
  for (const { told } of pieces) {
    const port = /(?:^|[.:])(\d{1,5})$/.exec(told.source ?? '')?.[1];
    if (port !== undefined) return Number(port);
  }
  return null;
}

function isWellKnown(port: number): boolean {
  return port < 1024 || (port >= 3000 && port < 3100) || (port >= 8000 && port < 10_000);
}

function isWire({ content, start, end }: Piece): boolean {
  return content.kind !== 'payload' && end > start;
}
