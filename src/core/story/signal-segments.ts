/** The TCP segments of a fold, or of the fold that a step belongs to (RFC 9293 §3.1). */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { senderOf, type Direction } from '#core/trace/direction.ts';
import {
  isPureSignal,
  type Arrival,
  type EndpointDescription,
  type Signal,
  type TraceEvent,
} from '#core/trace/trace.ts';
import { foldsOf } from './folds.ts';
import { ownStory } from './own-story.ts';
import type { Story } from './story.ts';

export type SignalSegment = {
  readonly stepIndex: number;
  readonly from: EndpointDescription;
  readonly direction: Direction;
  readonly signals: readonly Signal[];
  /**
   * Relative to the sender's SYN, which has 0 (RFC 9293 §3.4). Null if the trace doesn't begin with
   * that SYN.
   */
  readonly sequenceNumber: number | null;
  /** Bytes of the stream in it. */
  readonly size: number;
  /** Milliseconds since the trace began; null if unknown. */
  readonly sentAtMs: number | null;
  readonly arrival: Arrival;
};

/** Empty for a step in which nothing crosses. */
export function signalSegments(story: Story, stepIndex: number): SignalSegment[] {
  const fold = foldsOf(story).find(
    ({ firstStep, endStep }) => firstStep <= stepIndex && stepIndex < endStep,
  );
  const { firstStep, endStep } = fold ?? { firstStep: stepIndex, endStep: stepIndex + 1 };
  return story.steps.slice(firstStep, endStep).flatMap((step, index) => {
    const { events, endpoints } = ownStory(story, step).conversation.trace;
    return step.eventIndices.flatMap((eventIndex): SignalSegment[] => {
      const event = events[eventIndex];
      if (event === undefined) return [];
      const { direction, signals, range, sentAtMs, arrival } = event;
      return [
        {
          stepIndex: firstStep + index,
          direction,
          from: endpoints[senderOf(direction)],
          signals,
          sequenceNumber: sequenceNumberOf(event, eventIndex, events),
          size: lengthOfRange(range),
          sentAtMs,
          arrival,
        },
      ];
    });
  });
}

/** A SYN and a FIN take one sequence number each, as a byte does. */
function sequenceNumberOf(
  event: TraceEvent,
  eventIndex: number,
  events: readonly TraceEvent[],
): number | null {
  const { direction, signals, range } = event;
  const first = events.find((other) => other.direction === direction);
  if (first === undefined || !first.signals.includes('syn')) return null;
  if (signals.includes('syn')) return 0;
  if (event.sequenceNumber !== undefined) return event.sequenceNumber;
  const isAfterFin =
    isPureSignal(event) &&
    !signals.includes('fin') &&
    events
      .slice(0, eventIndex)
      .some((earlier) => earlier.direction === direction && earlier.signals.includes('fin'));
  return range.start + (isAfterFin ? 2 : 1);
}
