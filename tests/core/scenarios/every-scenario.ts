/** Every scenario by its id. The site loads them in three parts instead. */

import { compressed } from '#core/scenarios/compressed.ts';
import { helloAndGoodbye } from '#core/scenarios/hello-and-goodbye.ts';
import { PLAIN_SCENARIOS } from '#core/scenarios/plain-scenarios.ts';
import type { Scenario } from '#core/scenarios/scenario.ts';
import type { ScenarioId } from '#core/scenarios/scenarios.ts';

export const SCENARIOS: Readonly<Record<ScenarioId, Scenario>> = {
  ...PLAIN_SCENARIOS,
  'hello-and-goodbye': helloAndGoodbye,
  compressed,
};
