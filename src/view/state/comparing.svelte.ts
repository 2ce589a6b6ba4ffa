/**
 * Compare's settings, which are in the address, and the last comparison that was finished. It stays
 * until the next one is.
 */

import type { Timeline } from '#core/scenes/timeline.ts';
import type { Address } from '#core/sharing/address.ts';
import {
  readCompareLink,
  toCompareQuery,
  type LinkCorrection,
} from '#core/sharing/compare-link.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import type { Curves } from '#core/traffic/results/curves.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { startCompareRunner, type CompareRunner } from '#view/workers/compare-runner.ts';
import type { Navigation } from './navigation.svelte.ts';

type Finished = { readonly report: ComparisonReport; readonly timeline: Timeline };

export class Comparing {
  readonly #navigation: Navigation;
  readonly #runner: CompareRunner;
  #finished = $state.raw<Finished | null>(null);
  #curves = $state.raw<Curves | null>(null);

  readonly #link = $derived.by(() => readCompareLink(this.#navigation.current.query));

  constructor(navigation: Navigation, startRunner = startCompareRunner) {
    this.#navigation = navigation;
    this.#runner = startRunner((answer) => {
      if (answer.kind === 'compared') this.#finished = answer;
      else this.#curves = answer.curves;
    });
  }

  get settings(): ComparisonSettings {
    return this.#link.settings;
  }

  /** What in the address was corrected. */
  get corrections(): readonly LinkCorrection[] {
    return this.#link.corrections;
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

  /** The many changes of a moving slider are one entry of the history. */
  change(settings: ComparisonSettings): void {
    this.#navigation.replace(this.#addressOf(settings));
  }

  choosePreset(settings: ComparisonSettings): void {
    this.#navigation.go(this.#addressOf(settings));
  }

  /** Compares with the current settings. The timeline is drawn for this width, in pixels. */
  run(width: number): void {
    this.#runner.run({ settings: this.settings, width });
  }

  end(): void {
    this.#runner.end();
  }

  #addressOf(settings: ComparisonSettings): Address {
    const { page } = this.#navigation.current;
    return { page, path: [], query: toCompareQuery(settings) };
  }
}
