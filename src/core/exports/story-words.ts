/** The words that exports of a story need: its transcript, and the picture of a step. */

import type { SequenceSlot } from '#core/scenes/sequence-slots.ts';
import type { ChapterId, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { Arrival, Endpoint, Provenance } from '#core/trace/trace.ts';

export type StoryWords = {
  chapterTitle(id: ChapterId): string;
  /** What happens, in one sentence. */
  stepTitle(step: Step, story: Story): string;
  /** What a slot of the sequence diagram says: "text “Hello”", "85 ms". */
  slotText(slot: SequenceSlot, story: Story): string;
  endpoint(endpoint: Endpoint): string;
  provenance(provenance: Provenance): string;
  /** "30 ms to 60 ms"; empty if it is unknown. */
  time(sentAtMs: number | null, arrival: Arrival): string;
  /** "11 bytes". */
  size(bytes: number): string;
  /** Before the states that a step leaves both endpoints in. */
  readonly statesAfter: string;
};
