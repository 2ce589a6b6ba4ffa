/** The words that exports of a story need: for its transcript and for pictures of a step. */

import type { SequenceSlot } from '#core/scenes/sequence-slots.ts';
import type { ChapterId, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { Arrival, EndpointDescription, Provenance } from '#core/trace/trace.ts';

export type StoryWords = {
  chapterTitle(id: ChapterId): string;
  /** What happens, in one sentence. */
  stepTitle(step: Step, story: Story): string;
  /** The text of a slot in the sequence diagram: "text “Hello”", "85 ms". */
  slotText(slot: SequenceSlot, story: Story): string;
  endpoint(endpoint: EndpointDescription): string;
  provenance(provenance: Provenance): string;
  /** "30 ms to 60 ms". Empty if unknown. */
  time(sentAtMs: number | null, arrival: Arrival): string;
  /** For example, "11 bytes". */
  size(bytes: number): string;
  /** The heading of the states of both endpoints after a step. */
  readonly statesAfter: string;
  /** The same for a segment that arrives after later steps have ended. */
  readonly statesOnArrival: string;
};
