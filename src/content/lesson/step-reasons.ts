/** Reasons for steps that show more than others of their kind. */

import { bytesEqual } from '#core/bytes/byte-array.ts';
import { fromValidUtf8 } from '#core/bytes/text.ts';
import { compressedBefore, hasContextTakeover } from '#core/conversation/compressed-frames.ts';
import { isReadable } from '#core/conversation/content-doubt.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  extendedLengthSize,
  MAX_LENGTH,
  sevenBitsOf,
  type LengthForm,
} from '#core/protocol/framing/payload-length.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { framePayload } from '#core/story/calls.ts';
import { crossesData } from '#core/story/delivery-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { receiverOf, senderOf } from '#core/trace/direction.ts';
import { actorName, actorWithin } from './actor-names.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import type { StepWords } from '#content/phrasing/prose.ts';
import { formatCount } from '#content/phrasing/quantity.ts';
import { findViolation } from '#core/story/closing-facts.ts';

export type Reason = Pick<StepWords, 'why' | 'references'>;

/** Replaces the reason in `plainStepText`. Null to keep it. */
export function specialReason(step: Step, story: Story): Reason | null {
  const { unit } = step;
  if (step.kind !== 'unit' || unit?.kind !== 'frame') return null;
  const isData = !isControlOpcode(unit.header.opcode);
  const masking = isData ? wrongMaskingReason(unit) : null;
  if (masking) return masking;
  const finding = unit.header.opcode === OPCODE.close ? undefined : findViolation(step, story);
  if (finding) return finding.violation.breaks === null ? LIMIT_REASON : BREACH_REASON;
  return isData ? dataReason(unit, step, story) : null;
}

const BREACH_REASON: Reason = {
  why: [
    'If each receiver guessed what was meant, two of them could read different things in the same bytes. So a receiver stops reading.',
  ],
  references: [rfc(6455, '7.1.7')],
};

/** Nothing is broken: the limit is the receiver's own. */
const LIMIT_REASON: Reason = {
  why: [
    'The RFC sets no maximum, but receivers should protect themselves with a limit of their own. Close code 1009 means that a message was larger.',
  ],
  references: [rfc(6455, '10.4'), rfc(6455, '7.4.1')],
};

function wrongMaskingReason({ direction, header }: FrameUnit): Reason | null {
  const isByClient = direction === 'client-to-server';
  if (isByClient === (header.maskingKey !== null)) return null;
  return {
    why: [
      isByClient
        ? 'A client must mask every frame, over TLS as well. Without masking, a page could choose the bytes on the wire. The server must close the connection.'
        : 'A server must not mask. Masking in this direction protects nothing, and the client must close the connection.',
    ],
    references: [rfc(6455, '5.1'), rfc(6455, '10.3')],
  };
}

function dataReason(unit: FrameUnit, step: Step, story: Story): Reason | null {
  const payload = framePayload(unit, story.conversation);
  return (
    lateReason(unit, step, story) ??
    compressionReason(unit, payload, story) ??
    fragmentReason(unit, payload, story) ??
    lengthReason(unit) ??
    bothWaysReason(unit, step, story)
  );
}

/** For data that is sent after the peer's Close. */
function lateReason(
  { direction }: FrameUnit,
  { isUnread, statesBefore }: Step,
  story: Story,
): Reason | null {
  const receiver = receiverOf(direction);
  if (isUnread || statesBefore[receiver].readyState !== 'CLOSING') return null;
  const { trace } = story.conversation;
  return {
    why: [
      `${actorName(trace, receiver)} has sent its Close frame, but ${actorWithin(trace, senderOf(direction))} has not sent one yet, so it may still send data. An endpoint that started the closing handshake still reads.`,
    ],
    references: [rfc(6455, '5.5.1'), rfc(6455, '7.1.2')],
  };
}

