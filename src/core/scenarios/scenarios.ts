/**
 * All scenarios, by id, in the order in which a course would take them. The first is there at once,
 * the others when asked for.
 */

import { helloAndGoodbye } from './hello-and-goodbye.ts';
import type { Scenario } from './scenario.ts';

export const SCENARIO_IDS = [
  'hello-and-goodbye',
  'chat',
  'fragments',
  'three-lengths',
  'compressed',
  'borders',
  'server-goodbye',
  'answers',
  'proxy',
  'rules-broken',
  'line-goes-dead',
] as const;

export type ScenarioId = (typeof SCENARIO_IDS)[number];

/** The scenario; a promise where it has to be fetched. */
export function loadScenario(id: ScenarioId): Scenario | Promise<Scenario> {
  switch (id) {
    case 'hello-and-goodbye':
      return helloAndGoodbye;
    case 'compressed':
      return import('./compressed.ts').then(({ compressed }) => compressed);
    default:
      return import('./plain-scenarios.ts').then(({ PLAIN_SCENARIOS }) => PLAIN_SCENARIOS[id]);
  }
}
