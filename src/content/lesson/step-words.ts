/** The words for each step: a title, what happened, and why. Every number comes from the story. */

import { isHeadUnit, type FrameUnit } from '#core/conversation/unit.ts';
import { findField } from '#core/protocol/http/field-line.ts';
import { FIELD } from '#core/protocol/http/field-name.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { haveBothClosed } from '#core/story/closing-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { otherSide, senderOf, type Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { actorName, actorWithin, codeOf } from './actor-names.ts';
import { frameText } from './frame-step-words.ts';
import type { StepWords } from '#content/phrasing/prose.ts';
import { deliveryText } from './delivery-words.ts';
import { endingText } from './ending-words.ts';
import { troubleText } from './trouble-words.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { unitDoubts } from '#content/decode/gap-words.ts';

/** RFC 9110 §15.5.9. */
const REQUEST_TIMEOUT = 408;

export function stepText(step: Step, story: Story): StepWords {
  const words = eventText(step, story);
  const isLast = step === story.steps.at(-1);
  const endings = isLast ? endingText(story).map((sentence) => ` ${sentence}`) : [];
  const more = [...deliveryText(step, story), ...endings];
  return more.length === 0 ? words : { ...words, happened: [...words.happened, ...more] };
}

function eventText(step: Step, story: Story): StepWords {
  const { trace } = story.conversation;
  const sender = step.direction === null ? (step.side ?? 'client') : senderOf(step.direction);
  const who = actorName(trace, sender);
  const whom = actorWithin(trace, otherSide(sender));
  switch (step.kind) {
    case 'tcp-syn':
      return {
        title: `${who} opens a TCP connection`,
        happened: [`The first segment is a SYN. It carries no data, only a request to ${whom}.`],
        why: [
          'A WebSocket needs a TCP connection, because TCP delivers bytes in order. Opening it costs one round trip before any HTTP.',
        ],
        references: [rfc(9293, '3.5'), rfc(6455, '1.7')],
      };
    case 'tcp-syn-ack':
      return {
        title: `${who} accepts the TCP connection`,
        happened: [
          'A SYN-ACK acknowledges the SYN and asks for the other direction. Each direction counts its own bytes.',
        ],
        why: [
          'Each side has to know that the other receives it. This is the second of three segments, and nothing of WebSocket has been sent yet.',
        ],
        references: [rfc(9293, '3.5')],
      };
    case 'tcp-ack':
      return {
        title: `${who} acknowledges`,
        happened: [
          `${who} can send now. For ${whom}, TCP opens when this ACK or later data arrives.`,
        ],
        why: [
          'The same TCP connection carries the HTTP handshake, all frames and the closing handshake.',
        ],
        references: [rfc(9293, '3.5'), rfc(6455, '4.1')],
      };
    case 'open':
      return {
        title: 'The connection is open: either side can send at any time',
        happened: [
          `${who} has checked the response. For ${codeOf(trace.endpoints, 'client')}, the `,
          { code: 'open' },
          ' event fires. From now on, all bytes on this TCP connection belong to frames.',
        ],
        why: [
          'In HTTP, a client asks and a server answers. A frame needs no request. ',
          `${actorName(trace, 'server')} could send as soon as it had sent the 101, `,
          `${actorWithin(trace, 'client')} once the 101 had arrived.`,
        ],
        references: [rfc(6455, '1.2'), rfc(6455, '4.1')],
      };
    case 'tcp-fin':
      return finText(step, story, sender, who, whom);
    case 'tcp-reset':
    case 'tcp-segment':
    case 'tcp-retransmission':
    case 'gave-up':
      return troubleText(step, story, who);
    case 'tcp-last-ack':
      return lastAckText(step, sender, who, whom);
    case 'unit':
      return unitText(step, story, who, whom);
  }
}

function lastAckText(step: Step, sender: Side, who: string, whom: string): StepWords {
  const waits = step.statesAfter[sender].tcp === 'TIME-WAIT';
  const isLast = step.statesBefore[otherSide(sender)].tcp === 'LAST-ACK';
  return {
    title: `${who} acknowledges the FIN`,
    happened: [
      `${who} has received the FIN of ${whom}.`,
      isLast ? ` When this ACK arrives, TCP has ended for ${whom} as well.` : '',
    ],
    why: waits
      ? [
          `${who} stays in TIME-WAIT for a while, in case this ACK is lost. The RFC prefers that the server closes first: it can accept new connections meanwhile, but a client could not reuse its port.`,
        ]
      : ['TCP acknowledges a FIN like data, so that its sender can stop retransmitting it.'],
    references: [rfc(6455, '7.1.1'), rfc(9293, '3.6')],
  };
}

