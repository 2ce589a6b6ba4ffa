/** All questions, and the lessons in which their subjects are taught. */

import type { ScenarioId } from '#core/scenarios/scenarios.ts';

const TEXTS = ['hello-and-goodbye', 'chat', 'line-goes-dead'] as const;
const CLOSES = ['hello-and-goodbye', 'server-goodbye'] as const;
const REFUSALS = ['answers', 'proxy'] as const;

/** In the order of the panel. A question of no lesson is only in the list of all questions. */
export const LESSONS_OF = {
  'tcp.segments': ['hello-and-goodbye', 'chat', 'boundaries', 'three-lengths'],
  'tcp.time': ['hello-and-goodbye', 'chat', 'server-goodbye', 'line-goes-dead'],
  'tcp.order': ['boundaries', 'fragments', 'three-lengths', 'line-goes-dead'],
  'handshake.status': ['hello-and-goodbye', 'answers', 'proxy', 'compressed'],
  'handshake.accept': ['hello-and-goodbye', 'chat', 'answers', 'three-lengths'],
  'handshake.decoded': ['hello-and-goodbye', 'answers', 'server-goodbye'],
  'handshake.key-size': ['hello-and-goodbye', 'fragments'],
  'handshake.last-letter': ['hello-and-goodbye', 'answers', 'boundaries'],
  'handshake.proof': ['hello-and-goodbye', 'proxy', 'rules-broken'],
  'handshake.refusal': REFUSALS,
  'handshake.redirect': ['answers'],
  'handshake.origin': ['answers', 'rules-broken'],
  'handshake.headers': ['answers', 'line-goes-dead'],
  'connection.in-flight': ['hello-and-goodbye', 'chat', 'server-goodbye', 'compressed'],
  'connection.first': ['hello-and-goodbye', 'chat', 'fragments', 'three-lengths', 'boundaries'],
  'connection.http2': ['hello-and-goodbye', 'proxy', 'rules-broken', 'line-goes-dead'],
  'data.first-two': [...TEXTS, 'server-goodbye'],
  'data.second-byte': TEXTS,
  'data.client-size': TEXTS,
  'data.binary': ['hello-and-goodbye'],
  'data.buffered': TEXTS,
  'data.masked-byte': ['hello-and-goodbye', 'chat'],
  'data.masking-why': ['hello-and-goodbye', 'rules-broken'],
  'data.masking-tls': ['hello-and-goodbye', 'rules-broken'],
  'data.unmasked': ['rules-broken'],
  'data.server-headers': ['three-lengths'],
  'data.client-headers': ['three-lengths'],
  'data.long-header': ['three-lengths'],
  'data.characters': ['three-lengths', 'boundaries'],
  'data.minimal': ['three-lengths'],
  'data.pong': ['hello-and-goodbye', 'fragments'],
  'data.pong-code': ['hello-and-goodbye', 'fragments', 'line-goes-dead'],
  'data.ping-size': ['fragments', 'rules-broken'],
  'data.fragments': ['fragments', 'boundaries'],
  'data.interleaving': ['fragments', 'rules-broken'],
  'data.compressed': ['compressed'],
  'data.compressed-byte': ['compressed'],
  'data.polling': [],
  'data.long-polling': [],
  'closure.bytes': CLOSES,
  'closure.client-bytes': ['hello-and-goodbye', 'chat'],
  'closure.empty': [...CLOSES, 'chat'],
  'closure.reason': [...CLOSES, 'boundaries', 'three-lengths'],
  'closure.page-code': [...CLOSES, 'fragments'],
  'closure.tcp': [...CLOSES, 'chat', 'compressed'],
  'closure.late-data': ['hello-and-goodbye', 'server-goodbye', 'fragments'],
  'closure.cable': ['hello-and-goodbye', 'line-goes-dead'],
  'closure.never-sent': ['line-goes-dead', 'rules-broken', 'answers', 'proxy'],
  'closure.own-codes': ['server-goodbye', 'compressed'],
  'closure.utf8-code': ['rules-broken'],
} as const satisfies Readonly<Record<string, readonly ScenarioId[]>>;

export type QuestionId = keyof typeof LESSONS_OF;

export const QUESTION_IDS = Object.keys(LESSONS_OF) as readonly QuestionId[];

/** The questions of a scenario as it is at first, in the order of the panel. */
export function questionsOf(lesson: ScenarioId): readonly QuestionId[] {
  return QUESTION_IDS.filter((id) => (LESSONS_OF[id] as readonly ScenarioId[]).includes(lesson));
}
