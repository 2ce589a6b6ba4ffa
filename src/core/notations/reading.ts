/**
 * What reading a pasted text gives: one way of understanding it, and what became of each part of
 * the text. A text may have several readings; the reader chooses among them, and none is taken
 * silently where another is as likely.
 *
 * All of it is plain data, so that it can be handed from a worker.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { Signal } from '#core/trace/trace.ts';
import type { NotationId, NotationProblem, TextPositions } from './notation.ts';

/**
 * Bytes that stand together in the text, as one packet, one line of a log, or the whole of a dump.
 */
export type ReadChunk = {
  /** Who sent it, where the text says so: by a label, an indentation, an address. */
  readonly direction: Direction | null;
  /** Its bytes among those of the connection. */
  readonly range: ByteRange;
  /** Milliseconds since the first chunk, where the text has times. */
  readonly atMs: number | null;
  /**
   * Where in its direction's stream it begins, where the text tells: packets come out of order, or
   * twice.
   */
  readonly offset?: number;
  /** TCP's, where the text has packets. */
  readonly signals?: readonly Signal[];
};

/** One connection's bytes, in the order of the text. */
export type ReadConnection = {
  /** Addresses, as the text has them; null where it has none. */
  readonly client: string | null;
  readonly server: string | null;
  readonly bytes: Uint8Array;
  /**
   * Where in the text each byte was read from; an empty range for one that the text leaves to be
   * inferred.
   */
  readonly positions: TextPositions;
  /** One behind the other, all of `bytes`. */
  readonly chunks: readonly ReadChunk[];
};

/** Parts of the text that are no bytes of the connection, and were understood and left out. */
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
  /** How many of them, or how many bytes where they are bytes. */
  readonly count: number;
};

/** What the text never had, though it tells of it. */
export type Lost = {
  readonly kind:
    /** "Node printed 50 of 134 bytes". */
    | 'print-limit'
    /** A capture that kept only the beginning of each packet. */
    | 'capture-limit'
    /** Lines of a dump, by its offsets. */
    | 'missing-lines'
    /** More or less than was announced. */
    | 'declared-length-differs'
    /** CR before LF: put back, so `shown` of `total` are there. */
    | 'carriage-returns'
    /** The one that ends a head: put back. */
    | 'empty-line';
  /** Who printed it, where that is known: "Node". */
  readonly printer: string | null;
  readonly shown: number;
  readonly total: number;
};

/** `sure`: the text has marks that no other form has. */
export type ReadingConfidence = 'sure' | 'likely' | 'possible';

export type Reading = {
  readonly notation: NotationId;
  readonly confidence: ReadingConfidence;
  /** At least one; several where the paste holds several connections. */
  readonly connections: readonly ReadConnection[];
  readonly leftOut: readonly LeftOut[];
  readonly lost: readonly Lost[];
  /**
   * Bytes were made by our own codec around what the text has: payloads without frames, as in a HAR
   * file.
   */
  readonly isReconstructed: boolean;
  /** Where and why reading stopped before the end of the text. */
  readonly problem: NotationProblem | null;
};
