/** Edits single bits and bytes of a unit, in any of its buffers. */

import { BITS_PER_BYTE } from '#core/bytes/bit-range.ts';
import { copyBytes } from '#core/bytes/byte-array.ts';
import { unitBytes, type Conversation } from '#core/conversation/conversation.ts';
import type { BufferName } from '#core/trace/buffer-name.ts';
import { contentOf, payloadOf } from '#core/conversation/message.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { maskingKeyIndex } from '#core/protocol/framing/masking.ts';
import { problemOf, type EditOutcome } from './edit-outcome.ts';
import { editWithin, replaceContent, type EditOptions } from './set-payload.ts';

/** A byte in one of the buffers of a unit. */
export type BytePlace = { readonly buffer: BufferName; readonly offset: number };

/** `bit` counts from the start of the buffer, most significant bit first. */
export function flipBit(
  conversation: Conversation,
  unit: Unit,
  buffer: BufferName,
  bit: number,
  options: EditOptions = {},
): EditOutcome {
  const place = { buffer, offset: Math.floor(bit / BITS_PER_BYTE) };
  const flipped = 0x80 >> (bit % BITS_PER_BYTE);
  return changeByte(conversation, unit, place, (byte) => byte ^ flipped, options);
}

export function setByte(
  conversation: Conversation,
  unit: Unit,
  place: BytePlace,
  value: number,
  options: EditOptions = {},
): EditOutcome {
  return changeByte(conversation, unit, place, () => value, options);
}

function changeByte(
  conversation: Conversation,
  unit: Unit,
  { buffer, offset }: BytePlace,
  change: (byte: number) => number,
  options: EditOptions,
): EditOutcome {
  const stream = conversation.trace.streams[unit.direction];
  if (buffer === 'wire') {
    const byte = unitBytes(conversation.trace, unit)[offset];
    if (byte === undefined) return problemOf('no-such-byte');
    return wireByte(unit, offset, change(byte));
  }
  if (unit.kind !== 'frame') return problemOf('no-such-byte');
  if (buffer === 'unmasked') {
    const byte = payloadOf(unit, stream)[offset];
    if (byte === undefined) return problemOf('no-such-byte');
    const key = unit.header.maskingKey?.[maskingKeyIndex(offset)] ?? 0;
    return wireByte(unit, unit.headerSize + offset, change(byte) ^ key);
  }
  const content = copyBytes(contentOf(unit, stream));
  const byte = content[offset];
  if (byte === undefined || unit.inflation === undefined) return problemOf('no-such-byte');
  content[offset] = change(byte);
  return replaceContent(conversation, unit, content, options);
}

function wireByte(unit: Unit, offset: number, value: number): EditOutcome {
  const range = { start: offset, end: offset + 1 };
  return { kind: 'edit', edit: editWithin(unit, range, Uint8Array.of(value)) };
}
