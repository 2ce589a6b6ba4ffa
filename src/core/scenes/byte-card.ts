/** One byte of a step: its bits and fields as it arrives, and what it is after unmasking. */

import { BITS_PER_BYTE, bitsOfBytes, rangesOverlap, type BitRange } from '#core/bytes/bit-range.ts';
import { unitBytes } from '#core/conversation/conversation.ts';
import { findingRange } from '#core/conversation/finding.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { findFieldAt, type Field } from '#core/dissection/field.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { dissectAs, dissectUnit } from '#core/dissection/unit-dissection.ts';
import { maskingKeyIndex } from '#core/protocol/framing/masking.ts';
import { decodeFrameHeader } from '#core/protocol/framing/frame-header.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import type { ByteCarrier } from '#core/story/flipped-bit.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { Trace } from '#core/trace/trace.ts';
import { bitGroups, flipBit, type BitGroup } from './byte-bits.ts';

export type ByteCardScene = {
  readonly dissection: Dissection;
  readonly byte: number;
  /** Consecutive bits by field. */
  readonly groups: readonly BitGroup[];
  /** For a masked payload byte: the bytes that make it, and its field after unmasking. */
  readonly unmasking: Unmasking | null;
  /** The field line that the byte is in, with its name; null outside header fields. */
  readonly headerName: string | null;
};

export type Unmasking = {
  readonly masked: number;
  readonly key: number;
  readonly plain: number;
  readonly field: Field | null;
};

/** The unit's bytes as they arrive: those of one segment may be altered, but not moved. */
function arrivingUnit(trace: Trace, unit: Unit, carrier: ByteCarrier | null): Uint8Array {
  const sent = unitBytes(trace, unit);
  const event = carrier && trace.events[carrier.eventIndex];
  if (!carrier || !event || carrier.arriving.length !== carrier.sent.length) return sent;
  const bytes = sent.slice();
  const from = event.range.start - unit.range.start;
  for (const [index, byte] of carrier.arriving.entries()) {
    const at = from + index;
    if (at >= 0 && at < bytes.length) bytes[at] = byte;
  }
  return bytes;
}

/** `flipped` is the index of a bit of that byte that is shown flipped; null if none is. */
export function layoutByteCard(
  trace: Trace,
  unit: Unit,
  byteIndex: number,
  carrier: ByteCarrier | null,
  flipped: number | null,
): ByteCardScene {
  const arriving = arrivingUnit(trace, unit, carrier);
  const bytes = flipped === null ? arriving : flipBit(arriving, byteIndex, flipped);
  const isAsSent = bytes.every((byte, index) => byte === unitBytes(trace, unit)[index]);
  const dissection = isAsSent ? dissectUnit(trace, unit) : dissectAltered(unit, bytes);
  return {
    dissection,
    byte: bytes[byteIndex] ?? 0,
    groups: bitGroups(dissection, byteIndex),
    unmasking: unmaskingOf(dissection, byteIndex),
    headerName: headerNameAt(dissection, byteIndex),
  };
}

/** A continuation's type is that of its message, which its own bytes don't contain. */
function dissectAltered(unit: Unit, bytes: Uint8Array): Dissection {
  if (unit.kind !== 'frame') return dissectAs(unit.kind, bytes);
  return dissectFrame(bytes, { messageOpcode: unit.messageOpcode });
}

function unmaskingOf({ buffers, fields }: Dissection, byteIndex: number): Unmasking | null {
  const { wire, unmasked } = buffers;
  const reading = decodeFrameHeader(wire);
  if (unmasked === undefined || reading.kind !== 'header') return null;
  const at = byteIndex - reading.size;
  const key = reading.header.maskingKey?.[maskingKeyIndex(at)];
  const plain = unmasked[at];
  const masked = wire[byteIndex];
  if (at < 0 || key === undefined || plain === undefined || masked === undefined) return null;
  return { masked, key, plain, field: findFieldAt(fields, 'unmasked', at * BITS_PER_BYTE) };
}

function headerNameAt({ fields }: Dissection, byteIndex: number): string | null {
  const bit = byteIndex * BITS_PER_BYTE;
  const line = fields.find(({ id, range }) => id === 'head.field' && contains(range, bit));
  const name = line?.children.find(({ id }) => id === 'head.field-name');
  return name?.value.kind === 'text' ? name.value.text : null;
}

function contains({ start, end }: BitRange, bit: number): boolean {
  return start <= bit && bit < end;
}

/** The rules that the sender broke in that byte of the step's unit. */
export function violationsAt(
  { unitIndex }: Step,
  byteIndex: number,
  { conversation }: Story,
): readonly Violation[] {
  const bits = bitsOfBytes(byteIndex, byteIndex + 1);
  return conversation.findings
    .filter((finding) => finding.unitIndex === unitIndex)
    .filter((finding) => rangesOverlap(findingRange(finding, conversation), bits))
    .map(({ violation }) => violation);
}
