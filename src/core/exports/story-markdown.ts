/** A story's whole transcript as Markdown, with links to sections. */

import type { Story } from '#core/story/story.ts';
import {
  escapeMarkdown,
  escapeUnseen,
  markdownCode,
  markdownCodeSpan,
  markdownReference,
  markdownTable,
} from './markdown.ts';
import { transcriptBlocks, type TranscriptSubject } from './transcript-blocks.ts';
import type { TranscriptWords } from './transcript-words.ts';
import {
  dumpRows,
  lineText,
  spanText,
  isWritten,
  type TranscriptLine,
  type Span,
  type WrittenBlock,
} from './transcript.ts';

export function storyMarkdown(
  story: Story,
  words: TranscriptWords,
  subject: TranscriptSubject,
): string {
  return `${transcriptBlocks(story, words, subject).filter(isWritten).map(blockMarkdown).join('\n\n')}\n`;
}

function blockMarkdown(block: WrittenBlock): string {
  switch (block.kind) {
    case 'title':
      return `# ${escapeMarkdown(block.text)}`;
    case 'source':
      // Two spaces break the line.
      return block.lines.map(escapeMarkdown).join('  \n');
    case 'chapter':
      return `## ${escapeMarkdown(block.text)}`;
    case 'step':
      return `### ${block.stepIndex + 1}. ${lineMarkdown(block.title)}`;
    case 'part':
      return `### ${escapeMarkdown(block.text)}`;
    case 'paragraph':
      return labelled(block.label, lineMarkdown(block.text));
    case 'note':
      return `- **${escapeMarkdown(block.title)}.** ${lineMarkdown(block.text)}`;
    case 'dump':
      return under(block.label, markdownCode(dumpRows(block).join('\n')));
    case 'lines':
      return under(
        block.label,
        markdownCode(block.lines.map((line) => escapeUnseen(lineText(line))).join('\n')),
      );
    case 'table':
      return under(
        block.label,
        markdownTable(
          block.headings.map(escapeMarkdown),
          block.rows.map((row) => row.map((cell) => escapeMarkdown(lineText(cell)))),
        ),
      );
  }
}

function labelled(label: string, text: string): string {
  return label === '' ? text : `**${escapeMarkdown(label)}:** ${text}`;
}

function under(label: string, text: string): string {
  return label === '' ? text : `**${escapeMarkdown(label)}:**\n\n${text}`;
}

function lineMarkdown(line: TranscriptLine): string {
  return line.map(spanMarkdown).join('');
}

function spanMarkdown(span: Span): string {
  if (typeof span === 'string') return escapeMarkdown(span);
  if ('code' in span) return markdownCodeSpan(span.code);
  if ('bytes' in span) return markdownCodeSpan(span.bytes);
  return 'document' in span ? markdownReference(span) : escapeMarkdown(spanText(span));
}
