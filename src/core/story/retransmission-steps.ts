/**
 * The steps in which TCP retransmits bytes (RFC 9293 §3.8.1): one for each segment, with an id that
 * names what it repeats.
 */

import type { Conversation } from '#core/conversation/conversation.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { isPureSignal, type TraceEvent } from '#core/trace/trace.ts';
import type { DraftStep, PlacedStep } from './draft-step.ts';

/** `ids` are those of all units, `retransmitted` the indices of the events. */
export function placeRetransmissions(
  { units, trace }: Conversation,
  ids: readonly string[],
  retransmitted: ReadonlySet<number>,
): PlacedStep[] {
  const times = new Map<string, number>();
  return [...retransmitted].flatMap((eventIndex) => {
    const event = trace.events[eventIndex];
    if (event === undefined) return [];
    const { direction, range, sentAtMs, arrival } = event;
    const unitIndex = units.findIndex(
      (unit) =>
        unit.direction === direction &&
        unit.range.start < range.end &&
        range.start < unit.range.end &&
        (unit.range.start >= range.start || unit.range.end >= range.end),
    );
    const unit = units[unitIndex];
    if (unit === undefined) return [];
    const firstId = idOfFirst(ids[unitIndex] ?? '', unit, event, trace.events, retransmitted);
    const time = (times.get(firstId) ?? 0) + 1;
    times.set(firstId, time);
    const draft: DraftStep = {
      id: `${firstId}-again-${time}`,
      kind: 'tcp-retransmission',
      direction,
      side: null,
      givingUp: null,
      unit,
      unitIndex,
      eventIndices: [eventIndex],
      carried: range,
      sentAtMs,
      arrival,
    };
    return [{ eventIndex, draft }];
  });
}

/** The id of the step that sent these bytes first. */
function idOfFirst(
  unitId: string,
  { direction, range }: Unit,
  { range: { start } }: TraceEvent,
  events: readonly TraceEvent[],
  retransmitted: ReadonlySet<number>,
): string {
  const before = events.filter(
    (event, index) =>
      event.direction === direction &&
      !isPureSignal(event) &&
      !retransmitted.has(index) &&
      event.range.end > range.start &&
      event.range.start < start,
  );
  const isFirstPart = before.length === 0 || start <= range.start;
  return isFirstPart ? unitId : `${unitId}-part-${before.length + 1}`;
}
