/**
 * The story of a trace: what happened, step by step, read out of the bytes and signals that
 * crossed.
 */

import {
  readConversation,
  type Conversation,
  type ReadingOptions,
} from '#core/conversation/conversation.ts';
import type { Unit } from '#core/conversation/unit.ts';
import { OPCODE } from '#core/protocol/framing/opcode.ts';
import { senderOf, type Side } from '#core/trace/direction.ts';
import type { Trace } from '#core/trace/trace.ts';
import { followArrivals, type Arrivals } from './arrivals.ts';
import { bufferedAfter, callOf } from './calls.ts';
import { draftSteps, type DraftStep } from './draft-steps.ts';
import { withSilentSteps } from './silent-steps.ts';
import { CHAPTER_IDS, type Chapter, type ChapterId, type Moment, type Step } from './step.ts';
import { Teller, type Told } from './teller.ts';

export type Story = {
  /** As it was sent. */
  readonly conversation: Conversation;
  /** As each side has it: its own bytes as it sent them, the other's as they arrived. */
  readonly received: Readonly<Record<Side, Conversation>>;
  readonly chapters: readonly Chapter[];
  /** In the order in which they began. */
  readonly steps: readonly Step[];
  /** Every sending and every arrival, in the order in which they happened. */
  readonly moments: readonly Moment[];
};

export function readStory(trace: Trace, options: ReadingOptions = {}): Story {
  const conversation = readConversation(trace, options);
  const crossing = draftSteps(conversation);
  const drafts = withSilentSteps(crossing, followArrivals(conversation, crossing, options), trace);
  const arrivals = followArrivals(conversation, drafts, options);
  const teller = new Teller(drafts, arrivals);
  const moments = teller.tell();
  const chapters = chapterOfEach(drafts);
  const steps = drafts.map((draft, index): Step =>
    toStep(draft, index, chapters[index] ?? 'data', teller.told[index], conversation, arrivals),
  );
  const { received } = arrivals;
  return { conversation, received, chapters: chaptersOf(steps), steps, moments };
}

function toStep(
  draft: DraftStep,
  index: number,
  chapter: ChapterId,
  told: Told | undefined,
  conversation: Conversation,
  { completed, heldBack }: Arrivals,
): Step {
  if (told === undefined) throw new RangeError(`expected step ${index} to be told`);
  const { id, kind, direction, side, unit, unitIndex, eventIndices, carried } = draft;
  const { sentAtMs, arrival } = draft;
  const { cause, pageEvents, statesBefore, statesAfter } = told;
  const events = eventIndices.map((event) => conversation.trace.events[event]);
  const call = cause === 'answer' || cause === 'failure' ? null : callOf(draft, conversation);
  return {
    id,
    kind,
    chapter,
    direction,
    side,
    unit,
    unitIndex,
    eventIndices,
    carried,
    segmentName: events[0]?.name ?? null,
    isHeldBack: heldBack.has(index),
    isAltered: events.some((event) => event?.alteredBytes !== undefined),
    completed: completed.get(index) ?? [],
    sentAtMs,
    arrival,
    cause,
    call,
    bufferedAmount: bufferedAfter(call, direction && senderOf(direction)),
    pageEvents,
    statesBefore,
    statesAfter,
  };
}

/** Chapters only go forward: what comes late stays in the chapter that has begun. */
function chapterOfEach(drafts: readonly DraftStep[]): ChapterId[] {
  let reached = 0;
  return drafts.map((draft) => {
    reached = Math.max(reached, CHAPTER_IDS.indexOf(ownChapter(draft)));
    return CHAPTER_IDS[reached] ?? 'data';
  });
}

/** What was not captured, and what can't be told behind it, stays in the chapter that has begun. */
const BEFORE_FRAMES: readonly Unit['kind'][] = [
  'request',
  'response',
  'cut-head',
  'body',
  'not-captured',
  'unplaced',
];

function ownChapter({ kind, unit, signals }: DraftStep): ChapterId {
  if (kind === 'open') return 'connection';
  if (kind === 'gave-up' || kind === 'tcp-last-ack') return 'closure';
  if (signals.includes('fin') || signals.includes('rst')) return 'closure';
  if (unit === null) return 'tcp';
  if (unit.kind === 'frame') return unit.header.opcode === OPCODE.close ? 'closure' : 'data';
  if (unit.kind === 'after-close') return 'closure';
  return BEFORE_FRAMES.includes(unit.kind) ? 'handshake' : 'data';
}

function chaptersOf(steps: readonly Step[]): Chapter[] {
  return CHAPTER_IDS.flatMap((id) => {
    const firstStep = steps.findIndex((step) => step.chapter === id);
    if (firstStep === -1) return [];
    const endStep = steps.findLastIndex((step) => step.chapter === id) + 1;
    return [{ id, firstStep, endStep }];
  });
}
