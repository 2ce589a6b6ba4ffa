/** Edits of what a frame carries: its payload, its key, the length that it announces. */

import { rangeContains, type ByteRange } from '#core/bytes/bit-range.ts';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toUtf8 } from '#core/bytes/text.ts';
import type { Conversation } from '#core/conversation/conversation.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { minimalLengthForm } from '#core/protocol/framing/payload-length.ts';
import { payloadOf } from '#core/conversation/message.ts';
import type { FrameUnit, Unit } from '#core/conversation/unit.ts';
import type { Edit } from './edit.ts';
import { problemOf, type EditOutcome } from './edit-outcome.ts';
import {
  encodeFrameParts,
  framePartsOf,
  toBigEndian,
  withPayload,
  type FrameParts,
} from './frame-rewriting.ts';

/** Compresses a message again whose frame says something else now: see `recompress.ts`. */
export type Recompress = (
  conversation: Conversation,
  unit: FrameUnit,
  content: Uint8Array,
) => EditOutcome;

export type EditOptions = {
  /**
   * What stays as it is where mask, key or length change: what the frame says, which is masked
   * anew; or all other bytes, which then say something else. The former where absent.
   */
  readonly keeps?: 'content' | 'bytes';
  /** Whether a length that is longer than it need be stays so. */
  readonly keepsLengthForm?: boolean;
  /** The key of a frame that becomes masked. */
  readonly maskingKey?: Uint8Array;
  /** For compressed messages: compressing needs a large library, which not everyone has loaded. */
  readonly recompress?: Recompress;
};

/** The key of the RFC's own example (RFC 6455 §5.7): it is known to be no secret. */
export const EXAMPLE_KEY = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

/** Bytes of the unit replaced; the range counts from the unit's first byte. */
export function editWithin(unit: Unit, range: ByteRange, bytes: Uint8Array): Edit {
  const { start } = unit.range;
  return {
    direction: unit.direction,
    range: { start: start + range.start, end: start + range.end },
    bytes,
  };
}

/** Another payload, as it is before masking; the length follows. */
export function replacePayload(
  { trace }: Conversation,
  unit: FrameUnit,
  payload: Uint8Array,
  { keepsLengthForm = false }: EditOptions = {},
): Edit {
  return rewrite(unit, withPayload(framePartsOf(trace, unit), payload, keepsLengthForm));
}

/** Other content: compressed again where the message is compressed. */
export function replaceContent(
  conversation: Conversation,
  unit: FrameUnit,
  content: Uint8Array,
  options: EditOptions = {},
): EditOutcome {
  if (unit.inflation === undefined) {
    return { kind: 'edit', edit: replacePayload(conversation, unit, content, options) };
  }
  return options.recompress?.(conversation, unit, content) ?? problemOf('compressor-missing');
}

/** Part of a payload replaced, before masking. */
export function replaceInPayload(
  conversation: Conversation,
  unit: FrameUnit,
  range: ByteRange,
  bytes: Uint8Array,
  options: EditOptions = {},
): EditOutcome {
  const payload = payloadOf(unit, conversation.trace.streams[unit.direction]);
  if (!rangeContains({ start: 0, end: payload.length }, range)) return problemOf('no-such-byte');
  const replaced = concatBytes([
    payload.subarray(0, range.start),
    bytes,
    payload.subarray(range.end),
  ]);
  return { kind: 'edit', edit: replacePayload(conversation, unit, replaced, options) };
}

/**
 * A Close's code and reason, any of them, also such as may not be sent; null for a Close without
 * either. Where the frame is none, it becomes one.
 */
export function setClose(
  { trace }: Conversation,
  unit: FrameUnit,
  code: number | null,
  reason: string,
): Edit {
  const parts = framePartsOf(trace, unit);
  const payload =
    code === null ? new Uint8Array(0) : concatBytes([toBigEndian(BigInt(code), 2), toUtf8(reason)]);
  // The opcode's four bits are the low ones of the first byte.
  const firstByte = (parts.firstByte & 0xf0) | OPCODE.close;
  return rewrite(unit, { ...withPayload(parts, payload), firstByte });
}

/** Masked by `maskingKey`, or not at all; what the frame says stays. */
export function setMasking(
  { trace }: Conversation,
  unit: FrameUnit,
  maskingKey: Uint8Array | null,
): Edit {
  return rewrite(unit, { ...framePartsOf(trace, unit), maskingKey });
}

/**
 * Another length announced, true or not: the header alone changes. Null where nothing can announce
 * it.
 */
export function announceLength(
  { trace }: Conversation,
  unit: FrameUnit,
  announced: bigint,
  { keepsLengthForm = false }: EditOptions = {},
): Edit {
  const parts = framePartsOf(trace, unit);
  const minimal = minimalLengthForm(announced);
  const lengthForm = keepsLengthForm && parts.lengthForm > minimal ? parts.lengthForm : minimal;
  const header = encodeFrameParts({ ...parts, announced, lengthForm, payload: new Uint8Array(0) });
  return editWithin(unit, { start: 0, end: unit.headerSize }, header);
}

function rewrite(unit: FrameUnit, parts: FrameParts): Edit {
  const { start, end } = unit.range;
  return editWithin(unit, { start: 0, end: end - start }, encodeFrameParts(parts));
}
