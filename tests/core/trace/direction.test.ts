import { expect, test } from 'vitest';
import {
  DIRECTIONS,
  directionFrom,
  otherSide,
  receiverOf,
  senderOf,
} from '#core/trace/direction.ts';

test.each([
  { direction: 'client-to-server', sender: 'client', receiver: 'server' },
  { direction: 'server-to-client', sender: 'server', receiver: 'client' },
] as const)('$direction leads from $sender to $receiver', ({ direction, sender, receiver }) => {
  expect(senderOf(direction)).toBe(sender);
  expect(receiverOf(direction)).toBe(receiver);
  expect(directionFrom(sender)).toBe(direction);
  expect(otherSide(sender)).toBe(receiver);
});

test('there are two directions, the client’s first', () => {
  expect(DIRECTIONS.map(senderOf)).toEqual(['client', 'server']);
});
