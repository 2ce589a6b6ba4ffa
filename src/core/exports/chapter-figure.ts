/** The sequence diagram of one chapter, for a page of its own. */

import type { Chapter } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';
import { sequenceDiagramSvg } from './sequence-diagram-svg.ts';
import type { StoryWords } from './story-words.ts';

/** In the unit of the diagram. A long chapter takes more. */
const SIZE = { width: 800, height: 120, margin: 150 };

export function chapterFigureSvg(story: Story, chapter: Chapter, words: StoryWords): string {
  const part = chapterStory(story, chapter);
  return sequenceDiagramSvg(
    part,
    part.steps.length - 1,
    {
      ...words,
      stepTitle: (step) => words.stepTitle(step, story),
      slotText: (slot) => words.slotText(slot, story),
    },
    SIZE,
  );
}

/** The story with the steps of one chapter. */
function chapterStory(story: Story, { firstStep, endStep }: Chapter): Story {
  return {
    ...story,
    steps: story.steps.slice(firstStep, endStep),
    moments: story.moments.flatMap((moment) =>
      firstStep <= moment.stepIndex && moment.stepIndex < endStep
        ? [{ ...moment, stepIndex: moment.stepIndex - firstStep }]
        : [],
    ),
  };
}
