/**
 * Compare's settings, which are in the address, and the last comparison that was finished. It stays
 * until the next one is finished or has failed.
 */

import { WHOLE_TIMELINE, type Timeline, type TimelinePart } from '#core/scenes/timeline.ts';
import {
  readCompareAddress,
  toCompareAddress,
  type CompareLinkProblem,
} from '#core/sharing/compare-address.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import type { Curves } from '#core/traffic/results/curves.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import type { Requirements } from '#core/traffic/verdict/requirements.ts';
import { startCompareRunner, type CompareRunner } from '#view/workers/compare-runner.ts';
import type { WorkFailure } from '#view/workers/work-failure.ts';
import type { Navigation } from './navigation.svelte.ts';

/** How the timeline is drawn: its width in pixels, and the part that is shown. */
export type TimelineDrawing = { readonly width: number; readonly part: TimelinePart };

type Finished = { readonly report: ComparisonReport; readonly timeline: Timeline };

export class Comparing {
  readonly #navigation: Navigation;
  readonly #runner: CompareRunner;
  #finished = $state.raw<Finished | null>(null);
  #curves = $state.raw<Curves | null>(null);
  /** Of the requests that the figures and the curves answer. */
  #answeredId = $state(0);
  #drawnId = $state(0);
  #failure = $state.raw<WorkFailure | null>(null);
  #isWorking = $state(false);
  /** The last drawing that was asked for. */
  #drawing: TimelineDrawing = { width: 0, part: WHOLE_TIMELINE };

  readonly #link = $derived.by(() => readCompareAddress(this.#navigation.current));

  constructor(navigation: Navigation, startRunner = startCompareRunner) {
    this.#navigation = navigation;
    this.#runner = startRunner(
      (answer) => {
        if (answer.kind === 'curves') {
          this.#curves = answer.curves;
          this.#drawnId = answer.id;
          return;
        }
        this.#finished = answer;
        this.#answeredId = answer.id;
        this.#isWorking = false;
      },
      (failure) => {
        this.#finished = null;
        this.#curves = null;
        this.#failure = failure;
        this.#isWorking = false;
      },
    );
  }

  get settings(): ComparisonSettings {
    return this.#link.settings;
  }

  /** What the reader requires. It changes the verdict, not the figures. */
  get requirements(): Requirements {
    return this.#link.requirements;
  }

  /** What in the address can't be used as it is. */
  get linkProblems(): readonly CompareLinkProblem[] {
    return this.#link.problems;
  }

  get report(): ComparisonReport | null {
    return this.#finished?.report ?? null;
  }

  get timeline(): Timeline | null {
    return this.#finished?.timeline ?? null;
  }

  get curves(): Curves | null {
    return this.#curves;
  }

  /** Whether the curves are still those of earlier settings. */
  get areCurvesOutdated(): boolean {
    return this.#drawnId !== this.#answeredId;
  }

  /** Whether the last comparison doesn't have the current settings. */
  get isOutdated(): boolean {
    return this.#isWorking;
  }

  /** Why comparing with the current settings failed. */
  get failure(): WorkFailure | null {
    return this.#failure;
  }

  /** The many changes of a moving slider are one entry of the history. */
  change(settings: ComparisonSettings, requirements = this.requirements): void {
    this.#navigation.replace(toCompareAddress(settings, requirements));
  }

  choosePreset(settings: ComparisonSettings, requirements: Requirements): void {
    this.#navigation.go(toCompareAddress(settings, requirements));
  }

  /** Compares with the current settings, and draws the timeline. */
  run(drawing: TimelineDrawing): void {
    this.#drawing = drawing;
    this.#failure = null;
    this.#isWorking = true;
    this.#runner.run({ settings: this.settings, ...drawing });
  }

  /** Compares again after a failure. */
  retry(): void {
    this.run(this.#drawing);
  }

  end(): void {
    this.#runner.end();
  }
}
