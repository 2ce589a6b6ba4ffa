import type { SequenceLayout, SequenceRow } from '#core/scenes/sequence-diagram.ts';
import { flightProgress } from '#core/scenes/sequence-now.ts';
import { rowMarks } from '#core/scenes/step-marks.ts';
import type { ElasticTime } from '#core/story/elastic-time.ts';
import type { Story } from '#core/story/story.ts';

/** The position that the reader sees. */
export type ShownPosition = {
  readonly stepIndex: number;
  /** In display time. */
  readonly shownMs: number;
  /** In the drawing. */
  readonly place: number;
};

/** One flight with its marks. While a story plays, only flights under way make new ones. */
export class ShownFlight {
  readonly row: SequenceRow;
  readonly #story: Story;
  readonly #layout: SequenceLayout;
  readonly #time: ElasticTime;
  readonly #position: () => ShownPosition;

  readonly progress = $derived.by(() => flightProgress(this.row, this.#position(), this.#time));
  readonly #shownStep = $derived.by(() => {
    const { stepIndex } = this.#position();
    return this.row.flight.steps.includes(stepIndex) ? stepIndex : -1;
  });
  readonly marks = $derived.by(() =>
    rowMarks(this.row, this.#story, this.#layout, {
      stepIndex: this.#shownStep,
      progress: this.progress,
    }),
  );

  constructor(
    row: SequenceRow,
    story: Story,
    layout: SequenceLayout,
    time: ElasticTime,
    position: () => ShownPosition,
  ) {
    this.row = row;
    this.#story = story;
    this.#layout = layout;
    this.#time = time;
    this.#position = position;
  }

  /** Whether the step shown crosses in it. */
  get isShown(): boolean {
    return this.#shownStep !== -1;
  }
}
