/** A message in a list of messages, which a tool shows without the frames around them. */

import type { Told } from '#core/paste/block.ts';
import type { PastedLines } from '#core/paste/lines/pasted-lines.ts';
import type { TextRange } from '#core/paste/text/text-range.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import type { DefinedOpcode } from '#core/protocol/framing/opcode.ts';

export type MessageRow = {
  /** The message; null if the row shows only its size, or only part of it. */
  readonly data: TextRange | null;
  /** Null if the row doesn't say it. */
  readonly opcode: DefinedOpcode | null;
  readonly told: Partial<Told>;
  /** The index of the line after it. */
  readonly to: number;
};

/** The row that starts in a line; null if none does. */
export type MessageRowReader = (lines: PastedLines, line: number) => MessageRow | null;

/** Whether a message has a size, which tools count in characters or in bytes. */
export function hasSize(data: string, size: number): boolean {
  return data.length === size || (data.length < size && toUtf8(data).length === size);
}
