/** The words for a step that is a frame. */

import { capitalized } from '#content/phrasing/capitalized.ts';
import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { toHex } from '#core/bytes/hex.ts';
import { fromValidUtf8 } from '#core/bytes/text.ts';
import { fragmentText } from '#core/conversation/fragment-text.ts';
import { contentDoubt, type ContentDoubt } from '#core/conversation/content-doubt.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import { MASKING_KEY_SIZE } from '#core/protocol/framing/masking.ts';
import { OPCODE, opcodeName } from '#core/protocol/framing/opcode.ts';
import { MESSAGE_TOO_BIG } from '#core/protocol/messages/close-code.ts';
import { MAX_CONTROL_PAYLOAD } from '#core/protocol/framing/payload-length.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { framePayload } from '#core/story/calls.ts';
import {
  answersClose,
  hasFailed,
  isCloseRead,
  readsClose,
  repliesToPing,
} from '#core/story/closing-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { receiverOf, senderOf, type Side } from '#core/trace/direction.ts';
import { CONTENT_DOUBTS } from './event-words.ts';
import { isBrowser } from './actor-names.ts';
import { messageTitle } from './step-title.ts';
import { closeCodeName } from '#content/reference/close-code-names.ts';
import { fittedQuote } from '#content/phrasing/fitted-text.ts';
import type { Prose, StepWords } from '#content/phrasing/prose.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

/** Of a payload in a sentence, its marks included, so that the sentence fits. */
const MAX_QUOTE = 40;

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
      return dataText(unit, payload, contentDoubt(unit, story.conversation), who);
    case 'ping':
      return {
        title: `${who} sends a Ping of ${countOf(size, 'byte')}`,
        happened: pingText(unit, payload),
        why: [
          'A silent connection looks the same as a lost one, and proxies close silent connections. A Ping asks for a sign of life. Pages can’t send one; servers can.',
        ],
        references: [rfc(6455, '5.5.2'), rfc(6455, '5.5')],
      };
    case 'pong':
      return pongText(unit, step, story, payload, who);
    case 'close':
      return closeText(unit, step, story, who, whom);
    default:
      return {
        title: `${who} sends a frame with a reserved opcode`,
        happened: [
          `Opcode 0x${unit.header.opcode.toString(16)} has no meaning in RFC 6455, which reserves it.`,
        ],
        why: ['A receiver must fail the connection, because it can’t know what the frame means.'],
        references: [rfc(6455, '5.2')],
      };
  }
}

function pingText({ header, headerSize }: FrameUnit, payload: Uint8Array): Prose {
  const size = countOf(payload.length, 'byte');
  if (!header.isFinal) return ['The FIN bit is 0, although control frames must not be fragmented.'];
  if (payload.length === 0) return ['The Ping has no payload, and needs none.'];
  if (payload.length > MAX_CONTROL_PAYLOAD) {
    return [`The payload takes ${size}, but a Ping may have at most ${MAX_CONTROL_PAYLOAD}.`];
  }
  const text = fromValidUtf8(payload);
  const content = text === null ? [] : [' ', { quote: fittedQuote(text, MAX_QUOTE) }];
  return [
    `The header takes ${countOf(headerSize, 'byte')}, and the payload`,
    ...content,
    ` takes ${payload.length}. It can be anything up to ${MAX_CONTROL_PAYLOAD} bytes.`,
  ];
}

