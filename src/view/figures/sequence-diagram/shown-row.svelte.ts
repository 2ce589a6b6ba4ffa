import type { SequenceLayout, SequenceRow } from '#core/scenes/sequence-diagram.ts';
import { rowMarks } from '#core/scenes/step-marks.ts';
import type { Step } from '#core/story/step.ts';
import type { Story } from '#core/story/story.ts';

/** The position that the reader sees. */
export type ShownPosition = {
  readonly stepIndex: number;
  /** How far a step has come, from 0 to 1. */
  readonly progressOf: (stepIndex: number) => number;
};

/** One step with its marks. While a story plays, only the rows in flight make new ones. */
export class ShownRow {
  readonly step: Step;
  readonly row: SequenceRow;
  readonly #story: Story;
  readonly #layout: SequenceLayout;
  readonly #position: () => ShownPosition;

  readonly progress = $derived.by(() => this.#position().progressOf(this.row.stepIndex));
  readonly marks = $derived.by(() =>
    rowMarks(this.row, this.step, this.#story, this.#layout, {
      stepIndex: this.#position().stepIndex,
      progress: this.progress,
    }),
  );

  constructor(
    row: SequenceRow,
    step: Step,
    story: Story,
    layout: SequenceLayout,
    position: () => ShownPosition,
  ) {
    this.row = row;
    this.step = step;
    this.#story = story;
    this.#layout = layout;
    this.#position = position;
  }
}
