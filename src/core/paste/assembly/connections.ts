/**
 * Puts the pieces of all blocks together: which connection each belongs to, who sent it, and when.
 * Headers, dumps and log lines of one connection follow one another in one list of chunks.
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import type { BlockReading, PayloadContent, Piece, Told } from '#core/paste/block.ts';
import { wireEvidence, wireUnitAt } from '#core/paste/ranking/wire-unit.ts';
import type { ReadChunk, ReadConnection } from '#core/paste/reading.ts';
import type { Speaker } from '#core/paste/speaker.ts';
import { ByteCollector } from '#core/paste/text/byte-collector.ts';
import { MAX_HEADER_SIZE } from '#core/protocol/framing/frame-header.ts';
import type { Direction } from '#core/trace/direction.ts';
import { clientSpeaker } from './client-speaker.ts';
import type { PlacedPiece } from './placed-piece.ts';
import { transcribeFrame } from './reconstruction.ts';

/** The addresses of two voices, if lines of the text name them: tshark's "Node 0: …". */
export type NamedVoices = readonly [string | null, string | null];

export const NO_NAMES: NamedVoices = [null, null];

/** At least one connection, which has no bytes if the text has none. */
export function assembleConnections(
  pieces: readonly PlacedPiece[],
  names: NamedVoices,
): ReadConnection[] {
  const groups = groupPieces(pieces);
  if (groups.length === 0) return [connectionOf(null, [], names)];
  return groups.map(({ name, pieces: own }) => connectionOf(name, own, names));
}

type Group = { readonly name: string | null; readonly pieces: PlacedPiece[] };

/** Pieces that name no connection belong to the only one, or to that of the piece before. */
function groupPieces(pieces: readonly PlacedPiece[]): Group[] {
  const keys = pieces.map(({ told }) => keyOf(told));
  const groups = groupBy(pieces, keys, ({ connection }) => connection);
  return groups.length === 1 ? (groupThreads(pieces) ?? groups) : groups;
}

/** Null unless the bytes of all threads together are no frames, and those of each are. */
function groupThreads(pieces: readonly PlacedPiece[]): Group[] | null {
  const threads = pieces.map(({ told }) => told.thread ?? null);
  if (new Set(threads).size < 2 || threads.includes(null)) return null;
  if (wireEvidence(bytesOf(pieces)) === 'whole') return null;
  const groups = groupBy(pieces, threads, ({ thread }) => `thread ${thread ?? ''}`);
  const areWhole = groups.every((group) => wireEvidence(bytesOf(group.pieces)) === 'whole');
  return areWhole ? groups : null;
}

function bytesOf(pieces: readonly PlacedPiece[]): Uint8Array {
  return concatBytes(
    pieces.map(({ piece, reading }) => reading.content.bytes.subarray(piece.start, piece.end)),
  );
}

function groupBy(
  pieces: readonly PlacedPiece[],
  keys: readonly (string | null)[],
  nameOf: (told: Told) => string | null,
): Group[] {
  const groups = new Map<string, Group>();
  let current = keys.find((key) => key !== null) ?? '';
  pieces.forEach((piece, index) => {
    const key = keys[index] ?? current;
    current = key;
    const group = groups.get(key) ?? { name: nameOf(piece.told), pieces: [] };
    groups.set(key, group);
    group.pieces.push(piece);
  });
  return [...groups.values()];
}

function keyOf({ connection, source, destination }: Told): string | null {
  if (connection !== null) return connection;
  if (source === null || destination === null) return null;
  return [source, destination].sort().join(' ');
}

/** Which of two voices each speaker and each address is. */
class Voices {
  readonly addresses: [string | null, string | null];

  constructor(names: NamedVoices) {
    this.addresses = [...names];
  }

  of({ speaker, source, destination }: Told): Speaker {
    if (source === null) return speaker;
    const known = this.addresses.indexOf(source);
    if (known !== -1) return known === 0 ? 0 : 1;
    const voice = this.addresses[0] === null ? 0 : 1;
    this.addresses[voice] = source;
    if (destination !== null) this.addresses[voice === 0 ? 1 : 0] ??= destination;
    return voice;
  }
}

