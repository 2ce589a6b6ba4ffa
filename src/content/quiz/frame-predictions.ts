/**
 * Predictions about the size of a frame, its header and its opcode. Sources: RFC 6455 §5.2 to
 * §5.5.3, RFC 7692 §7.2.1.
 */

import { fromValidUtf8 } from '#core/bytes/text.ts';
import { contentDoubt } from '#core/conversation/content-doubt.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { MESSAGE_TAIL } from '#core/protocol/compression/permessage-deflate.ts';
import { frameHeaderSize } from '#core/protocol/framing/frame-header.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { isControlOpcode, OPCODE } from '#core/protocol/framing/opcode.ts';
import {
  MAX_LENGTH,
  minimalLengthForm,
  type LengthForm,
} from '#core/protocol/framing/payload-length.ts';
import { framePayload } from '#core/story/calls.ts';
import { repliesToPing } from '#core/story/closing-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { senderOf } from '#core/trace/direction.ts';
import { actorName, actorWithin } from '#content/lesson/actor-names.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';
import { predict, type Prediction } from './prediction.ts';

/**
 * The frame that a step begins with, if it was sent as it should be and is known. A question about
 * any other one could have no true answer.
 */
function soundFrame(step: Step, { conversation }: Story): FrameUnit | null {
  const { unit, kind, isAltered, unitIndex } = step;
  if (kind !== 'unit' || unit?.kind !== 'frame' || isAltered || unit.missing > 0) return null;
  if (unit.isAssumed || contentDoubt(unit, conversation) !== null) return null;
  const isMasked = unit.header.maskingKey !== null;
  if (isMasked !== (unit.direction === 'client-to-server')) return null;
  const hasFinding = conversation.findings.some((finding) => finding.unitIndex === unitIndex);
  return hasFinding ? null : unit;
}

const sizeOf = ({ range }: FrameUnit) => range.end - range.start;

/** Whether all of the frame crosses in the step. */
function isWhole({ carried }: Step, { range }: FrameUnit): boolean {
  return carried.start <= range.start && carried.end >= range.end;
}

const isData = ({ header }: FrameUnit) => !isControlOpcode(header.opcode);

/** A message that is one frame. */
function isMessage(unit: FrameUnit): boolean {
  return isData(unit) && unit.header.isFinal && unit.header.opcode !== OPCODE.continuation;
}

/** “Hello”, or "5 bytes of data". */
function shownPayload(unit: FrameUnit, payload: Uint8Array): string {
  const text = unit.header.opcode === OPCODE.text ? fromValidUtf8(payload) : null;
  return text === null || text === ''
    ? `${countOf(payload.length, 'byte')} of data`
    : quoted(text, 24);
}

/** Whether the last message before the step reached its sender whole, with the same payload. */
function isEcho(step: Step, payload: Uint8Array, story: Story): boolean {
  const before = story.steps
    .slice(0, story.steps.indexOf(step))
    .findLast(({ unit }) => unit?.kind === 'frame' && isMessage(unit));
  if (before?.unit?.kind !== 'frame' || before.direction === step.direction) return false;
  if (before.isAltered || before.arrival.kind === 'lost') return false;
  const earlier = framePayload(before.unit, story.conversation);
  return (
    earlier.length === payload.length && earlier.every((byte, index) => byte === payload[index])
  );
}

/** The size of an uncompressed message of one frame with a 7-bit length. */
export function sizePrediction(step: Step, story: Story): Prediction | null {
  const unit = soundFrame(step, story);
  if (unit === null || !isMessage(unit) || !isWhole(step, unit)) return null;
  if (unit.header.rsv1 || unit.header.payloadLength.form !== 7) return null;
  const payload = framePayload(unit, story.conversation);
  const sender = senderOf(unit.direction);
  const { trace } = story.conversation;
  const who = actorName(trace, sender);
  const size = sizeOf(unit);
  const shown = shownPayload(unit, payload);
  const text = fromValidUtf8(payload) ?? '';
  const question = isEcho(step, payload, story)
    ? `${who} sends the same ${shown} back. How many bytes?`
    : `${who} sends ${shown}. How many bytes will the frame have?`;
  const inCharacters = size - payload.length + [...text].length;
  return predict(step.id, [question], formatCount(size), [
    ...(inCharacters < size && unit.header.opcode === OPCODE.text
      ? [
          [
            formatCount(inCharacters),
            `You counted characters. In UTF-8 they are ${countOf(payload.length, 'byte')}.`,
          ] as const,
        ]
      : []),
    sender === 'client'
      ? [
          formatCount(size - MASKING_KEY_SIZE),
          `That is what a server needs: a client adds a masking key of ${MASKING_KEY_SIZE} bytes.`,
        ]
      : [
          formatCount(size + MASKING_KEY_SIZE),
          `That is what a client needs: a server adds no masking key of ${MASKING_KEY_SIZE} bytes.`,
        ],
    [formatCount(payload.length), 'That is the payload alone. A frame begins with a header.'],
    sender === 'client'
      ? [
          formatCount(size - 2),
          'You left out the two bytes for flags, opcode, mask bit and length.',
        ]
      : [
          formatCount(size + 2),
          'A length in two further bytes starts at 126. This one fits in 7 bits.',
        ],
  ]);
}

const FORMS: readonly LengthForm[] = [7, 16, 64];

