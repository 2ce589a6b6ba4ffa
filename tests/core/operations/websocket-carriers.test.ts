import { expect, test } from 'vitest';
import { dataFrameHeaderSize, variableLengthSize } from '#core/operations/websocket-carriers.ts';

// RFC 9000 §16, table 4.
test.each([
  { value: 0, size: 1 },
  { value: 63, size: 1 },
  { value: 64, size: 2 },
  { value: 16_383, size: 2 },
  { value: 16_384, size: 4 },
  { value: 1_073_741_823, size: 4 },
  { value: 1_073_741_824, size: 8 },
])('$value takes $size bytes in QUIC', ({ value, size }) => {
  expect(variableLengthSize(value)).toBe(size);
});

test.each([
  { carrier: 'http1', size: 11, expected: 0 },
  { carrier: 'http2', size: 11, expected: 9 },
  { carrier: 'http2', size: 0, expected: 9 },
  { carrier: 'http2', size: 16_384, expected: 9 },
  { carrier: 'http2', size: 16_385, expected: 18 },
  { carrier: 'http2', size: 65_550, expected: 45 },
  { carrier: 'http3', size: 11, expected: 2 },
  { carrier: 'http3', size: 20_000, expected: 5 },
] as const)('$carrier wraps $size bytes in $expected', ({ carrier, size, expected }) => {
  expect(dataFrameHeaderSize(carrier, size)).toBe(expected);
});
