/** Words about TCP in a step: segments split, retransmitted and given up. */

import { capitalized } from '#content/phrasing/capitalized.ts';
import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import {
  acknowledgesAgain,
  answersSyn,
  attemptsBefore,
  bytesToCome,
  isFastRetransmission,
  retransmissionWait,
} from '#core/story/delivery-facts.ts';
import { readsClose } from '#core/story/closing-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { unansweredPings, waitBefore } from '#core/story/waiting-facts.ts';
import { otherSide, receiverOf, senderOf, type Side } from '#core/trace/direction.ts';
import { actorName, actorWithin, codeOf } from './actor-names.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import type { StepWords } from '#content/phrasing/prose.ts';
import { countOf, formatCount } from '#content/phrasing/quantity.ts';

/**
 * The words for a step in which TCP acts without a call in any code, or an endpoint gives up. Null
 * for others.
 */
export function troubleText(step: Step, story: Story): StepWords | null {
  const { direction, side } = step;
  const sender = direction === null ? (side ?? 'client') : senderOf(direction);
  const who = actorName(story.conversation.trace, sender);
  switch (step.kind) {
    case 'tcp-segment':
      return segmentText(step, who);
    case 'tcp-retransmission':
      return retransmissionText(step, story, who);
    case 'gave-up':
      return givingUpText(step, story, who);
    case 'tcp-reset':
      return resetText(step, story, who);
    case 'tcp-ack':
      return acknowledgesAgain(step, story)
        ? acknowledgingAgainText('The SYN-ACK', step, who)
        : null;
    case 'tcp-end-ack':
    case 'tcp-last-ack':
      return acknowledgesAgain(step, story) ? acknowledgingAgainText('A segment', step, who) : null;
    default:
      return null;
  }
}

function segmentText(step: Step, who: string): StepWords {
  const rest = bytesToCome(step);
  const segments = step.eventIndices.length;
  const isEnd = rest === 0 && isComplete(step);
  return {
    title: isEnd
      ? `${who} sends the rest of the ${unitName(step)}`
      : `${who} sends more of the ${unitName(step)}`,
    happened: [
      segments === 1 ? 'Another segment carries' : `${carriersOf(segments)} segments carry`,
      ` ${countOf(lengthOfRange(step.carried), 'more byte')}`,
      isEnd
        ? `, the last of the ${unitName(step)}.`
        : rest === 0
          ? `, but the ${unitName(step)} stays incomplete.`
          : `, and ${countOf(rest, 'byte')} will follow.`,
    ],
    why:
      segments === 1
        ? [
            'TCP carries a stream of bytes and may split it anywhere. Only the header of a frame shows where the frame ends. A receiver has to be able to stop anywhere and to continue later.',
          ]
        : [
            'A sender does not send everything at once. It starts with about ten segments and sends more as acknowledgements arrive, so that it does not overload the network.',
          ],
    references:
      segments === 1 ? [rfc(6455, '5.2'), rfc(9293, '3.8')] : [rfc(5681, '3.1'), rfc(6928, '2')],
  };
}

function carriersOf(segments: number): string {
  return capitalized(inWords(segments));
}

function unitName({ unit }: Step): string {
  if (unit?.kind === 'request' || unit?.kind === 'response') return unit.kind;
  if (unit?.kind === 'cut-head') return 'head';
  return unit?.kind === 'frame' || unit?.kind === 'cut-header' ? 'frame' : 'data';
}

/** Whether the unit has an end, which its sender may never have sent. */
function isComplete({ unit }: Step): boolean {
  if (unit?.kind === 'frame') return unit.missing === 0;
  return unit?.kind !== 'cut-head' && unit?.kind !== 'cut-header';
}

/** An ACK is not acknowledged, so it is repeated only for a segment that arrived again. */
function acknowledgingAgainText(what: string, step: Step, who: string): StepWords {
  const { direction, statesBefore } = step;
  const isAnswered = direction !== null && statesBefore[receiverOf(direction)].tcp === 'CLOSED';
  return {
    title: `${who} acknowledges again`,
    happened: [`${what} arrived again, so TCP acknowledges it again.`],
    why: [
      'If the first acknowledgement was lost, this one replaces it.',
      isAnswered ? '' : ' Otherwise it changes nothing.',
    ],
    references: [rfc(9293, '3.10.7.4')],
  };
}

