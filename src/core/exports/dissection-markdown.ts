/** A unit or a conversation as Markdown, for reports and issues. */

import { CONDUCT_RULES } from '#core/conduct/conduct-rules.ts';
import { unitBytes, type Conversation } from '#core/conversation/conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { leafFields } from '#core/dissection/field.ts';
import type { Finding } from '#core/conversation/finding.ts';
import { senderOf } from '#core/trace/direction.ts';
import type { ConversationWords } from './conversation-words.ts';
import { toHexdump } from './hexdump.ts';
import {
  escapeMarkdown,
  markdownCode,
  markdownReference,
  markdownRow,
  markdownTable,
} from './markdown.ts';

export function unitMarkdown(
  conversation: Conversation,
  unitIndex: number,
  words: ConversationWords,
): string {
  const findings = conversation.findings.filter((finding) => finding.unitIndex === unitIndex);
  const unit = finish(unitParts(conversation, unitIndex, words));
  return [unit, ...findingPieces(findings, words, '###')].join('');
}

/**
 * Findings and messages come first, because readers of a report look for them. Then one piece per
 * unit.
 */
export function* conversationMarkdownPieces(
  conversation: Conversation,
  words: ConversationWords,
): Generator<string, void> {
  yield `# ${escapeMarkdown(words.title)}\n`;
  yield* findingPieces(conversation.findings, words, '##');
  yield* conductPieces(words);
  yield* messagePieces(conversation, words);
  for (const index of conversation.units.keys()) {
    yield `\n${finish(unitParts(conversation, index, words))}`;
  }
}

function finish(parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

function unitParts(
  { trace, units }: Conversation,
  unitIndex: number,
  words: ConversationWords,
): string[] {
  const unit = units[unitIndex];
  if (unit === undefined) throw new RangeError(`expected a unit ${unitIndex}, got none`);
  const dissection = dissectUnit(trace, unit);
  const sender = senderOf(unit.direction);
  const { headings } = words;
  const rows = leafFields(dissection.fields).map((field) => {
    const { label, value, meaning } = words.field(field, dissection, sender);
    const place = words.position(field.range, field.buffer);
    const cells = [label, place, value, meaning].map(escapeMarkdown);
    return [...cells, markdownReference(field.reference)];
  });
  const columns = ['field', 'position', 'value', 'meaning', 'reference'] as const;
  const size = words.size(unit.range.end - unit.range.start);
  const facts = [words.directions[unit.direction], size, words.unitPlace(unitIndex)];
  const doubts = words.unitDoubts(unitIndex);
  const head = [
    `## ${escapeMarkdown(words.unitTitle(unitIndex))}`,
    `${escapeMarkdown(facts.join(', '))}.`,
    ...(doubts === '' ? [] : [escapeMarkdown(doubts)]),
  ];
  if (unit.kind === 'not-captured') return head;
  return [
    ...head,
    markdownCode(toHexdump(unitBytes(trace, unit))),
    markdownTable(
      columns.map((column) => escapeMarkdown(headings[column])),
      rows,
    ),
  ];
}

function* findingPieces(
  findings: readonly Finding[],
  words: ConversationWords,
  level: string,
): Generator<string, void> {
  if (findings.length === 0) return;
  yield `\n${level} ${escapeMarkdown(words.headings.findings)}\n\n`;
  for (const finding of findings) {
    const { title, why, remedy, reaction } = words.finding(finding);
    const place = words.position(finding.violation.range, finding.buffer);
    const text = escapeMarkdown([why, remedy, reaction].join(' '));
    const reference = markdownReference(finding.violation.reference);
    yield `- **${escapeMarkdown(title)}** (${escapeMarkdown(place)}). ${text} ${reference}\n`;
  }
}

/** Frames named, of as many as fit in a line. */
const MOST_NAMED = 5;

function* conductPieces({
  conduct,
  headings,
  unitTitle,
}: ConversationWords): Generator<string, void> {
  if (conduct.length === 0) return;
  yield `\n## ${escapeMarkdown(headings.conduct)}\n\n`;
  for (const { finding, title, text } of conduct) {
    const { unitIndices, id } = finding;
    const named = unitIndices.slice(0, MOST_NAMED).map((index) => unitTitle(index));
    const places = [...named, ...(unitIndices.length > MOST_NAMED ? ['…'] : [])].join('; ');
    const reference = markdownReference(CONDUCT_RULES[id].reference);
    yield `- **${escapeMarkdown(title)}** (${escapeMarkdown(places)}). ${escapeMarkdown(text)} ${reference}\n`;
  }
}

function* messagePieces(
  { messages }: Conversation,
  words: ConversationWords,
): Generator<string, void> {
  if (messages.length === 0) return;
  const { headings } = words;
  const columns = ['message', 'direction', 'size', 'content'] as const;
  const labels = columns.map((column) => escapeMarkdown(headings[column]));
  yield `\n## ${escapeMarkdown(headings.messages)}\n\n${markdownTable(labels, [])}\n`;
  for (const [index, message] of messages.entries()) {
    const { title, origin, preview } = words.message(index);
    const cells = [
      `${title}, ${origin}`,
      words.directions[message.direction],
      words.size(message.size),
      preview,
    ];
    yield `${markdownRow(cells.map(escapeMarkdown))}\n`;
  }
}
