/** The pieces of a text, each with what the lines around it say. */

import type { BlockReading, Piece, Told } from '#core/paste/block.ts';
import { labelIn } from '#core/paste/lines/label.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { Side } from '#core/trace/direction.ts';

/** A block with what the lines above it say. */
export type PlacedReading = {
  readonly reading: BlockReading;
  /** The index of its first line. */
  readonly from: number;
  readonly context: Told;
  /** Whose log it is, if that is known. */
  readonly observer?: Side | null;
};

/** A piece, with what the text around it says. */
export type PlacedPiece = {
  readonly piece: Piece;
  readonly reading: BlockReading;
  readonly told: Told;
};

/** Adds the pieces of a reading with what the lines around them say. */
export function placePieces(
  lines: PastedLines,
  { reading, from, context, observer = null }: PlacedReading,
  placed: PlacedPiece[],
): void {
  let line = from;
  let reached = 0;
  let before = context;
  for (const piece of reading.pieces) {
    while (line + 1 < lines.count && lines.start(line + 1) <= piece.textStart) line++;
    const labelStart = Math.max(lines.content(line), reached);
    const label = labelIn(lines, labelStart, piece.textStart);
    const isFirst =
      reached <= lines.content(line) || isSentence(lines.text, labelStart, piece.textStart);
    reached = piece.textEnd;
    // A further value of a line has the label of the first.
    before = mergeTold(piece.told, label, isFirst ? context : before);
    placed.push({ piece, reading, told: observed(before, observer) });
  }
}

/** "Sent" and "received" as somebody says it whose side is known. */
function observed(told: Told, observer: Side | null): Told {
  if (observer === null || typeof told.speaker !== 'number') return told;
  const isOfClient = (observer === 'client') === (told.speaker === 0);
  return { ...told, speaker: isOfClient ? 'client-to-server' : 'server-to-client' };
}

/** Whether words between two values of a line could say that somebody else sent the second. */
function isSentence(text: string, start: number, end: number): boolean {
  const between = text.slice(start, end);
  return (end - start >= LEAST_SENTENCE && WORDS.test(between)) || ANSWERS.test(between);
}

const LEAST_SENTENCE = 8;
const ANSWERS = /\b(?:got|back|reply|replied|answer|answered|then)\b/i;
const WORDS = /\p{L}{2,}[\s,]+(?:\p{L}+[\s,]+)*\p{L}{2,}/u;

/** The nearest word counts: of the form itself, then beside the bytes, then above them. */
function mergeTold(own: Partial<Told>, label: Told, context: Told): Told {
  if (saysNothing(own)) {
    if (saysNothing(label)) return context;
    if (saysNothing(context)) return label;
  }
  const speaking = hasSpeaker(own) ? own : hasSpeaker(label) ? label : context;
  return {
    speaker: speaking.speaker ?? null,
    source: speaking.source ?? null,
    destination: speaking.destination ?? null,
    atMs: own.atMs ?? label.atMs ?? context.atMs,
    connection: own.connection ?? label.connection ?? context.connection,
    thread: own.thread ?? label.thread ?? context.thread ?? null,
  };
}

function saysNothing(told: Partial<Told>): boolean {
  const { speaker, source, destination, atMs, connection, thread } = told;
  const isSilent = (speaker ?? source ?? destination ?? connection ?? thread ?? null) === null;
  return isSilent && (atMs ?? null) === null;
}

function hasSpeaker({ speaker, source }: Partial<Told>): boolean {
  return (speaker ?? null) !== null || (source ?? null) !== null;
}
