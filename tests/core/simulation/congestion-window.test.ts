import { expect, test } from 'vitest';
import { CongestionWindow } from '#core/simulation/congestion-window.ts';

test.each([
  { segmentSize: 1460, size: 14_600 },
  { segmentSize: 536, size: 5360 },
  { segmentSize: 9000, size: 18_000 },
])('starts with $size bytes for segments of $segmentSize (RFC 6928)', ({ segmentSize, size }) => {
  expect(new CongestionWindow(segmentSize).size).toBe(size);
});

test('grows by at most a segment for each acknowledgement', () => {
  const window = new CongestionWindow(1000);
  window.grow(2000);
  expect(window.size).toBe(11_000);
  window.grow(1);
  expect(window.size).toBe(11_001);
});

test('shrinks to a segment, grows fast to half of what was in flight, then slowly', () => {
  const window = new CongestionWindow(1000);
  window.shrink(10_000);
  expect(window.size).toBe(1000);
  for (let count = 0; count < 4; count++) window.grow(1000);
  expect(window.size).toBe(5000);
  window.grow(1000);
  expect(window.size).toBe(5200);
});

test('halves at three duplicate acknowledgements, and not to a single segment', () => {
  const window = new CongestionWindow(1460);
  window.startRecovery(14_600);
  expect(window.size).toBe(7300 + 3 * 1460);
  window.extendRecovery();
  expect(window.size).toBe(7300 + 4 * 1460);
  window.endRecovery();
  expect(window.size).toBe(7300);
  window.startRecovery(1460);
  window.endRecovery();
  expect(window.size).toBe(2 * 1460);
});
