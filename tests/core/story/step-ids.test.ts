import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { unitStepIds } from '#core/story/step-ids.ts';
import {
  client,
  CLIENT_HELLO,
  CLIENT_PONG,
  conversationOf,
  REQUEST,
  RESPONSE,
  server,
  SERVER_CLOSE,
  SERVER_PING,
} from './traces.ts';

test('units are named for their kind, their sender and their number', () => {
  const { units } = conversationOf([
    client(REQUEST),
    server(RESPONSE),
    client(CLIENT_HELLO),
    client(CLIENT_HELLO),
    server(SERVER_PING),
    client(CLIENT_PONG),
    client(fromHex('8380 00000000')),
    server(SERVER_CLOSE),
    server(SERVER_PING),
  ]);
  expect(unitStepIds(units)).toEqual([
    'request',
    'response',
    'client-text-1',
    'client-text-2',
    'server-ping-1',
    'client-pong-1',
    'client-reserved-data-1',
    'server-close-1',
    'server-after-close',
  ]);
});

test('a later unit changes no earlier id', () => {
  const { units } = conversationOf([client(REQUEST), client(REQUEST)]);
  expect(unitStepIds(units)).toEqual(['request', 'request-2']);
  expect(unitStepIds(units.slice(0, 1))).toEqual(['request']);
});
