import { expect, test } from 'vitest';
import { toHex } from '#core/bytes/hex.ts';
import { swapSides } from '#core/trace/swapped-trace.ts';
import { readStream } from '#core/trace/trace.ts';
import { traceOf } from '../conversation/streams.ts';

const trace = {
  ...traceOf([
    ['c', Uint8Array.of(1)],
    ['s', Uint8Array.of(2, 3)],
  ]),
  endpoints: { client: { name: 'Client', address: 'a:1' }, server: { name: 'Server' } },
};

test('bytes, addresses and directions change sides, names don’t', () => {
  const swapped = swapSides(trace);
  expect(toHex(readStream(swapped, 'client-to-server'))).toBe('0203');
  expect(toHex(readStream(swapped, 'server-to-client'))).toBe('01');
  expect(swapped.endpoints).toEqual({
    client: { name: 'Client' },
    server: { name: 'Server', address: 'a:1' },
  });
  expect(swapped.events.map(({ direction }) => direction)).toEqual([
    'server-to-client',
    'client-to-server',
  ]);
});

test('twice is as before', () => {
  expect(swapSides(swapSides(trace)).events).toEqual(trace.events);
});
