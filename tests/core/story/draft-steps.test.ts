import { expect, test } from 'vitest';
import {
  client,
  CLIENT_CLOSE,
  CLIENT_HELLO,
  draftsOf,
  REQUEST,
  RESPONSE,
  server,
  SERVER_HELLO,
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
