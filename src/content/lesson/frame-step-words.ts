/** The words for a step that is a frame. */

import { toHex } from '#core/bytes/hex.ts';
import { fromUtf8, fromValidUtf8 } from '#core/bytes/text.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE, opcodeName } from '#core/protocol/framing/opcode.ts';
import { MAX_CONTROL_PAYLOAD } from '#core/protocol/framing/payload-length.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { framePayload } from '#core/story/calls.ts';
import { hasFailed, repliesToPing } from '#core/story/closing-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { receiverOf, senderOf } from '#core/trace/direction.ts';
import { isBrowser } from './actor-names.ts';
import { closeCodeName } from '#content/reference/close-code-names.ts';
import type { Prose, StepWords } from '#content/phrasing/prose.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { quoted } from '#content/phrasing/quotation.ts';

export function frameText(
  unit: FrameUnit,
  step: Step,
  story: Story,
  who: string,
  whom: string,
): StepWords {
  const name = opcodeName(unit.header.opcode);
  const payload = framePayload(unit, story.conversation);
  const size = unit.range.end - unit.range.start;
  switch (name) {
    case 'text':
    case 'binary':
    case 'continuation':
      return dataText(unit, payload, who);
    case 'ping':
      return {
        title: `${who} sends a Ping of ${countOf(size, 'byte')}`,
        happened: [pingText(unit, payload)],
        why: [
          'A silent connection looks the same as a lost one, and proxies close silent connections. A Ping asks for a sign of life. Pages can’t send one; servers can.',
        ],
        references: [rfc(6455, '5.5.2'), rfc(6455, '5.5')],
      };
    case 'pong':
      return pongText(step, story, payload, who);
    case 'close':
      return closeText(unit, step, story, who, whom);
    default:
      return {
        title: `${who} sends a frame with a reserved opcode`,
        happened: [`Opcode 0x${unit.header.opcode.toString(16)} is not defined.`],
        why: ['A receiver must fail the connection, because it can’t know what the frame means.'],
        references: [rfc(6455, '5.2')],
      };
  }
}

function pingText({ header }: FrameUnit, payload: Uint8Array): string {
  const size = countOf(payload.length, 'byte');
  if (!header.isFinal) return `FIN is 0, although control frames must not be fragmented.`;
  if (payload.length === 0) return 'It has no payload, and needs none.';
  if (payload.length > MAX_CONTROL_PAYLOAD) {
    return `Its payload has ${size}. A Ping may have at most ${MAX_CONTROL_PAYLOAD}.`;
  }
  const text = fromValidUtf8(payload);
  const content = text === null ? '' : `: ${quoted(text, 28)}`;
  return `Its payload is ${size}${content}. It can be anything up to ${MAX_CONTROL_PAYLOAD} bytes.`;
}

function pongText(step: Step, story: Story, payload: Uint8Array, who: string): StepWords {
  const isReply = repliesToPing(step, story);
  const side = step.direction === null ? 'client' : senderOf(step.direction);
  const size = countOf(payload.length, 'byte');
  return {
    title: isReply ? `${who} replies with a Pong` : `${who} sends a Pong without a Ping`,
    happened: [
      isReply
        ? payload.length > 0
          ? `It returns the ${size} of the Ping. `
          : 'It is empty, as the Ping was. '
        : `There was no Ping with this payload of ${size}. `,
      isReply && side === 'client' && isBrowser(story.conversation.trace.endpoints)
        ? 'A browser replies without running page code.'
        : 'A Pong needs no reply.',
    ],
    why: isReply
      ? [
          'A receiver has to reply as soon as is practical, unless it has received a Close frame. Of several Pings, it may answer only the latest.',
        ]
      : ['A Pong without a Ping is allowed. It keeps a connection alive in one direction.'],
    references: [rfc(6455, '5.5.3'), rfc(6455, '5.5.2')],
  };
}

