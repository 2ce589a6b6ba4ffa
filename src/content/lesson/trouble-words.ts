/** Words about TCP in a step: segments split, lost, delayed, altered or retransmitted. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { opcodeName } from '#core/protocol/framing/opcode.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import { findViolation } from '#core/story/closing-facts.ts';
import {
  alteredSize,
  bytesToCome,
  retransmissionCount,
  retransmissionWait,
  stepsInSameSegments,
} from '#core/story/delivery-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { otherSide, receiverOf } from '#core/trace/direction.ts';
import { actorName, actorWithin } from './actor-names.ts';
import { formatDuration } from '#content/phrasing/duration.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import type { Prose, StepWords } from '#content/phrasing/prose.ts';
import { countOf } from '#content/phrasing/quantity.ts';

/** The words for a step in which TCP acts without a call in any code. */
export function troubleText(step: Step, story: Story, who: string): StepWords {
  switch (step.kind) {
    case 'tcp-segment':
      return segmentText(step, who);
    case 'tcp-retransmission':
      return retransmissionText(step, story, who);
    case 'gave-up':
      return givingUpText(step, story, who);
    default:
      return resetText(step, who);
  }
}

function segmentText(step: Step, who: string): StepWords {
  const rest = bytesToCome(step);
  const ends = rest === 0;
  return {
    title: ends
      ? `${who} sends the rest in another segment`
      : `${who} sends more of the same in another segment`,
    happened: [
      `${countOf(lengthOfRange(step.carried), 'byte')} more of what has begun. `,
      ends ? 'Now all of it is under way.' : `${countOf(rest, 'byte')} are still to come.`,
    ],
    why: [
      'TCP carries a stream of bytes, and cuts it into segments as it likes. Where a frame ends only its own header says, so whoever reads must be ready to stop anywhere and to go on later.',
    ],
    references: [rfc(6455, '5.2'), rfc(9293, '3.8')],
  };
}

function retransmissionText(step: Step, story: Story, who: string): StepWords {
  const waited = retransmissionWait(step, story);
  const size = lengthOfRange(step.carried);
  const what = step.unit === null ? 'signal' : countOf(size, 'byte');
  return {
    title: `${who} sends the same once more`,
    happened: [
      `Nobody acknowledged the ${what}`,
      waited === null ? '' : ` for ${formatDuration(waited)}`,
      `, so TCP sends ${step.unit === null || size === 1 ? 'it' : 'them'} again. The program above knows nothing of it.`,
    ],
    why: [
      'TCP keeps what it sent until the other side has acknowledged it. It waits a second at least, and twice as long each time after that. WebSocket has no such care of its own: what was lost with a connection is lost.',
    ],
    references: [rfc(6298, '5'), rfc(9293, '3.8.1')],
  };
}

function givingUpText({ side, pageEvents }: Step, story: Story, who: string): StepWords {
  const tries = retransmissionCount(side, story);
  const close = pageEvents.find(({ event }) => event.kind === 'close');
  const peer = actorWithin(story.conversation.trace, otherSide(side ?? 'server'));
  return {
    title: `${who} gives up`,
    happened: [
      `TCP has sent the same again ${inWords(tries)} times, and nothing came back. `,
      close ? 'Its code gets the news: close, with code 1006.' : 'Nobody is told.',
    ],
    why: [
      `On a line that is dead silence is all there is: ${peer} can’t say that it is gone. Only somebody’s patience ends it, and 1006 means just that: there was no Close.`,
    ],
    references: [rfc(6455, '7.1.5'), rfc(9293, '3.8.3')],
  };
}

function resetText({ direction }: Step, who: string): StepWords {
  return {
    title: `${who} resets the TCP connection`,
    happened: ['An RST: no more is sent and no more is read, whatever was still under way.'],
    why: [
      direction === 'server-to-client'
        ? 'Its code did not want to wait for a goodbye. What was not acknowledged may be lost, and both sides learn no more than code 1006.'
        : 'It has waited long enough for the other’s goodbye. What was not acknowledged may be lost, and a page learns no more than code 1006.',
    ],
    references: [rfc(9293, '3.5.3'), rfc(6455, '7.1.5')],
  };
}

/** What the network did to a step. Follows what happened in it. Empty if it just arrived. */
export function deliveryText(step: Step, story: Story): Prose {
  if (step.direction === null) return [];
  const receiver = actorWithin(story.conversation.trace, receiverOf(step.direction));
  return [
    ...sharedSegmentText(step, story),
    ...fateText(step, story, receiver),
    ...violationText(step, story, receiver),
  ];
}

function violationText(step: Step, story: Story, receiver: string): Prose {
  const finding = findViolation(step, story);
  if (finding === undefined) return [];
  const { closeCode, reference } = finding.violation;
  return [
    ' It breaks a rule (',
    reference,
    `), so ${receiver} must fail the connection`,
    closeCode === null ? '.' : `, with code ${closeCode}.`,
  ];
}

function sharedSegmentText(step: Step, story: Story): Prose {
  if (step.unit === null || step.kind !== 'unit') return [];
  const missing = bytesToCome(step);
  if (missing > 0) {
    const size = countOf(lengthOfRange(step.carried), 'byte');
    return [
      ` This segment carries ${size} of it; ${countOf(missing, 'byte')} will follow in another.`,
    ];
  }
  if (step.eventIndices.length > 1) {
    return [` TCP cuts it into ${inWords(step.eventIndices.length)} segments.`];
  }
  const together = stepsInSameSegments(step, story);
  if (together.length < 2) return [];
  const names = together.flatMap(({ unit }) => (unit ? [nameOfUnit(unit)] : []));
  return [` One segment carries ${inWords(together.length)} of them: ${names.join(', ')}.`];
}

function fateText(step: Step, story: Story, receiver: string): Prose {
  const { arrival, isAltered, isHeldBack, kind } = step;
  if (arrival.kind === 'lost') {
    const isCaredFor = kind !== 'tcp-reset' && kind !== 'tcp-ack' && kind !== 'tcp-last-ack';
    return [
      ' It is lost on the way.',
      isCaredFor ? ' Nobody is told; TCP will notice that it was not acknowledged.' : '',
    ];
  }
  if (isHeldBack) {
    return [
      ` It arrives, but bytes before it are missing: TCP keeps it from ${receiver} until they have come.`,
    ];
  }
  if (!isAltered) return [];
  const brought = step.completed.length;
  return [
    ` Somebody between changed it: ${arrivedWords(alteredSize(step, story))}. `,
    brought === 0
      ? `For ${receiver} that completes nothing.`
      : `${actorName(story.conversation.trace, receiverOf(step.direction ?? 'client-to-server'))} reads them as they are.`,
  ];
}

function arrivedWords(size: number): string {
  if (size === 0) return 'nothing of it arrives';
  const verb = size === 1 ? 'arrives' : 'arrive';
  return `${countOf(size, 'byte')} ${verb}, and not those that were sent`;
}

function nameOfUnit(unit: Unit): string {
  if (unit.kind === 'frame') return opcodeName(unit.header.opcode);
  return unit.kind === 'response' ? String(unit.head.startLine.status) : unit.kind;
}
