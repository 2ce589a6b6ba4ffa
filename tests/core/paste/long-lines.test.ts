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
