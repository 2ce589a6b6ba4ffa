/** Titles of the scenarios. */

import type { ScenarioId } from '#core/scenarios/scenarios.ts';

export const SCENARIO_TITLES: Readonly<Record<ScenarioId, string>> = {
  'hello-and-goodbye': 'Hello, and goodbye',
  chat: 'A chat, both ways at once',
  fragments: 'A long message in fragments',
  'three-lengths': 'Binary, and three lengths',
  compressed: 'Compressed, twice',
  boundaries: 'Split frames, shared segments',
  'server-goodbye': 'The server says goodbye',
  answers: 'Subprotocols and rejections',
  proxy: 'A proxy in between',
  'rules-broken': 'Rules broken',
  'line-goes-dead': 'The connection is lost',
};
