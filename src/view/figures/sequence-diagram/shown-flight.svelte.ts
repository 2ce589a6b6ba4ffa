import type { SequenceLayout, SequenceRow } from '#core/scenes/sequence-diagram.ts';
import { flightProgress } from '#core/scenes/sequence-now.ts';
import type { SegmentCell } from '#core/scenes/mark.ts';
import type { SequenceSlot } from '#core/scenes/sequence-slots.ts';
import { rowMarks, type RowMarks } from '#core/scenes/step-marks.ts';
import type { ElasticTime } from '#core/story/elastic-time.ts';
import type { Story } from '#core/story/story.ts';

/** The position that the reader sees, now. */
export type ShownPosition = {
  readonly stepIndex: number;
  /** In display time. */
  readonly shownMs: number;
  /** In the drawing. */
  readonly place: number;
};

/** A step in its flight. */
export type ShownCell = {
  readonly step: number;
  readonly flight: ShownFlight;
  /** Absent if there is no room for it, or nothing crosses. */
  readonly cell?: SegmentCell<SequenceSlot>;
  /** The box that the cell is in. */
  readonly mark?: RowMarks['boxes'][number];
};

/**
 * One flight with its marks. From one position to the next, only flights under way and those that
 * the reader leaves or enters make new ones.
 */
export class ShownFlight {
  readonly row: SequenceRow;
  readonly #story: Story;
  readonly #layout: SequenceLayout;
  readonly #time: ElasticTime;
  readonly #position: ShownPosition;

  readonly progress = $derived.by(() => flightProgress(this.row, this.#position, this.#time));
  /** The step shown if it crosses in it, else -1. */
  readonly shownStep = $derived.by(() => {
    const { stepIndex } = this.#position;
    return this.row.flight.steps.includes(stepIndex) ? stepIndex : -1;
  });
  readonly marks = $derived.by(() =>
    rowMarks(this.row, this.#story, this.#layout, {
      stepIndex: this.shownStep,
      progress: this.progress,
    }),
  );
  readonly cells = $derived.by(() => this.row.flight.steps.map((step) => this.#cellOf(step)));

  constructor(
    row: SequenceRow,
    story: Story,
    layout: SequenceLayout,
    time: ElasticTime,
    position: ShownPosition,
  ) {
    this.row = row;
    this.#story = story;
    this.#layout = layout;
    this.#time = time;
    this.#position = position;
  }

  #cellOf(step: number): ShownCell {
    for (const mark of this.marks.boxes) {
      const cell = mark.cells.find(({ stepIndex }) => stepIndex === step);
      if (cell) return { step, flight: this, cell, mark };
    }
    return { step, flight: this };
  }
}
