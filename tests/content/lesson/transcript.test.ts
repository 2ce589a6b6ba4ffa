/** The transcript contains the whole lesson, in each of its forms. */

import { describe, expect, test } from 'vitest';
import { handOutBlocks } from '#core/exports/hand-out.ts';
import { storyMarkdown } from '#core/exports/story-markdown.ts';
import { storyTranscript } from '#core/exports/story-transcript.ts';
import { dumpRows, lineText, type TranscriptBlock } from '#core/exports/transcript.ts';
import { fieldsOf, transcriptBlocks } from '#core/exports/transcript-blocks.ts';
import { codeLines } from '#content/lesson/code-lines.ts';
import { stepText } from '#content/lesson/step-words.ts';
import { TRANSCRIPT_WORDS } from '#content/lesson/transcript-words.ts';
import { plainText } from '#content/phrasing/prose.ts';
import { visible } from '#content/phrasing/quotation.ts';
import { carriedBytes } from '#core/story/carried-segment.ts';
import { findViolation } from '#core/story/closing-facts.ts';
import { referenceLabel, referenceUrl } from '#core/protocol/rules/reference.ts';
import { computeAccept } from '#core/protocol/opening/accept-value.ts';
import { toHex } from '#core/bytes/hex.ts';
import type { Story } from '#core/story/story.ts';
import { SETTINGS, tamperedStories } from '../../core/scenarios/tampered-stories.ts';
import { actOut } from '#core/scenarios/act-out.ts';
import { SCENARIOS } from '../../core/scenarios/every-scenario.ts';
import { tell, VARIANTS } from '../../core/scenarios/variants.ts';

const SUBJECT = { title: 'A lesson', address: 'https://example.org/' };

