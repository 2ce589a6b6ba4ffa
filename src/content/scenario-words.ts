/** What each scenario is called, and what one learns there. */

import type { ScenarioId } from '#core/scenarios/scenarios.ts';

export type ScenarioWords = {
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
};

export const SCENARIO_WORDS: Readonly<Record<ScenarioId, ScenarioWords>> = {
  'hello-and-goodbye': {
    title: 'Hello, and goodbye',
    summary: 'A connection opens, both sides say hello, a heartbeat, and an orderly goodbye.',
  },
};
