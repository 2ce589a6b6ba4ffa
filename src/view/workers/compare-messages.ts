/** What a page and the worker that compares say to each other. */

import type { Timeline } from '#core/scenes/timeline.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import type { ComparisonSettings } from '#core/traffic/workload/comparison-settings.ts';
import type { Curves } from '#core/traffic/results/curves.ts';

export type CompareRequest = {
  /** Answers say which request they are to. */
  readonly id: number;
  readonly settings: ComparisonSettings;
  /** Of the timeline's drawing. */
  readonly width: number;
};

/** First the figures and the timeline, then the curves, which take longer. */
export type CompareAnswer =
  | {
      readonly kind: 'compared';
      readonly id: number;
      readonly report: ComparisonReport;
      readonly timeline: Timeline;
    }
  | { readonly kind: 'curves'; readonly id: number; readonly curves: Curves };
