/** A short way to edit a conversation in tests: bytes in, bytes out. */

import { fromHex, toHex } from '#core/bytes/hex.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { readInflatedConversation } from '#core/conversation/inflated-conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import type { Field, FieldId } from '#core/dissection/field.ts';
import type { FrameUnit, Unit } from '#core/conversation/unit.ts';
import { applyEdit, type Edit } from '#core/editing/edit.ts';
import type { EditOutcome } from '#core/editing/edit-outcome.ts';
import { DIRECTIONS } from '#core/trace/direction.ts';
import { readStream } from '#core/trace/trace.ts';
import { traceOf } from '../conversation/streams.ts';

/** One direction's bytes; the sender is a client where the first letter is c. */
export function conversationOf(hex: string, sender: 'c' | 's' = 'c'): Conversation {
  return readInflatedConversation(traceOf([[sender, fromHex(hex)]]));
}

export function frameAt({ units }: Conversation, index = 0): FrameUnit {
  const unit = units[index];
  if (unit?.kind !== 'frame') throw new TypeError(`expected a frame, got ${unit?.kind}`);
  return unit;
}

/** The first field with this id, or with this id and `text` as its value. */
export function fieldOf({ trace }: Conversation, unit: Unit, id: FieldId, text?: string): Field {
  const every = (fields: readonly Field[]): Field[] =>
    fields.flatMap((field) => [field, ...every(field.children)]);
  const field = every(dissectUnit(trace, unit).fields).find(
    (each) =>
      each.id === id &&
      (text === undefined || (each.value.kind === 'text' && each.value.text === text)),
  );
  if (field === undefined) throw new TypeError(`expected a field ${id}, got none`);
  return field;
}

export function editIn(outcome: EditOutcome): Edit {
  if (outcome.kind === 'problem') throw new TypeError(`expected an edit, got ${outcome.problem}`);
  return outcome.edit;
}

/** The bytes after the edit, in hex; of the direction that has any. */
export function bytesAfter({ trace }: Conversation, edit: Edit): string {
  const edited = applyEdit(trace, edit);
  return DIRECTIONS.map((direction) => toHex(readStream(edited, direction), ' ')).join('');
}
