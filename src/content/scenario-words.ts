/** What each scenario is called, and what one learns there. */

import type { ScenarioId } from '#core/scenarios/scenarios.ts';

export type ScenarioWords = {
  readonly title: string;
  /** One sentence. */
  readonly summary: string;
};

export const SCENARIO_WORDS: Readonly<Record<ScenarioId, ScenarioWords>> = {
  'hello-and-goodbye': {
    title: 'Hello, and goodbye',
    summary: 'A connection opens, both sides say hello, a heartbeat, and an orderly goodbye.',
  },
  chat: {
    title: 'A chat, both ways at once',
    summary: 'Neither side waits for the other: messages pass one another on the way.',
  },
  fragments: {
    title: 'A long message in fragments',
    summary: 'A message begins before its end is known, and a ping comes in between.',
  },
  'three-lengths': {
    title: 'Binary, and three lengths',
    summary: 'Three sizes, each with its own form of the length: 7, 16 and 64 bits.',
  },
  compressed: {
    title: 'Compressed, twice',
    summary: 'The same message twice: the second time it only says that it is the same.',
  },
  borders: {
    title: 'Borders that mean nothing',
    summary: 'A character in two fragments, a frame in two segments, three frames in one.',
  },
  'server-goodbye': {
    title: 'The server says goodbye',
    summary: 'A server closes before it restarts, while a message to it is under way.',
  },
  answers: {
    title: 'Subprotocols and refusals',
    summary: 'What a server can answer, and how little of it a page gets to know.',
  },
  proxy: {
    title: 'A proxy that drops Upgrade',
    summary: 'Somebody between takes out two lines, and the server sees an ordinary GET.',
  },
  'rules-broken': {
    title: 'Rules broken',
    summary: 'One frame is wrong in one thing, and the other side ends the connection.',
  },
  'line-goes-dead': {
    title: 'The line goes dead',
    summary: 'Nobody says goodbye: heartbeats run out, 1006, and trying again, but not at once.',
  },
};
