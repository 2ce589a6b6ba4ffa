/**
 * Which steps a trace has, and in which order: TCP's signals, the units of the conversation, and
 * retransmissions.
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import type { Direction } from '#core/trace/direction.ts';
import { isPureSignal, type TraceEvent } from '#core/trace/trace.ts';
import type { DraftStep } from './draft-step.ts';
import { placeRetransmissions } from './retransmission-steps.ts';
import { placeSignals } from './signal-steps.ts';
import { unitStepIds } from './step-ids.ts';
import { placeUnit } from './unit-steps.ts';

/** In the order in which they were sent. */
export function draftSteps(conversation: Conversation): DraftStep[] {
  const { units, trace } = conversation;
  const retransmitted = findRetransmitted(trace.events);
  const ids = unitStepIds(units);
  const placed = [
    ...units.flatMap((_, index) => placeUnit(index, conversation, ids, retransmitted)),
    ...placeRetransmissions(conversation, ids, retransmitted),
    ...placeSignals(trace),
  ];
  return placed.sort((a, b) => a.eventIndex - b.eventIndex).map(({ draft }) => draft);
}

/** Indices of events whose bytes had all been sent before. */
function findRetransmitted(events: readonly TraceEvent[]): ReadonlySet<number> {
  const sentUpTo: Record<Direction, number> = { 'client-to-server': 0, 'server-to-client': 0 };
  const retransmitted = new Set<number>();
  events.forEach((event, index) => {
    if (isPureSignal(event)) return;
    if (event.range.end <= sentUpTo[event.direction]) retransmitted.add(index);
    else sentUpTo[event.direction] = event.range.end;
  });
  return retransmitted;
}
