/**
 * What one bit of a step does if it arrives flipped: which segment carries it, and how its receiver
 * would read the altered bytes.
 *
 * Reading is enough to know that, because the sender can't react before they arrive. Acting a
 * scenario out again shows what happens afterwards.
 */

import type { Finding } from '#core/conversation/finding.ts';
import type { ReadingOptions } from '#core/conversation/conversation.ts';
import type { Unit } from '#core/conversation/unit.ts';
import type { Violation } from '#core/protocol/rules/violation.ts';
import { receiverOf, type Side } from '#core/trace/direction.ts';
import { withoutOnward, type Trace, type TraceEvent } from '#core/trace/trace.ts';
import { ownStory, proxyEnd } from './own-story.ts';
import type { Step } from './step.ts';
import { readStory, type Story } from './story.ts';

/** The segment that carries a byte. */
export type ByteCarrier = {
  readonly eventIndex: number;
  /** For tampering; null if the segment has none, as in a recording. */
  readonly segmentName: string | null;
  /** Its bytes as they were sent. */
  readonly sent: Uint8Array;
  /** Its bytes as they arrive, which differ if they are altered already. */
  readonly arriving: Uint8Array;
  /** Of the byte in the segment. */
  readonly offset: number;
};

/**
 * The segment that carries byte `byteIndex` of the step's unit. Null for a step without bytes, for
 * an index beyond the unit, and for a byte that was cut off on the way.
 */
export function carrierOf(byteIndex: number, step: Step, story: Story): ByteCarrier | null {
  const { unit, direction, eventIndices } = step;
  if (unit === null || direction === null) return null;
  const at = unit.range.start + byteIndex;
  if (byteIndex < 0 || at >= unit.range.end) return null;
  const { events, streams } = ownStory(story, step).conversation.trace;
  const carries = (event: TraceEvent | undefined) =>
    event?.direction === direction && event.range.start <= at && at < event.range.end;
  const eventIndex =
    eventIndices.find((index) => carries(events[index])) ?? events.findIndex(carries);
  const event = events[eventIndex];
  if (event === undefined) return null;
  const sent = streams[direction].read(event.range.start, event.range.end);
  const arriving = event.alteredBytes ?? sent;
  const offset = at - event.range.start;
  if (offset >= arriving.length) return null;
  return { eventIndex, segmentName: event.name ?? null, sent, arriving, offset };
}

/** The segment's bytes with one bit flipped. `bitIndex` 0 is the byte's most significant bit. */
export function withFlippedBit({ arriving, offset }: ByteCarrier, bitIndex: number): Uint8Array {
  const bytes = arriving.slice();
  bytes[offset] = (bytes[offset] ?? 0) ^ (0x80 >> bitIndex);
  return bytes;
}

/** What the receiver does with the altered segment when it arrives. */
export type AlteredReading =
  /** It was lost, or its receiver doesn't read any more, or has had it before. */
  | { readonly kind: 'lost' | 'unread' | 'duplicate' }
  /** A proxy gets it. */
  | { readonly kind: 'proxied' }
  | { readonly kind: 'fails'; readonly side: Side; readonly violation: Violation }
  /** Nothing is complete, although it was before; or as before, because more segments follow. */
  | { readonly kind: 'waits'; readonly side: Side; readonly didWait: boolean }
  | {
      readonly kind: 'reads';
      readonly side: Side;
      /** What is complete now, from the step's unit on. */
      readonly units: readonly Unit[];
      /** The receiver's own reading, which has the units' bytes. */
      readonly story: Story;
      /** The first broken rule that this receiver tolerates; null if no other is broken. */
      readonly tolerated: Finding | null;
    };

/** `readings` are those with which the story was read. */
export function readAltered(
  carrier: ByteCarrier,
  arriving: Uint8Array,
  step: Step,
  story: Story,
  readings: ReadingOptions = {},
): AlteredReading {
  // What a proxy makes of it shows only when it is played.
  if (step.direction !== null && receiverOf(step.direction) === proxyEnd(step)) {
    return { kind: 'proxied' };
  }
  const trace = withoutOnward(story.conversation.trace);
  return alteredReading(step, story, readStory(withAltered(trace, carrier, arriving), readings));
}

function withAltered(trace: Trace, { eventIndex }: ByteCarrier, bytes: Uint8Array): Trace {
  const events = trace.events.map((event, index) =>
    index === eventIndex ? { ...event, alteredBytes: bytes } : event,
  );
  return { ...trace, events };
}

/** How `altered` differs from `story` when the segment of the step arrives. */
export function alteredReading(step: Step, story: Story, altered: Story): AlteredReading {
  const after = stepsWith(step, altered);
  const [first] = after;
  if (first === undefined || step.direction === null || first.arrival.kind === 'lost') {
    return { kind: 'lost' };
  }
  if (first.isDuplicate) return { kind: 'duplicate' };
  if (first.isUnread) return { kind: 'unread' };
  const side = receiverOf(step.direction);
  const violation = after.find(({ fatalViolation }) => fatalViolation !== null)?.fatalViolation;
  if (violation) return { kind: 'fails', side, violation };
  const completed = after.flatMap((each) => each.completed);
  if (completed.length === 0) {
    const didWait = stepsWith(step, story).every((each) => each.completed.length === 0);
    return { kind: 'waits', side, didWait };
  }
  const { units, findings } = altered.received[side];
  const known = new Set(story.received[side].findings.map(({ violation: { id } }) => id));
  const tolerated = findings.find(
    (finding) => completed.includes(finding.unitIndex) && !known.has(finding.violation.id),
  );
  return {
    kind: 'reads',
    side,
    units: completed.flatMap((index) => units[index] ?? []),
    story: altered,
    tolerated: tolerated ?? null,
  };
}

/** The step, and those after it that crossed in the same segments. */
function stepsWith(step: Step, { steps }: Story): readonly Step[] {
  const {
    kind,
    unitIndex,
    eventIndices: [first],
  } = step;
  const from = steps.findIndex(
    (each) => each.kind === kind && each.unitIndex === unitIndex && each.eventIndices[0] === first,
  );
  const own = steps[from];
  if (own === undefined) return [];
  return steps
    .slice(from)
    .filter(({ eventIndices }) => eventIndices.some((index) => own.eventIndices.includes(index)));
}
