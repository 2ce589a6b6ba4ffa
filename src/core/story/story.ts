/**
 * The story of a trace: what happened, step by step, read out of the bytes and signals that crossed
 * (RFC 6455).
 */

import {
  readConversation,
  type Conversation,
  type ReadingOptions,
} from '#core/conversation/conversation.ts';
import type { Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { followArrivals } from './arrivals.ts';
import { chaptersOf } from './chapters.ts';
import { draftSteps } from './draft-steps.ts';
import { withSilentSteps } from './silent-steps.ts';
import type { BothStates, Chapter, Hop, Moment, Step } from './step.ts';
import { walkStory } from './story-walk.ts';

export type Story = {
  /** As it was sent. Through a proxy, on the client's connection: see `ownStory`. */
  readonly conversation: Conversation;
  /** As each side has it: its own bytes as it sent them, the peer's as they arrived. */
  readonly received: Readonly<Record<Side, Conversation>>;
  readonly chapters: readonly Chapter[];
  /** Before anything happened. */
  readonly start: BothStates;
  /** In the order in which they began. */
  readonly steps: readonly Step[];
  /** Every sending and every arrival, in the order in which they happened. */
  readonly moments: readonly Moment[];
  /** Through a proxy: the stories of its two connections, with the same steps. */
  readonly hops?: Readonly<Record<Hop, Story>>;
};

/** Of this connection alone: `readRelayedStory` also reads the one that a proxy opened. */
export function readStory(trace: Trace, options: ReadingOptions = {}): Story {
  const conversation = readConversation(trace, options);
  const crossing = draftSteps(conversation);
  const arrivals = followArrivals(conversation, crossing, options);
  const drafts = withSilentSteps(crossing, arrivals, trace);
  const walked = walkStory(drafts, conversation, arrivals);
  const chapters = chaptersOf(walked.steps);
  return { conversation, received: arrivals.received, chapters, ...walked };
}
