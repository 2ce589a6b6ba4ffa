import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { decidedUnits } from '#core/story/decided-units.ts';
import { client, CLIENT_HELLO, conversationOf, REQUEST, server, SERVER_HELLO } from './traces.ts';

const positions = (...bytes: Uint8Array[]) =>
  decidedUnits(conversationOf(bytes.map((each) => client(each))), 'client-to-server').map(
    ({ position }) => position,
  );

test.each([
  { name: 'whole frames at their ends', bytes: [CLIENT_HELLO, CLIENT_HELLO], expected: [11, 22] },
  { name: 'a head at its end', bytes: [REQUEST], expected: [REQUEST.length] },
  { name: 'no part of a frame', bytes: [CLIENT_HELLO.subarray(0, 8)], expected: [] },
  { name: 'no part of a header', bytes: [CLIENT_HELLO.subarray(0, 4)], expected: [] },
  { name: 'no part of a head', bytes: [REQUEST.subarray(0, 20)], expected: [] },
  {
    name: 'a frame that breaks a rule in its header at the end of that',
    bytes: [fromHex('8105 48')],
    expected: [2],
  },
  {
    name: 'a frame whose second byte breaks a rule, before the rest of its header',
    bytes: [fromHex('817e 0100'), new Uint8Array(256)],
    expected: [2],
  },
  {
    name: 'a frame whose first byte breaks a rule after that byte',
    bytes: [fromHex('9182 00000000 4141')],
    expected: [1],
  },
  {
    name: 'a frame that breaks a rule in its payload at its end',
    bytes: [fromHex('8182 00000000 41ff')],
    expected: [8],
  },
])('decides $name', ({ bytes, expected }) => {
  expect(positions(...bytes)).toEqual(expected);
});

test('has only units of its direction, by their index among all', () => {
  const conversation = conversationOf([client(CLIENT_HELLO), server(SERVER_HELLO)]);
  expect(decidedUnits(conversation, 'server-to-client')).toEqual([{ unitIndex: 1, position: 7 }]);
});
