/** The messages between the Compare page and its worker. */

import type { Timeline, TimelinePart } from '#core/scenes/timeline.ts';
import type { ComparisonReport } from '#core/traffic/results/comparison.ts';
import type { ComparisonSettings } from '#core/traffic/settings/comparison-settings.ts';
import type { Curves } from '#core/traffic/results/curves.ts';

export type CompareRequest = {
  /** Each answer repeats the id of its request. */
  readonly id: number;
  readonly settings: ComparisonSettings;
  /** Of the drawn timeline, in pixels. */
  readonly width: number;
  readonly part: TimelinePart;
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