function dataText(unit: FrameUnit, payload: Uint8Array, who: string): StepWords {
  const { header, headerSize } = unit;
  const name = opcodeName(header.opcode);
  const size = unit.range.end - unit.range.start;
  const isText = unit.messageOpcode === OPCODE.text;
  const shown = isText
    ? quoted(fromUtf8(payload), 28)
    : `${countOf(payload.length, 'byte')} of data`;
  const key = header.maskingKey;
  const whole = header.isFinal && name !== 'continuation';
  const title =
    name === 'continuation'
      ? `${who} continues with ${shown}`
      : `${who} sends ${shown} in ${countOf(size, 'byte')}`;
  const sent = unit.range.end - unit.range.start - headerSize;
  const inflatedWords = unit.inflation ? ` (${countOf(payload.length, 'byte')} inflated)` : '';
  const happened: Prose = [
    `A ${headerSize}-byte header`,
    key ? `, ${MASKING_KEY_SIZE} bytes of it the masking key` : ', without a masking key',
    `, and ${countOf(sent, 'byte')} of payload${inflatedWords}. `,
    whole
      ? 'A message needs no header fields, cookies or new connection.'
      : unit.messageOpcode === null
        ? 'It continues a message, but none has begun.'
        : header.isFinal
          ? 'This frame completes the message.'
          : 'FIN is 0: more of this message follows.',
  ];
  const why: Prose = key
    ? [
        'Every payload byte was XORed with the key ',
        { bytes: toHex(key, ' '), kind: 'mask' },
        '. The key must be unpredictable and new for each frame. Masking protects proxies from bytes that a page chose. It hides nothing, because the key is in the same frame.',
      ]
    : ['Masking protects proxies from bytes that a page chose. Servers must not mask.'];
  const references = key
    ? [rfc(6455, '5.2'), rfc(6455, '5.3'), rfc(6455, '10.3')]
    : [rfc(6455, '5.2'), rfc(6455, '5.1')];
  return { title, happened, why, references };
}

function closeText(
  unit: FrameUnit,
  step: Step,
  story: Story,
  who: string,
  whom: string,
): StepWords {
  const stream = story.conversation.trace.streams[unit.direction];
  const { code, reason } = closePayloadOf(unit, stream) ?? { code: null, reason: '' };
  const reasonSize = unit.range.end - unit.range.start - unit.headerSize - 2;
  const receiver = step.direction === null ? 'server' : receiverOf(step.direction);
  const named: Prose =
    code === null
      ? unit.range.end - unit.range.start > unit.headerSize
        ? ['It contains half of a close code, which takes 2 bytes.']
        : ['It contains no close code. APIs report that as 1005.']
      : [
          'Close code ',
          { bytes: String(code), kind: 'close' },
          ` (${closeCodeName(code)}) in 2 bytes`,
          reason
            ? `, and the close reason ${quoted(reason)} in ${countOf(reasonSize, 'byte')}.`
            : ', without a close reason.',
        ];
  if (step.cause === 'failure') {
    return {
      title: `${who} fails the connection`,
      happened: named,
      why: [
        `After a violation, the rest of the stream could mean anything, so ${within(who)} stops reading. It should send a Close frame with a code first. ${capitalized(whom)} can report that code; ${within(who)} itself reports 1006.`,
      ],
      references: [rfc(6455, '7.1.7'), rfc(6455, '7.4.1')],
    };
  }
  if (step.cause === 'answer') {
    return {
      title: `${who} replies with its own Close frame`,
      happened: named,
      why: [
        hasFailed(receiver, story)
          ? `A received Close frame must be answered. ${capitalized(whom)} has failed the connection and doesn’t read this reply.`
          : `A received Close frame must be answered. Without this reply, ${whom} would report an unclean end, as for a lost connection.`,
      ],
      references: [rfc(6455, '5.5.1'), rfc(6455, '7.1.4')],
    };
  }
  return {
    title: `${who} starts the closing handshake`,
    happened: named,
    why: [
      `After its Close frame, ${within(who)} sends no data but still reads, because a message of ${whom} might be in flight. Now it waits for the Close frame of ${whom}.`,
    ],
    references: [rfc(6455, '5.5.1'), rfc(6455, '7.1.2')],
  };
}

function within(who: string): string {
  return who.replace(/^The /, 'the ');
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
