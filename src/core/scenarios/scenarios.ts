/** The ids of all scenarios, in the order of the course. */

export const SCENARIO_IDS = [
  'hello-and-goodbye',
  'chat',
  'fragments',
  'three-lengths',
  'compressed',
  'boundaries',
  'server-goodbye',
  'answers',
  'proxy',
  'rules-broken',
  'line-goes-dead',
] as const;

export type ScenarioId = (typeof SCENARIO_IDS)[number];

/** The scenario that Learn opens with. */
export const FIRST_SCENARIO = SCENARIO_IDS[0];

/** A page opens with the first scenario, and loads the others when they are chosen. */
export type LazyScenarioId = Exclude<ScenarioId, typeof FIRST_SCENARIO>;
