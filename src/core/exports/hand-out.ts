/**
 * A transcript with blanks: the values that a learner should find are missing. The solutions are at
 * the end.
 */

import { toHex } from '#core/bytes/hex.ts';
import { fromLatin1 } from '#core/bytes/text.ts';
import { unitBytes } from '#core/conversation/conversation.ts';
import type { FrameUnit, Unit } from '#core/conversation/unit.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { carriedBytes } from '#core/story/carried-segment.ts';
import { ownStory } from '#core/story/own-story.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { fieldsOf, transcriptBlocks, type TranscriptSubject } from './transcript-blocks.ts';
import type { AnswerId, TranscriptField, TranscriptWords } from './transcript-words.ts';
import type { TranscriptBlock, TranscriptLine, Span } from './transcript.ts';

type Answer = {
  readonly id: AnswerId;
  readonly label: string;
  /** As sentences contain it. */
  readonly value: string;
  /** The step that sends it first. */
  readonly stepIndex: number;
};

/** The answers by their unit. */
type Answers = ReadonlyMap<Unit | null, readonly Answer[]>;

/** The number of an answer's solution, given when its first blank is made. */
type NumberOf = (answer: Answer) => number;

export function handOutBlocks(
  story: Story,
  words: TranscriptWords,
  subject: TranscriptSubject,
): TranscriptBlock[] {
  const answers = answersIn(story, words);
  const solutions: Answer[] = [];
  const numberOf: NumberOf = (answer) => {
    if (!solutions.includes(answer)) solutions.push(answer);
    return solutions.indexOf(answer) + 1;
  };
  // Notes contain answers.
  const blocks = transcriptBlocks(story, { ...words, notes: () => [] }, subject);
  let stepIndex = -1;
  const blanked = blocks.map((block) => {
    if (block.kind === 'step') stepIndex = block.stepIndex;
    const step = story.steps[stepIndex];
    return step === undefined
      ? block
      : withBlanks(block, step, { story, words, answers, numberOf });
  });
  return [...blanked, ...solutionBlocks(solutions, words)];
}

function withBlanks(
  block: TranscriptBlock,
  step: Step,
  context: { story: Story; words: TranscriptWords; answers: Answers; numberOf: NumberOf },
): TranscriptBlock {
  const { story, words, answers, numberOf } = context;
  const own = answers.get(step.unit) ?? [];
  const hide = (line: TranscriptLine) => hideIn(line, soughtIn(own, answers), words, numberOf);
  switch (block.kind) {
    case 'step':
      return { ...block, title: hide(block.title) };
    case 'paragraph':
      return { ...block, text: hide(block.text) };
    case 'lines':
      return { ...block, lines: block.lines.map(hide) };
    case 'dump': {
      const indices = hiddenBytes(step, story, own);
      const answer = own.find(({ id }) => id === 'header-bytes') ?? own[0];
      if (indices.length === 0 || answer === undefined) return block;
      return { ...block, hidden: { indices, blank: numberOf(answer) } };
    }
    case 'table': {
      const fields = fieldsOf(step, story, words);
      const rows = block.rows.map((row, index) => {
        const answer = own.find(
          ({ id, label }) => id === 'field' && label === fields[index]?.label,
        );
        return answer && fields[index]?.answer !== null
          ? [...row.slice(0, 2), [{ blank: numberOf(answer) }], ['']]
          : row;
      });
      return { ...block, rows };
    }
    default:
      return block;
  }
}

function answersIn(story: Story, words: TranscriptWords): Answers {
  const answers = new Map<Unit | null, readonly Answer[]>();
  for (const [stepIndex, step] of story.steps.entries()) {
    const { unit } = step;
    const fields = fieldsOf(step, story, words);
    if (unit === null || !fields.some(isAnswer)) continue;
    const own = unit.kind === 'frame' ? frameAnswers(unit, ownStory(story, step), words) : [];
    const found = fields.flatMap(({ label, answer }) =>
      answer === null ? [] : [{ id: 'field', label, value: answer } as const],
    );
    answers.set(
      unit,
      [...own, ...found].map((answer) => ({ ...answer, stepIndex })),
    );
  }
  return answers;
}

function isAnswer({ answer }: TranscriptField): boolean {
  return answer !== null;
}

