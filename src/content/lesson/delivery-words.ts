/** What the network did to a step: which segments carried it, and what became of them. */

import { capitalized } from '#content/phrasing/capitalized.ts';
import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { bytesEqual } from '#core/bytes/byte-array.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { opcodeName } from '#core/protocol/framing/opcode.ts';
import type { RuleId } from '#core/protocol/rules/rules.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import {
  alteredSegments,
  bytesToCome,
  stepsInSameSegments,
  type AlteredSegment,
} from '#core/story/delivery-facts.ts';
import { proxyEnd } from '#core/story/own-story.ts';
import type { Step, StepKind } from '#core/story/step.ts';
import type { MisreadAs } from '#core/story/misreadings.ts';
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
  const { fatalViolation } = step;
  if (fatalViolation === null) return [];
  const { closeCode, reference } = fatalViolation;
  const { trace } = story.conversation;
  const receiver = actorWithin(trace, side);
  const wasOpening = isOpening(step, side);
  // The step's own words say that only a 101 switches protocols.
  if (fatalViolation.id === 'response.status' && isAsSent(step, story)) {
    return [` ${actorName(trace, side)} ${REJECTS[side]} (`, reference, ').'];
  }
  return [
    ` ${faultWords(fatalViolation, step, story, receiver)} (`,
    reference,
    `), so ${receiver} ${wasOpening ? REJECTS[side] : 'fails the connection'}`,
    closeCode === null || wasOpening ? '.' : `. The close code for that is ${closeCode}.`,
  ];
}

const REJECTS: Readonly<Record<Side, string>> = {
  client: 'fails the handshake',
  server: 'rejects the handshake',
};

/** Rules that its sender doesn't break, and at which a receiver fails anyway. */
const FAULTS: Readonly<Partial<Record<RuleId, string>>> = {
  'response.status': 'Only a 101 opens a WebSocket',
  'response.interim': 'Chromium waits for no later response',
  'response.subprotocol-missing': 'Chromium requires one of the offered subprotocols',
};

/** A proxy that removes these breaks no rule: the rest is an ordinary request. */
const ORDINARY: readonly RuleId[] = ['request.upgrade', 'request.connection'];

function faultWords({ id, breaks }: Violation, step: Step, story: Story, receiver: string): string {
  const subject = isAsSent(step, story) ? 'It' : 'What arrives';
  if (ORDINARY.includes(id)) return `${subject} doesn’t ask for a WebSocket`;
  if (breaks !== null) return `${subject} breaks a rule`;
  return FAULTS[id] ?? `${subject} exceeds a limit of ${receiver}`;
}

/** Whether the fault is in what was sent. A frame can also depend on altered ones before it. */
function isAsSent(step: Step, { conversation }: Story): boolean {
  const { kind, isAltered, misreadAs, unit, unitIndex, fatalViolation } = step;
  const isFound =
    unit?.kind !== 'frame' ||
    conversation.findings.some(
      (finding) => finding.unitIndex === unitIndex && finding.violation.id === fatalViolation?.id,
    );
  return kind === 'unit' && !isAltered && misreadAs === null && isFound;
}

/** Before the handshake is complete, rules of framing don't apply. */
function isOpening({ statesBefore }: Pick<Step, 'statesBefore'>, side: Side): boolean {
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
    return [
      ` ${capitalized(carriers)} ${size}, and ${countOf(rest, 'byte')} will follow in others.`,
    ];
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
  const isOne = step.eventIndices.length === 1;
  const arrives = isOne ? 'This segment arrives' : 'These segments arrive';
  const it = isOne ? 'it' : 'them';
  if (arrival.kind === 'lost') return [lostText(step)];
  if (step.statesBefore[side].tcp === 'CLOSED') {
    return [` ${arrives}, but ${receiver} has closed the connection.`];
  }
  if (isHeldBack) {
    return [
      ` ${arrives}, but earlier bytes are missing, so TCP holds ${it} back from ${receiver}.`,
      ...(isAltered ? [alteredText(step, story)] : []),
      ...misreadingText(step, story, side),
    ];
  }
  if (step.kind === 'tcp-reset' && step.statesAfter[side].tcp !== 'CLOSED') {
    return [` ${arrives}, but ${receiver} expects later sequence numbers, so TCP drops ${it}.`];
  }
  if (isDuplicate) {
    return [
      ` TCP has received the same before, so it drops ${isOne ? 'this duplicate' : 'these duplicates'}.`,
    ];
  }
  if (isLateAck(step, side)) {
    return [` Another segment has acknowledged the same to ${receiver} before this one arrives.`];
  }
  if (step.isUnread) return [` ${arrives}, but ${receiver} doesn’t read any more.`];
  if (!isAltered) return misreadingText(step, story, side);
  // A proxy reads no frames, and passes on what it gets.
  if (side === proxyEnd(step)) return [alteredText(step, story)];
  return [
    alteredText(step, story),
    ...(step.misreadAs === null || step.misreadAs === 'nothing'
      ? [
          step.completed.length === 0
            ? ` For ${receiver} that completes nothing.`
            : ` ${actorName(story.conversation.trace, side)} reads what arrives.`,
        ]
      : []),
    ...misreadingText(step, story, side),
  ];
}

