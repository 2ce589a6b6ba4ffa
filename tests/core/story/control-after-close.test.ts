import { expect, test } from 'vitest';
import { fromHex } from '#core/bytes/hex.ts';
import { controlAfterClose } from '#core/story/control-after-close.ts';
import { traceOf } from '../conversation/streams.ts';

test.each([
  { name: 'an empty Ping', hex: '8980 00000000', expected: 'ping' },
  { name: 'a Pong with a payload', hex: '8a82 37fa213d 5f93', expected: 'pong' },
  { name: 'a Pong of a server', hex: '8a02 6869', expected: 'pong' },
  { name: 'another Close', hex: '8880 00000000', expected: null },
  { name: 'a text', hex: '8180 00000000', expected: null },
  { name: 'a part of a Pong', hex: '8a84 00000000 61', expected: null },
  { name: 'a Pong and a byte', hex: '8a80 00000000 81', expected: null },
  { name: 'a fragment of a Ping', hex: '0980 00000000', expected: null },
  { name: 'a single byte', hex: '8a', expected: null },
])('$name is $expected', ({ hex, expected }) => {
  const bytes = fromHex(hex.replaceAll(' ', ''));
  const trace = traceOf([['c', Uint8Array.of(0xff, ...bytes)]]);
  expect(controlAfterClose({ start: 1, end: 1 + bytes.length }, 'client-to-server', trace)).toBe(
    expected,
  );
});
