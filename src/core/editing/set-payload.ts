/** Edits the contents of a frame: its payload, masking key and announced length. */

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

/** Compresses a changed message again. See `recompress.ts`. */
export type Recompress = (
  conversation: Conversation,
  unit: FrameUnit,
  content: Uint8Array,
) => EditOutcome;

export type EditOptions = {
  /**
   * What stays the same when mask, key or length change: the content, which is masked again, or all
   * other bytes, which then mean something else. Default: the content.
   */
  readonly keeps?: 'content' | 'bytes';
  /** Whether a length form that is longer than needed is kept. */
  readonly keepsLengthForm?: boolean;
  /** The masking key for a frame that becomes masked. */
  readonly maskingKey?: Uint8Array;
  /** Needed for compressed messages. Passed in because the compression library is loaded lazily. */
  readonly recompress?: Recompress;
};

/** The example key of RFC 6455 §5.7, which is obviously not secret. */
export const EXAMPLE_KEY = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);

/** Replaces bytes of a unit. `range` counts from the first byte of the unit. */
export function editWithin(unit: Unit, range: ByteRange, bytes: Uint8Array): Edit {
  const { start } = unit.range;
  return {
    direction: unit.direction,
    range: { start: start + range.start, end: start + range.end },
    bytes,
  };
}

/** Replaces the payload (before masking) and updates the length. */
export function replacePayload(
  { trace }: Conversation,
  unit: FrameUnit,
  payload: Uint8Array,
  { keepsLengthForm = false }: EditOptions = {},
): Edit {
  return rewrite(unit, withPayload(framePartsOf(trace, unit), payload, keepsLengthForm));
}

/** Replaces the content. A compressed message is compressed again. */
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

/** Replaces a part of a payload, before masking. */
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
 * Sets the code and reason of a Close frame, even invalid ones. A null code removes both. Any other
 * frame becomes a Close frame.
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
  // The opcode is in the 4 low bits of the first byte.
  const firstByte = (parts.firstByte & 0xf0) | OPCODE.close;
  return rewrite(unit, { ...withPayload(parts, payload), firstByte });
}

/** Masks with `maskingKey`, or unmasks if it is null. The content stays the same. */
export function setMasking(
  { trace }: Conversation,
  unit: FrameUnit,
  maskingKey: Uint8Array | null,
): Edit {
  return rewrite(unit, { ...framePartsOf(trace, unit), maskingKey });
}

/** Announces another length, correct or not. Only the header changes. */
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
