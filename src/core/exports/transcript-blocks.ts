/** Makes the blocks of a story's transcript: each step of each chapter, then its notes. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { isHeadUnit } from '#core/conversation/unit.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { arrivedBytes, carriedBytes } from '#core/story/carried-segment.ts';
import { stretchTime } from '#core/story/elastic-time.ts';
import { endpointsOf, ownStory } from '#core/story/own-story.ts';
import { statesAt } from '#core/story/states-at.ts';
import type { BothStates, ChapterId, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { otherSide, senderOf, type Side } from '#core/trace/direction.ts';
import type { TranscriptField, TranscriptWords } from './transcript-words.ts';
import {
  joinedReferences,
  type TranscriptBlock,
  type TranscriptLine,
  type ParagraphRole,
} from './transcript.ts';

const SIDES = ['client', 'server'] as const satisfies readonly Side[];

/** What a transcript is of. */
export type TranscriptSubject = {
  /** The name of the scenario or the file. */
  readonly title: string;
  /** The address of the lesson; null if it has none. */
  readonly address: string | null;
};

export function transcriptBlocks(
  story: Story,
  words: TranscriptWords,
  { title, address }: TranscriptSubject,
): TranscriptBlock[] {
  const { trace } = story.conversation;
  const { client, server } = endpointsOf(story);
  const time = stretchTime(story);
  const statesBlock = (stepIndex: number): TranscriptBlock[] => {
    const endMs = time.steps[stepIndex]?.endMs ?? 0;
    const isOvertaken = time.steps.slice(stepIndex + 1).some((later) => later.endMs < endMs);
    const heading = isOvertaken ? words.statesOnArrival : words.statesAfter;
    return paragraph('states', heading, [statesLine(statesAt(story, time, endMs), story, words)]);
  };
  // A proxy is the server of the client's connection.
  const proxy = story.hops ? [trace.endpoints.server] : [];
  const names = [client, server, ...proxy].map((end) => words.endpoint(end));
  const source = [
    `${words.provenance(trace.provenance)}: ${names.join(', ')}`,
    words.source(story),
  ];
  return [
    { kind: 'title', text: title },
    { kind: 'source', lines: address === null ? source : [...source, address] },
    ...story.chapters.flatMap((chapter): TranscriptBlock[] => [
      { kind: 'chapter', id: chapter.id, text: words.chapterTitle(chapter.id) },
      { kind: 'figure', of: 'sequence', chapter },
      ...story.steps.slice(chapter.firstStep, chapter.endStep).flatMap((step, index) => {
        const stepIndex = chapter.firstStep + index;
        return stepBlocks(step, stepIndex, statesBlock(stepIndex), story, words);
      }),
      ...noteBlocks(chapter.id, story, words),
    ]),
  ];
}

function stepBlocks(
  step: Step,
  stepIndex: number,
  statesAfter: readonly TranscriptBlock[],
  story: Story,
  words: TranscriptWords,
): readonly TranscriptBlock[] {
  const { happened, why, references } = words.sentences(step, story);
  const own = ownStory(story, step);
  const headings = words.transcriptHeadings;
  const rule = words.brokenRule(step, story);
  return [
    { kind: 'step', stepIndex, title: [words.stepTitle(step, story)] },
    ...paragraph('facts', '', [circumstancesOf(step, own, words)]),
    ...paragraph('happened', '', happened),
    ...paragraph('why', headings.why, why),
    ...(rule === null ? [] : paragraph('rule', headings.rule, rule)),
    ...byteBlocks(step, own, words),
    ...fieldBlocks(step, stepIndex, own, words),
    ...words.code(step, story).map(({ label, lines }): TranscriptBlock => ({
      kind: 'lines',
      label,
      lines: lines.map((code) => [{ code }]),
    })),
    ...statesAfter,
    ...paragraph('sections', headings.sections, joinedReferences(references)),
  ];
}

