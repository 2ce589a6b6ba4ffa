/** The names of the three depths of a lesson. */

import type { Depth } from '#core/story/depth.ts';

export const DEPTH_LABELS: Readonly<Record<Depth, string>> = {
  story: 'Story',
  bytes: 'Bytes',
  everything: 'Everything',
};

/** Of the control with the three. */
export const DEPTH_TITLE = 'Depth';

/** Of the switch for questions before steps. */
export const ASK_FIRST = 'Ask a question before some steps';
