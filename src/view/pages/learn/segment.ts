import { concatBytes, NO_BYTES } from '#core/bytes/byte-array.ts';
import type { Dissection } from '#core/dissection/dissection.ts';
import { dissectFrame } from '#core/dissection/frame-dissection.ts';
import { dissectHead, dissectUnread } from '#core/dissection/head-dissection.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';

/**
 * What a reader can get hold of on its way: one segment, by the name under which it can be tampered
 * with.
 */
export type Segment = { readonly name: string; readonly bytes: Uint8Array };

/** The first segment that crosses in the step; null where none does that has a name. */
export function segmentOf(
  { segmentName, eventIndices, direction }: Step,
  { conversation: { trace } }: Story,
): Segment | null {
  if (segmentName === null || direction === null) return null;
  const event = eventIndices
    .map((index) => trace.events[index])
    .find((each) => each?.name === segmentName);
  const { start, end } = event?.range ?? { start: 0, end: 0 };
  return { name: segmentName, bytes: trace.streams[direction].read(start, end) };
}

/** All that crosses in the step, as it arrived. */
export function arrivedBytes(
  { eventIndices, direction }: Step,
  { conversation: { trace } }: Story,
): Uint8Array {
  if (direction === null) return NO_BYTES;
  const parts = eventIndices.flatMap((index) => {
    const event = trace.events[index];
    if (event === undefined || event.arrival.kind === 'lost') return [];
    return [
      event.alteredBytes ?? trace.streams[direction].read(event.range.start, event.range.end),
    ];
  });
  return concatBytes(parts);
}

/** Its bytes as what they begin with. */
export function dissectSegment(bytes: Uint8Array, { unit }: Pick<Step, 'unit'>): Dissection {
  switch (unit?.kind) {
    case 'request':
    case 'response':
      return dissectHead(bytes);
    case 'frame':
    case 'cut-header':
      return dissectFrame(bytes);
    default:
      return dissectUnread(bytes);
  }
}