function pongText(
  unit: FrameUnit,
  step: Step,
  story: Story,
  payload: Uint8Array,
  who: string,
): StepWords {
  const isReply = repliesToPing(step, story);
  const side = step.direction === null ? 'client' : senderOf(step.direction);
  const size = countOf(payload.length, 'byte');
  const whole = countOf(lengthOfRange(unit.range), 'byte');
  return {
    title: isReply ? `${who} replies with a Pong of ${whole}` : `${who} sends a Pong of ${whole}`,
    happened: [
      isReply
        ? payload.length > 0
          ? `The Pong returns the ${size} that the Ping contained. `
          : 'The Pong is empty, as the Ping was. '
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

function dataText(
  unit: FrameUnit,
  payload: Uint8Array,
  doubt: ContentDoubt | null,
  who: string,
): StepWords {
  const { header, headerSize } = unit;
  const name = opcodeName(header.opcode);
  const size = unit.range.end - unit.range.start;
  const isText = unit.messageOpcode === OPCODE.text;
  const isShown = isText && (doubt === null || doubt === 'not-captured');
  const key = header.maskingKey;
  const whole = header.isFinal && name !== 'continuation';
  const verb = name === 'continuation' ? 'continues with' : 'sends';
  const title = isShown
    ? messageTitle(`${who} ${verb} `, fragmentText(payload, unit), ` in ${countOf(size, 'byte')}`)
    : `${who} ${verb} ${countOf(payload.length, 'byte')} of data in ${countOf(size, 'byte')}`;
  const sent = lengthOfRange(unit.range) - headerSize;
  const inflate = sent === 1 ? 'inflates' : 'inflate';
  const inflatedWords = unit.inflation
    ? `, which ${inflate} to ${formatCount(payload.length)}`
    : '';
  const happened: Prose = [
    `The header takes ${countOf(headerSize, 'byte')}, `,
    key ? `${MASKING_KEY_SIZE} of them the masking key` : 'without a masking key',
    sent === 0
      ? '. The payload is empty. '
      : `, and the payload takes ${formatCount(sent)}${inflatedWords}. `,
    whole
      ? 'A message needs no header fields, no cookies and no new connection.'
      : unit.messageOpcode === null
        ? 'It continues a message, but none has begun.'
        : header.isFinal
          ? 'This frame completes the message.'
          : 'The FIN bit is 0, so more of this message follows.',
    // Missing bytes are noted for all units.
    doubt === null || doubt === 'not-captured'
      ? ''
      : ` Its content is unknown: ${CONTENT_DOUBTS[doubt]}.`,
  ];
  return { title, happened, ...maskingReason(key, sent) };
}

/** `size` is that of the payload. */
function maskingReason(
  key: Uint8Array | null,
  size: number,
): Pick<StepWords, 'why' | 'references'> {
  if (key === null) {
    return {
      why: ['Masking protects proxies from bytes that a page chose. Servers must not mask.'],
      references: [rfc(6455, '5.2'), rfc(6455, '5.1')],
    };
  }
  return {
    why:
      size === 0
        ? ['There is nothing to mask. But a client must mask every frame, so it sends a key.']
        : [
            'Every payload byte was XORed with the key ',
            { bytes: toHex(key, ' '), kind: 'mask' },
            '. The key must be unpredictable and new for each frame. Masking protects proxies from bytes that a page chose. It hides nothing, because the key is in the same frame.',
          ],
    references: [rfc(6455, '5.2'), rfc(6455, '5.3'), rfc(6455, '10.3')],
  };
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
  const whole = countOf(lengthOfRange(unit.range), 'byte');
  const named: Prose =
    code === null
      ? unit.range.end - unit.range.start > unit.headerSize
        ? ['The payload is half of a close code, which takes 2 bytes.']
        : ['The payload is empty, so there is no close code. APIs report that as 1005.']
      : [
          'The payload is close code ',
          { bytes: String(code), kind: 'close' },
          ` (${closeCodeName(code)}) in 2 bytes`,
          ...(reason
            ? [
                ', and the close reason ',
                { quote: fittedQuote(reason, MAX_QUOTE) },
                ` in ${countOf(reasonSize, 'byte')}.`,
              ]
            : [', without a close reason.']),
        ];
  if (step.cause === 'failure') {
    return {
      title: `${who} fails the connection with a Close frame`,
      happened: named,
      why: [
        `${failureReason(code, who)} It should send a Close frame with a code first. ${
          isCloseRead(step, story)
            ? `${capitalized(whom)} can report that code; ${within(who)} itself reports 1006, and closes TCP.`
            : readsClose(receiver, story)
              ? `${capitalized(whom)} has read another Close frame before, so it doesn’t read this one.`
              : `${capitalized(whom)} doesn’t read it, so it can’t report that code; ${within(who)} itself reports 1006.`
        }`,
      ],
      references: [rfc(6455, '7.1.7'), rfc(6455, '7.4.1')],
    };
  }
  if (step.cause === 'answer') {
    return {
      title: `${who} replies with its own Close frame of ${whole}`,
      happened: named,
      why: [`A received Close frame must be answered. ${replyText(step, story, receiver, whom)}`],
      references: [rfc(6455, '5.5.1'), rfc(6455, '7.1.4')],
    };
  }
  return {
    title: `${who} starts the closing handshake with ${whole}`,
    happened: named,
    why: [
      `After its Close frame, ${within(who)} sends no data but still reads, because a message of ${whom} might be in flight. Now it waits for the Close frame of ${whom}.`,
    ],
    references: [rfc(6455, '5.5.1'), rfc(6455, '7.1.2')],
  };
}

/** Why an endpoint that fails a connection with this code stops reading. */
export function failureReason(code: number | null, who: string): string {
  return code === MESSAGE_TOO_BIG
    ? `${who} protects itself with this limit, so it stops reading.`
    : `After a violation, the rest of the stream could mean anything, so ${within(who)} stops reading.`;
}

/** What a reply means to its receiver. */
function replyText(step: Step, story: Story, receiver: Side, whom: string): string {
  const isRead = isCloseRead(step, story);
  const subject = capitalized(whom);
  if (hasFailed(receiver, story)) {
    return `${subject} has failed the connection and doesn’t read this reply.`;
  }
  if (!answersClose(step, story)) {
    return `${subject} had sent none, because altered bytes looked like one. ${
      isRead
        ? `To ${whom}, this is the first Close frame, so it replies.`
        : 'It doesn’t read this reply.'
    }`;
  }
  if (isRead) {
    return `Without this reply, ${whom} would report an unclean end, as for a lost connection.`;
  }
  return readsClose(receiver, story)
    ? `${subject} has read another Close frame before, so it doesn’t read this reply.`
    : `${subject} doesn’t read this reply, so it reports an unclean end, as for a lost connection.`;
}

function within(who: string): string {
  return who.replace(/^The /, 'the ');
}