function frameAnswers(unit: FrameUnit, { conversation }: Story, words: TranscriptWords) {
  // "11" of "11 bytes".
  const numberOf = (bytes: number) => /^\S*/.exec(words.size(bytes))?.[0] ?? '';
  const header = unitBytes(conversation.trace, unit).subarray(0, sizeWithoutKey(unit));
  const values: readonly (readonly [Exclude<AnswerId, 'field'>, string])[] = [
    ['header-bytes', toHex(header, ' ')],
    ['size', numberOf(unit.range.end - unit.range.start)],
    ['header-size', numberOf(unit.headerSize)],
  ];
  return values.map(([id, value]) => ({ id, label: words.answerLabels[id], value }));
}

/** A masking key is random, so it can't be found. */
function sizeWithoutKey({ headerSize, header }: FrameUnit): number {
  return headerSize - (header.maskingKey === null ? 0 : MASKING_KEY_SIZE);
}

/** The indices among the bytes of the step. */
function hiddenBytes(step: Step, story: Story, own: readonly Answer[]): number[] {
  const { unit, carried } = step;
  if (unit === null || own.length === 0) return [];
  if (unit.kind !== 'frame') {
    const text = fromLatin1(carriedBytes(step, story));
    return own.flatMap(({ value }) => {
      const start = text.indexOf(value);
      return start === -1 ? [] : Array.from(value, (_, index) => start + index);
    });
  }
  const shift = unit.range.start - carried.start;
  return Array.from({ length: sizeWithoutKey(unit) }, (_, index) => index + shift).filter(
    (index) => index >= 0,
  );
}

/** The longest is sought first. A single bit would be found in many sentences. */
function soughtIn(own: readonly Answer[], answers: Answers): Answer[] {
  const others = [...answers.values()].flat().filter((each) => isUnmistakable(each));
  return [...own, ...others]
    .filter(({ value }) => !/^[01]?$/.test(value))
    .toSorted((one, other) => rank(other) - rank(one));
}

/** The size of a header is sought by its own pattern, before equal numbers. */
function rank({ id, value }: Answer): number {
  return id === 'header-size' ? Infinity : value.length;
}

/** A close code or an accept value is the same thing in the sentences of other steps. */
function isUnmistakable({ id, value }: Answer): boolean {
  return id === 'field' && /^\d{4}$|^.{20,}$/.test(value);
}

function hideIn(
  line: TranscriptLine,
  answers: readonly Answer[],
  words: TranscriptWords,
  numberOf: NumberOf,
): TranscriptLine {
  return answers.reduce<TranscriptLine>((spans, answer) => {
    const value = answer.value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
    const pattern = answer.id === 'header-size' ? words.headerSizePattern(value) : value;
    // Code that writes a frame contains its header as the first digits of a string.
    const digits = `(?<=")${value.replaceAll(' ', '')}(?=[0-9a-f]*")`;
    // Neither within a word or another number, nor one end of a range.
    const whole = `(?<![\\p{L}\\p{N}_.,§–-])(?:${pattern})(?![\\p{L}\\p{N}_–]|[.,]\\d)`;
    const sought = new RegExp(answer.id === 'header-bytes' ? `${whole}|${digits}` : whole, 'u');
    return spans.flatMap((span): readonly Span[] => {
      const text = searchable(span);
      if (text === null) return [span];
      const [first = '', ...others] = text.split(sought);
      if (others.length === 0) return [span];
      const like = (part: string) => (isCode(span) ? { code: part } : part);
      const parts = others.flatMap((part) => [{ blank: numberOf(answer) }, like(part)]);
      return [like(first), ...parts];
    });
  }, line);
}

function isCode(span: Span): boolean {
  return typeof span === 'object' && 'code' in span;
}

/** Quotations and references aren't answers. */
function searchable(span: Span): string | null {
  if (typeof span === 'string') return span;
  if ('code' in span) return span.code;
  return 'bytes' in span ? span.bytes : null;
}

function solutionBlocks(solutions: readonly Answer[], words: TranscriptWords): TranscriptBlock[] {
  if (solutions.length === 0) return [];
  const { blank, step, subject, value } = words.columns;
  return [
    { kind: 'part', text: words.transcriptHeadings.solutions, isOnNewPage: true },
    {
      kind: 'table',
      label: '',
      headings: [blank, step, subject, value],
      rows: solutions.map((answer, index) => [
        [String(index + 1)],
        [String(answer.stepIndex + 1)],
        [answer.label],
        [answer.value],
      ]),
    },
  ];
}
