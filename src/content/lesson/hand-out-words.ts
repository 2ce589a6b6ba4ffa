/** The words of the figures in a hand-out, without the values that a learner should find. */

import type { DiagramWords } from '#core/exports/conversation-words.ts';
import type { StoryWords } from '#core/exports/story-words.ts';
import type { SequenceSlot } from '#core/scenes/sequence-slots.ts';
import type { Story } from '#core/story/story.ts';
import { DIAGRAM_WORDS, STORY_WORDS } from '#content/decode/export-words.ts';
import { quoted } from '#content/phrasing/quotation.ts';
import { fieldLabel } from '#content/reference/field-notes.ts';
import { FRAME_ANSWERS } from './transcript-fields.ts';

/** The boxes of these fields are empty. */
export const HAND_OUT_DIAGRAM_WORDS: DiagramWords = {
  ...DIAGRAM_WORDS,
  boxText: (box, wire) =>
    box.field !== null && FRAME_ANSWERS.has(box.field.id)
      ? { name: '', value: '' }
      : DIAGRAM_WORDS.boxText(box, wire),
  field: (field, dissection, sender) =>
    FRAME_ANSWERS.has(field.id)
      ? { label: fieldLabel(field), value: '', meaning: '' }
      : DIAGRAM_WORDS.field(field, dissection, sender),
};

export const HAND_OUT_STORY_WORDS: StoryWords = {
  ...STORY_WORDS,
  slotText: (slot, story) => slotWithoutAnswer(slot, story),
};

const UNKNOWN = '…';

function slotWithoutAnswer(slot: SequenceSlot, story: Story): string {
  switch (slot.id) {
    case 'header-byte':
    case 'payload-length':
    case 'payload-size':
    case 'part-size':
    case 'size':
      return UNKNOWN;
    case 'close-payload':
      return slot.reason === '' ? UNKNOWN : `${UNKNOWN} ${quoted(slot.reason, 12)}`;
    case 'step-label':
      // A size, or the code of a Close frame.
      return STORY_WORDS.slotText(slot, story).replace(
        /\b(?:\d[\d,]* B|(?<=^close )\d+)(?!\S)/i,
        UNKNOWN,
      );
    default:
      return STORY_WORDS.slotText(slot, story);
  }
}