/** The size of a header with an extended length. */
export function headerPrediction(step: Step, story: Story): Prediction | null {
  const unit = soundFrame(step, story);
  if (unit === null || !isMessage(unit)) return null;
  const { form, value } = unit.header.payloadLength;
  if (form === 7 || form !== minimalLengthForm(value) || unit.header.rsv1) return null;
  const hasHeader = step.carried.end >= unit.range.start + unit.headerSize;
  if (!hasHeader || step.carried.start > unit.range.start) return null;
  const isMasked = unit.header.maskingKey !== null;
  const who = actorName(story.conversation.trace, senderOf(unit.direction));
  return predict(
    step.id,
    [`${who} sends a payload of ${countOf(value, 'byte')}. How many bytes will the header have?`],
    String(unit.headerSize),
    [
      [
        String(frameHeaderSize(7, isMasked)),
        `Seven bits contain lengths up to ${MAX_LENGTH[7]}. A longer one needs further bytes.`,
      ],
      ...FORMS.filter((other) => other !== form).map(
        (other) =>
          [
            String(frameHeaderSize(other, isMasked)),
            other < form
              ? `A ${other}-bit length ends at ${formatCount(MAX_LENGTH[other])}.`
              : `That is the ${other}-bit form. A sender must use the shortest form that fits.`,
          ] as const,
      ),
      [
        String(frameHeaderSize(form, !isMasked)),
        isMasked
          ? 'That is a server’s. A client adds a masking key of 4 bytes.'
          : 'That is a client’s, with a masking key. A server must not mask.',
      ],
    ],
  );
}

/** The size of a compressed message of one frame. */
export function compressedPrediction(step: Step, story: Story): Prediction | null {
  const unit = soundFrame(step, story);
  if (unit === null || !isMessage(unit) || !isWhole(step, unit)) return null;
  if (!unit.header.rsv1 || unit.inflation === undefined) return null;
  const payload = framePayload(unit, story.conversation);
  const size = sizeOf(unit);
  const isMasked = unit.header.maskingKey !== null;
  const deflated = size - unit.headerSize;
  const frameSize = (length: number) =>
    frameHeaderSize(minimalLengthForm(length), isMasked) + length;
  const who = actorName(story.conversation.trace, senderOf(unit.direction));
  return predict(
    step.id,
    [
      `${who} sends ${shownPayload(unit, payload)} compressed: ${countOf(payload.length, 'byte')} before that. How many bytes will the frame have?`,
    ],
    formatCount(size),
    [
      [formatCount(frameSize(payload.length)), 'That is its size without compression.'],
      [
        formatCount(deflated),
        'That is the compressed payload alone. A frame begins with a header.',
      ],
      [
        formatCount(frameSize(deflated + MESSAGE_TAIL.length)),
        'That would be with 00 00 ff ff at the end, which the sender omits.',
      ],
      [
        formatCount(payload.length),
        'That is the message before it was compressed, without a header.',
      ],
    ],
  );
}

const OPCODE_TEXT: Readonly<Record<number, string>> = {
  [OPCODE.continuation]: '0',
  [OPCODE.text]: '1',
  [OPCODE.binary]: '2',
};

/** The opcode of a later fragment. */
export function opcodePrediction(step: Step, story: Story): Prediction | null {
  const unit = soundFrame(step, story);
  const first = unit === null ? null : unit.messageOpcode;
  if (unit?.header.opcode !== OPCODE.continuation || first === null) return null;
  const who = actorName(story.conversation.trace, senderOf(unit.direction));
  const isText = first === OPCODE.text;
  return predict(
    step.id,
    [`${who} sends the next fragment of its ${isText ? 'text' : 'binary message'}. Which opcode?`],
    OPCODE_TEXT[OPCODE.continuation] ?? '0',
    [
      [
        OPCODE_TEXT[first] ?? '1',
        'Only the first fragment has the type of the message. The later ones have opcode 0.',
      ],
      [
        isText ? '2' : '1',
        `That is ${isText ? 'binary' : 'text'}, and it would begin another message.`,
      ],
      ['8', 'That is Close. A fragment of a message continues it with opcode 0.'],
    ],
  );
}

/** The size of a Pong that answers a Ping. */
export function pongPrediction(step: Step, story: Story): Prediction | null {
  const unit = soundFrame(step, story);
  if (unit?.header.opcode !== OPCODE.pong || !isWhole(step, unit)) return null;
  if (!repliesToPing(step, story)) return null;
  const { trace } = story.conversation;
  const sender = senderOf(unit.direction);
  const size = sizeOf(unit);
  const payload = size - unit.headerSize;
  const isByClient = sender === 'client';
  return predict(
    step.id,
    [
      `The Ping has ${countOf(payload, 'byte')} of payload. How many bytes will the Pong of ${actorWithin(trace, sender)} have?`,
    ],
    formatCount(size),
    [
      isByClient
        ? [
            formatCount(size - MASKING_KEY_SIZE),
            `That is the server’s Ping. A client adds a masking key of ${MASKING_KEY_SIZE} bytes.`,
          ]
        : [
            formatCount(size + MASKING_KEY_SIZE),
            'That is the client’s Ping. A server adds no masking key.',
          ],
      [
        formatCount(unit.headerSize),
        'That is an empty Pong. It has to return the payload of the Ping.',
      ],
      [formatCount(payload), 'That is the payload alone. A frame begins with a header.'],
      [formatCount(size + 2), 'Control frames have no extended length: their payload is short.'],
    ],
  );
}
