/**
 * A unit or a conversation as JSON, for other programs. Ranges are half-open and bytes are hex. Bit
 * ranges count from the first byte of the unit in the named buffer.
 */

import { lengthOfRange, type BitRange } from '#core/bytes/bit-range.ts';
import { toHex } from '#core/bytes/hex.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import { brokenBy } from '#core/conduct/conduct-finding.ts';
import { CONDUCT_RULES } from '#core/conduct/conduct-rules.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { dissectUnit } from '#core/dissection/unit-dissection.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import type { Field, FieldValue } from '#core/dissection/field.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import type { ByteKind } from '#core/trace/byte-kind.ts';
import type { Finding } from '#core/conversation/finding.ts';
import { messageData, type Message } from '#core/conversation/message.ts';
import { missingPayload } from '#core/conversation/missing-bytes.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { MessageType } from '#core/protocol/messages/message-sink.ts';
import { referenceLabel } from '#core/protocol/rules/reference.ts';
import type { Reaction, ReceiverDuty, Requirement } from '#core/protocol/rules/rules.ts';
import { senderOf, type Direction, type Side } from '#core/trace/direction.ts';
import {
  CONVERSATION_FORMAT,
  UNIT_FORMAT,
  type WireConversationDocument,
  type WireUnitDocument,
  type WireUnitJson,
} from '#core/trace/own-export.ts';
import type { ConversationWords } from './conversation-words.ts';

export type FieldJson = {
  /** A stable identifier: "frame.masking-key". */
  readonly id: string;
  readonly label: string;
  readonly buffer: BufferName;
  readonly bits: BitRange;
  /** The kind of bytes, which decides the colour. */
  readonly kind: ByteKind;
  readonly type: FieldValue['kind'];
  /** Bytes as hex. Integers above 2^53 as decimal digits. */
  readonly value: boolean | number | string;
  readonly meaning: string;
  readonly reference: string;
  /** Its parts, which tile it. */
  readonly fields: readonly FieldJson[];
};

export type FindingJson = {
  /** The violated rule: "frame.reserved-bit". */
  readonly rule: string;
  readonly title: string;
  readonly buffer: BufferName;
  readonly bits: BitRange;
  /** What the sender broke; null for a limit of the receiver. */
  readonly breaks: Requirement | null;
  /** What the rule's documents demand of a receiver. */
  readonly receiver: ReceiverDuty;
  /** What this site's own receiver does. */
  readonly reaction: Reaction;
  /**
   * The code of the Close frame that fails the connection. Null before the connection is open, and
   * for bytes after a Close, which receivers ignore.
   */
  readonly closeCode: number | null;
  readonly reference: string;
};

export type UnitJson = WireUnitJson & {
  readonly title: string;
  readonly kind: Unit['kind'];
  /**
   * The number of bytes that belong to the unit but are missing; null if unknown. A string above
   * 2^53 - 1.
   */
  readonly missing: number | string | null;
  /**
   * The number of bytes that were sent but not captured, in the payload of a frame or in a gap.
   * Absent without a gap.
   */
  readonly notCaptured?: number;
  /** Whether its start is uncertain. */
  readonly isAssumed?: true;
  /** As hex: `wire` as it was sent; `unmasked` and `inflated` if the unit has them. */
  readonly buffers: Readonly<Partial<Record<BufferName, string>>>;
  readonly fields: readonly FieldJson[];
  readonly findings: readonly FindingJson[];
};

export type MessageJson = {
  readonly title: string;
  readonly direction: Direction;
  readonly type: MessageType;
  /** Indices into `units`. */
  readonly units: readonly number[];
  readonly isFinished: boolean;
  /**
   * Whether some of its bytes were not captured. `size`, `hex` and `text` then cover only the bytes
   * before those.
   */
  readonly isTorn?: true;
  readonly size: number;
  readonly hex: string;
  /** Only in text messages. Invalid UTF-8 becomes U+FFFD. */
  readonly text?: string;
};

export type ConductJson = {
  /** "ping.without-pong". */
  readonly rule: string;
  readonly side: Side;
  /** Indices into `units`. */
  readonly units: readonly number[];
  readonly title: string;
  /** What is certainly broken; null for nothing. */
  readonly breaks: 'must' | 'should' | null;
  /** Why it can't be known whether the rule was broken; null if nothing is in doubt. */
  readonly doubt: string | null;
  readonly reference: string;
};

export type UnitDocument = WireUnitDocument & { readonly unit: UnitJson };

export type ConversationDocument = Omit<WireConversationDocument, 'units'> & {
  readonly units: readonly UnitJson[];
  readonly messages: readonly MessageJson[];
  /** What a side did across frames. */
  readonly conduct: readonly ConductJson[];
};

export function toUnitDocument(
  conversation: Conversation,
  unitIndex: number,
  words: ConversationWords,
): UnitDocument {
  const unit = conversation.units[unitIndex];
  if (unit === undefined) throw new RangeError(`expected a unit ${unitIndex}, got none`);
  const findings = conversation.findings.filter((finding) => finding.unitIndex === unitIndex);
  return {
    format: UNIT_FORMAT,
    provenance: conversation.trace.provenance,
    unit: unitJson(conversation, unit, unitIndex, findings, words),
  };
}

export function toConversationDocument(
  conversation: Conversation,
  words: ConversationWords,
): ConversationDocument {
  return {
    ...headOf(conversation),
    units: [...unitsOf(conversation, words)],
    messages: [...messagesOf(conversation, words)],
    conduct: [...conductOf(words)],
  };
}

/**
 * The document as text, one line per unit and message, because a conversation can have 100,000 of
 * them.
 */
