/** A form of JSON documents, and the writer that its reader uses. */

import type { BlockReading, PieceContent, Told } from '#core/paste/block.ts';
import { BlockWriter } from '#core/paste/block-writer.ts';
import type { JsonNode } from '#core/paste/text/json-node.ts';
import type { JsonDocument } from '#core/paste/text/json-tape.ts';
import { characterAt } from '#core/paste/text/characters.ts';
import { collectUtf8 } from '#core/paste/text/utf8-text.ts';

export type JsonForm = {
  /** Whether a document is in this form, or can at least follow one that is. */
  readonly recognize: (root: JsonNode) => 'starts' | 'follows' | null;
  /** At least one reading of consecutive documents, the likeliest first. */
  readonly read: (documents: readonly JsonDocument[]) => readonly BlockReading[];
};

/** Between records there is nothing that names a speaker or time. */
const BETWEEN = /^[\s,[\]{}]*$/;

/** The text before a record that is looked at. */
const LONGEST_BETWEEN = 200;

/**
 * Writes the records of JSON documents. What stands between two records of one document is no
 * label, so each piece begins where the one before it ended.
 */
export class JsonWriter {
  readonly block = new BlockWriter();
  #reached = 0;
  #document: JsonDocument | null = null;
  #isInDocument = false;

  /** Sets the document of the next records, if it is another one. */
  startDocument(document: JsonDocument): void {
    if (document === this.#document) return;
    this.#document = document;
    this.#reached = document.root.start;
    this.#isInDocument = false;
  }

  /** Notes why the document ended, if it didn't end as it should. */
  endDocument({ root, problem }: JsonDocument): void {
    if (problem === null) return;
    const { kind, at } = problem;
    if (kind === 'cut') {
      this.block.stop({
        kind: 'cut-json',
        range: { start: Math.max(root.start, at - 1), end: at },
      });
    } else {
      const character = characterAt(root.source, at);
      this.block.stop({
        kind: 'not-json',
        character,
        range: { start: at, end: at + character.length },
      });
    }
  }

  /** Starts a piece that is read from `record`. */
  begin(record: JsonNode, told: Partial<Told>, content?: PieceContent): void {
    const { source, start } = record;
    // What comes later in the conversation can be earlier in the text, as in a HAR file.
    const isBack = start < this.#reached;
    const from = isBack ? start : this.#reached;
    if (isBack) this.#reached = start;
    // The label of a document is before it. Later records have none.
    const isNear =
      this.#isInDocument &&
      start > from &&
      start - from <= LONGEST_BETWEEN &&
      BETWEEN.test(source.slice(from, start));
    this.block.begin(isNear ? start : from, told, content);
    this.#isInDocument = true;
    this.end(record);
  }

  /** Lets the text of the current piece reach to the end of `record`. */
  end({ end }: JsonNode): void {
    this.#reached = Math.max(this.#reached, end);
    this.block.end(this.#reached);
  }

  /** Adds text that the document doesn't contain at this place. */
  addMade(text: string, at: number): void {
    collectUtf8(text, 0, text.length, { add: (byte) => this.block.add(byte, at, at) });
  }
}

/** Milliseconds of a time since 1970 in seconds, milliseconds or smaller units, by its size. */
export function toMilliseconds(time: number): number {
  if (time < 1e11) return time * 1000;
  if (time < 1e14) return time;
  return time < 1e17 ? time / 1e3 : time / 1e6;
}
