/** What Decode asks for and what it gets: the same types on the page's thread and in the worker. */

import type { Conversation } from '#core/conversation/conversation.ts';
import type { Edit } from '#core/editing/edit.ts';
import type { DirectionMode } from '#core/notations/directions.ts';
import type { NotationId } from '#core/notations/notation.ts';
import type { Reading } from '#core/notations/reading.ts';
import type { SourceMap } from '#core/notations/source-map.ts';
import type { DeflateAgreement } from '#core/protocol/compression/permessage-deflate.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { RecognisedStart } from './recognised-start.ts';

/** Where the bytes come from. */
export type DecodeInput =
  | { readonly kind: 'text'; readonly text: string }
  /** A binary file: a capture, or the bytes themselves. */
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'trace'; readonly trace: Trace };

/** How messages are compressed: as negotiated, not at all, or as the reader sets each side. */
export type CompressionChoice = 'as-agreed' | 'none' | DeflateAgreement;

export type DecodeChoices = {
  /** The notation of a text. The likeliest reading if this is null or the text isn't in it. */
  readonly notation: NotationId | null;
  /** Index of the connection, if the input has several. */
  readonly connection: number;
  readonly directions: DirectionMode;
  readonly compression: CompressionChoice;
};

export type DecodeRequest = {
  readonly input: DecodeInput;
  readonly choices: DecodeChoices;
  /** What the reader changed in the bytes, in order. */
  readonly edits: readonly Edit[];
  /** How many units of each direction are read at most. */
  readonly maxUnits: number;
};

/** One of the connections that an input has. */
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
  /** The likeliest first; empty if the bytes don't come from a text. */
  readonly readings: readonly ReadingSummary[];
  readonly connections: readonly ConnectionChoice[];
  /** The reading and the connection that were used: those asked for, if the input has them. */
  readonly reading: ReadingSummary | null;
  readonly connection: number;
  /** Which text each byte was read from; null if the bytes don't come from a text. */
  readonly source: SourceMap | null;
  /** The bytes before all edits. */
  readonly original: Trace;
  readonly edits: readonly Edit[];
  /** The bytes after all edits, read. */
  readonly conversation: Conversation;
  /** What was recognised where frames should begin. */
  readonly recognised: readonly RecognisedStart[];
};

export const DEFAULT_CHOICES: DecodeChoices = {
  notation: null,
  connection: 0,
  directions: 'as-told',
  compression: 'as-agreed',
};