function finText(step: Step, story: Story, sender: Side, who: string, whom: string): StepWords {
  const isReply = step.statesBefore[sender].tcp === 'CLOSE-WAIT';
  if (isReply) {
    return {
      title: `${who} closes its direction as well`,
      happened: [`This FIN tells ${whom} that ${lowercased(who)} sends no more data.`],
      why: ['TCP has two directions. Each is closed by the side that sends in it.'],
      references: [rfc(9293, '3.6')],
    };
  }
  if (!haveBothClosed(step, story)) return earlyFinText(who, whom);
  const isServer = sender === 'server';
  const isFirst = story.steps.find(({ kind }) => kind === 'tcp-fin') === step;
  return {
    title: isFirst ? `${who} closes TCP first` : `${who} closes TCP, too`,
    happened: [
      `A FIN means that ${lowercased(who)} sends no more data. Both sides have sent their Close frames.`,
    ],
    why: isServer
      ? [
          'The side that closes first stays in TIME-WAIT. That should be the server, so that the client can reuse its port. When this FIN has arrived and everything before it is answered, the ',
          { code: 'close' },
          ' event fires.',
        ]
      : ['The RFC prefers that the server closes first and that the client waits for it.'],
    references: [rfc(6455, '7.1.1'), rfc(6455, '5.5.1')],
  };
}