/** Without line breaks, which depend on the form, and without Markdown's marks and entities. */
function running(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/\]\(https:[^)]*\)/g, '')
    .replace(/[`*|[\]\s]+/g, '');
}

/** What the reader of the page sees of each step. */
function partsOf(story: Story): string[] {
  return story.steps.flatMap((step) => {
    const { title, happened, why, references } = stepText(step, story);
    const code = codeLines(step).flatMap((line) => [line.code, line.comment ?? '']);
    const fields = fieldsOf(step, story, TRANSCRIPT_WORDS);
    return [
      title,
      ...[happened, why].map((prose) => visible(plainText(prose)).trim()),
      ...references.map(referenceLabel),
      ...code.map(visible),
      ...fields.flatMap(({ label, position, value, meaning }) =>
        [label, position, value, meaning].map(visible),
      ),
    ];
  });
}

function problemsOf(story: Story): string[] {
  const text = storyTranscript(story, TRANSCRIPT_WORDS, SUBJECT);
  const markdown = storyMarkdown(story, TRANSCRIPT_WORDS, SUBJECT);
  const forms = { text: running(text), markdown: running(markdown) };
  const parts = [...new Set(partsOf(story))].map((part) => [part, running(part)] as const);
  const problems = Object.entries(forms).flatMap(([name, form]) =>
    parts.filter(([, part]) => !form.includes(part)).map(([part]) => `${name} lacks ${part}`),
  );
  if (/[^\P{Cc}\n]/u.test(text)) problems.push('a control character');
  let isVerbatim = false;
  for (const line of text.split('\n')) {
    // Heads and code keep their lines.
    if (/^ {3}\S.*:$/.test(line)) isVerbatim = !line.endsWith('Fields:');
    if (line === '') isVerbatim = false;
    if (line.length > 84 && !isVerbatim && !/^\d+\. /.test(line)) problems.push(`long: ${line}`);
  }
  return problems;
}

describe('titles, sentences, reasons, sections, code and fields are in each form', () => {
  test.each(VARIANTS)('$name', ({ story }) => {
    expect(problemsOf(story).join('\n')).toBe('');
  });

  test.each(SETTINGS.filter(({ name }) => !name.includes(',')).map((each) => [each.name, each]))(
    '%s, tampered with',
    (_, setting) => {
      for (const { story } of tamperedStories({ ...setting, maxTamperings: 4 })) {
        expect(problemsOf(story).join('\n')).toBe('');
      }
    },
  );
});

test('each section is a link in Markdown', () => {
  for (const { story } of VARIANTS) {
    const markdown = storyMarkdown(story, TRANSCRIPT_WORDS, SUBJECT);
    for (const step of story.steps) {
      for (const reference of stepText(step, story).references) {
        expect(markdown).toContain(`[${referenceLabel(reference)}](${referenceUrl(reference)})`);
      }
    }
  }
});

test('each step with bytes has them in a dump, and each broken rule is named', () => {
  for (const { story } of VARIANTS) {
    const blocks = transcriptBlocks(story, TRANSCRIPT_WORDS, SUBJECT);
    const dumps = blocks.flatMap((block) => (block.kind === 'dump' ? [block.bytes] : []));
    const sent = story.steps.map((step) => carriedBytes(step, story));
    expect(dumps).toEqual(expect.arrayContaining(sent.filter(({ length }) => length > 0)));
    const broken = story.steps.filter((step) => findViolation(step, story));
    const rules = blocks.filter((block) => block.kind === 'paragraph' && block.role === 'rule');
    expect(rules).toHaveLength(broken.length);
  }
});

describe('a hand-out', () => {
  const readable = (blocks: readonly TranscriptBlock[]) =>
    blocks.flatMap((block) => {
      if (block.kind === 'paragraph') return [lineText(block.text)];
      if (block.kind === 'step') return [lineText(block.title)];
      if (block.kind === 'lines') return block.lines.map(lineText);
      return [];
    });

  test.each(VARIANTS)('of $name has no value that it asks for', ({ story }) => {
    const blocks = handOutBlocks(story, TRANSCRIPT_WORDS, SUBJECT);
    const end = blocks.findIndex(({ kind }) => kind === 'part');
    const sheet = blocks.slice(0, end === -1 ? undefined : end);
    let answers: string[] = [];
    let header = 0;
    let headerSize = 0;
    let headerHex = '';
    for (const block of sheet) {
      if (block.kind === 'step') {
        const step = story.steps[block.stepIndex]!;
        const { unit } = step;
        const isAsked = unit?.kind === 'frame' && step.kind === 'unit' && unit.missing === 0;
        const size = isAsked ? unit.range.end - unit.range.start : 0;
        header = isAsked ? unit.headerSize - (unit.header.maskingKey ? 4 : 0) : 0;
        answers = isAsked ? [size.toLocaleString('en')] : [];
        headerSize = isAsked ? unit.headerSize : 0;
        headerHex = isAsked ? toHex(carriedBytes(step, story).subarray(0, header)) : '';
      }
      const text = readable([block])
        .join(' ')
        .replace(/______ \(\d+\)/g, '?');
      // Sections have numbers, too.
      if (block.kind !== 'paragraph' || block.role !== 'sections') {
        const said = text.match(/(?<![\w.§,–-])[\d,]+(?= ?-?bytes?\b)/g) ?? [];
        expect(said.filter((number) => answers.includes(number))).toEqual([]);
        expect(text).not.toMatch(
          new RegExp(`header[^.\\d]*\\b${headerSize} |\\b${headerSize}-byte header`),
        );
      }
      expect(headerHex !== '' && text.includes(`"${headerHex}`)).toBe(false);
      if (block.kind === 'dump' && header > 0) {
        const [row = ''] = dumpRows(block);
        expect(row.slice(10).startsWith('__ __')).toBe(true);
      }
    }
  });

  test('hides the accept value and the close code everywhere, and shows them at the end', () => {
    const { story } = VARIANTS[0]!;
    const blocks = handOutBlocks(story, TRANSCRIPT_WORDS, SUBJECT);
    const end = blocks.findIndex(({ kind }) => kind === 'part');
    const sheet = readable(blocks.slice(0, end)).join('\n');
    const solutions = blocks
      .slice(end)
      .flatMap((block) =>
        block.kind === 'table' ? block.rows.map((row) => row.map(lineText)) : [],
      );
    const { accept } = computeAccept('dGhlIHNhbXBsZSBub25jZQ==');
    for (const value of [accept, '1000']) {
      expect(sheet).not.toContain(value);
      expect(solutions.map((row) => row[3])).toContain(value);
    }
    expect(solutions.map((row) => row[3])).toEqual(
      expect.arrayContaining(['81 85', '11', '6', '5']),
    );
    // Numbered from 1, each used.
    expect(solutions.map((row) => row[0])).toEqual(solutions.map((_, index) => String(index + 1)));
    const blanks = blocks.slice(0, end).flatMap((block) => {
      if (block.kind === 'dump') return block.hidden ? [block.hidden.blank] : [];
      const lines = block.kind === 'table' ? block.rows.flat().map(lineText) : readable([block]);
      return [...lines.join('\n').matchAll(/______ \((\d+)\)/g)].map(([, number]) =>
        Number(number),
      );
    });
    expect([...new Set(blanks)]).toEqual(solutions.map((_, index) => index + 1));
  });
});

test('a segment that arrives after later steps says so above its states', () => {
  const tampering = new Map([['server-text-1', { kind: 'delay', byMs: 3000 } as const]]);
  const story = tell(actOut(SCENARIOS.compressed.script({}), tampering));
  const labels = transcriptBlocks(story, TRANSCRIPT_WORDS, SUBJECT).flatMap((block) =>
    block.kind === 'paragraph' && block.role === 'states' ? [block.label] : [],
  );
  const index = story.steps.findIndex(({ id }) => id === 'server-text-1');
  expect(labels[index]).toBe(TRANSCRIPT_WORDS.statesOnArrival);
  expect(labels.with(index, TRANSCRIPT_WORDS.statesAfter)).toEqual(
    story.steps.map(() => TRANSCRIPT_WORDS.statesAfter),
  );
});
