/**
 * The scenarios that follow the first and bring nothing large along: together, since each is small.
 */

import { answers } from './answers.ts';
import { borders } from './borders.ts';
import { chat } from './chat.ts';
import { fragments } from './fragments.ts';
import { lineGoesDead } from './line-goes-dead.ts';
import { proxy } from './proxy.ts';
import { rulesBroken } from './rules-broken.ts';
import { serverGoodbye } from './server-goodbye.ts';
import { threeLengths } from './three-lengths.ts';

export const PLAIN_SCENARIOS = {
  chat,
  fragments,
  'three-lengths': threeLengths,
  borders,
  'server-goodbye': serverGoodbye,
  answers,
  proxy,
  'rules-broken': rulesBroken,
  'line-goes-dead': lineGoesDead,
};
