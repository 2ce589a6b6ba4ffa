/**
 * What Decode asks to be read, and what it is told: the same on the page's own thread and in the
 * worker.
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import type { RecognisedStart } from './recognised-start.ts';
import type { Edit } from '#core/editing/edit.ts';
import type { NotationId } from '#core/notations/notation.ts';
import type { DirectionMode } from '#core/notations/directions.ts';
import type { Reading } from '#core/notations/reading.ts';
import type { SourceMap } from '#core/notations/source-map.ts';
import type { DeflateAgreement } from '#core/protocol/compression/permessage-deflate.ts';
import type { Trace } from '#core/trace/trace.ts';

/** Where the bytes come from. */
export type DecodeInput =
  | { readonly kind: 'text'; readonly text: string }
  /** A file that is no text: a capture, or the bytes themselves. */
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'trace'; readonly trace: Trace };

/**
 * How messages are compressed: as the handshake says, not at all, or as the reader set it for each
 * side.
 */
export type CompressionChoice = 'as-agreed' | 'none' | DeflateAgreement;

export type DecodeChoices = {
  /**
   * The form that a text is read as; the likeliest where this is null, or the text can't be read
   * so.
   */
  readonly notation: NotationId | null;
  /** Index of the connection, where there are several. */
  readonly connection: number;
  readonly directions: DirectionMode;
  readonly compression: CompressionChoice;
};

export type DecodeRequest = {
  readonly input: DecodeInput;
  readonly choices: DecodeChoices;
  /** What the reader changed of the bytes, in order. */
  readonly edits: readonly Edit[];
  /** Units of each direction that are read. */
  readonly mostUnits: number;
};

/** A connection to choose, where there are several. */
export type ConnectionChoice = {
  readonly client: string | null;
  readonly server: string | null;
  readonly size: number;
};

/** A reading without its bytes. */
export type ReadingSummary = Omit<Reading, 'connections'> & {
  readonly connections: readonly ConnectionChoice[];
};

export type Decoded = {
  /** The likeliest first; empty where the bytes come from no text. */
  readonly readings: readonly ReadingSummary[];
  readonly connections: readonly ConnectionChoice[];
  /** Those that were taken: of what was asked for, as far as it is there. */
  readonly reading: ReadingSummary | null;
  readonly connection: number;
  /** Which text each byte was read from; null where they come from no text. */
  readonly source: SourceMap | null;
  /** The bytes as they were before all edits. */
  readonly original: Trace;
  readonly edits: readonly Edit[];
  /** With all edits made. */
  readonly conversation: Conversation;
  /** What stands where frames should begin, and is none. */
  readonly recognised: readonly RecognisedStart[];
  /** Why a file could not be read as what it is; its bytes are read as they stand. */
  readonly unreadForm: string | null;
};

export const DEFAULT_CHOICES: DecodeChoices = {
  notation: null,
  connection: 0,
  directions: 'as-told',
  compression: 'as-agreed',
};
