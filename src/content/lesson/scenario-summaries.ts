/** What each scenario teaches, in a sentence. */

import type { ScenarioId } from '#core/scenarios/scenarios.ts';

export const SCENARIO_SUMMARIES: Readonly<Record<ScenarioId, string>> = {
  'hello-and-goodbye':
    'A connection opens, both sides say hello, a heartbeat, and an orderly goodbye.',
  chat: 'Neither side waits for the other: messages pass one another on the way.',
  fragments: 'A message begins before its end is known, and a ping comes in between.',
  'three-lengths': 'Three sizes, each with its own form of the length: 7, 16 and 64 bits.',
  compressed: 'The same message twice: the second time it only says that it is the same.',
  boundaries: 'A character in two fragments, a frame in two segments, three frames in one.',
  'server-goodbye': 'A server closes before it restarts, while a message to it is under way.',
  answers: 'What a server can answer, and how little of it a page gets to know.',
  proxy: 'Somebody between takes out two lines, and the server sees an ordinary GET.',
  'rules-broken': 'One frame is wrong in one thing, and the other side ends the connection.',
  'line-goes-dead':
    'Nobody says goodbye: heartbeats run out, 1006, and trying again, but not at once.',
};
