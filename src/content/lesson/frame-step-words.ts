/** The words for a step that is a frame. */

import { toHex } from '#core/bytes/hex.ts';
import { fromUtf8 } from '#core/bytes/text.ts';
import type { FrameUnit } from '#core/conversation/unit.ts';
import { closePayloadOf } from '#core/conversation/frame-content.ts';
import { OPCODE, opcodeName } from '#core/protocol/framing/opcode.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { framePayload } from '#core/story/calls.ts';
import { hasFailed } from '#core/story/closing-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { receiverOf } from '#core/trace/direction.ts';
import { actorWithin } from './actor-names.ts';
import { closeCodeName } from '#content/reference/close-code-names.ts';
import { inWords } from '#content/phrasing/number-words.ts';
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
        title: `${who} pings, in ${countOf(size, 'byte')}`,
        happened: [
          'A heartbeat: “answer, if you hear me”. ',
          payload.length > 0
            ? `Its ${countOf(payload.length, 'byte')} of payload, ${quoted(fromUtf8(payload))}, are anybody’s choice, up to 125.`
            : 'It needs no payload.',
        ],
        why: [
          'A connection on which nothing is said looks the same as one that is dead, and proxies close what is silent for too long. Browsers give a page no way to ping; servers do it.',
        ],
        references: [rfc(6455, '5.5.2')],
      };
    case 'pong':
      return {
        title: `${who} answers with a pong, by itself`,
        happened: [
          payload.length > 0
            ? `The same ${countOf(payload.length, 'byte')} come back, so that the asker knows which ping was heard.`
            : 'As empty as the ping was.',
          ' No code of the page is asked, and none is told.',
        ],
        why: [
          'An answer is owed to every ping, as soon as is practical, unless a Close came before it. That holds in the middle of a fragmented message as well.',
        ],
        references: [rfc(6455, '5.5.3')],
      };
    case 'close':
      return closeText(unit, step, story, who, whom);
    default:
      return {
        title: `${who} sends a frame with a reserved opcode`,
        happened: [`Opcode 0x${unit.header.opcode.toString(16)} has no meaning yet.`],
        why: ['Whoever receives it must fail the connection with 1002.'],
        references: [rfc(6455, '5.2')],
      };
  }
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
      ? `${who} goes on with ${shown}`
      : `${who} sends ${shown} in ${countOf(size, 'byte')}`;
  const cost = headerSize - (key ? 4 : 0);
  const sent = unit.range.end - unit.range.start - headerSize;
  const payloadWords = `${capitalized(inWords(sent))} ${sent === 1 ? 'byte' : 'bytes'} of payload`;
  const inflatedWords = unit.inflation ? ` (inflated: ${inWords(payload.length)})` : '';
  const happened: Prose = [
    `${payloadWords}${inflatedWords}, ${inWords(cost)} bytes of header`,
    key ? ', four bytes of masking key. ' : ', no masking key. ',
    whole
      ? 'No header fields, no cookies, no new connection.'
      : header.isFinal
        ? 'With this frame the message is complete.'
        : 'FIN is 0: more of this message will follow.',
  ];
  const why: Prose = key
    ? [
        `${who} picked `,
        { bytes: toHex(key, ' '), kind: 'mask' },
        ' at random and XORed every payload byte with it. That stops a page from planting bytes that an old proxy could take for HTTP. It hides nothing: the key travels in front.',
      ]
    : [
        'A server must not mask. The masking is there against pages that choose bytes to deceive a proxy between; a server’s bytes are not chosen by such a page.',
      ];
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
  const isAnswer = step.cause === 'answer';
  const receiver = step.direction === null ? 'server' : receiverOf(step.direction);
  const named: Prose =
    code === null
      ? ['It holds no code; an API reports that as 1005.']
      : [
          'Code ',
          { bytes: String(code), kind: 'close' },
          `, “${closeCodeName(code)}”, in two bytes`,
          reason
            ? `, and the reason ${quoted(reason)} in ${countOf(reasonSize, 'byte')}.`
            : ', and no reason.',
        ];
  if (step.cause === 'failure') {
    return {
      title: `${who} fails the connection, and says why`,
      happened: named,
      why: [
        `A broken rule ends a connection: what comes after it could mean anything. This Close is a courtesy; ${whom} gets to know the code, while ${who.replace(/^The /, 'the ')} itself reports 1006 and reads no further.`,
      ],
      references: [rfc(6455, '7.1.7'), rfc(6455, '7.4.1')],
    };
  }
  if (isAnswer) {
    return {
      title: `${who} answers with its own Close`,
      happened: named,
      why: [
        hasFailed(receiver, story)
          ? `${capitalized(whom)} has failed the connection and reads no further: this answer is owed all the same.`
          : `Both sides have now said goodbye, and ${actorWithin(story.conversation.trace, receiver)} knows that everything sent before has arrived. Without this answer nobody could tell an end from an accident: that would be 1006.`,
      ],
      references: [rfc(6455, '5.5.1'), rfc(6455, '7.1.4')],
    };
  }
  return {
    title: `${who} says goodbye, in ${countOf(unit.range.end - unit.range.start, 'byte')}`,
    happened: named,
    why: [
      `After its Close an endpoint sends no more data, but still reads: ${whom} may have a message under way. It waits for the Close in answer.`,
    ],
    references: [rfc(6455, '5.5.1'), rfc(6455, '7.1.2')],
  };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