function compressionReason(
  unit: FrameUnit,
  payload: Uint8Array,
  { conversation }: Story,
): Reason | null {
  if (unit.inflation === undefined || !unit.header.rsv1) return null;
  const sent = sizeOf(unit);
  const earlier = compressedBefore(unit, conversation);
  if (payload.length === 0 && unit.header.isFinal) return EMPTY_REASON;
  if (earlier.length === 0) {
    return {
      why: [
        'RSV1 means that the payload is compressed with DEFLATE, as negotiated in the handshake. ',
        sent < payload.length
          ? 'Repetitions within the message are sent once.'
          : 'This message doesn’t get shorter, because it has too few repetitions.',
      ],
      references: [rfc(7692, '6'), rfc(7692, '7.2.1')],
    };
  }
  // The same message took more bytes when there was less to refer to.
  const refers = earlier.some(
    (other) => sizeOf(other) > sent && bytesEqual(other.inflation.bytes, payload),
  );
  return hasContextTakeover(unit, conversation)
    ? {
        why: [
          'Both sides remember earlier messages (context takeover). ',
          refers
            ? 'This message refers to them instead of repeating their bytes.'
            : 'A message can refer to them instead of repeating their bytes.',
        ],
        references: [rfc(7692, '7.2.3.2')],
      }
    : {
        why: [
          'Each message is compressed separately, as negotiated, so it can’t refer to earlier ones. That costs bytes, but both sides need less memory.',
        ],
        references: [rfc(7692, '7.1.1')],
      };
}

const EMPTY_REASON: Reason = {
  why: [
    'RSV1 means that the payload is compressed with DEFLATE, as negotiated in the handshake. An empty message becomes an empty block of DEFLATE.',
  ],
  references: [rfc(7692, '7.2.1'), rfc(7692, '7.2.3.6')],
};

/** Of the payload as it crosses. */
function sizeOf({ range, headerSize }: FrameUnit): number {
  return range.end - range.start - headerSize;
}

function fragmentReason(
  unit: FrameUnit,
  payload: Uint8Array,
  { conversation }: Story,
): Reason | null {
  const { header, messageOpcode } = unit;
  const isContinuation = header.opcode === OPCODE.continuation;
  if (messageOpcode === null || (header.isFinal && !isContinuation)) return null;
  const isText = messageOpcode === OPCODE.text && isReadable(unit, conversation);
  if (isText && fromValidUtf8(payload) === null) {
    return {
      why: [
        'A character is split here. That is allowed, because only the whole message has to be UTF-8. A receiver that checks early has to remember where it stopped.',
      ],
      references: [rfc(6455, '5.6'), rfc(6455, '8.1')],
    };
  }
  return { why: [fragmentWords(isContinuation, header.isFinal)], references: [rfc(6455, '5.4')] };
}

function fragmentWords(isContinuation: boolean, isFinal: boolean): string {
  if (!isContinuation) {
    return 'Fragments let a sender start before it knows the length of the message. Control frames may come between them, but no other message.';
  }
  return isFinal
    ? 'The receiver’s code gets the message when it is complete, as one piece. It doesn’t see the fragments, and an intermediary may split the message differently.'
    : 'Opcode 0 continues a message: only the first fragment has the type. Fragments have no numbers, because TCP keeps their order.';
}

/** For the largest length that 7 bits can contain, and for longer ones. */
function lengthReason({ header }: FrameUnit): Reason | null {
  const { form, value } = header.payloadLength;
  const references = [rfc(6455, '5.2')];
  if (form !== 7) {
    const shorter: LengthForm = form === 64 ? 16 : 7;
    const size = inWords(extendedLengthSize(form));
    return {
      why: [
        shorter === 7
          ? `The 7-bit field stores lengths up to ${MAX_LENGTH[7]}. Here it contains `
          : `A 16-bit length ends at ${formatCount(MAX_LENGTH[16])}. So the 7-bit field contains `,
        { bytes: String(sevenBitsOf(form, value)), kind: 'length' },
        `, which means that the length is in the next ${size} bytes. Short messages don’t need these bytes.`,
      ],
      references,
    };
  }
  if (BigInt(value) !== MAX_LENGTH[7]) return null;
  return {
    why: [
      `${value} is the largest length that the 7-bit field stores. Its values ${sevenBitsOf(16, value)} and ${sevenBitsOf(64, value)} mean that the length is in the next 2 or 8 bytes.`,
    ],
    references,
  };
}

function bothWaysReason({ direction }: FrameUnit, step: Step, story: Story): Reason | null {
  if (!crossesData(step, story)) return null;
  const { trace } = story.conversation;
  return {
    why: [
      `A message of ${actorWithin(trace, receiverOf(direction))} is in flight at the same time. Neither side waits for the other, because each direction has its own stream. HTTP requests and responses take turns; frames don’t.`,
    ],
    references: [rfc(6455, '1.2'), rfc(6455, '5.1')],
  };
}
