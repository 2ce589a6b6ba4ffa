import { expect, test } from 'vitest';
import { findOpeningFailure } from '#core/story/opening-failure.ts';
import {
  client,
  conversationOf,
  REQUEST,
  RESPONSE,
  server,
  SERVER_HELLO,
  SERVER_PING,
} from './traces.ts';

const SENT = conversationOf([client(REQUEST), server(RESPONSE), server(SERVER_HELLO)]);

/** What the client finds if this arrives instead. */
function failureBy(...arrived: readonly Uint8Array[]) {
  const received = conversationOf([client(REQUEST), ...arrived.map((bytes) => server(bytes))]);
  const failure = findOpeningFailure(SENT, received, 'server-to-client');
  return failure && [failure.violation.id, failure.position];
}

test('frames in place of the response fail the handshake by their first byte', () => {
  expect(failureBy(SERVER_PING)).toEqual(['head.start-line', 1]);
  expect(failureBy(RESPONSE.subarray(2))).toEqual(['head.start-line', 3]);
});

test('a response, whole or cut, does not', () => {
  expect(failureBy(RESPONSE, SERVER_HELLO)).toBeNull();
  expect(failureBy(RESPONSE.subarray(0, 20))).toBeNull();
  expect(failureBy()).toBeNull();
});

test('if no head was sent, frames may come first', () => {
  const sent = conversationOf([server(SERVER_HELLO)]);
  expect(findOpeningFailure(sent, sent, 'server-to-client')).toBeNull();
});
