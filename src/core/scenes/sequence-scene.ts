/** A complete sequence diagram at rest after one of its steps, for pictures. */

import { statesAt } from '#core/story/states-at.ts';
import { stretchTime } from '#core/story/elastic-time.ts';
import type { Story } from '#core/story/story.ts';
import {
  cutMarks,
  headMarks,
  lifelineMarks,
  stripMarks,
  timeMarks,
  type HeadMarks,
} from './lifeline-marks.ts';
import type { LineMark } from './mark.ts';
import { drawnPlace, layoutSequence, type SequenceOptions } from './sequence-diagram.ts';
import { anchorsOf, flightProgress, placeAt } from './sequence-now.ts';
import { rowMarks, type RowMarks } from './step-marks.ts';

export type SequenceScene = {
  readonly width: number;
  /** Without the heads. */
  readonly height: number;
  readonly heads: readonly HeadMarks[];
  readonly lifelines: readonly LineMark[];
  readonly cuts: readonly ReturnType<typeof cutMarks>[];
  readonly times: readonly ReturnType<typeof timeMarks>[];
  readonly strips: readonly ReturnType<typeof stripMarks>[];
  readonly rows: readonly RowMarks[];
};

export function sequenceScene(
  story: Story,
  stepIndex: number,
  options: SequenceOptions,
): SequenceScene {
  const layout = layoutSequence(story, options);
  const time = stretchTime(story);
  const shownMs = time.steps[stepIndex]?.endMs ?? 0;
  const place = drawnPlace(placeAt(anchorsOf(layout.axis, time, story.steps), shownMs));
  return {
    width: layout.width,
    height: layout.height,
    heads: headMarks(layout, story, statesAt(story, time, shownMs)),
    lifelines: lifelineMarks(layout, place),
    cuts: layout.cuts.map((cut) => cutMarks(cut, layout)),
    times: layout.times.map((each) => timeMarks(each, layout, stepIndex)),
    strips: layout.strips.map((strip) => stripMarks(strip, place, stepIndex)),
    rows: layout.rows.map((row) => {
      const progress = flightProgress(row, { shownMs, place }, time);
      return rowMarks(row, story, layout, { stepIndex, progress });
    }),
  };
}
