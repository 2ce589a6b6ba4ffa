import { expect, test } from 'vitest';
import { countFaultsIn, faultsIn } from './grammar.ts';

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

test.each(['1 such clients', '20 message', '0.5 message', '1 POSTs', '10,000 such client'])(
  'rejects the label “%s”',
  (label) => {
    expect(countFaultsIn(label)).not.toEqual([]);
  },
);

test.each(['1 such client', '20 messages', '1 frame', '0 events', '0.1 messages'])(
  'accepts the label “%s”',
  (label) => {
    expect(countFaultsIn(label)).toEqual([]);
  },
);
