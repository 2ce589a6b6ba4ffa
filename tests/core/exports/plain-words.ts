/**
 * Words for exports that contain only what core knows, so that golden files do not depend on
 * content.
 */

import { bytesCovering } from '#core/bytes/bit-range.ts';
import { toHex } from '#core/bytes/hex.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { ConversationWords } from '#core/exports/conversation-words.ts';
import type { StoryWords } from '#core/exports/story-words.ts';
import type { TranscriptWords } from '#core/exports/transcript-words.ts';
import type { SequenceSlot } from '#core/scenes/sequence-slots.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { plainValue } from '../payloads/plain-value.ts';

export function plainWords({ units, messages }: Conversation): ConversationWords {
  return {
    title: 'Conversation',
    headings: {
      field: 'Field',
      position: 'Position',
      value: 'Value',
      meaning: 'Meaning',
      reference: 'Reference',
      messages: 'Messages',
      message: 'Message',
      direction: 'Direction',
      size: 'Size',
      findings: 'Findings',
      conduct: 'Conduct',
      content: 'Says',
    },
    directions: { 'client-to-server': 'Client', 'server-to-client': 'Server' },
    conduct: [],
    fieldLabel: ({ id }) => id,
    boxText: ({ field, part, range }, wire) => {
      if (part !== 'field' || field === null) return { name: '', value: part };
      const { start, end } = bytesCovering(range);
      const isBits = field.value.kind === 'flag' || field.value.kind === 'opcode';
      return {
        name: field.id,
        value: isBits ? plainValue(field.value) : toHex(wire.subarray(start, end), ' '),
      };
    },
    field: (field) => ({ label: field.id, value: plainValue(field.value), meaning: '' }),
    position: ({ start, end }, buffer) => `${buffer} ${start}-${end}`,
    unitTitle: (index) => `Unit ${index}: ${units[index]?.kind}`,
    unitPlace: (index) => `from ${units[index]?.range.start}`,
    unitDoubts: (index) => {
      const unit = units[index];
      return unit?.kind === 'not-captured' ? `Goes on: ${unit.goesOn}` : '';
    },
    finding: ({ unitIndex, violation }) => ({
      title: `Unit ${unitIndex}: ${violation.id}`,
      why: 'Why.',
      remedy: 'Remedy.',
      reaction: `${violation.receiver}.`,
    }),
    message: (index) => ({
      title: `Message ${index}`,
      origin: `units ${messages[index]?.unitIndices.join('+')}`,
      preview: '',
    }),
    size: (bytes) => `${bytes} B`,
  };
}

/** A packet has only the words of its step. A test that draws one knows which it is. */
function plainSlotText(slot: SequenceSlot): string {
  switch (slot.id) {
    case 'endpoint':
      return slot.endpoint.name;
    case 'ready-state':
      return slot.state ?? 'none';
    case 'tcp-state':
      return `TCP ${slot.state}`;
    case 'sent-at':
      return `${slot.atMs} ms`;
    case 'part-size':
    case 'size':
      return `${slot.bytes} B`;
    case 'step-label':
      return slot.step.id;
    default:
      return '';
  }
}

export const PLAIN_STORY_WORDS: StoryWords = {
  chapterTitle: (id) => id,
  stepTitle: ({ id }) => id,
  slotText: plainSlotText,
  endpoint: ({ name }) => name,
  provenance: ({ kind }) => kind,
  time: (sentAtMs, arrival) =>
    arrival.kind === 'arrived' ? `${sentAtMs} to ${arrival.atMs} ms` : arrival.kind,
  size: (bytes) => `${bytes} B`,
  statesAfter: 'After',
  statesOnArrival: 'On arrival',
};

export const PLAIN_TRANSCRIPT_WORDS: TranscriptWords = {
  ...PLAIN_STORY_WORDS,
  transcriptHeadings: {
    why: 'Why',
    bytes: 'Bytes',
    arrived: 'Arrived',
    head: 'Text',
    fields: 'Fields',
    rule: 'Rule',
    sections: 'Sections',
    notes: 'Notes',
    solutions: 'Solutions',
  },
  columns: {
    field: 'Field',
    position: 'Position',
    value: 'Value',
    meaning: 'Meaning',
    blank: 'Blank',
    step: 'Step',
    subject: 'What',
  },
  answerLabels: {
    size: 'Size',
    'header-size': 'Header size',
    'header-bytes': 'Header bytes',
  },
  source: () => 'Made for a test.',
  sentences: ({ id, kind }) => ({
    happened: [`${kind} happened in ${id}.`],
    why: ['A reason.'],
    references: [rfc(6455, '5.2')],
  }),
  headerSizePattern: (size) => size,
  fields: () => [],
  code: () => [],
  brokenRule: () => null,
  notes: () => [],
};
