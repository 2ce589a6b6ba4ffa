import { expect, test } from 'vitest';
import { faultsIn } from './grammar.ts';

test.each([
  'A message arrives after 30 ms on average.',
  'Server-sent events send 9% more.',
  'Polling and long polling need 1.03 s, more than the 1 s that you allow.',
  'Use WebTransport instead if a message may get lost.',
])('accepts “%s”', (sentence) => {
  expect(faultsIn(sentence)).toEqual([]);
});

test.each([
  'a message arrives.',
  'Server-sent events sends 9% more.',
  'Polling need 1.03 s.',
  'Polling and long polling needs 1.03 s.',
  'It sends 1 messages.',
  'It sends 20 message.',
  'It sends undefined.',
  'But no later than WebSocket',
  'No later than WebSocket.',
  'It has an message.',
  'It sends  two.',
])('rejects “%s”', (sentence) => {
  expect(faultsIn(sentence)).not.toEqual([]);
});
