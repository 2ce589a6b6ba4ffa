/** Words about TCP in a step: segments split, retransmitted and given up. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { bytesToCome, attemptsBefore, retransmissionWait } from '#core/story/delivery-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { waitBefore } from '#core/story/waiting-facts.ts';
import { otherSide, type Side } from '#core/trace/direction.ts';
import { actorWithin, codeOf } from './actor-names.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import type { StepWords } from '#content/phrasing/prose.ts';
import { countOf } from '#content/phrasing/quantity.ts';

/** The words for a step in which TCP acts without a call in any code, or an endpoint gives up. */
export function troubleText(step: Step, story: Story, who: string): StepWords {
  switch (step.kind) {
    case 'tcp-segment':
      return segmentText(step, who);
    case 'tcp-retransmission':
      return step.id.startsWith('tcp-ack')
        ? acknowledgingAgainText(who)
        : retransmissionText(step, story, who);
    case 'gave-up':
      return givingUpText(step, story, who);
    default:
      return resetText(step, who);
  }
}

function segmentText(step: Step, who: string): StepWords {
  const rest = bytesToCome(step);
  const segments = step.eventIndices.length;
  return {
    title:
      rest === 0
        ? `${who} sends the rest of the ${unitName(step)}`
        : `${who} sends more of the ${unitName(step)}`,
    happened: [
      `${countOf(lengthOfRange(step.carried), 'byte')} more`,
      segments === 1 ? ', in another segment. ' : `, in ${inWords(segments)} segments. `,
      rest === 0
        ? 'With them, all of it has been sent.'
        : `${countOf(rest, 'byte')} are still to be sent.`,
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

function unitName({ unit }: Step): string {
  if (unit?.kind === 'request' || unit?.kind === 'response') return unit.kind;
  return unit?.kind === 'frame' ? 'frame' : 'same';
}

/** An ACK is not acknowledged, so it is repeated only for a segment that arrived again. */
function acknowledgingAgainText(who: string): StepWords {
  return {
    title: `${who} acknowledges again`,
    happened: ['The SYN-ACK arrived again, so TCP acknowledges it again.'],
    why: [
      'If the first acknowledgement was lost, this one replaces it. Otherwise it changes nothing.',
    ],
    references: [rfc(9293, '3.10.7.4')],
  };
}

function retransmissionText(step: Step, story: Story, who: string): StepWords {
  const waited = retransmissionWait(step, story);
  const size = lengthOfRange(step.carried);
  const what = step.unit === null ? signalName(step) : countOf(size, 'byte');
  return {
    title: `${who} retransmits ${what}`,
    happened: [
      'No acknowledgement arrived',
      waited === null ? '' : ` within ${formatDuration(waited)} of the first attempt`,
      ', so TCP retransmits. The application doesn’t notice.',
    ],
    why: [
      'TCP keeps what it sent until the peer has acknowledged it. It should wait at least a second, and doubles the wait each time, here up to 2 minutes. For data, Linux starts at 200 ms. Most systems also retransmit after three duplicate acknowledgements; this model does not. WebSocket adds nothing to this.',
    ],
    references: [rfc(6298, '2.4'), rfc(6298, '5'), rfc(9293, '3.8.1')],
  };
}

function signalName({ id }: Step): string {
  if (id.includes('fin')) return 'its FIN';
  if (id.includes('syn-ack')) return 'its SYN-ACK';
  return id.includes('syn') ? 'its SYN' : 'its acknowledgement';
}

function givingUpText(step: Step, story: Story, who: string): StepWords {
  const { trace } = story.conversation;
  const side = step.side ?? 'server';
  const peer = actorWithin(trace, otherSide(side));
  const references = [rfc(6455, '7.1.5'), rfc(6455, '7.1.7')];
  const wait = waitBefore(step, story);
  const waited = wait === null ? '' : ` for ${formatDuration(wait)}`;
  switch (step.givingUp) {
    case 'handshake-timeout':
      return {
        title: `${who} stops waiting for the handshake`,
        happened: [
          `It has waited${waited} for a complete response. ${heardText(step, story, side)}`,
        ],
        why: [
          'A lost or incomplete response would otherwise leave the page connecting forever. No standard sets this time: Chromium waits 240 s, Firefox 20 s.',
        ],
        references,
      };
    case 'close-timeout':
      return {
        title: `${who} stops waiting for the end`,
        happened: [
          `It has been closing${waited}, and ${peer} has not finished. ${heardText(step, story, side)}`,
        ],
        why: [
          'A peer that is gone can’t answer a Close frame. No standard sets this time: Chromium waits 60 s, the library ws 30 s.',
        ],
        references,
      };
    case 'heartbeat':
      return {
        title: `${who} gives the connection up`,
        happened: [`Nothing has arrived${waited} since its Ping. ${heardText(step, story, side)}`],
        why: [
          'A lost connection looks the same as a silent one. A Ping that gets no Pong shows the difference, so the server’s code closes its socket.',
        ],
        references: [rfc(6455, '5.5.2'), rfc(6455, '7.1.5')],
      };
    default:
      return retransmissionsText(step, story, who, side);
  }
}

function retransmissionsText(step: Step, story: Story, who: string, side: Side): StepWords {
  const { count, lastedMs } = attemptsBefore(step, story);
  const lasted = lastedMs === null ? '' : ` It has tried for ${formatDuration(lastedMs)}.`;
  return {
    title: `${who} stops retransmitting`,
    happened: [
      `TCP has retransmitted the same ${countOf(count, 'time', 'times')}, and no acknowledgement arrived.${lasted} ${heardText(step, story, side)}`,
    ],
    why: [
      'TCP can’t tell a lost connection from a slow one. It gives up after a time that the system sets, and must not do so before 100 s. This model gives up after 6 retransmissions. Linux keeps trying on an open connection for about 15 minutes.',
    ],
    references: [rfc(9293, '3.8.3'), rfc(6455, '7.1.5')],
  };
}

/** What its code hears now. */
function heardText({ pageEvents, statesBefore }: Step, story: Story, side: Side): string {
  const kinds = pageEvents.filter((one) => one.side === side).map(({ event }) => event.kind);
  const owner = codeOf(story.conversation.trace.endpoints, side);
  const where = owner.charAt(0).toUpperCase() + owner.slice(1);
  if (kinds.includes('error')) return `${where} gets error, then close with 1006.`;
  if (kinds.includes('close')) return `${where} gets close.`;
  const { readyState } = statesBefore[side];
  return readyState === 'CLOSED'
    ? `For ${owner}, the connection was closed before.`
    : `${where} never had a WebSocket, so it is not told.`;
}

function resetText({ cause }: Step, who: string): StepWords {
  return {
    title: `${who} resets the TCP connection`,
    happened: [
      cause === 'answer'
        ? 'Its socket is closed already, so the operating system answers what still arrives with a RST.'
        : 'A RST ends the connection in both directions. Nothing more is sent or read.',
    ],
    why: [
      'A RST has no reason and no closing handshake. Data in flight may be lost, and a page reports 1006.',
    ],
    references: [rfc(9293, '3.5.2'), rfc(9293, '3.10.5'), rfc(6455, '7.1.5')],
  };
}
