/** The list of frames as CSV (RFC 4180): one line for each unit. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { toHex } from '#core/bytes/hex.ts';
import { fromValidUtf8 } from '#core/bytes/text.ts';
import { packetOf, type Conversation } from '#core/conversation/conversation.ts';
import { frameContent } from '#core/conversation/frame-content.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { senderOf } from '#core/trace/direction.ts';
import type { ConversationWords } from './conversation-words.ts';

const COLUMNS = [
  'title',
  'sent_at_ms',
  'sender',
  'kind',
  'fin',
  'opcode',
  'masked',
  'bytes',
  'payload_bytes',
  'content',
  'content_is',
  'broken_rules',
  'conduct',
  'packet',
] as const;

/** In pieces of one line. */
export function* unitsCsvPieces(
  conversation: Conversation,
  words: ConversationWords,
): Generator<string, void> {
  yield line(COLUMNS);
  const broken: string[][] = conversation.units.map(() => []);
  for (const { unitIndex, violation } of conversation.findings) {
    broken[unitIndex]?.push(violation.id);
  }
  const conduct: string[][] = conversation.units.map(() => []);
  for (const { finding } of words.conduct) {
    for (const index of finding.unitIndices) conduct[index]?.push(finding.id);
  }
  for (const [index, unit] of conversation.units.entries()) {
    const sentAtMs = conversation.deliveries[index]?.sentAtMs ?? null;
    yield line([
      words.unitTitle(index),
      sentAtMs === null ? '' : String(sentAtMs),
      senderOf(unit.direction),
      unit.kind,
      ...frameColumns(unit, conversation),
      [...new Set(broken[index])].join(' '),
      [...new Set(conduct[index])].join(' '),
      String(packetOf(conversation, index) ?? ''),
    ]);
  }
}

/** From `fin` to `content_is`. */
function frameColumns(unit: Unit, { trace }: Conversation): string[] {
  const size = String(lengthOfRange(unit.range));
  if (unit.kind !== 'frame') return ['', '', '', size, '', '', ''];
  const { isFinal, opcode, maskingKey, payloadLength } = unit.header;
  const content = contentColumns(unit, trace.streams[unit.direction]);
  return [
    isFinal ? '1' : '0',
    String(opcode),
    maskingKey === null ? '0' : '1',
    size,
    String(payloadLength.exact ?? payloadLength.value),
    ...content,
  ];
}

/** Text as it is, everything else as hex. */
function contentColumns(...[unit, stream]: Parameters<typeof frameContent>): [string, string] {
  const content = frameContent(unit, stream);
  if (content.kind === 'close') return [`${content.code ?? ''} ${content.reason}`.trim(), 'close'];
  const text = content.kind === 'text' ? fromValidUtf8(content.bytes) : null;
  return text === null ? [toHex(content.bytes), 'hex'] : [text, 'text'];
}

function line(values: readonly string[]): string {
  return `${values.map(quoted).join(',')}\r\n`;
}

/**
 * Quoted where RFC 4180 §2 asks for it, and behind an apostrophe where a spreadsheet would take a
 * text for a formula.
 */
function quoted(value: string): string {
  const safe = /^[=+@\t\r-]/.test(value) && !/^-?\d+(?:\.\d+)?$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
