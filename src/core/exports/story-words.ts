/** The words that exports of a story need: its transcript, and the picture of a step. */

import type { ByteKind } from '#core/trace/byte-kind.ts';
import type { ChapterId, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import type { Arrival, Endpoint, Provenance } from '#core/trace/trace.ts';

/** What stands on a packet, in the colour of its kind. */
export type LabelCell = { readonly text: string; readonly kind: ByteKind };

export type StoryWords = {
  chapterTitle(id: ChapterId): string;
  /** What happens, in one sentence. */
  stepTitle(step: Step, story: Story): string;
  /** Beside an arrow: "text “Hello”". */
  stepLabel(step: Step, story: Story): string;
  /** The kind that the step is drawn in. */
  stepKind(step: Step): ByteKind;
  packetCells(step: Step, story: Story): readonly LabelCell[];
  endpoint(endpoint: Endpoint): string;
  provenance(provenance: Provenance): string;
  /** "30 ms". */
  duration(ms: number): string;
  /** "30 ms to 60 ms"; empty where nobody knows. */
  time(sentAtMs: number | null, arrival: Arrival): string;
  /** "11 bytes". */
  size(bytes: number): string;
  /** Before the states that a step leaves both sides in. */
  readonly statesAfter: string;
};
