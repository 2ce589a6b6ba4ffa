/**
 * Reasons for steps that show more than others of their kind. Loaded with the scenarios that have
 * such steps.
 */

import { fromValidUtf8 } from '#core/bytes/text.ts';
import { compressedBefore, hasContextTakeover } from '#core/conversation/compressed-frames.ts';
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

/** Replaces the reason in `stepText`. Null to keep it. */
export type ReasonOf = (step: Step, story: Story) => Reason | null;

export const specialReason: ReasonOf = (step, story) => {
  const { unit } = step;
  if (step.kind !== 'unit' || unit?.kind !== 'frame') return null;
  const isData = !isControlOpcode(unit.header.opcode);
  const masking = isData ? wrongMaskingReason(unit) : null;
  if (masking) return masking;
  if (unit.header.opcode !== OPCODE.close && findViolation(step, story)) return BREACH_REASON;
  return isData ? dataReason(unit, step, story) : null;
};

const BREACH_REASON: Reason = {
  why: [
    'A receiver has no choice here. If each made its own guess at what was meant, two of them could read two different things in the same bytes.',
  ],
  references: [rfc(6455, '7.1.7')],
};

function wrongMaskingReason({ direction, header }: FrameUnit): Reason | null {
  const isByClient = direction === 'client-to-server';
  if (isByClient === (header.maskingKey !== null)) return null;
  return {
    why: [
      isByClient
        ? 'A client must mask every frame, over TLS as well. Who takes this one would let a page choose the bytes on the wire.'
        : 'A server must not mask, and this one did. A mask from this side protects nobody, and a client that took it would hide a broken server.',
    ],
    references: [rfc(6455, '5.1'), rfc(6455, '10.3')],
  };
}

function dataReason(unit: FrameUnit, step: Step, story: Story): Reason | null {
  const payload = framePayload(unit, story.conversation);
  return (
    lateReason(unit, step, story) ??
    compressionReason(unit, payload, story) ??
    fragmentReason(unit, payload) ??
    lengthReason(unit) ??
    bothWaysReason(unit, step, story)
  );
}

/** For data that is sent after the peer's Close. */
function lateReason({ direction }: FrameUnit, { statesBefore }: Step, story: Story): Reason | null {
  const receiver = receiverOf(direction);
  if (statesBefore[receiver].readyState !== 'CLOSING') return null;
  const { trace } = story.conversation;
  return {
    why: [
      `${actorName(trace, receiver)} has sent its Close, and ${actorWithin(trace, senderOf(direction))} has not: until then an endpoint may send, and whoever said goodbye in good order still reads.`,
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
  if (compressedBefore(unit, conversation).length === 0) {
    const sent = unit.range.end - unit.range.start - unit.headerSize;
    return {
      why: [
        'RSV1 says that DEFLATE has made this payload of the message, as both sides agreed in the handshake. ',
        sent < payload.length
          ? 'What repeats within the message is sent once.'
          : 'So short a text gets no shorter by it: there is nothing before it to refer back to.',
      ],
      references: [rfc(7692, '6'), rfc(7692, '7.2.1')],
    };
  }
  return hasContextTakeover(unit, conversation)
    ? {
        why: [
          'Both ends keep what was sent before, message after message (context takeover). What was said already is a reference back to it, not the same text again.',
        ],
        references: [rfc(7692, '7.2.3.2')],
      }
    : {
        why: [
          'Each message is compressed alone, as was agreed: it can’t refer back to what was sent before. That costs bytes, and saves both ends the memory of it.',
        ],
        references: [rfc(7692, '7.1.1')],
      };
}

function fragmentReason({ header, messageOpcode }: FrameUnit, payload: Uint8Array): Reason | null {
  const isContinuation = header.opcode === OPCODE.continuation;
  if (messageOpcode === null || (header.isFinal && !isContinuation)) return null;
  if (messageOpcode === OPCODE.text && fromValidUtf8(payload) === null) {
    return {
      why: [
        'A character is cut in two here, and that is allowed: only the whole message has to be UTF-8. Whoever checks it as it arrives must remember where it stopped.',
      ],
      references: [rfc(6455, '5.6'), rfc(6455, '8.1')],
    };
  }
  return { why: [fragmentWords(isContinuation, header.isFinal)], references: [rfc(6455, '5.4')] };
}

function fragmentWords(isContinuation: boolean, isFinal: boolean): string {
  if (!isContinuation) {
    return 'Fragments let a sender begin before it knows how long the message will be. Control frames may come in between; another message has to wait.';
  }
  return isFinal
    ? 'Only now does the code that receives it get the message, and in one piece. Where it was cut it never learns, and an intermediary may cut it elsewhere.'
    : 'Opcode 0 goes on with what was begun: only the first frame says of what type the message is. Fragments need no numbers, since TCP keeps their order.';
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
        `${shorter === 7 ? 'Seven bits' : 'Two bytes'} can say ${formatCount(MAX_LENGTH[shorter])} at most. So they hold `,
        { bytes: String(sevenBitsOf(form, value)), kind: 'length' },
        `, which is no length: it says that the length stands in the next ${size} bytes. A short message pays for none of that.`,
      ],
      references,
    };
  }
  if (BigInt(value) !== MAX_LENGTH[7]) return null;
  return {
    why: [
      `${value} is the largest length that the seven bits say themselves. ${sevenBitsOf(16, value)} and ${sevenBitsOf(64, value)} are no lengths: they say that it stands in the bytes behind.`,
    ],
    references,
  };
}

function bothWaysReason({ direction }: FrameUnit, step: Step, story: Story): Reason | null {
  if (!crossesData(step, story)) return null;
  const { trace } = story.conversation;
  return {
    why: [
      `A message of ${actorWithin(trace, receiverOf(direction))} is on its way at this very moment, and neither waits for the other: each direction has a stream of its own. A request and its answer take turns; frames do not.`,
    ],
    references: [rfc(6455, '1.2'), rfc(6455, '5.1')],
  };
}
