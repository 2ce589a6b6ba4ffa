/** TCP segments in words: their flags and arrivals, and which bytes a step carries in them. */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { ownStory } from '#core/story/own-story.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { senderOf } from '#core/trace/direction.ts';
import type { Arrival, Signal, Trace } from '#core/trace/trace.ts';
import { formatExactDuration } from '#content/phrasing/duration.ts';
import { countOf } from '#content/phrasing/quantity.ts';
import { actorWithin } from './actor-names.ts';

/** Of a byte of the unit. */
export const IN_ANOTHER_SEGMENT = 'in another segment';

export const SIGNAL_NAMES: Readonly<Record<Signal, string>> = {
  syn: 'SYN',
  ack: 'ACK',
  fin: 'FIN',
  rst: 'RST',
};

export function arrivalWords(arrival: Arrival): string {
  return arrival.kind === 'arrived' ? formatExactDuration(arrival.atMs) : arrival.kind;
}

/** When a step was sent and arrived. Empty if neither is known. */
export function stepTimeWords({ direction, sentAtMs, arrival }: Step): string {
  const sent = sentAtMs === null ? [] : [`sent ${formatExactDuration(sentAtMs)}`];
  if (direction === null) {
    return arrival.kind === 'arrived' ? `at ${formatExactDuration(arrival.atMs)}` : '';
  }
  if (arrival.kind === 'unknown') return sent.join('');
  const end = arrival.kind === 'lost' ? 'lost' : `arrives ${formatExactDuration(arrival.atMs)}`;
  return [...sent, end].join(', ');
}

/** Empty for a step that carries no bytes. */
export function segmentWords(step: Step, story: Story): string {
  const { steps, conversation } = ownStory(story, step);
  const { trace } = conversation;
  const { direction, carried, eventIndices } = step;
  if (direction === null || lengthOfRange(carried) === 0) return '';
  const events = eventIndices.flatMap((index) => trace.events[index] ?? []);
  const bearing = events.filter(({ range }) => lengthOfRange(range) > 0);
  const sharing = steps.filter(
    (other) => other !== step && other.eventIndices.some((index) => eventIndices.includes(index)),
  );
  const bytes =
    lengthOfRange(carried) === 1
      ? `byte ${carried.start}`
      : `bytes ${carried.start}–${carried.end - 1}`;
  const place = `${bytes} of ${actorWithin(trace, senderOf(direction))}’s stream`;
  if (!hasSegments(trace)) return place;
  const segment = bearing.length === 1 ? 'one TCP segment' : countOf(bearing.length, 'TCP segment');
  if (sharing.length === 0 || bearing[0] === undefined) return `${segment} · ${place}`;
  const whole = countOf(lengthOfRange(bearing[0].range), 'byte');
  return `in one TCP segment of ${whole} with ${countOf(sharing.length, 'other part')} · ${place}`;
}

/** Whether the events are TCP segments. A paste or a HAR file has none of TCP's signals. */
function hasSegments({ events }: Trace): boolean {
  return events.some(({ signals }) => signals.length > 0);
}
