/** Words for exports: reports of a conversation, pictures, and the transcript of a story. */

import type { ConductFinding } from '#core/conduct/conduct-finding.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { Finding } from '#core/conversation/finding.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import type {
  ConversationWords,
  DiagramWords,
  FindingNote,
  Heading,
} from '#core/exports/conversation-words.ts';
import type { StoryWords } from '#core/exports/story-words.ts';
import type { Direction } from '#core/trace/direction.ts';
import type { EndpointDescription, Provenance } from '#core/trace/trace.ts';
import { boxText } from '#content/reference/box-text.ts';
import { CHAPTER_TITLES } from '#content/lesson/chapter-titles.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import { fieldLabel, FIELD_NOTES } from '#content/reference/field-notes.ts';
import { fieldContext } from '#core/dissection/field-context.ts';
import { conductWords } from './conduct-words.ts';
import { unitDoubts } from './gap-words.ts';
import { offsetsOf, positionOf } from '#content/phrasing/positions.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { visible } from '#content/phrasing/quotation.ts';
import { violationFacts, reactionWords, ruleWords } from '#content/rules/rule-notes.ts';
import { sequenceText } from '#content/lesson/sequence-words.ts';
import { stepText } from '#content/lesson/step-words.ts';
import { messageLetter, messageOrigin, messageSummary, unitTitle, unitType } from './unit-words.ts';
import { nameUnits } from '#core/conversation/unit-name.ts';

const HEADINGS: Readonly<Record<Heading, string>> = {
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
  conduct: 'Findings across frames',
  content: 'Content',
};

const DIRECTIONS: Readonly<Record<Direction, string>> = {
  'client-to-server': 'From the client',
  'server-to-client': 'From the server',
};

const PROVENANCES: Readonly<Record<Provenance['kind'], string>> = {
  simulated: 'A simulated connection',
  recorded: 'A recorded connection',
  pasted: 'Pasted bytes',
  modelled: 'A modelled connection',
  composed: 'A composed connection',
};

export const DIAGRAM_WORDS: DiagramWords = {
  fieldLabel,
  boxText,
  field: (field, dissection, sender) => ({
    label: fieldLabel(field),
    ...FIELD_NOTES[field.id].textOf(field, fieldContext(dissection, sender)),
  }),
  position: positionOf,
};

export function conversationWords(
  conversation: Conversation,
  conduct: readonly ConductFinding[] = [],
): ConversationWords {
  const { units, messages, trace } = conversation;
  const names = nameUnits(units);
  const titleOf = (unitIndex: number) => {
    const unit = units[unitIndex];
    const name = names[unitIndex];
    return unit && name ? `${unitTitle(unit, name)}: ${unitType(unit)}` : '';
  };
  const nameOf = (unitIndex: number) => {
    const unit = units[unitIndex];
    const name = names[unitIndex];
    return unit && name ? unitTitle(unit, name) : '';
  };
  return {
    ...DIAGRAM_WORDS,
    title: PROVENANCES[trace.provenance.kind],
    headings: HEADINGS,
    directions: DIRECTIONS,
    unitTitle: titleOf,
    unitPlace: (unitIndex) => {
      const { start, end } = units[unitIndex]?.range ?? { start: 0, end: 0 };
      return offsetsOf(start, end);
    },
    unitDoubts: (unitIndex) => {
      const unit = units[unitIndex];
      return unit ? unitDoubts(unit) : '';
    },
    finding: (finding) => findingNote(finding, conversation, nameOf(finding.unitIndex)),
    conduct: conduct.map((finding) => {
      const { title, shown, rule, verdict } = conductWords(finding);
      return { finding, title, text: [shown, rule, verdict].join(' ') };
    }),
    message: (messageIndex) => {
      const message = messages[messageIndex];
      if (message === undefined) return { title: '', origin: '', preview: '' };
      return {
        title: `Message ${messageLetter(messageIndex)}`,
        origin: messageOrigin(message, names),
        preview: messageSummary(message, conversation),
      };
    },
    size: (bytes) => countOf(bytes, 'byte'),
  };
}

function findingNote(
  finding: Finding,
  { units, trace }: Conversation,
  unitName: string,
): FindingNote {
  const { violation, unitIndex } = finding;
  const unit = units[unitIndex];
  if (unit === undefined) throw new RangeError(`expected a unit ${unitIndex}, got none`);
  const close = unit.kind === 'frame' ? closePayloadOf(unit, trace.streams[unit.direction]) : null;
  const { title, why, remedy } = ruleWords(violation.id, violationFacts(unit, close?.code ?? null));
  return {
    title: `${unitName}: ${title}`,
    why,
    remedy,
    reaction: reactionWords(violation),
  };
}

function endpointText({ name, version }: EndpointDescription): string {
  return visible(version === undefined ? name : `${name} ${version}`);
}

/** Nothing crosses in a step that arrives when it was sent. */
function durationText(sent: string, arrived: string): string {
  return sent === '' || sent === arrived ? sent : `${sent} to ${arrived}`;
}

export const STORY_WORDS: StoryWords = {
  chapterTitle: (id) => CHAPTER_TITLES[id],
  stepTitle: (step, story) => stepText(step, story).title,
  // A picture is seen without its page, so it names versions too.
  slotText: (slot, story) =>
    slot.id === 'endpoint' ? endpointText(slot.endpoint) : sequenceText(slot, story),
  time: (sentAtMs, arrival) => {
    const sent = sentAtMs === null ? '' : formatDuration(sentAtMs);
    switch (arrival.kind) {
      case 'arrived':
        return durationText(sent, formatDuration(arrival.atMs));
      case 'lost':
        return `${sent}, lost in the network`.replace(/^, /, '');
      case 'unknown':
        return sent;
    }
  },
  endpoint: endpointText,
  size: (bytes) => countOf(bytes, 'byte'),
  provenance: ({ kind }) => PROVENANCES[kind],
  statesAfter: 'After this step',
  statesOnArrival: 'When this arrives, after later steps',
};