export function* conversationJsonPieces(
  conversation: Conversation,
  words: ConversationWords,
): Generator<string, void> {
  const head = JSON.stringify(headOf(conversation));
  yield `${head.slice(0, -1)},\n"units":[\n`;
  yield* lines(unitsOf(conversation, words));
  yield '],\n"messages":[\n';
  yield* lines(messagesOf(conversation, words));
  yield '],\n"conduct":[\n';
  yield* lines(conductOf(words));
  yield ']}\n';
}

function* lines(values: Iterable<UnitJson | MessageJson | ConductJson>): Generator<string, void> {
  let end = '';
  for (const value of values) {
    yield end + JSON.stringify(value);
    end = ',\n';
  }
  if (end !== '') yield '\n';
}

function headOf({
  trace,
  compression,
}: Conversation): Omit<ConversationDocument, 'units' | 'messages' | 'conduct'> {
  const { provenance, endpoints } = trace;
  return { format: CONVERSATION_FORMAT, provenance, endpoints, compression };
}

function* unitsOf(conversation: Conversation, words: ConversationWords): Generator<UnitJson, void> {
  const { units } = conversation;
  const findings: Finding[][] = units.map(() => []);
  for (const finding of conversation.findings) findings[finding.unitIndex]?.push(finding);
  for (const [index, unit] of units.entries()) {
    yield unitJson(conversation, unit, index, findings[index] ?? [], words);
  }
}

function* messagesOf(
  conversation: Conversation,
  words: ConversationWords,
): Generator<MessageJson, void> {
  for (const [index, message] of conversation.messages.entries()) {
    yield messageJson(conversation, message, index, words);
  }
}

function* conductOf({ conduct }: ConversationWords): Generator<ConductJson, void> {
  for (const { finding, title } of conduct) {
    const { id, side, unitIndices, doubt } = finding;
    yield {
      rule: id,
      side,
      units: unitIndices,
      title,
      breaks: brokenBy(finding),
      doubt,
      reference: referenceLabel(CONDUCT_RULES[id].reference),
    };
  }
}

function unitJson(
  { trace, deliveries }: Conversation,
  unit: Unit,
  unitIndex: number,
  findings: readonly Finding[],
  words: ConversationWords,
): UnitJson {
  const dissection = dissectUnit(trace, unit);
  const buffers = Object.entries(dissection.buffers).map(([name, bytes]) => [name, toHex(bytes)]);
  const sender = senderOf(unit.direction);
  const sentAtMs = deliveries[unitIndex]?.sentAtMs ?? null;
  return {
    title: words.unitTitle(unitIndex),
    kind: unit.kind,
    direction: unit.direction,
    bytes: unit.range,
    ...(sentAtMs !== null && { sentAtMs }),
    missing: missingOf(unit),
    ...notCapturedOf(unit),
    ...(unit.isAssumed && { isAssumed: unit.isAssumed }),
    buffers: Object.fromEntries(buffers) as UnitJson['buffers'],
    fields: dissection.fields.map((field) => fieldJson(field, dissection, sender, words)),
    findings: findings.map((finding) => findingJson(finding, words)),
  };
}

function missingOf(unit: Unit): number | string | null {
  if (unit.kind !== 'frame') return 'missing' in unit ? unit.missing : 0;
  const { header, headerSize, range } = unit;
  const missing = missingPayload(header.payloadLength, range.end - range.start - headerSize);
  return typeof missing === 'bigint' ? String(missing) : missing;
}

function notCapturedOf(unit: Unit): Pick<UnitJson, 'notCaptured'> {
  if (unit.kind === 'not-captured') return { notCaptured: lengthOfRange(unit.range) };
  return unit.kind === 'frame' && unit.notCaptured !== undefined
    ? { notCaptured: unit.notCaptured }
    : {};
}

function fieldJson(
  field: Field,
  dissection: Dissection,
  sender: Side,
  words: ConversationWords,
): FieldJson {
  const { label, meaning } = words.field(field, dissection, sender);
  return {
    id: field.id,
    label,
    buffer: field.buffer,
    bits: field.range,
    kind: field.kind,
    type: field.value.kind,
    value: plainValue(field.value),
    meaning,
    reference: referenceLabel(field.reference),
    fields: field.children.map((child) => fieldJson(child, dissection, sender, words)),
  };
}

function plainValue(value: FieldValue): boolean | number | string {
  switch (value.kind) {
    case 'flag':
      return value.isSet;
    case 'number':
      return value.exact === undefined ? value.value : String(value.exact);
    case 'opcode':
      return value.opcode;
    case 'close-code':
      return value.code;
    case 'bytes':
      return toHex(value.bytes);
    case 'text':
      return value.text;
  }
}

function findingJson(finding: Finding, words: ConversationWords): FindingJson {
  const { id, range, breaks, receiver, reaction, closeCode, reference } = finding.violation;
  return {
    rule: id,
    title: words.finding(finding).title,
    buffer: finding.buffer,
    bits: range,
    breaks,
    receiver,
    reaction,
    closeCode,
    reference: referenceLabel(reference),
  };
}

function messageJson(
  { units, trace }: Conversation,
  message: Message,
  messageIndex: number,
  words: ConversationWords,
): MessageJson {
  const { direction, type, unitIndices, isFinished, isTorn, size } = message;
  const data = messageData(message, units, trace.streams[direction]);
  const json = {
    title: words.message(messageIndex).title,
    direction,
    type,
    units: unitIndices,
    isFinished,
    ...(isTorn && { isTorn: true as const }),
    size,
    hex: toHex(data),
  };
  return type === 'text' ? { ...json, text: fromUtf8(data) } : json;
}
