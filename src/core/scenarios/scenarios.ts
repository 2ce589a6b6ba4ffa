/** All scenarios, by id, in the order in which a course would take them. The first is there at once, the others when asked for. */

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

export const SCENARIOS: Readonly<Record<ScenarioId, () => Scenario | Promise<Scenario>>> = {
  'hello-and-goodbye': () => helloAndGoodbye,
  chat: () => import('./chat.ts').then(({ chat }) => chat),
  fragments: () => import('./fragments.ts').then(({ fragments }) => fragments),
  'three-lengths': () => import('./three-lengths.ts').then(({ threeLengths }) => threeLengths),
  compressed: () => import('./compressed.ts').then(({ compressed }) => compressed),
  borders: () => import('./borders.ts').then(({ borders }) => borders),
  'server-goodbye': () => import('./server-goodbye.ts').then(({ serverGoodbye }) => serverGoodbye),
  answers: () => import('./answers.ts').then(({ answers }) => answers),
  proxy: () => import('./proxy.ts').then(({ proxy }) => proxy),
  'rules-broken': () => import('./rules-broken.ts').then(({ rulesBroken }) => rulesBroken),
  'line-goes-dead': () => import('./line-goes-dead.ts').then(({ lineGoesDead }) => lineGoesDead),
};
