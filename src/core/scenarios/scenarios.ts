/** All scenarios, by id, in the order in which a course would take them. The first is there at once, the others when asked for. */

import { helloAndGoodbye } from './hello-and-goodbye.ts';
import type { Scenario } from './scenario.ts';

export const SCENARIO_IDS = ['hello-and-goodbye'] as const;

export type ScenarioId = (typeof SCENARIO_IDS)[number];

export const SCENARIOS: Readonly<Record<ScenarioId, () => Scenario | Promise<Scenario>>> = {
  'hello-and-goodbye': () => helloAndGoodbye,
};
