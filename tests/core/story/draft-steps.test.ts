import { expect, test } from 'vitest';
import { signalsOf } from '#core/story/draft-step.ts';
import {
  client,
  CLIENT_CLOSE,
  CLIENT_HELLO,
  draftsOf,
  REQUEST,
  RESPONSE,
  server,
  SERVER_HELLO,
  traceOf,
  type Sent,
} from './traces.ts';

const SENT: readonly Sent[] = [
  { from: 'client', signals: ['syn'] },
  { from: 'server', signals: ['syn', 'ack'] },
  client(REQUEST),
  server(RESPONSE),
  client(CLIENT_HELLO),
  { from: 'client', again: CLIENT_HELLO.length },
  server(SERVER_HELLO),
  client(CLIENT_CLOSE, { signals: ['fin', 'ack'] }),
];

test('signals, units and retransmissions are in the order in which they were sent', () => {
  expect(draftsOf(SENT).map(({ id }) => id)).toEqual([
    'tcp-syn',
    'tcp-syn-ack',
    'request',
    'response',
    'client-text-1',
    'client-text-1-again-1',
    'server-text-1',
    'client-close-1',
    'client-tcp-fin',
  ]);
});

test('a trace without events has no steps', () => {
  expect(draftsOf([])).toEqual([]);
});

test('only steps that are signals have signals, also if bytes cross with them', () => {
  const trace = traceOf(SENT);
  const signals = draftsOf(SENT).map((draft) => [draft.id, signalsOf(draft, trace)]);
  expect(signals.filter(([, found]) => found?.length)).toEqual([
    ['tcp-syn', ['syn']],
    ['tcp-syn-ack', ['syn', 'ack']],
    ['client-tcp-fin', ['fin', 'ack']],
  ]);
});
