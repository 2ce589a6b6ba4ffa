/** A story as plain text, for reading, printing and comparing: its whole transcript. */

import type { Story } from '#core/story/story.ts';
import { escapeUnseen } from './markdown.ts';
import { transcriptBlocks, type TranscriptSubject } from './transcript-blocks.ts';
import type { TranscriptWords } from './transcript-words.ts';
import {
  dumpRows,
  isWritten,
  lineText,
  type TranscriptBlock,
  type BlockOf,
  type WrittenBlock,
} from './transcript.ts';

/** In characters. Fits a row of a hex dump. Only lines of a head or of code may be longer. */
const WIDTH = 84;
const INDENT = 3;
/** Of tables, dumps, heads and code. */
const DEEP_INDENT = 5;
/** A wider cell moves the rest of its row instead. In characters. */
const MAX_COLUMN = 24;
/** A narrower last column is not kept. */
const LEAST_COLUMN = 16;

export function storyTranscript(
  story: Story,
  words: TranscriptWords,
  subject: TranscriptSubject,
): string {
  return transcriptText(transcriptBlocks(story, words, subject));
}

function transcriptText(blocks: readonly TranscriptBlock[]): string {
  return `${blocks.filter(isWritten).map(blockText).join('\n\n')}\n`;
}

function blockText(block: WrittenBlock): string {
  switch (block.kind) {
    case 'title':
      return filled(escapeUnseen(block.text), 0);
    case 'source':
      return block.lines.map((line) => filled(escapeUnseen(line), 0)).join('\n');
    case 'chapter':
    case 'part':
      return block.text.toUpperCase();
    case 'step':
      return `${block.stepIndex + 1}. ${escapeUnseen(lineText(block.title))}`;
    case 'paragraph':
      return filled(labelled(block.label, escapeUnseen(lineText(block.text))), INDENT);
    case 'note':
      return filled(`${block.title}. ${escapeUnseen(lineText(block.text))}`, INDENT);
    case 'dump':
      return under(block.label, dumpRows(block));
    case 'lines':
      return under(
        block.label,
        block.lines.map((line) => escapeUnseen(lineText(line))),
      );
    case 'table':
      return tableText(block);
  }
}

function labelled(label: string, text: string): string {
  return label === '' ? text : `${label}: ${text}`;
}

function under(label: string, lines: readonly string[]): string {
  const indented = lines.map((line) => `${' '.repeat(DEEP_INDENT)}${line}`.trimEnd());
  return withLabel(label, indented);
}

function tableText({ label, headings, rows }: BlockOf<'table'>): string {
  const cells = [headings, ...rows.map((row) => row.map((cell) => escapeUnseen(lineText(cell))))];
  const widths = headings.map((_, column) =>
    Math.min(MAX_COLUMN, Math.max(...cells.map((row) => row[column]?.length ?? 0))),
  );
  const before = widths.slice(0, -1);
  const lastColumn = before.reduce((sum, width) => sum + width + 2, DEEP_INDENT);
  const lines = cells.map((row) => {
    const fits = before.every((width, column) => (row[column]?.length ?? 0) <= width);
    const hanging = fits && WIDTH - lastColumn >= LEAST_COLUMN ? lastColumn : DEEP_INDENT + 2;
    const padded = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    return filled(padded.join('  ').trimEnd(), DEEP_INDENT, hanging);
  });
  return withLabel(label, lines);
}

function withLabel(label: string, lines: readonly string[]): string {
  const heading = label === '' ? [] : [`${' '.repeat(INDENT)}${label}:`];
  return [...heading, ...lines].join('\n');
}

/** The text in lines of at most `WIDTH` characters. A longer word is broken. */
function filled(text: string, indent: number, hanging = indent): string {
  const lines: string[] = [];
  let rest = text;
  let before = ' '.repeat(indent);
  while (before.length + rest.length > WIDTH) {
    const room = WIDTH - before.length;
    const space = rest.lastIndexOf(' ', room);
    // A break within a character of two units would end both lines with half of it.
    const splitsPair = /[\ud800-\udbff]/.test(rest.charAt(room - 1));
    const end = space > 0 ? space : splitsPair ? room - 1 : room;
    lines.push(before + rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
    before = ' '.repeat(hanging);
  }
  return [...lines, before + rest].join('\n').trimEnd();
}