function retransmissionText(step: Step, story: Story, who: string): StepWords {
  const waited = retransmissionWait(step, story);
  const size = lengthOfRange(step.carried);
  const what = step.unit === null ? signalName(step) : countOf(size, 'byte');
  const bytes = size === 1 ? 'this byte' : `these ${what}`;
  const within = waited === null ? '' : ` within ${formatDuration(waited)} of the first attempt`;
  return {
    title: `${who} retransmits ${what}`,
    happened: [
      waited !== null && isFastRetransmission(step, story)
        ? `Acknowledgements of later segments show a loss, so TCP retransmits ${formatDuration(waited)} after the first attempt.`
        : `No acknowledgement of ${step.unit === null ? what : bytes} arrived${within}, so TCP retransmits.`,
      ' The application doesn’t notice.',
    ],
    why: [
      'TCP keeps what it sent until the peer has acknowledged it. Three duplicate acknowledgements show a loss immediately. A timer should wait at least a second, and doubles the wait each time, here up to 2 minutes. For data, Linux starts at 200 ms.',
    ],
    references: [rfc(6298, '2.4'), rfc(6298, '5'), rfc(5681, '3.2')],
  };
}

function signalName({ id }: Step): string {
  if (id.includes('fin')) return 'its FIN';
  if (id.includes('syn-ack')) return 'its SYN-ACK';
  return 'its SYN';
}

function givingUpText(step: Step, story: Story, who: string): StepWords {
  const { trace } = story.conversation;
  const side = step.side ?? 'server';
  const peer = actorWithin(trace, otherSide(side));
  const references = [rfc(6455, '7.1.1'), rfc(6455, '7.1.5'), rfc(6455, '7.1.7')];
  const wait = waitBefore(step, story);
  const waited = wait === null ? '' : ` for ${formatDuration(wait)}`;
  switch (step.givingUp) {
    case 'handshake-timeout':
      return {
        title: `${who} stops waiting for the handshake`,
        happened: [
          `${who} has waited${waited} for a complete response. ${heardText(step, story, side)}`,
        ],
        why: [
          'A lost or incomplete response would otherwise leave the page connecting forever. No standard sets this time: Chromium waits 240 s, Firefox 20 s.',
        ],
        references,
      };
    case 'close-timeout':
    case 'fin-timeout':
      return {
        title: `${who} stops waiting for the end`,
        happened: [
          `${who} has waited${waited} for ${peer} to finish closing. ${heardText(step, story, side)}`,
        ],
        why: [
          step.givingUp === 'fin-timeout'
            ? 'A client should let the server close TCP first. No standard sets this time: Chromium waits 2 s. Firefox fires close without waiting.'
            : closeTimeoutReason(side, step, story),
        ],
        references,
      };
    case 'heartbeat':
      return {
        title: `${who} gives the connection up`,
        happened: [
          `Nothing has arrived${wait === null ? '' : ` in the ${formatDuration(wait)}`} since the `,
          unansweredPings(step, story).length > 1 ? 'first unanswered Ping.' : 'last Ping.',
          ` ${heardText(step, story, side)}`,
        ],
        why: [
          'A lost connection looks the same as a silent one. A Ping that gets no Pong shows the difference, so the server’s code closes its socket.',
        ],
        references: [rfc(6455, '5.5.2'), rfc(6455, '7.1.5')],
      };
    default:
      return retransmissionsText(step, story, who, side);
  }
}

/** What a peer that is gone can't do depends on what it has done. */
function closeTimeoutReason(side: Side, step: Step, story: Story): string {
  const limits =
    'No standard sets this time: Chromium waits 60 s, Firefox 20 s, the library ws 30 s.';
  const before = story.steps.slice(0, story.steps.indexOf(step));
  if (step.statesBefore[side].readyState !== 'CLOSING') {
    return 'A peer that is gone can’t close its direction of TCP. No standard sets how long to wait for that.';
  }
  return readsClose(side, { ...story, steps: before })
    ? `A peer that is gone can’t close its direction of TCP. ${limits}`
    : `A peer that is gone can’t answer a Close frame. ${limits}`;
}

