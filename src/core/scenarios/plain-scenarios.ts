/** The scenarios that a page loads together: all but the first and the one that compresses. */

import { answers } from './answers.ts';
import { boundaries } from './boundaries.ts';
import { chat } from './chat.ts';
import { fragments } from './fragments.ts';
import { lineGoesDead } from './line-goes-dead.ts';
import { proxy } from './proxy.ts';
import { rulesBroken } from './rules-broken.ts';
import type { Scenario } from './scenario.ts';
import type { LazyScenarioId } from './scenarios.ts';
import { serverGoodbye } from './server-goodbye.ts';
import { threeLengths } from './three-lengths.ts';

export const PLAIN_SCENARIOS: Readonly<Record<Exclude<LazyScenarioId, 'compressed'>, Scenario>> = {
  chat,
  fragments,
  'three-lengths': threeLengths,
  boundaries,
  'server-goodbye': serverGoodbye,
  answers,
  proxy,
  'rules-broken': rulesBroken,
  'line-goes-dead': lineGoesDead,
};
