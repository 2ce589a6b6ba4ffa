/**
 * What reading a pasted text gives: one way of understanding it, and what became of each part of the text. A text may
 * have several readings; the reader chooses among them, and none is taken silently where another is as likely.
 */

import type { Direction } from '#core/trace/direction.ts';
import type { NotationId, NotationProblem, TextPositions, TextRange } from './notation.ts';

/** Bytes that stand together in the text, as one packet, one line of a log, or the whole of a dump. */
export type ReadChunk = {
  /** Who sent it, where the text says so: by a label, an indentation, an address. */
  readonly direction: Direction | null;
  readonly bytes: Uint8Array;
  /** Where in the text each of `bytes` was read from; an empty range for a byte that the text leaves to be inferred. */
  readonly positions: TextPositions;
  /** Milliseconds since the first chunk, where the text has times. */
  readonly atMs: number | null;
};

/** One connection's bytes, in the order of the text. */
export type ReadConnection = {
  /** Addresses, as the text has them; null where it has none. */
  readonly client: string | null;
  readonly server: string | null;
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
    | 'other-packets';
  /** How many of them, or how many bytes where they are bytes. */
  readonly count: number;
};

/** What the text never had, though it tells of it. */
export type Lost = {
  /** "Node printed 50 of 134 bytes". */
  readonly kind: 'print-limit' | 'capture-limit' | 'missing-packet' | 'declared-length-differs';
  /** Who printed it, where that is known: "Node". */
  readonly printer: string | null;
  readonly shown: number;
  readonly total: number;
};

export type Reading = {
  readonly notation: NotationId;
  /** `sure`: the text has marks that no other form has. */
  readonly confidence: 'sure' | 'likely' | 'possible';
  /** At least one; several where the paste holds several connections. */
  readonly connections: readonly ReadConnection[];
  readonly leftOut: readonly LeftOut[];
  readonly lost: readonly Lost[];
  /** Bytes were made by our own codec around what the text has: payloads without frames, as in a HAR file. */
  readonly isReconstructed: boolean;
  /** Where and why reading stopped before the end of the text. */
  readonly problem: (NotationProblem & { readonly range: TextRange }) | null;
};
