import { expect, test } from 'vitest';
import { bestOf } from './reading-of.ts';

const SIZE = 1_000_000;

/** Parts of a line that are read one after another: no call may be within the call before. */
test.each([
  ['a comment', '81 /* x */ ', '81'],
  ['a literal', '"\\x81" ', '81'],
])('a line of a million characters with %s again and again is read to its end', (_, part, hex) => {
  const count = Math.floor(SIZE / part.length);
  const [connection] = bestOf(part.repeat(count)).connections;
  expect(connection?.bytes).toHaveLength((count * hex.length) / 2);
});

test.each([
  { name: 'hex', write: (byte: number) => byte.toString(16).padStart(2, '0') },
  { name: 'hex without leading zeros', write: (byte: number) => byte.toString(16) },
  { name: 'numbers', write: (byte: number) => String(byte) },
  { name: 'bits', write: (byte: number) => byte.toString(2).padStart(8, '0') },
])('a long line of $name is read to its end', ({ write }) => {
  const frame = [0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58];
  for (const count of [370, 1000, 20_000]) {
    const text = Array.from({ length: count }, () => frame.map(write).join(' ')).join(' ');
    expect(bestOf(text).connections[0]?.bytes.length).toBe(count * frame.length);
  }
});