function paragraph(role: ParagraphRole, label: string, text: TranscriptLine): TranscriptBlock[] {
  const isEmpty = text.every((span) => span === '');
  return isEmpty ? [] : [{ kind: 'paragraph', role, label, text }];
}

/** A head as text, too. Altered bytes as they arrived, too. */
function byteBlocks(step: Step, story: Story, words: TranscriptWords): TranscriptBlock[] {
  if (step.unit === null) return [];
  const { head, bytes: label, arrived } = words.transcriptHeadings;
  const bytes = carriedBytes(step, story);
  if (bytes.length === 0) return [];
  const lines = fromUtf8(bytes).trimEnd().split(/\r?\n/);
  return [
    ...(isHeadUnit(step.unit)
      ? [
          {
            kind: 'lines',
            label: head,
            lines: lines.map((line) => [line]),
          } satisfies TranscriptBlock,
        ]
      : []),
    { kind: 'dump', label, bytes, hidden: null },
    ...(step.isAltered
      ? [{ kind: 'dump', label: arrived, bytes: arrivedBytes(step, story), hidden: null } as const]
      : []),
  ];
}

/** Empty unless the step is the first that sends its unit. */
export function fieldsOf(
  step: Step,
  story: Story,
  words: TranscriptWords,
): readonly TranscriptField[] {
  const { unit, kind } = step;
  const { trace } = ownStory(story, step).conversation;
  if (unit === null || kind !== 'unit' || unit.kind === 'not-captured') return [];
  return words.fields(dissectUnit(trace, unit), unit);
}

/** The bit diagram of a frame, and its fields. */
function fieldBlocks(
  step: Step,
  stepIndex: number,
  story: Story,
  words: TranscriptWords,
): TranscriptBlock[] {
  const fields = fieldsOf(step, story, words);
  if (fields.length === 0) return [];
  const { field, position, value, meaning } = words.columns;
  return [
    ...(step.unit?.kind === 'frame' ? [{ kind: 'figure', of: 'frame', stepIndex } as const] : []),
    {
      kind: 'table',
      label: words.transcriptHeadings.fields,
      headings: [field, position, value, meaning],
      rows: fields.map((each) => [[each.label], [each.position], [each.value], [each.meaning]]),
    },
  ];
}

/** The endpoints, the time and the size. */
function circumstancesOf(step: Step, story: Story, words: TranscriptWords): string {
  const { endpoints } = story.conversation.trace;
  const parts = [];
  if (step.direction !== null) {
    const sender = senderOf(step.direction);
    const [from, to] = [sender, otherSide(sender)].map((side) => words.endpoint(endpoints[side]));
    parts.push(`${from} > ${to}`);
  }
  const time = words.time(step.sentAtMs, step.arrival);
  if (time !== '') parts.push(time);
  if (step.unit !== null) parts.push(words.size(lengthOfRange(step.carried)));
  return parts.join(' | ');
}

function statesLine(states: BothStates, story: Story, words: TranscriptWords): string {
  const endpoints = endpointsOf(story);
  return SIDES.map((side) => {
    const { readyState, tcp } = states[side];
    const state = words.slotText({ id: 'ready-state', state: readyState }, story);
    return `${words.endpoint(endpoints[side])} ${state} (TCP ${tcp})`;
  }).join(', ');
}

function noteBlocks(chapter: ChapterId, story: Story, words: TranscriptWords): TranscriptBlock[] {
  const notes = words.notes(chapter, story);
  if (notes.length === 0) return [];
  return [
    { kind: 'part', text: words.transcriptHeadings.notes, isOnNewPage: false },
    ...notes.flatMap(({ title, text, references, table }): TranscriptBlock[] => [
      { kind: 'note', title, text: [...text, ' (', ...joinedReferences(references), ')'] },
      ...(table === null
        ? []
        : [
            {
              kind: 'table',
              label: '',
              headings: table.headings,
              rows: table.rows.map((row) => row.map((cell) => [cell])),
            } satisfies TranscriptBlock,
          ]),
    ]),
  ];
}
