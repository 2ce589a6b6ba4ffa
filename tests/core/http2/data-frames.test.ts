import { expect, test } from 'vitest';
import { dataFrameCount, dataFrameHeadersSize } from '#core/http2/data-frames.ts';

// Counted with Node 20's server and client, whose frames are 16,384 bytes at most.
test.each([
  [0, 0],
  [1, 1],
  [16_384, 1],
  [16_385, 2],
  [40_000, 3],
])('%d bytes are in %d DATA frames', (size, count) => {
  expect(dataFrameCount(size)).toBe(count);
  expect(dataFrameHeadersSize(size)).toBe(9 * count);
});
