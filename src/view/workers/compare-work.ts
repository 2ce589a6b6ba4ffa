import { layoutTimeline } from '#core/scenes/timeline.ts';
import { compareMethods, reportOf, type Comparison } from '#core/traffic/results/comparison.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import { makeCurves, type Curves } from '#core/traffic/results/curves.ts';
import type { CompareAnswer, CompareRequest } from './compare-messages.ts';

/** Settings that don't change what is simulated or counted. */
const SHOWN_ONLY: readonly (keyof ComparisonSettings)[] = ['clients', 'memoryPerConnection'];

/**
 * Compares for the last request. A later request replaces one that hasn't started. Each answer is
 * made in a separate turn, so the next request doesn't wait for the curves of the last.
 */
export class CompareWork {
  readonly #answer: (answer: CompareAnswer) => void;
  readonly #later: (work: () => void) => void;
  #wanted: CompareRequest | null = null;
  #comparison: Comparison | null = null;
  #curves: Curves | null = null;

  constructor(answer: (answer: CompareAnswer) => void, later: (work: () => void) => void) {
    this.#answer = answer;
    this.#later = later;
  }

  ask(request: CompareRequest): void {
    const isScheduled = this.#wanted !== null;
    this.#wanted = request;
    if (!isScheduled) this.#later(() => this.#compare());
  }

  #compare(): void {
    const request = this.#wanted;
    this.#wanted = null;
    if (request === null) return;
    const { id, settings, width, part } = request;
    const known = this.#comparison;
    const comparison =
      known !== null && isSame(known.settings, settings)
        ? { ...known, settings }
        : compareMethods(settings);
    this.#comparison = comparison;
    const timeline = layoutTimeline(comparison, width, part);
    this.#answer({ kind: 'compared', id, report: reportOf(comparison), timeline });
    this.#later(() => this.#drawCurves(request));
  }

  /** Skipped if there is a newer request. */
  #drawCurves({ id, settings }: CompareRequest): void {
    if (this.#wanted !== null) return;
    const known = this.#curves;
    const curves =
      known !== null && isSame(known.settings, settings) ? known : makeCurves(settings);
    this.#curves = curves;
    this.#answer({ kind: 'curves', id, curves });
  }
}

function isSame(one: ComparisonSettings, other: ComparisonSettings): boolean {
  const names = Object.keys(one) as (keyof ComparisonSettings)[];
  return names.every((name) => SHOWN_ONLY.includes(name) || one[name] === other[name]);
}
