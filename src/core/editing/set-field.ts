/**
 * Changes the value of a field, and everything that depends on it (RFC 6455 §5.2, RFC 9112 §2.1).
 */

import { bytesCovering, shiftRange, type ByteRange } from '#core/bytes/bit-range.ts';
import { toLatin1, toUtf8 } from '#core/bytes/text.ts';
import { unitBytes, type Conversation } from '#core/conversation/conversation.ts';
import type { Field, FieldId, FieldValue } from '#core/dissection/field.ts';
import type { FrameUnit, Unit } from '#core/conversation/unit.ts';
import { applyMask } from '#core/protocol/framing/masking.ts';
import { extendedLengthSize } from '#core/protocol/framing/payload-length.ts';
import { problemOf, type EditOutcome } from './edit-outcome.ts';
import { toBigEndian } from './frame-rewriting.ts';
import {
  announceLength,
  editWithin,
  EXAMPLE_KEY,
  replaceContent,
  replaceInPayload,
  setMasking,
  type EditOptions,
} from './set-payload.ts';

const LINES: readonly FieldId[] = ['head.request-line', 'head.status-line', 'head.field'];

/** `field` has to come from the dissection of `unit`. */
export function setField(
  conversation: Conversation,
  unit: Unit,
  field: Field,
  value: FieldValue,
  options: EditOptions = {},
): EditOutcome {
  if (unit.kind === 'frame') return setFrameField(conversation, unit, field, value, options);
  const bytes = value.kind === 'text' ? toHeadBytes(value.text) : toBytes(value);
  if (bytes === null) return problemOf('not-for-this-field');
  if (bytes === 'not-latin-1') return problemOf(bytes);
  const range = bytesCovering(field.range);
  const wire = unitBytes(conversation.trace, unit);
  const kept = LINES.includes(field.id) ? lineEndSize(wire, range) : 0;
  return edited(unit, { start: range.start, end: range.end - kept }, bytes);
}

/** Fields whose change affects only the header. */
const HEADER_ALONE: readonly FieldId[] = [
  'frame.fin',
  'frame.rsv1',
  'frame.rsv2',
  'frame.rsv3',
  'frame.opcode',
  'frame.length',
  'frame.extended-length',
];

function setFrameField(
  conversation: Conversation,
  unit: FrameUnit,
  field: Field,
  value: FieldValue,
  options: EditOptions,
): EditOutcome {
  const { id, range } = field;
  const keepsBytes = options.keeps === 'bytes';
  if (unit.notCaptured !== undefined && !keepsBytes && !HEADER_ALONE.includes(id)) {
    return problemOf('not-captured');
  }
  const setBits = (bits: number) => setBitsOfByte(conversation, unit, range, bits);
  switch (id) {
    case 'frame.fin':
    case 'frame.rsv1':
    case 'frame.rsv2':
    case 'frame.rsv3':
      return value.kind === 'flag' ? setBits(value.isSet ? 1 : 0) : problemOf('not-for-this-field');
    case 'frame.opcode':
      return value.kind === 'opcode' ? setBits(value.opcode) : problemOf('not-for-this-field');
    case 'frame.mask': {
      if (value.kind !== 'flag') return problemOf('not-for-this-field');
      if (keepsBytes) return setBits(value.isSet ? 1 : 0);
      const { maskingKey = unit.header.maskingKey ?? EXAMPLE_KEY } = options;
      return {
        kind: 'edit',
        edit: setMasking(conversation, unit, value.isSet ? maskingKey : null),
      };
    }
    case 'frame.length':
    case 'frame.extended-length':
      return value.kind === 'number'
        ? setLength(conversation, unit, field, value.exact ?? BigInt(value.value), options)
        : problemOf('not-for-this-field');
    case 'frame.masking-key':
      if (value.kind !== 'bytes') return problemOf('not-for-this-field');
      return keepsBytes
        ? edited(unit, bytesCovering(range), value.bytes)
        : { kind: 'edit', edit: setMasking(conversation, unit, value.bytes) };
    default:
      return setPayloadField(conversation, unit, field, value, options);
  }
}

/** Bits of the first 2 bytes of a frame. */
function setBitsOfByte(
  { trace }: Conversation,
  unit: FrameUnit,
  { start, end }: ByteRange,
  bits: number,
): EditOutcome {
  const bytes = bytesCovering({ start, end });
  const byte = unitBytes(trace, unit)[bytes.start] ?? 0;
  const shift = bytes.end * 8 - end;
  const all = (1 << (end - start)) - 1;
  if (bits > all) return problemOf('too-large-for-field');
  const changed = (byte & ~(all << shift)) | (bits << shift);
  return edited(unit, bytes, Uint8Array.of(changed));
}

/**
 * Changes only the length. It uses the shortest form, or if the other bytes are kept, the bits of
 * the field.
 */
function setLength(
  conversation: Conversation,
  unit: FrameUnit,
  { id, range }: Field,
  length: bigint,
  options: EditOptions,
): EditOutcome {
  if (options.keeps !== 'bytes') {
    return { kind: 'edit', edit: announceLength(conversation, unit, length, options) };
  }
  if (id === 'frame.length') {
    const bits = length > 0x7fn ? Infinity : Number(length);
    return setBitsOfByte(conversation, unit, range, bits);
  }
  const size = extendedLengthSize(unit.header.payloadLength.form);
  if (length >> BigInt(8 * size) > 0n) return problemOf('too-large-for-field');
  return edited(unit, bytesCovering(range), toBigEndian(length, size));
}

function setPayloadField(
  conversation: Conversation,
  unit: FrameUnit,
  { id, buffer, range }: Field,
  value: FieldValue,
  options: EditOptions,
): EditOutcome {
  const bytes = toBytes(value);
  if (bytes === null) return problemOf('not-for-this-field');
  const place = bytesCovering(range);
  if (buffer === 'inflated') return replaceContent(conversation, unit, bytes, options);
  const inPayload = buffer === 'wire' ? shiftRange(place, -unit.headerSize) : place;
  const { maskingKey } = unit.header;
  // On the wire, the payload is already masked.
  const unmasked = id === 'frame.payload' && maskingKey ? applyMask(bytes, maskingKey) : bytes;
  return replaceInPayload(conversation, unit, inPayload, unmasked, options);
}

function toHeadBytes(text: string): Uint8Array | 'not-latin-1' {
  return /[^\0-\xff]/.test(text) ? 'not-latin-1' : toLatin1(text);
}

function toBytes(value: FieldValue): Uint8Array | null {
  switch (value.kind) {
    case 'bytes':
      return value.bytes;
    case 'text':
      return toUtf8(value.text);
    case 'close-code':
      return toBigEndian(BigInt(value.code), 2);
    default:
      return null;
  }
}

/** The size of the line break, which stays when the text of the line changes. */
function lineEndSize(wire: Uint8Array, { start, end }: ByteRange): number {
  if (wire[end - 1] !== 0x0a) return 0;
  return end - 2 >= start && wire[end - 2] === 0x0d ? 2 : 1;
}

function edited(unit: Unit, range: ByteRange, bytes: Uint8Array): EditOutcome {
  return { kind: 'edit', edit: editWithin(unit, range, bytes) };
}