/** Expects a step with an altered segment. */
function alteredText(step: Step, story: Story): string {
  const count = step.eventIndices.length;
  const altered = alteredSegments(step, story);
  const [segment] = altered;
  if (segment === undefined) return '';
  if (altered.length > 1) {
    return ` ${capitalized(inWords(altered.length))} of these segments were altered in the network.`;
  }
  if (count === 1) return ` The segment was altered in the network: ${arrivedWords(segment)}.`;
  return segment.arrived.length === 0
    ? ` One of these ${inWords(count)} segments arrives empty, because it was altered in the network.`
    : ` One of these ${inWords(count)} segments was altered in the network: ${arrivedWords(segment)}.`;
}

/** Says that the receiver doesn't read what was sent. Empty if it does, or if it reads nothing. */
function misreadingText(step: Step, story: Story, side: Side): string[] {
  const { misreadAs, completed } = step;
  if (misreadAs === null) return [];
  const receiver = actorName(story.conversation.trace, side);
  if (misreadAs === 'nothing') {
    // Said of the whole segment before.
    const areAllEmpty = alteredSegments(step, story).every(({ arrived }) => arrived.length === 0);
    return areAllEmpty ? [] : [` ${receiver} gets none of these bytes.`];
  }
  const isOneFrame = misreadAs === 'payload' || misreadAs === 'other-place';
  const ending = isOneFrame && completed.length > 0 ? ' With them, that frame is complete.' : '';
  return [` ${receiver} reads these bytes as ${MISREADINGS[misreadAs]}.${ending}`];
}

const BECAUSE = 'because earlier bytes didn’t arrive as they were sent';

const MISREADINGS: Readonly<Record<Exclude<MisreadAs, 'nothing'>, string>> = {
  payload: `payload of an earlier frame, ${BECAUSE}`,
  'other-place': 'an earlier part of the frame, because that part didn’t arrive',
  'other-frames': `parts of other frames, ${BECAUSE}`,
  http: `part of an HTTP message, ${BECAUSE}`,
};

const SENT_ONCE: readonly StepKind[] = ['tcp-reset', 'tcp-ack', 'tcp-end-ack', 'tcp-last-ack'];

/** Acknowledgements and RST are not acknowledged themselves. */
function lostText({ kind, eventIndices }: Step): string {
  const isAcknowledged = !SENT_ONCE.includes(kind);
  const isOne = eventIndices.length === 1;
  const lost = ` ${isOne ? 'This segment is' : 'These segments are'} lost in the network.`;
  const whose = isOne ? 'Its' : 'Their';
  return isAcknowledged
    ? `${lost} ${whose} sender only notices that no acknowledgement arrives.`
    : lost;
}

/** The ACK of a SYN-ACK after data, which acknowledges as well, has arrived. */
function isLateAck({ kind, statesBefore }: Step, side: Side): boolean {
  return kind === 'tcp-ack' && side === 'server' && statesBefore.server.tcp !== 'SYN-RECEIVED';
}

function arrivedWords({ sent, arrived }: AlteredSegment): string {
  const size = arrived.length;
  if (size === 0) return 'none of its bytes arrive';
  const isCut = bytesEqual(arrived, sent.subarray(0, size));
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
