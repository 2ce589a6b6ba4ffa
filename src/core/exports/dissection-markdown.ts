/** A dissection as Markdown, for reports and issues: a unit with its bytes and fields, or a whole conversation. */

import { unitBytes, type Conversation } from '#core/dissection/conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import { leafFields } from '#core/dissection/field.ts';
import type { Finding } from '#core/dissection/finding.ts';
import { senderOf } from '#core/trace/direction.ts';
import type { ConversationWords } from './conversation-words.ts';
import { escapeMarkdown, markdownCode, markdownReference, markdownTable } from './markdown.ts';
import { SOURCE_FORMS } from './source-forms.ts';

export function unitMarkdown(
  conversation: Conversation,
  unitIndex: number,
  words: ConversationWords,
): string {
  const findings = conversation.findings.filter((finding) => finding.unitIndex === unitIndex);
  return finish([
    ...unitParts(conversation, unitIndex, words),
    ...findingParts(findings, words, '###'),
  ]);
}

/** Findings and messages first: they are what a reader of a report asks for. */
export function conversationMarkdown(conversation: Conversation, words: ConversationWords): string {
  return finish([
    `# ${escapeMarkdown(words.title)}`,
    ...findingParts(conversation.findings, words, '##'),
    ...messageParts(conversation, words),
    ...conversation.units.flatMap((_, index) => unitParts(conversation, index, words)),
  ]);
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
  return [
    `## ${escapeMarkdown(words.unitTitle(unitIndex))}`,
    `${escapeMarkdown(facts.join(', '))}.`,
    markdownCode(SOURCE_FORMS.hexdump(unitBytes(trace, unit))),
    markdownTable(
      columns.map((column) => escapeMarkdown(headings[column])),
      rows,
    ),
  ];
}

function findingParts(
  findings: readonly Finding[],
  words: ConversationWords,
  level: string,
): string[] {
  if (findings.length === 0) return [];
  const items = findings.map((finding) => {
    const { title, why, remedy, reaction } = words.finding(finding);
    const place = words.position(finding.violation.range, finding.buffer);
    const text = escapeMarkdown([why, remedy, reaction].join(' '));
    const reference = markdownReference(finding.violation.reference);
    return `- **${escapeMarkdown(title)}** (${escapeMarkdown(place)}). ${text} ${reference}`;
  });
  return [`${level} ${escapeMarkdown(words.headings.findings)}`, items.join('\n')];
}

function messageParts({ messages }: Conversation, words: ConversationWords): string[] {
  if (messages.length === 0) return [];
  const rows = messages.map((message, index) => {
    const { title, origin, says } = words.message(index);
    const cells = [
      `${title}, ${origin}`,
      words.directions[message.direction],
      words.size(message.size),
      says,
    ];
    return cells.map(escapeMarkdown);
  });
  const columns = ['message', 'direction', 'size', 'says'] as const;
  const { headings } = words;
  return [
    `## ${escapeMarkdown(headings.messages)}`,
    markdownTable(
      columns.map((column) => escapeMarkdown(headings[column])),
      rows,
    ),
  ];
}
