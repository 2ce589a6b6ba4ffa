/** A complete sequence diagram at rest after one of its steps, for pictures. */

import type { Story } from '#core/story/story.ts';
import { headMarks, lifelineMarks, type HeadMarks } from './lifeline-marks.ts';
import type { VerticalMark } from './mark.ts';
import { layoutSequence, type SequenceSize } from './sequence-diagram.ts';
import { rowMarks, type RowMarks } from './step-marks.ts';

export type SequenceScene = {
  readonly width: number;
  /** Without the heads. */
  readonly height: number;
  readonly heads: readonly HeadMarks[];
  readonly lifelines: readonly VerticalMark[];
  readonly rows: readonly RowMarks[];
};

export function sequenceScene(story: Story, stepIndex: number, size: SequenceSize): SequenceScene {
  const layout = layoutSequence(story, size);
  const shown = story.steps[stepIndex];
  return {
    width: layout.width,
    height: layout.height,
    heads: shown ? headMarks(layout, story, shown.statesAfter) : [],
    lifelines: lifelineMarks(layout),
    rows: layout.rows.flatMap((row) => {
      const step = story.steps[row.stepIndex];
      if (step === undefined) return [];
      const progress = row.stepIndex <= stepIndex ? 1 : 0;
      return [rowMarks(row, step, story, layout, { stepIndex, progress })];
    }),
  };
}
