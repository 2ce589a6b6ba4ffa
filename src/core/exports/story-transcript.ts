/**
 * A story as plain text, for reading, printing and comparing. Each step has its time, bytes and
 * states.
 */

import { lengthOfRange } from '#core/bytes/bit-range.ts';
import { carriedBytes } from '#core/story/carried-segment.ts';
import type { BothStates, Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { otherSide, senderOf, type Side } from '#core/trace/direction.ts';
import { toHexdump } from './hexdump.ts';
import type { StoryWords } from './story-words.ts';

const SIDES = ['client', 'server'] as const satisfies readonly Side[];

/** `title` is the name of the scenario or the file. */
export function storyTranscript(story: Story, words: StoryWords, title: string): string {
  const { trace } = story.conversation;
  const names = SIDES.map((side) => words.endpoint(trace.endpoints[side]));
  const paragraphs = [`${title}\n${words.provenance(trace.provenance)}: ${names.join(', ')}`];
  for (const { id, firstStep, endStep } of story.chapters) {
    paragraphs.push(words.chapterTitle(id).toUpperCase());
    story.steps.slice(firstStep, endStep).forEach((step, index) => {
      paragraphs.push(stepParagraph(step, firstStep + index + 1, story, words));
    });
  }
  return `${paragraphs.join('\n\n')}\n`;
}

function stepParagraph(step: Step, number: number, story: Story, words: StoryWords): string {
  const start = `${number}. `;
  const lines = [start + words.stepTitle(step, story)];
  const circumstances = circumstancesOf(step, story, words);
  if (circumstances !== '') lines.push(circumstances);
  if (step.unit !== null) {
    lines.push(...toHexdump(carriedBytes(step, story)).split('\n').slice(0, -1));
  }
  lines.push(`${words.statesAfter}: ${statesLine(step.statesAfter, story, words)}`);
  return lines.join(`\n${' '.repeat(start.length)}`);
}

/** The endpoints, the time and the size. */
function circumstancesOf(step: Step, story: Story, words: StoryWords): string {
  const { endpoints } = story.conversation.trace;
  const parts = [];
  if (step.direction !== null) {
    const sender = senderOf(step.direction);
    const [from, to] = [sender, otherSide(sender)].map((side) => words.endpoint(endpoints[side]));
    parts.push(`${from} > ${to}`);
  }
  const time = words.time(step.sentAtMs, step.arrival);
  if (time !== '') parts.push(time);
  if (step.unit !== null) parts.push(words.size(lengthOfRange(step.carried)));
  return parts.join(' | ');
}

function statesLine(states: BothStates, story: Story, words: StoryWords): string {
  const { endpoints } = story.conversation.trace;
  return SIDES.map((side) => {
    const { readyState, tcp } = states[side];
    const state = words.slotText({ id: 'ready-state', state: readyState }, story);
    return `${words.endpoint(endpoints[side])} ${state} (TCP ${tcp})`;
  }).join(', ');
}
