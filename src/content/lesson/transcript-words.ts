/** The words of a lesson's transcript: of its steps, of the tables of fields, and the notes. */

import { capitalized } from '#content/phrasing/capitalized.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import type { Finding } from '#core/conversation/finding.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import type { TranscriptWords } from '#core/exports/transcript-words.ts';
import type { TranscriptLine } from '#core/exports/transcript.ts';
import { findViolation } from '#core/story/closing-facts.ts';
import { ownStory, traceAt } from '#core/story/own-story.ts';
import { receiverOf } from '#core/trace/direction.ts';
import { STORY_WORDS } from '#content/decode/export-words.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import { ruleWords, violationFacts } from '#content/rules/rule-notes.ts';
import { codeOf } from './actor-names.ts';
import { chapterNotes } from './chapter-notes.ts';
import { codeLines } from './code-lines.ts';
import { provenanceWords } from './provenance-words.ts';
import { stepText } from './step-words.ts';
import { transcriptFields } from './transcript-fields.ts';

export const TRANSCRIPT_WORDS: TranscriptWords = {
  ...STORY_WORDS,
  transcriptHeadings: {
    why: 'Why',
    bytes: 'Bytes',
    arrived: 'Bytes as they arrived',
    head: 'Text',
    fields: 'Fields',
    rule: 'The rule',
    sections: 'Sections',
    notes: 'Good to know',
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
    size: 'Size in bytes',
    'header-size': 'Header size in bytes',
    'header-bytes': 'Header, without the key',
  },
  source: ({ conversation: { trace } }) => {
    const { label, text } = provenanceWords(trace);
    return `${label} ${text}`;
  },
  sentences: (step, story) => {
    const { happened, why, references } = stepText(step, story);
    return { happened: lineOf(happened), why: lineOf(why), references };
  },
  headerSizePattern: (size) => `(?<=header takes )${size}|${size}(?=-byte header)`,
  fields: transcriptFields,
  code: (step, story) => {
    const lines = codeLines(step);
    return (['client', 'server'] as const).flatMap((side) => {
      const own = lines.filter((line) => line.side === side);
      if (own.length === 0) return [];
      const label = capitalized(codeOf(traceAt(story, side).endpoints, side));
      return [{ label, lines: own.flatMap(({ code, comment }) => withComment(code, comment)) }];
    });
  },
  brokenRule: (step, whole) => {
    const story = ownStory(whole, step);
    const finding = findViolation(step, story);
    if (finding === undefined || step.direction === null) return null;
    return ruleLine(finding, story.received[receiverOf(step.direction)]);
  },
  notes: (chapter, story) =>
    chapterNotes(chapter, story).map((note) => ({ ...note, text: lineOf(note.text) })),
};

/** Terms are plain words where no glossary opens. */
function lineOf(prose: Prose): TranscriptLine {
  return prose.map((part) =>
    typeof part === 'object' && 'term' in part ? part.text + part.after : part,
  );
}

function withComment(code: string, comment: string | null): string[] {
  return comment === null ? [code] : [code, `// ${comment}`];
}

function ruleLine(
  { violation, unitIndex }: Finding,
  { units, trace }: Conversation,
): TranscriptLine | null {
  const unit = units[unitIndex];
  if (unit === undefined) return null;
  const close = unit.kind === 'frame' ? closePayloadOf(unit, trace.streams[unit.direction]) : null;
  const { title, why } = ruleWords(violation.id, violationFacts(unit, close?.code ?? null));
  return [`${title}. ${why} (`, violation.reference, ')'];
}