function retransmissionsText(step: Step, story: Story, who: string, side: Side): StepWords {
  const { count, lastedMs } = attemptsBefore(step, story);
  const { tcp } = step.statesBefore[side];
  const isOpening = tcp === 'SYN-SENT' || tcp === 'SYN-RECEIVED';
  const lasted = lastedMs === null ? '' : ` TCP has tried for ${formatDuration(lastedMs)}.`;
  return {
    title: `${who} stops retransmitting`,
    happened: [
      `TCP has retransmitted ${count === 1 ? 'once' : `${formatCount(count)} times`}, and no acknowledgement arrived.${lasted} ${heardText(step, story, side)}`,
    ],
    why: [
      'TCP can’t distinguish a lost connection from a slow one. It gives up after a time that the system sets',
      isOpening
        ? `, and must try a SYN for at least 3 minutes. This model gives up after ${tcp === 'SYN-SENT' ? '6 retransmissions, as Linux does for a SYN' : '5 retransmissions, as Linux does for a SYN-ACK'}.`
        : ', and should try for at least 100 s. This model gives up after 6 retransmissions. Linux keeps trying on an open connection for about 15 minutes.',
    ],
    references: [rfc(9293, '3.8.3'), rfc(6455, '7.1.5')],
  };
}

/** What its code hears now. */
function heardText({ pageEvents, statesBefore }: Step, story: Story, side: Side): string {
  const kinds = pageEvents.filter((one) => one.side === side).map(({ event }) => event.kind);
  const owner = codeOf(story.conversation.trace.endpoints, side);
  const where = capitalized(owner);
  if (kinds.includes('error')) return `${where} gets error, then close with 1006.`;
  if (kinds.includes('close')) return `${where} gets the close event.`;
  const { readyState } = statesBefore[side];
  return readyState === 'CLOSED'
    ? `For ${owner}, the connection was closed before.`
    : `${where} never had a WebSocket, so it gets no event.`;
}

function resetText(step: Step, story: Story, who: string): StepWords {
  const { cause, direction, statesBefore } = step;
  const isOver =
    direction !== null &&
    statesBefore[senderOf(direction)].tcp === 'CLOSED' &&
    statesBefore[receiverOf(direction)].readyState === 'CLOSED';
  if (cause === 'answer' && answersSyn(step, story)) {
    return {
      title: `${who} answers the SYN with a RST`,
      happened: [
        `${who} has closed this connection already, so TCP answers the old SYN with a RST.`,
      ],
      why: [
        'This is simplified. A server that still listens accepts an old SYN as a new connection. That one ends with a RST, because its client asked for none.',
      ],
      references: [rfc(9293, '3.5'), rfc(9293, '3.10.7.1')],
    };
  }
  if (cause === 'answer' && isOver) {
    return {
      title: `${who} answers the segment with a RST`,
      happened: [
        `${who} has closed the connection already, so TCP answers what still arrives with a RST.`,
      ],
      why: [
        'A closed TCP endpoint answers every segment except a RST with a RST. Both WebSockets have closed before, so the RST changes nothing for them.',
      ],
      references: [rfc(9293, '3.10.7.1'), rfc(9293, '3.10.7.4')],
    };
  }
  return {
    title: `${who} resets the TCP connection`,
    happened: [
      cause === 'answer'
        ? `${who} has closed its socket already, so the operating system answers what still arrives with a RST.`
        : 'A RST ends the connection in both directions. Nothing more is sent or read.',
    ],
    why: [
      'A RST has no reason and no closing handshake. Data in flight may be lost, and a page that is still connected reports 1006.',
    ],
    references: [rfc(9293, '3.5.2'), rfc(9293, '3.10.5'), rfc(6455, '7.1.5')],
  };
}
