/**
 * The result of reading a pasted text: one interpretation, and what each part of the text became. A
 * text can have several readings, from which the reader chooses.
 */

import type { ByteRange } from '#core/bytes/bit-range.ts';
import type { HeadPart } from '#core/protocol/http/http-head.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { Signal } from '#core/trace/trace.ts';
import { FORM_IDS, type FormId } from './form.ts';
import type { PasteProblem } from './problem.ts';
import type { TextPositions, TextRange } from '#core/paste/text/text-range.ts';

/** Bytes that belong together in the text: a packet, a line of a log, or a whole dump. */
export type ReadChunk = {
  /** The sender, if the text contains it: by a label, an indentation or an address. */
  readonly direction: Direction | null;
  /**
   * Whether the text names that side, or it is a head, which only one side sends. Otherwise the
   * text only shows two voices, or nothing.
   */
  readonly isSideNamed?: boolean;
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
  /** Bytes that the text says it lacks after this chunk. They are a gap in the stream. */
  readonly missingAfter?: number;
  /** Whether bytes of it were made here, such as the frame header around a payload. */
  readonly isMade?: boolean;
  /** If it is a head: what the text doesn't contain of it. */
  readonly headLacks?: readonly HeadPart[];
  /** The text that it was read from; absent for bytes without a text. */
  readonly text?: TextRange;
};

/** The bytes of one connection, in text order. */
export type ReadConnection = {
  /** The id that the text gives it, such as "conn 1"; null if it gives none. */
  readonly name: string | null;
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
    /** Dots in place of bytes, without a number. */
    | 'elided'
    /** A capture with only the start of each packet. */
    | 'capture-limit'
    /** Missing lines of a dump, from its offsets. */
    | 'missing-lines'
    /** More or fewer bytes than announced. */
    | 'declared-length-differs'
    /** CRs before LFs that were restored: `shown` of `total` were in the text. */
    | 'carriage-returns'
    /** The empty line that ends a head, restored. */
    | 'empty-line'
    /** Parts of a head. Placeholders are in their place, and nothing is judged by them. */
    | 'head-parts';
  /** The program that printed it, if known: "Node". */
  readonly printer: string | null;
  readonly shown: number;
  /** Null if the text doesn't say. */
  readonly total: number | null;
  /** How often this happened; `shown` and `total` are sums. */
  readonly count: number;
};

/** `sure`: the text has marks that no other form has. */
export type ReadingConfidence = 'sure' | 'likely' | 'possible';

/** How bytes are taken: as what crossed the connection, or as payloads of frames. */
export type ReadingVariant = 'payloads';

export type Reading = {
  /** The form of most of its bytes. */
  readonly form: FormId;
  readonly variant: ReadingVariant | null;
  /** All forms in it, that of most bytes first. */
  readonly forms: readonly FormId[];
  readonly confidence: ReadingConfidence;
  /** At least one. Several if the paste contains several connections. */
  readonly connections: readonly ReadConnection[];
  readonly leftOut: readonly LeftOut[];
  readonly lost: readonly Lost[];
  /**
   * Whether this project made bytes around the text's content, as for the payloads of a HAR file.
   */
  readonly isReconstructed: boolean;
  /** Why parts of the text weren't read, in text order. */
  readonly problems: readonly PasteProblem[];
  /** The parts of the text that weren't read, without spaces around them, in text order. */
  readonly unread: readonly TextRange[];
};

/** Names a reading among those of a text: "xxd", or "hex.payloads". */
export type ReadingId = FormId | `${FormId}.${ReadingVariant}`;

export function readingId({ form, variant }: Pick<Reading, 'form' | 'variant'>): ReadingId {
  return variant === null ? form : `${form}.${variant}`;
}

/** Null for other text. */
export function toReadingId(text: string): ReadingId | null {
  const [name, variant, ...more] = text.split('.');
  const form = FORM_IDS.find((id) => id === name);
  if (form === undefined || more.length > 0) return null;
  if (variant === undefined) return form;
  return variant === 'payloads' ? `${form}.${variant}` : null;
}
