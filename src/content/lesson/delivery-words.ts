/** What the network did to a step: which segments carried it, and what became of them. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { bytesEqual } from '#core/bytes/byte-array.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { opcodeName } from '#core/protocol/framing/opcode.ts';
import { arrivedBytes, carriedBytes } from '#core/story/carried-segment.ts';
import { findViolation } from '#core/story/closing-facts.ts';
import { alteredSize, bytesToCome, stepsInSameSegments } from '#core/story/delivery-facts.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { receiverOf, type Side } from '#core/trace/direction.ts';
import { actorName, actorWithin } from './actor-names.ts';
import { inWords } from '#content/phrasing/number-words.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import { countOf } from '#content/phrasing/quantity.ts';

/** Follows what happened in the step. Empty if it just arrived. */
export function deliveryText(step: Step, story: Story): Prose {
  if (step.direction === null) return [];
  const side = receiverOf(step.direction);
  return [
    ...sharedSegmentText(step, story),
    ...fateText(step, story, side),
    ...violationText(step, story, side),
  ];
}

function violationText(step: Step, story: Story, side: Side): Prose {
  const finding = findViolation(step, story);
  if (finding === undefined || !step.isFatal || isOpening(step, side)) return [];
  const { breaks, closeCode, reference } = finding.violation;
  const receiver = actorWithin(story.conversation.trace, side);
  return [
    breaks === null ? ` It exceeds a limit of ${receiver} (` : ' It breaks a rule (',
    reference,
    `), so ${receiver} fails the connection`,
    closeCode === null ? '.' : `. The close code for that is ${closeCode}.`,
  ];
}

/** Before the handshake is complete, rules of framing don't apply. */
function isOpening({ statesBefore }: Step, side: Side): boolean {
  const { readyState } = statesBefore[side];
  return readyState === null || readyState === 'CONNECTING';
}

function sharedSegmentText(step: Step, story: Story): Prose {
  if (step.unit === null || step.kind !== 'unit') return [];
  const rest = bytesToCome(step);
  const segments = step.eventIndices.length;
  const size = countOf(lengthOfRange(step.carried), 'byte');
  if (rest > 0) {
    const carriers =
      segments === 1 ? 'This segment carries' : `${inWords(segments)} segments carry`;
    return [` ${capitalized(carriers)} ${size} of it. ${countOf(rest, 'byte')} will follow.`];
  }
  if (segments > 1) return [` TCP splits it into ${inWords(segments)} segments.`];
  const { kind } = story.conversation.trace.provenance;
  // Pasted bytes show no segments.
  if (kind !== 'simulated' && kind !== 'recorded') return [];
  const together = stepsInSameSegments(step, story);
  if (together.length < 2) return [];
  const names = together.flatMap(({ unit }) => (unit ? [nameOfUnit(unit)] : []));
  const position = together.indexOf(step) + 1;
  return [
    ` Its segment carries ${inWords(together.length)} units: ${names.join(', ')}. This is number ${position}.`,
  ];
}

function fateText(step: Step, story: Story, side: Side): Prose {
  const { arrival, isAltered, isHeldBack, isDuplicate } = step;
  const receiver = actorWithin(story.conversation.trace, side);
  if (arrival.kind === 'lost') return [lostText(step)];
  if (isHeldBack) {
    return [
      ` It arrives, but earlier bytes are missing, so TCP holds it back from ${receiver}.`,
      ...(isAltered
        ? [` The segment was altered in the network: ${arrivedWords(step, story)}.`]
        : []),
    ];
  }
  if (step.statesBefore[side].tcp === 'CLOSED' && step.kind !== 'tcp-syn') {
    return [` It arrives, but ${receiver} has closed the connection.`];
  }
  if (isDuplicate) {
    return [' TCP has received the same before, so it drops this duplicate.'];
  }
  if (isLateAck(step, side)) {
    return [` It arrives late: a later segment has already acknowledged the same to ${receiver}.`];
  }
  if (step.isUnread) return [` It arrives, but ${receiver} doesn’t read any more.`];
  if (!isAltered) return [];
  const brought = step.completed.length;
  return [
    ` The segment was altered in the network: ${arrivedWords(step, story)}. `,
    brought === 0
      ? `For ${receiver} that completes nothing.`
      : `${actorName(story.conversation.trace, side)} reads what arrives.`,
  ];
}

/** Acknowledgements and RST are not acknowledged themselves. */
function lostText({ kind, id }: Step): string {
  const isOnlySent = kind === 'tcp-reset' || kind === 'tcp-ack' || kind === 'tcp-last-ack';
  const isAcknowledged = !isOnlySent && !id.startsWith('tcp-ack');
  return isAcknowledged
    ? ' It is lost in the network. Its sender is not told; it just gets no acknowledgement.'
    : ' It is lost in the network.';
}

/** The ACK of a SYN-ACK after data, which acknowledges as well, has arrived. */
function isLateAck({ kind, id, statesBefore }: Step, side: Side): boolean {
  const isAck = kind === 'tcp-ack' || id.startsWith('tcp-ack-again');
  return isAck && side === 'server' && statesBefore.server.tcp !== 'SYN-RECEIVED';
}

function arrivedWords(step: Step, story: Story): string {
  const size = alteredSize(step, story);
  if (size === 0) return 'none of its bytes arrive';
  const arrived = arrivedBytes(step, story);
  const isCut = bytesEqual(arrived, carriedBytes(step, story).subarray(0, arrived.length));
  if (isCut) {
    return size === 1
      ? 'only its first byte arrives'
      : `only its first ${countOf(size, 'byte')} arrive`;
  }
  return size === 1
    ? '1 other byte arrives'
    : `${countOf(size, 'byte')} arrive, not those that were sent`;
}

function nameOfUnit(unit: Unit): string {
  if (unit.kind === 'frame') return opcodeName(unit.header.opcode);
  return unit.kind === 'response' ? String(unit.head.startLine.status) : unit.kind;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
