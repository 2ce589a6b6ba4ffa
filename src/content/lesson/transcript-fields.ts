/** The fields of a head or frame, as a transcript lists them. */

import type { Dissection } from '#core/dissection/dissection.ts';
import { leafFields, type Field, type FieldId } from '#core/dissection/field.ts';
import { fieldContext, type FieldContext } from '#core/dissection/field-context.ts';
import { isHeadUnit, type HeadUnit, type Unit } from '#core/conversation/unit.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import type { TranscriptField } from '#core/exports/transcript-words.ts';
import { senderOf } from '#core/trace/direction.ts';
import { FIELD_NOTES } from '#content/reference/field-notes.ts';
import { headerNote } from '#content/reference/header-notes.ts';
import { positionOf } from '#content/phrasing/positions.ts';

/** What a learner should find in a frame. */
export const FRAME_ANSWERS: ReadonlySet<FieldId> = new Set([
  'frame.opcode',
  'frame.mask',
  'frame.length',
  'frame.extended-length',
  'close.code',
]);

/** Parts of a head that its line already shows, or that carry nothing. */
const PUNCTUATION: ReadonlySet<FieldId> = new Set(['head.delimiter', 'head.end']);

export function transcriptFields(dissection: Dissection, unit: Unit): TranscriptField[] {
  const context = fieldContext(dissection, senderOf(unit.direction));
  if (isHeadUnit(unit)) {
    return dissection.fields.flatMap((field) => headFields(field, unit, context));
  }
  return leafFields(dissection.fields).map((field) => {
    const { value, meaning } = FIELD_NOTES[field.id].textOf(field, context);
    return {
      label: FIELD_NOTES[field.id].label,
      position: positionOf(field.range, field.buffer),
      value,
      meaning,
      answer: FRAME_ANSWERS.has(field.id) && isWhole(unit) ? value : null,
    };
  });
}

/** A cut frame has no size to find. */
function isWhole(unit: Unit): boolean {
  return unit.kind === 'frame' && unit.missing === 0;
}

function headFields(field: Field, unit: HeadUnit, context: FieldContext): TranscriptField[] {
  const position = positionOf(field.range, field.buffer);
  if (field.id !== 'head.field') {
    return leafFields([field]).flatMap((part) => {
      if (PUNCTUATION.has(part.id)) return [];
      const { label, textOf } = FIELD_NOTES[part.id];
      const { value, meaning } = textOf(part, context);
      return [
        { label, position: positionOf(part.range, part.buffer), value, meaning, answer: null },
      ];
    });
  }
  const textOf = (id: FieldId) => {
    const part = field.children.find((child) => child.id === id);
    return part?.value.kind === 'text' ? part.value.text : '';
  };
  const name = textOf('head.field-name');
  const value = textOf('head.field-value');
  const isSwitching =
    unit.kind === 'response' && unit.head.startLine.status === SWITCHING_PROTOCOLS;
  const kind = unit.kind === 'request' ? 'request' : isSwitching ? 'response' : 'refusal';
  const isAccept = isSwitching && name.toLowerCase() === FIELD.webSocketAccept.toLowerCase();
  return [
    {
      label: name,
      position,
      value,
      meaning: headerNote(name, kind)?.why ?? '',
      answer: isAccept ? value : null,
    },
  ];
}
