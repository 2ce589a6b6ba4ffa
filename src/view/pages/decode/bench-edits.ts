/**
 * The reader's changes to the shown unit, as edits on the bench. Or the reason that a change isn't
 * possible, in words.
 */

import { EDIT_PROBLEM_WORDS } from '#content/decode/editing-words.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { Field } from '#core/dissection/field.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { EditOutcome } from '#core/editing/edit-outcome.ts';
import { parseFieldValue } from '#core/editing/field-value-parser.ts';
import { flipBit, setByte } from '#core/editing/set-byte.ts';
import { setField } from '#core/editing/set-field.ts';
import type { EditOptions } from '#core/editing/set-payload.ts';
import type { Workbench } from '#view/state/workbench.svelte.ts';

/** Each method returns null if it succeeds. */
export class BenchEdits {
  readonly #bench: Workbench;

  constructor(bench: Workbench) {
    this.#bench = bench;
  }

  flipBit(unit: Unit, bit: number): string | null {
    return this.#take(flipBit(this.#conversation, unit, 'wire', bit));
  }

  async setByte(
    unit: Unit,
    buffer: BufferName,
    offset: number,
    byte: number,
  ): Promise<string | null> {
    const options = await this.#optionsFor(unit, buffer === 'inflated');
    return this.#take(setByte(this.#conversation, unit, { buffer, offset }, byte, options));
  }

  async setField(unit: Unit, field: Field, text: string): Promise<string | null> {
    const parsed = parseFieldValue(field.id, text);
    if (parsed.kind === 'problem') return EDIT_PROBLEM_WORDS[parsed.problem];
    const options = await this.#optionsFor(unit, true);
    return this.#take(setField(this.#conversation, unit, field, parsed.value, options));
  }

  /** Replaces the unit's bytes. */
  replaceUnit({ direction, range }: Unit, bytes: Uint8Array): void {
    this.#bench.edit({ direction, range, bytes });
  }

  get #conversation(): Conversation {
    return this.#bench.decoded.conversation;
  }

  /** The compressor is a library, which is loaded only for compressed messages. */
  async #optionsFor(unit: Unit, mayCompress: boolean): Promise<EditOptions> {
    if (!mayCompress || unit.kind !== 'frame' || unit.inflation === undefined) return {};
    const { recompress } = await import('#core/editing/recompress.ts');
    return { recompress };
  }

  #take(outcome: EditOutcome): string | null {
    if (outcome.kind === 'problem') return EDIT_PROBLEM_WORDS[outcome.problem];
    this.#bench.edit(outcome.edit);
    return null;
  }
}
