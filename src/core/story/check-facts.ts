/**
 * What a reader can compute again from a step's bytes: the accept value (RFC 6455 §4.2.2), a
 * payload without its mask (§5.3), a long length (§5.2), an inflated message (RFC 7692 §7.2.2).
 */

import { concatBytes } from '#core/bytes/byte-array.ts';
import { fromValidUtf8 } from '#core/bytes/text.ts';
import {
  compressedBefore,
  hasContextTakeover,
  isCompressedFrame,
} from '#core/conversation/compressed-frames.ts';
import { contentDoubt } from '#core/conversation/content-doubt.ts';
import { unitBytes } from '#core/conversation/conversation.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import { contentOf, payloadOf } from '#core/conversation/message.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { MESSAGE_TAIL } from '#core/protocol/compression/permessage-deflate.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import type { LengthForm } from '#core/protocol/framing/payload-length.ts';
import { findField } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { computeAccept } from '#core/protocol/opening/accept-value.ts';
import { SWITCHING_PROTOCOLS } from '#core/protocol/opening/opening-response.ts';
import type { Step } from './step.ts';
import type { Story } from './story.ts';

/** The payload as it crossed, and the key to unmask it with; null if it is not masked. */
type MaskedPayload = { readonly wire: Uint8Array; readonly maskingKey: Uint8Array | null };

export type CheckFacts =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'accept'; readonly key: string; readonly accept: string }
  /** Of a long frame, the length that its header contains, in the bytes after the second. */
  | {
      readonly kind: 'length';
      readonly header: Uint8Array;
      readonly form: Exclude<LengthForm, 7>;
      readonly value: number;
    }
  | (MaskedPayload & { readonly kind: 'close'; readonly code: number; readonly reason: string })
  /** `text` is null if the payload isn't text. */
  | (MaskedPayload & {
      readonly kind: 'payload';
      readonly bytes: Uint8Array;
      readonly text: string | null;
    })
  | {
      readonly kind: 'inflation';
      /** Unmasked, each message with the tail that its sender removed. */
      readonly deflated: Uint8Array;
      /** What each message inflates to; those that this one may refer to come before it. */
      readonly inflated: readonly Uint8Array[];
    };

/** Null if there is nothing to compute, or if the payload has more than `maxSize` bytes. */
export function checkFacts(
  { unit }: Pick<Step, 'unit'>,
  { conversation }: Pick<Story, 'conversation'>,
  maxSize: number,
): CheckFacts | null {
  if (unit?.kind === 'frame') return frameFacts(unit, conversation, maxSize);
  if (unit?.kind !== 'request' && unit?.kind !== 'response') return null;
  const key = keyIn(conversation);
  if (key === null) return null;
  if (unit.kind === 'request') return { kind: 'key', key };
  return unit.head.startLine.status === SWITCHING_PROTOCOLS
    ? { kind: 'accept', key, accept: computeAccept(key).accept }
    : null;
}

function keyIn({ units }: Story['conversation']): string | null {
  const request = units.find((unit) => unit.kind === 'request');
  return (request && findField(request.head.fields, FIELD.webSocketKey)?.value) ?? null;
}

function frameFacts(
  unit: FrameUnit,
  conversation: Story['conversation'],
  maxSize: number,
): CheckFacts | null {
  if (unit.missing > 0 || contentDoubt(unit, conversation) !== null) return null;
  const { headerSize, messageOpcode, isCompressed } = unit;
  const { maskingKey } = unit.header;
  const stream = conversation.trace.streams[unit.direction];
  const bytes = unitBytes(conversation.trace, unit);
  const wire = bytes.subarray(headerSize);
  if (wire.length > maxSize) return lengthFacts(unit, bytes);
  if (wire.length === 0) return null;
  if (isCompressed) return inflationFacts(unit, conversation);
  const close = closePayloadOf(unit, stream);
  if (close) {
    const { code, reason } = close;
    return code === null ? null : { kind: 'close', wire, maskingKey, code, reason };
  }
  const payload = payloadOf(unit, stream);
  const text = messageOpcode === OPCODE.binary ? null : fromValidUtf8(payload);
  return { kind: 'payload', wire, maskingKey, bytes: payload, text };
}

function lengthFacts({ header, headerSize }: FrameUnit, bytes: Uint8Array): CheckFacts | null {
  const { form, value } = header.payloadLength;
  if (form === 7) return null;
  return { kind: 'length', header: bytes.subarray(0, headerSize), form, value };
}

/** A message may refer to earlier ones, so they are inflated with it. */
function inflationFacts(unit: FrameUnit, conversation: Story['conversation']): CheckFacts | null {
  const { trace, compression } = conversation;
  const isWhole = unit.header.isFinal && unit.header.opcode !== OPCODE.continuation;
  if (!isWhole || compression === null || !isCompressedFrame(unit)) return null;
  const earlier = hasContextTakeover(unit, conversation)
    ? compressedBefore(unit, conversation)
    : [];
  const together = [...earlier, unit];
  const stream = trace.streams[unit.direction];
  return {
    kind: 'inflation',
    deflated: concatBytes(together.flatMap((one) => [payloadOf(one, stream), MESSAGE_TAIL])),
    inflated: together.map((one) => contentOf(one, stream)),
  };
}
