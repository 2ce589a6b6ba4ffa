/** What each scenario teaches, in a sentence. */

import type { ScenarioId } from '#core/scenarios/scenarios.ts';

export const SCENARIO_SUMMARIES: Readonly<Record<ScenarioId, string>> = {
  'hello-and-goodbye':
    'A connection opens, both sides say hello, a ping is answered, and both sides close.',
  chat: 'Neither side waits for the other: messages cross in the network.',
  fragments: 'A message begins before its end is known, and a ping comes in between.',
  'three-lengths': 'Three sizes, each with its own form of the length: 7, 16 and 64 bits.',
  compressed: 'The same message twice: the second one only refers to the first.',
  boundaries: 'A character in two fragments, a frame in two segments, three frames in one.',
  'server-goodbye': 'A server closes before it restarts, while a message to it is in flight.',
  answers: 'How a server can respond, and how little of that a page learns.',
  proxy: 'TCP ends at a proxy twice. If it drops Upgrade, the server sees an ordinary GET.',
  'rules-broken': 'One frame breaks one rule, and its receiver ends the connection.',
  'line-goes-dead':
    'The network fails without a Close frame: Pings get no Pong, code 1006, and a delayed new attempt.',
};