/** The most bytes that the pieces can have, with frames around payloads. */
function sizeOf(pieces: readonly PlacedPiece[]): number {
  let size = 0;
  for (const { piece } of pieces) {
    size += piece.end - piece.start + (isPayloadPiece(piece) ? MAX_HEADER_SIZE : 0);
  }
  return size;
}

function connectionOf(
  name: string | null,
  pieces: readonly PlacedPiece[],
  names: NamedVoices,
): ReadConnection {
  const voices = new Voices(names);
  const speakers = pieces.map(({ told }) => voices.of(told));
  const client = clientSpeaker(pieces, speakers);
  const collector = new ByteCollector(sizeOf(pieces));
  const firstMs = pieces.find(({ told }) => told.atMs !== null)?.told.atMs ?? 0;
  const chunks: ReadChunk[] = [];
  for (let index = 0; index < pieces.length; index++) {
    const { piece, reading, told } = pieces[index]!;
    const { atMs } = told;
    const speaker = speakers[index] ?? null;
    const sideOfHead = directionOfHead(piece, reading);
    const direction = sideOfHead ?? directionOf(speaker, client);
    const isSideNamed = sideOfHead !== null || typeof speaker === 'string';
    const start = collector.count;
    const isPayload = isPayloadPiece(piece);
    // Without a side, as from the server, so that each byte shows its character.
    const framedAs = direction ?? 'server-to-client';
    if (isPayload) {
      transcribeFrame(collector, framedAs, piece, reading.content);
    } else {
      reading.content.addTo(collector, piece.start, piece.end);
    }
    const missing = piece.missingAfter ?? restOfUnit(collector.view(start));
    if (collector.count === start && piece.segment === undefined) continue;
    const chunk: ReadChunk = {
      direction: isPayload ? framedAs : direction,
      ...(isSideNamed && SIDE_NAMED),
      range: { start, end: collector.count },
      atMs: atMs === null ? null : atMs - firstMs,
      text: { start: piece.textStart, end: piece.textEnd },
    };
    const more = remarksOf(piece, missing);
    chunks.push(more === null ? chunk : { ...chunk, ...more });
  }
  return {
    name,
    client: voices.addresses[client],
    server: voices.addresses[client === 0 ? 1 : 0],
    bytes: collector.view(),
    positions: collector.positions,
    chunks,
  };
}

const SIDE_NAMED = { isSideNamed: true };

/** What most chunks don't have. */
function remarksOf({ content, segment }: Piece, missing: number): Partial<ReadChunk> | null {
  if (missing === 0 && content.kind === 'wire' && segment === undefined) return null;
  const isMade = content.kind === 'payload' || (content.kind === 'head' && content.isMade);
  return {
    ...(missing > 0 && { missingAfter: missing }),
    ...(isMade && { isMade }),
    ...segment,
    ...(content.kind === 'head' && content.lacks && { headLacks: content.lacks }),
  };
}

function isPayloadPiece(piece: Piece): piece is Piece & { readonly content: PayloadContent } {
  return piece.content.kind === 'payload';
}

/** Clients send requests and servers responses, whatever a label says. */
function directionOfHead({ content, start }: Piece, reading: BlockReading): Direction | null {
  if (content.kind !== 'head') return null;
  const isResponse = fromLatin1(reading.content.bytes.slice(start, start + 5)) === 'HTTP/';
  return isResponse ? 'server-to-client' : 'client-to-server';
}

function directionOf(speaker: Speaker, client: 0 | 1): Direction | null {
  if (typeof speaker !== 'number') return speaker;
  return speaker === client ? 'client-to-server' : 'server-to-client';
}

/**
 * The bytes that the last frame lacks, if the text lacks an unknown number; 0 if that isn't known.
 */
function restOfUnit(bytes: Uint8Array): number {
  for (let at = 0; at < bytes.length;) {
    const unit = wireUnitAt(bytes, at, at === 0);
    if (unit.kind === 'cut') return unit.missing;
    at = unit.end;
  }
  return 0;
}
