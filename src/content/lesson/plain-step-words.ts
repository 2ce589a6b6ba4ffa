/**
 * The words for each step of a connection without trouble: a title, what happened, and why. Every
 * number comes from the story. They are all that the first lesson needs.
 */

import { rfc } from '#core/protocol/rules/reference.ts';
import { hasExchangedCloses, haveBothClosed, readsClose } from '#core/story/closing-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { otherSide, senderOf, type Side } from '#core/trace/direction.ts';
import { isPureSignal } from '#core/trace/trace.ts';
import { actorName, actorWithin, codeOf } from './actor-names.ts';
import { frameText } from './frame-step-words.ts';
import { requestText, responseText } from './head-step-words.ts';
import type { StepWords } from '#content/phrasing/prose.ts';

export type StepTextOf = (step: Step, story: Story) => StepWords;

/** Throws for a step of trouble, and for odd bytes: `stepText` has words for all. */
export function plainStepText(step: Step, story: Story): StepWords {
  const { trace } = story.conversation;
  const sender = step.direction === null ? (step.side ?? 'client') : senderOf(step.direction);
  const who = actorName(trace, sender);
  const whom = actorWithin(trace, otherSide(sender));
  switch (step.kind) {
    case 'tcp-syn':
      return {
        title: `${who} opens a TCP connection`,
        happened: [`${synName(step, story)} asks ${whom} for a TCP connection.`],
        why: [
          'A WebSocket needs a TCP connection, because TCP delivers bytes in order. Opening it costs one round trip before any HTTP.',
        ],
        references: [rfc(9293, '3.5'), rfc(6455, '1.7')],
      };
    case 'tcp-syn-ack':
      return {
        title: `${who} accepts the TCP connection`,
        happened: [
          `A SYN-ACK acknowledges the SYN of ${whom} and asks for the other direction. Each direction has its own sequence numbers.`,
        ],
        why: [
          'Each side has to know that the other receives its bytes. Nothing of WebSocket has been sent yet.',
        ],
        references: [rfc(9293, '3.5')],
      };
    case 'tcp-ack':
      return {
        title: `${who} acknowledges the SYN-ACK`,
        happened: [`${who} can send now, and ${whom} can when this ACK or later data arrives.`],
        why: [
          'The same TCP connection carries the HTTP handshake, all frames and the closing handshake.',
        ],
        references: [rfc(9293, '3.5'), rfc(6455, '4.1')],
      };
    case 'open':
      return {
        title: 'The connection is open: either side can send at any time',
        happened: [
          `${who} has checked the response, so the `,
          { code: 'open' },
          ` event fires for ${codeOf(trace.endpoints, 'client')}.`,
          ' From now on, all bytes on this TCP connection belong to frames.',
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
    case 'tcp-end-ack':
    case 'tcp-last-ack':
      return finAckText(step, sender, who, whom);
    case 'unit':
      return unitText(step, story, who, whom);
    default:
      throw new TypeError(`expected a step without trouble, got ${step.kind}`);
  }
}

/** A SYN may carry data (RFC 9293 §3.5), but hardly any does. */
function synName({ eventIndices }: Step, { conversation: { trace } }: Story): string {
  const carriesData = eventIndices.some((index) => {
    const event = trace.events[index];
    return event !== undefined && !isPureSignal(event);
  });
  return carriesData ? 'A SYN' : 'A SYN without data';
}

function finAckText(step: Step, sender: Side, who: string, whom: string): StepWords {
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
      happened: [`The second FIN means that ${lowercased(who)} sends no more data either.`],
      why: ['TCP has two directions. Each is closed by the side that sends in it.'],
      references: [rfc(9293, '3.6')],
    };
  }
  const haveSentCloses = haveBothClosed(step, story);
  if (!haveSentCloses && !hasExchangedCloses(sender, step, story)) {
    return earlyFinText(hasWaited(step, story), who, whom);
  }
  const isServer = sender === 'server';
  const isFirst = story.steps.find(({ kind }) => kind === 'tcp-fin') === step;
  return {
    title: isFirst ? `${who} closes TCP first` : `${who} closes TCP, too`,
    happened: [
      `A FIN means that ${lowercased(who)} sends no more data. `,
      haveSentCloses
        ? 'Both sides have sent their Close frames.'
        : `${who} has sent a Close frame and read one, so its closing handshake is complete.`,
      readsClose(otherSide(sender), story)
        ? ''
        : ` But ${whom} has not read the Close frame of ${lowercased(who)}.`,
    ],
    why: isServer
      ? [
          'The side that closes first stays in TIME-WAIT. That should be the server, so that the client can reuse its port.',
          ...(isClosedBefore(step, story)
            ? []
            : [
                ' When this FIN has arrived and everything before it is answered, the ',
                { code: 'close' },
                ` event fires, unless ${whom} has stopped waiting.`,
              ]),
        ]
      : ['The RFC prefers that the server closes first and that the client waits for it.'],
    references: [rfc(6455, '7.1.1'), rfc(6455, '5.5.1')],
  };
}

/** Whether the client’s WebSocket is closed before this FIN reaches it. */
function isClosedBefore(fin: Step, { steps, moments }: Story): boolean {
  const index = steps.indexOf(fin);
  const arrived = moments.findLastIndex(({ stepIndex }) => stepIndex === index);
  return moments[arrived - 1]?.states.client.readyState === 'CLOSED';
}

/** Whether the sender of this FIN had started a closing handshake, and gave up waiting for it. */
function hasWaited(fin: Step, { steps }: Story): boolean {
  return steps
    .slice(0, steps.indexOf(fin))
    .some(
      ({ givingUp, side }) =>
        givingUp === 'close-timeout' && fin.direction !== null && side === senderOf(fin.direction),
    );
}

function earlyFinText(isLate: boolean, who: string, whom: string): StepWords {
  return {
    title: `${who} closes TCP without a complete closing handshake`,
    happened: [
      `A FIN means that ${lowercased(who)} sends no more data. ${who} ${isLate ? 'no longer waits' : 'does not wait'} for a Close frame of ${whom}.`,
    ],
    why: [
      'An endpoint that fails a connection, rejects a handshake or gives up owes no closing handshake. It should send a Close frame with a code if the connection was open.',
    ],
    references: [rfc(6455, '7.1.7'), rfc(6455, '7.1.4')],
  };
}

function lowercased(who: string): string {
  return who.replace(/^The /, 'the ');
}

function unitText(step: Step, story: Story, who: string, whom: string): StepWords {
  const { unit } = step;
  const { trace } = story.conversation;
  switch (unit?.kind) {
    case 'request':
      return requestText(unit.head, trace, who);
    case 'response':
      return responseText(unit, step, story, who);
    case 'frame':
      return frameText(unit, step, story, who, whom);
    default:
      throw new TypeError(`expected a head or a frame, got ${unit?.kind ?? 'nothing'}`);
  }
}
