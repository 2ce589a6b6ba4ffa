/** What one form reads from consecutive lines of a text: bytes, and what the form says of them. */

import type { DefinedOpcode } from '#core/protocol/framing/opcode.ts';
import type { HeadPart } from '#core/protocol/http/http-head.ts';
import type { Signal } from '#core/trace/trace.ts';
import type { FormId } from './form.ts';
import type { PasteProblem } from './problem.ts';
import type { LeftOut, Lost, ReadingConfidence } from './reading.ts';
import type { Speaker } from './speaker.ts';
import type { PlacedBytes } from '#core/paste/text/placed-bytes.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';

/** What the text says about a piece: beside it, or in a line above it. */
export type Told = {
  readonly speaker: Speaker;
  /** Milliseconds; only differences matter. */
  readonly atMs: number | null;
  /** An id that separates connections in a log, such as "conn 1". */
  readonly connection: string | null;
  /** The thread that logged it, which can be that of one connection. */
  readonly thread?: string | null;
  /** The addresses of the sender and the receiver. */
  readonly source: string | null;
  readonly destination: string | null;
};

export const NOTHING_TOLD: Told = {
  speaker: null,
  atMs: null,
  connection: null,
  source: null,
  destination: null,
};

export type PieceContent =
  /** Bytes as they crossed the connection. */
  | { readonly kind: 'wire' }
  /**
   * An HTTP head. `isMade` if the text doesn't have its exact bytes: the start line and the order
   * are made here then.
   */
  | {
      readonly kind: 'head';
      readonly isMade: boolean;
      /** What the text doesn't contain of it; nothing, by default. */
      readonly lacks?: readonly HeadPart[];
    }
  | PayloadContent;

/** The payload of a frame whose header the text doesn't contain. Null if it names no opcode. */
export type PayloadContent = {
  readonly kind: 'payload';
  readonly opcode: DefinedOpcode | null;
  readonly isFinal: boolean;
  readonly isCompressed: boolean;
  /** If the text has it. */
  readonly maskingKey?: Uint8Array;
};

/**
 * Bytes that belong together: a packet, a line of a log, a literal, or a whole dump. Its ranges are
 * members of it, because a text can have a hundred thousand pieces.
 */
export type Piece = {
  /** Its bytes within those of the block: a `ByteRange`. */
  readonly start: number;
  readonly end: number;
  /** The text that it was read from, with what the form needed around the bytes. */
  readonly textStart: number;
  readonly textEnd: number;
  readonly content: PieceContent;
  /** What the form itself says. The lines around the block say the rest. */
  readonly told: Partial<Told>;
  /**
   * How many bytes after it the text says that it lacks; null if it says so without a number. 0 if
   * it lacks none.
   */
  readonly missingAfter: number | null;
  /** If the text has positions in the streams. */
  readonly segment?: PieceSegment;
};

export type PieceSegment = {
  /** Its position in the stream of its direction. */
  readonly offset: number;
  /** TCP's control bits. A piece that has some can be without bytes. */
  readonly signals: readonly Signal[];
};

/** One way to read a block. */
export type BlockReading = {
  readonly form: FormId;
  readonly confidence: ReadingConfidence;
  readonly content: PlacedBytes;
  /** Consecutive; they cover all bytes. */
  readonly pieces: readonly Piece[];
  readonly leftOut: readonly LeftOut[];
  readonly lost: readonly Lost[];
  readonly problems: readonly PasteProblem[];
  /** Text within the block that wasn't read. */
  readonly unread: readonly TextRange[];
};

/** The lines that a form claims for itself, and how it reads them. */
export type Block = {
  /** Indices of its lines, half-open. */
  readonly from: number;
  readonly to: number;
  /** Where the block starts in its first line: the text before it is a label. */
  readonly start: number;
  /** Where the block ends in its last line. */
  readonly end: number;
  /** At least one, the likeliest first. */
  readonly readings: readonly BlockReading[];
  /** Whether it could be any numbers: it counts only if the text has nothing better. */
  readonly isWeak?: boolean;
};
