/**
 * The words that exports of a conversation need. Core has none of its own: content gives them, and
 * a test may give others.
 */

import type { BitRange } from '#core/bytes/bit-range.ts';
import type { Field } from '#core/dissection/field.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import type { Finding } from '#core/conversation/finding.ts';
import type { DiagramBox } from '#core/scenes/frame-diagram.ts';
import type { Direction, Side } from '#core/trace/direction.ts';

/** What a table of fields has in its columns, and a report above its parts. */
export type Heading =
  | 'field'
  | 'position'
  | 'value'
  | 'meaning'
  | 'reference'
  | 'messages'
  | 'message'
  | 'direction'
  | 'size'
  | 'findings'
  | 'says';

export type FieldWords = {
  /** "Masking key". */
  readonly label: string;
  /** As it would be written; may be empty. */
  readonly value: string;
  /** What that means; may be empty. */
  readonly meaning: string;
};

export type FindingNote = {
  /** Where and what: "Frame 4: close code 1005 must not be sent". */
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  /** What a receiver does. */
  readonly reaction: string;
};

export type MessageWords = {
  /** "Message A". */
  readonly title: string;
  /** "from frames 1 + 3". */
  readonly origin: string;
  /** As much of it as a line has room for. */
  readonly says: string;
};

/** What is said of the boxes of a bit diagram. */
export type DiagramWords = {
  fieldLabel(field: Field): string;
  /** The value always shows; the name in front of it where both have room. */
  boxText(box: DiagramBox, wire: Uint8Array): { readonly name: string; readonly value: string };
  field(field: Field, dissection: Dissection, sender: Side | null): FieldWords;
  /** "bits 1–3". */
  position(range: BitRange, buffer: BufferName): string;
};

/** The words for one conversation; units and messages are named by their index in it. */
export type ConversationWords = DiagramWords & {
  readonly title: string;
  readonly headings: Readonly<Record<Heading, string>>;
  /** "From the client". */
  readonly directions: Readonly<Record<Direction, string>>;
  /** "Frame 1: text". */
  unitTitle(unitIndex: number): string;
  /** "bytes 0x00–0x0a", of its direction's stream. */
  unitPlace(unitIndex: number): string;
  /**
   * What is not certain of it, or not there, since not all was captured; empty where nothing is.
   */
  unitDoubts(unitIndex: number): string;
  finding(finding: Finding): FindingNote;
  message(messageIndex: number): MessageWords;
  /** "11 bytes". */
  size(bytes: number): string;
};
