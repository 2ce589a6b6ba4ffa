/**
 * The result of reading a pasted text: one interpretation, and what each part of the text became. A
 * text can have several readings, from which the reader chooses.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { Signal } from '#core/trace/trace.ts';
import type { NotationId, NotationProblem, TextPositions } from './notation.ts';

/** Bytes that belong together in the text: a packet, a line of a log, or a whole dump. */
export type ReadChunk = {
  /** The sender, if the text contains it: by a label, an indentation or an address. */
  readonly direction: Direction | null;
  /** Its bytes within those of the connection. */
  readonly range: ByteRange;
  /** Milliseconds since the first chunk, if the text has times. */
  readonly atMs: number | null;
  /**
   * Its position in the stream of its direction, if the text has positions. Packets can come out of
   * order, or twice.
   */
  readonly offset?: number;
  /** TCP control bits, if the text has packets. */
  readonly signals?: readonly Signal[];
};

/** The bytes of one connection, in text order. */
export type ReadConnection = {
  /** Addresses in the text; null if there are none. */
  readonly client: string | null;
  readonly server: string | null;
  readonly bytes: Uint8Array;
  /** The place of each byte in the text; an empty range for inferred bytes. */
  readonly positions: TextPositions;
  /** Consecutive chunks, which cover all of `bytes`. */
  readonly chunks: readonly ReadChunk[];
};

/**
 * Parts of the text that were understood and ignored, because they aren't bytes of the connection.
 */
export type LeftOut = {
  readonly kind:
    | 'offsets'
    | 'ascii-column'
    | 'labels'
    | 'times'
    | 'packet-headers'
    | 'declared-length'
    | 'program-text'
    | 'comments'
    | 'prose'
    | 'other-packets'
    | 'other-blocks';
  /** The number of parts, or of bytes if they are bytes. */
  readonly count: number;
};

/** Content that the text mentions but doesn't contain. */
export type Lost = {
  readonly kind:
    /** "Node printed 50 of 134 bytes". */
    | 'print-limit'
    /** A capture with only the start of each packet. */
    | 'capture-limit'
    /** Missing lines of a dump, from its offsets. */
    | 'missing-lines'
    /** More or fewer bytes than announced. */
    | 'declared-length-differs'
    /** CRs before LFs that were restored: `shown` of `total` were in the text. */
    | 'carriage-returns'
    /** The empty line that ends a head, restored. */
    | 'empty-line';
  /** The program that printed it, if known: "Node". */
  readonly printer: string | null;
  readonly shown: number;
  readonly total: number;
};

/** `sure`: the text has marks that no other form has. */
export type ReadingConfidence = 'sure' | 'likely' | 'possible';

export type Reading = {
  readonly notation: NotationId;
  readonly confidence: ReadingConfidence;
  /** At least one. Several if the paste contains several connections. */
  readonly connections: readonly ReadConnection[];
  readonly leftOut: readonly LeftOut[];
  readonly lost: readonly Lost[];
  /**
   * Whether this project made bytes around the text's content, as for the payloads of a HAR file.
   */
  readonly isReconstructed: boolean;
  /** Where and why reading stopped before the end of the text. */
  readonly problem: NotationProblem | null;
};
