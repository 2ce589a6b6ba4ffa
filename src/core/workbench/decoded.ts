/** What Decode asks for and what it gets: the same types on the page's thread and in the worker. */

import type { StoredBytes } from '#core/bytes/stored-bytes.ts';
import type { CaptureFacts } from '#core/captures/capture-facts.ts';
import type { ForeignFormat } from '#core/captures/foreign-format.ts';
import type { ConnectionContent, ContentKind } from '#core/captures/connection-content.ts';
import type { ConductFinding } from '#core/conduct/conduct-finding.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { Edit } from '#core/editing/edit.ts';
import type { DirectionMode } from '#core/paste/assembly/direction-mode.ts';
import { NO_SENDER_CHOICES, type SenderChoices } from '#core/paste/assembly/sender-choices.ts';
import type { ReadChunk, Reading, ReadingId } from '#core/paste/reading.ts';
import type { SourceMap } from '#core/paste/assembly/source-map.ts';
import type { DeflateAgreement } from '#core/protocol/compression/permessage-deflate.ts';
import type { TlsFacts } from '#core/tls/tls-connection.ts';
import type { Trace } from '#core/trace/trace.ts';
import type { TcpRow } from '#core/transport/tcp-rows.ts';
import type { ConnectionSummary } from './connection-summary.ts';
import type { RecognisedStart } from './recognised-start.ts';

/** Where the bytes come from. */
export type DecodeInput =
  | { readonly kind: 'text'; readonly text: string }
  /** A binary file: a capture, or the bytes themselves. */
  | FileInput
  | { readonly kind: 'trace'; readonly trace: Trace };

export type NamedFile = {
  readonly name: string;
  /** In memory, or in the file itself if that is large. */
  readonly bytes: Uint8Array | StoredBytes;
};

export type FileInput = NamedFile & {
  readonly kind: 'file';
  /** Captures that were opened together with it. */
  readonly more?: readonly NamedFile[];
  /** Texts with the secrets of TLS connections, besides those in the file. */
  readonly keyLogs?: readonly string[];
};

/** How messages are compressed: as negotiated, not at all, or as the reader sets each side. */
export type CompressionChoice = 'as-agreed' | 'none' | DeflateAgreement;

export type DecodeChoices = {
  /** The reading of a text. The likeliest if this is null or the text has no such reading. */
  readonly reading: ReadingId | null;
  /** Index of the connection, if the input has several. */
  readonly connection: number;
  readonly directions: DirectionMode;
  /** The senders of single chunks, by their index. */
  readonly senders: SenderChoices;
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
  /** The id that a text gives it; null if it gives none. */
  readonly name: string | null;
  /** What it carries; null if that isn't known, as for a text. */
  readonly content: ConnectionContent | null;
  /** Null if it isn't TLS, or if nothing is known of it. */
  readonly tls: TlsFacts | null;
  /** Bytes of the HTTP/2 connection around it that could not be read. */
  readonly unreadSize: number;
  /** Of a captured connection. */
  readonly summary: ConnectionSummary | null;
  /** The name of its file, if several are open. */
  readonly file: string | null;
  readonly client: string | null;
  readonly server: string | null;
  readonly size: number;
};

/** A reading without its connections, which are put together only for the chosen one. */
export type ReadingSummary = Omit<Reading, 'connections'>;

export type Decoded = {
  /** The likeliest first; empty if the bytes don't come from a text. */
  readonly readings: readonly ReadingSummary[];
  readonly connections: readonly ConnectionChoice[];
  /** What the capture file is; null for other inputs. */
  readonly capture: CaptureFacts | null;
  /** The format of a file that isn't read here; null for other inputs. */
  readonly foreign: ForeignFormat | null;
  /** The reading and the connection that were used: those asked for, if the input has them. */
  readonly reading: ReadingSummary | null;
  readonly connection: number;
  /** The chunks of a text's connection; empty for other inputs. */
  readonly chunks: readonly ReadChunk[];
  /** Which text each byte was read from; null if the bytes don't come from a text. */
  readonly source: SourceMap | null;
  /** What the connection carries instead of frames, which isn't judged; null for frames. */
  readonly otherProtocol: OtherProtocol | null;
  /** The bytes before all edits. */
  readonly original: Trace;
  readonly edits: readonly Edit[];
  /** The bytes after all edits, read. */
  readonly conversation: Conversation;
  /** What both sides did across frames. */
  readonly conduct: readonly ConductFinding[];
  /** TCP's events between the units; empty if the input has none. */
  readonly tcp: readonly TcpRow[];
  /** What was recognised where frames should begin. */
  readonly recognised: readonly RecognisedStart[];
};

/** Its streams may have frames, but the connection itself has none. */
export type OtherProtocol = Extract<ContentKind, 'tls' | 'http2'>;

export const DEFAULT_CHOICES: DecodeChoices = {
  reading: null,
  connection: 0,
  directions: 'as-told',
  senders: NO_SENDER_CHOICES,
  compression: 'as-agreed',
};
