import type { Timeline } from '#core/scenes/timeline.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import type { Curves } from '#core/traffic/results/curves.ts';
import { startCompareRunner, type CompareRunner } from '#view/workers/compare-runner.ts';

/** The last comparison that was finished: it is shown until the next one is. */
export class Comparing {
  readonly #runner: CompareRunner;
  #done = $state.raw<{ readonly report: ComparisonReport; readonly timeline: Timeline } | null>(
    null,
  );
  #curves = $state.raw<Curves | null>(null);

  constructor() {
    this.#runner = startCompareRunner((answer) => {
      if (answer.kind === 'compared') this.#done = answer;
      else this.#curves = answer.curves;
    });
  }

  get report(): ComparisonReport | null {
    return this.#done?.report ?? null;
  }

  get timeline(): Timeline | null {
    return this.#done?.timeline ?? null;
  }

  get curves(): Curves | null {
    return this.#curves;
  }

  ask(settings: ComparisonSettings, width: number): void {
    this.#runner.run({ settings, width });
  }

  end(): void {
    this.#runner.end();
  }
}
