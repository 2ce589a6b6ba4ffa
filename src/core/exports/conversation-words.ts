/**
 * The words that exports of a conversation need. Core contains no words: content passes them in,
 * and tests can pass others.
 */

import type { BitRange } from '#core/bytes/bit-range.ts';
import type { ConductFinding } from '#core/conduct/conduct-finding.ts';
import type { Field } from '#core/dissection/field.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import type { Finding } from '#core/conversation/finding.ts';
import type { DiagramBox } from '#core/scenes/frame-diagram.ts';
import type { Direction, Side } from '#core/trace/direction.ts';

/** Column headings of a table of fields, and headings of a report. */
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
  | 'conduct'
  | 'content';

export type FieldWords = {
  /** For example, "Masking key". */
  readonly label: string;
  /** As the value would be written. Can be empty. */
  readonly value: string;
  /** The meaning of the value. Can be empty. */
  readonly meaning: string;
};

export type FindingNote = {
  /** The place and the problem: "Frame 4: close code 1005 must not be sent". */
  readonly title: string;
  readonly why: string;
  readonly remedy: string;
  /** What receivers do about it. */
  readonly reaction: string;
};

/** What a side did across frames. */
export type ConductNote = {
  readonly finding: ConductFinding;
  readonly title: string;
  /** What the trace shows, what the rule is, and whether it is broken. */
  readonly text: string;
};

export type MessageWords = {
  /** For example, "Message A". */
  readonly title: string;
  /** For example, "from frames 1 + 3". */
  readonly origin: string;
  /** The start of its content, as much as fits in a line. */
  readonly preview: string;
};

/** The words for a bit diagram. */
export type DiagramWords = {
  fieldLabel(field: Field): string;
  /** The value always shows. The name precedes it if both fit. */
  boxText(box: DiagramBox, wire: Uint8Array): { readonly name: string; readonly value: string };
  field(field: Field, dissection: Dissection, sender: Side | null): FieldWords;
  /** For example, "bits 1–3". */
  position(range: BitRange, buffer: BufferName): string;
};

/** The words for one conversation. Units and messages are identified by their index in it. */
export type ConversationWords = DiagramWords & {
  readonly title: string;
  readonly headings: Readonly<Record<Heading, string>>;
  /** For example, "From the client". */
  readonly directions: Readonly<Record<Direction, string>>;
  /** For example, "Frame 1: text". */
  unitTitle(unitIndex: number): string;
  /** The position in the stream of its direction: "bytes 0x00–0x0a". */
  unitPlace(unitIndex: number): string;
  /** What is uncertain or missing because of an incomplete capture. Empty if nothing is. */
  unitDoubts(unitIndex: number): string;
  finding(finding: Finding): FindingNote;
  readonly conduct: readonly ConductNote[];
  message(messageIndex: number): MessageWords;
  /** For example, "11 bytes". */
  size(bytes: number): string;
};
