/** All scripts, by id, in the order in which a course would take them. */

import { helloAndGoodbye } from './hello-and-goodbye.ts';
import type { Script } from './script.ts';

export const SCENARIO_IDS = ['hello-and-goodbye'] as const;

export type ScenarioId = (typeof SCENARIO_IDS)[number];

export const SCRIPTS: Readonly<Record<ScenarioId, Script>> = {
  'hello-and-goodbye': helloAndGoodbye,
};