function earlyFinText(who: string, whom: string): StepWords {
  return {
    title: `${who} closes TCP without a complete closing handshake`,
    happened: [
      `A FIN means that ${lowercased(who)} sends no more data. It does not wait for a Close frame of ${whom}.`,
    ],
    why: [
      'An endpoint that fails a connection, rejects a handshake or gives up owes no closing handshake. It should send a Close frame with a code if the connection was open.',
    ],
    references: [rfc(6455, '7.1.7'), rfc(6455, '7.1.4')],
  };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lowercased(who: string): string {
  return who.replace(/^The /, 'the ');
}

function unitText(step: Step, story: Story, who: string, whom: string): StepWords {
  const { unit } = step;
  const { trace } = story.conversation;
  switch (unit?.kind) {
    case 'request': {
      const size = countOf(unit.head.size, 'byte');
      const { fields, startLine } = unit.head;
      return {
        title: `${who} asks to switch protocols`,
        happened: [
          `A GET request of ${size} with ${countOf(fields.length, 'header field')}. `,
          ...(findField(fields, FIELD.upgrade) === null
            ? ['It has no ', { bytes: 'Upgrade', kind: 'http' } as const, ' field. ']
            : [{ bytes: 'Upgrade', kind: 'http' } as const, ' names the new protocol. ']),
          { bytes: 'Sec-WebSocket-Key', kind: 'http' },
          findField(fields, FIELD.webSocketKey) === null
            ? ' is missing.'
            : ' is the handshake key, which the response has to match.',
        ],
        why: [
          `Starting as HTTP lets WebSockets share ports, proxies and cookies with pages, and lets ${startLine.target} exist beside them. ${actorName(trace, 'client')} must not send data before the response arrives.`,
        ],
        references: [rfc(6455, '4.1'), rfc(6455, '1.3')],
      };
    }
    case 'response':
      return responseText(step, who, trace);
    case 'frame':
      return withMissing(unit, withDoubts(unit, frameText(unit, step, story, who, whom)));
    case 'cut-head':
      return {
        title: `${who} sends an incomplete head`,
        happened: ['The empty line that ends an HTTP head is missing.'],
        why: [
          'Only its end shows how long a head is, so it is unknown how many bytes are missing.',
        ],
        references: [rfc(9112, '2.1')],
      };
    case 'cut-header':
      return {
        title: `${who} sends an incomplete frame header`,
        happened: [`At least ${countOf(unit.missing ?? 1, 'byte')} of the header are missing.`],
        why: ['The second byte of a frame shows how long its header is.'],
        references: [rfc(6455, '5.2')],
      };
    case 'body':
      return {
        title: `${who} sends a body`,
        happened: [`${countOf(unit.range.end - unit.range.start, 'byte')} of HTTP content.`],
        why: ['The connection has not switched protocols, so this is HTTP.'],
        references: [rfc(9112, '6')],
      };
    case 'http2':
      return {
        title: `${who} speaks HTTP/2`,
        happened: [
          `${countOf(unit.range.end - unit.range.start, 'byte')}, the first of which are the connection preface of HTTP/2.`,
        ],
        why: [
          'A WebSocket over HTTP/2 opens with an extended CONNECT. This page does not read it.',
        ],
        references: [rfc(9113, '3.4'), rfc(8441, '5')],
      };
    case 'not-captured':
      return {
        title: `${countOf(unit.range.end - unit.range.start, 'byte')} that were not captured`,
        happened: [unitDoubts(unit)],
        why: [
          'TCP’s sequence numbers count every byte, so the capture shows how many it lacks. Usually the capturing program was too slow, or was told to keep only the start of each packet.',
        ],
        references: [rfc(9293, '3.4')],
      };
    case 'payload-rest':
      return {
        title: 'The rest of a payload after a gap',
        happened: [
          `${countOf(unit.range.end - unit.range.start, 'byte')} at the end of the frame’s payload, captured after the gap.`,
        ],
        why: [
          'The frame’s header was captured and shows where its payload ends. The whole message can’t be known.',
        ],
        references: [rfc(6455, '5.2')],
      };
    case 'unplaced':
      return {
        title: 'Bytes without a known meaning',
        happened: [
          `${countOf(unit.range.end - unit.range.start, 'byte')} captured after a gap. They belong to frames whose start was not captured.`,
        ],
        why: [
          'Only a frame’s header contains its length. Without it, the start of the next frame is unknown, and a guess could show frames that were never sent.',
        ],
        references: [rfc(6455, '5.2')],
      };
    default:
      return {
        title: `${who} sends bytes after its Close frame`,
        happened: [
          unit
            ? `${countOf(unit.range.end - unit.range.start, 'byte')} that are not read as frames here.`
            : 'They are not read as frames here.',
        ],
        why: [
          'After its Close frame, an endpoint must not send data frames. Most receivers ignore what follows; Chromium fails the connection.',
        ],
        references: [rfc(6455, '5.5.1'), rfc(6455, '1.4')],
      };
  }
}

/** Adds that a frame is cut off. */
function withMissing({ missing, notCaptured }: FrameUnit, words: StepWords): StepWords {
  if (Number(missing) === 0 || notCaptured !== undefined) return words;
  const sentence = ` The frame is incomplete: ${countOf(missing, 'byte')} of its payload are missing.`;
  return { ...words, happened: [...words.happened, sentence] };
}

/** Adds what is uncertain in a frame because bytes of it or before it were not captured. */
function withDoubts(unit: FrameUnit, words: StepWords): StepWords {
  const doubts = unitDoubts(unit);
  return doubts === '' ? words : { ...words, happened: [...words.happened, ` ${doubts}`] };
}

function responseText(step: Step, who: string, trace: Trace): StepWords {
  if (step.unit === null || !isHeadUnit(step.unit)) throw new TypeError('expected a response');
  const { head } = step.unit;
  const client = actorName(trace, 'client');
  if (head.startLine.kind === 'response' && head.startLine.status !== 101) {
    const { status, reason } = head.startLine;
    return {
      title: `${who} responds with ${`${status} ${reason}`.trim()}`,
      happened: [
        status === REQUEST_TIMEOUT ? `${who} did not get a whole request in time. ` : '',
        status < 200
          ? 'This is an interim response. The final one follows.'
          : 'Only a 101 switches protocols, so the connection still speaks HTTP.',
      ],
      why: [
        'A page doesn’t learn the status. If the handshake fails, it gets ',
        { code: 'error' },
        ', then ',
        { code: 'close' },
        ' with 1006. Otherwise scripts could probe servers that they may not read.',
      ],
      references: [rfc(6455, '4.1'), rfc(6455, '4.2.2')],
    };
  }
  if (step.isFatal) {
    return {
      title: `101, but ${actorWithin(trace, 'client')} does not accept it`,
      happened: [
        step.isAltered
          ? 'What arrives is not a response that matches the request. '
          : 'The status agrees to switch, but the header fields do not match the request. ',
        `${capitalized(codeOf(trace.endpoints, 'client'))} gets `,
        { code: 'error' },
        ', then ',
        { code: 'close' },
        ' with 1006 when TCP is closed.',
      ],
      why: [
        'The accept value has to match the key of this request. A subprotocol or an extension has to be one that was offered. Chromium also requires a subprotocol if the page asked for one; Firefox doesn’t.',
      ],
      references: [rfc(6455, '4.1'), rfc(6455, '1.3')],
    };
  }
  return {
    title: `${who} accepts: 101 Switching Protocols`,
    happened: [
      `The response has ${countOf(head.size, 'byte')}. After its empty line, the next byte in either direction belongs to a frame.`,
    ],
    why: [
      `The accept value proves that the server understood this handshake: a cached response would contain another value. It is not a secret and protects nothing else. With a wrong one, ${lowercased(client)} would fail the connection, and its code would get `,
      { code: 'error' },
      ', then ',
      { code: 'close' },
      ' with 1006.',
    ],
    references: [rfc(6455, '1.3'), rfc(6455, '4.2.2')],
  };
}
