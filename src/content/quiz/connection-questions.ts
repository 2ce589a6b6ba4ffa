/** Questions about the moment when a connection opens. Each has its sources in `references`. */

import { READY_STATES, readyStateNumber, type ReadyState } from '#core/protocol/endpoint.ts';
import { http2ResponseFields } from '#core/protocol/opening/http2-opening.ts';
import { rfc } from '#core/protocol/rules/reference.ts';
import type { Story } from '#core/story/story.ts';
import type { Prose } from '#content/phrasing/prose.ts';
import type { QuestionId } from './question-ids.ts';
import { atStep } from './question-place.ts';
import { aboutRule, aboutStory, askChoice, askNumber, type QuizSource } from './question.ts';

/** What the page reads while a 101 is in flight that opens its connection. */
function stateWhile101InFlight({ steps, moments }: Story): ReadyState | null {
  const index = steps.findIndex(({ id }) => id === 'response');
  const opens = steps.some(({ pageEvents }) =>
    pageEvents.some(({ side, event }) => side === 'client' && event.kind === 'open'),
  );
  const sent = moments.find(({ stepIndex, phase }) => stepIndex === index && phase === 'sent');
  const state = sent?.states.client.readyState ?? null;
  return opens && state === 'CONNECTING' ? state : null;
}

const stateText = (state: ReadyState) => `${readyStateNumber(state)}, ${state}`;

/** What the wrong ones confuse. Source: RFC 6455 §4.1, §4.2.2; WHATWG WebSockets, readyState. */
const STATE_MISTAKES: Readonly<Record<Exclude<ReadyState, 'CONNECTING'>, Prose>> = {
  OPEN: ['That is the server’s side, which is open already. The page can’t know of the 101 yet.'],
  CLOSING: ['A page is CLOSING when a closing handshake has begun. Nothing closes here.'],
  CLOSED: ['A page is CLOSED when TCP has closed, or if the connection never opened.'],
};

const inFlight = aboutStory('connection', stateWhile101InFlight, 'CONNECTING', (state) =>
  askChoice({
    question: [
      'The server has just sent its 101, which is in flight. What does ',
      { code: 'socket.readyState' },
      ' read in the page at that moment?',
    ],
    answer: stateText(state),
    mistakes: READY_STATES.flatMap((other) =>
      other === 'CONNECTING' ? [] : [[stateText(other), ...STATE_MISTAKES[other]] as const],
    ),
    why: [
      'The server’s side is open as soon as it has sent its 101, so it can send frames directly after it. The page’s side opens when the 101 has arrived and was validated.',
    ],
    references: [rfc(6455, '4.2.2'), rfc(6455, '4.1')],
    place: atStep('hello-and-goodbye', 'response'),
  }),
);

const first = aboutRule('connection', () =>
  askChoice({
    question: ['A connection is open. Who may send the first message?'],
    answer: 'Either side, at any time',
    mistakes: [
      [
        'Only the client',
        'That is HTTP’s rule: a request comes first. Here the server can send without being asked.',
      ],
      [
        'Only the server',
        'The server may be the first one, because its side opens first. But the client doesn’t have to wait for it.',
      ],
      [
        'The side that the subprotocol names',
        'A subprotocol can make such a rule for its messages. WebSocket itself has none.',
      ],
    ],
    why: [
      'Each direction has a stream of its own, and neither waits for the other. A server can push a message as soon as it has sent its 101.',
    ],
    references: [rfc(6455, '1.2'), rfc(6455, '4.2.2')],
    place: atStep('fragments', 'server-text-1'),
  }),
);

const http2 = aboutRule('connection', () =>
  askNumber({
    question: ['Over HTTP/2, with which status does a server open a WebSocket?'],
    answer: http2ResponseFields({}).find(({ name }) => name === ':status')?.value ?? '',
    mistakes: [
      [
        101,
        'That is HTTP/1.1. HTTP/2 doesn’t have 101, because a stream doesn’t switch protocols.',
      ],
      [
        204,
        '204 is a response without content. RFC 8441 opens with 200, and frames follow as its content.',
      ],
      [426, '426 asks the client to upgrade. HTTP/2 has no Upgrade.'],
    ],
    why: [
      'HTTP/2 doesn’t have 101, because a stream doesn’t switch protocols. A server accepts an extended CONNECT like any CONNECT, with 200. There is neither key nor accept value.',
    ],
    references: [rfc(8441, '5'), rfc(8441, '5.1'), rfc(9113, '8.6')],
    place: atStep('hello-and-goodbye', 'open'),
  }),
);

export const CONNECTION_QUESTIONS = {
  'connection.in-flight': inFlight,
  'connection.first': first,
  'connection.http2': http2,
} as const satisfies Partial<Record<QuestionId, QuizSource>>;
