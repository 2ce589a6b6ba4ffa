import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstCarried } from '#core/transport/first-carried.ts';

const range = fc
  .tuple(fc.nat(30), fc.integer({ min: 1, max: 12 }))
  .map(([start, size]) => ({ start, end: start + size }));

/** Byte by byte. */
function byHand(ranges: readonly { start: number; end: number }[]) {
  const seen = new Set<number>();
  let reached = 0;
  return ranges.map(({ start, end }) => {
    let size = 0;
    let isLate = false;
    for (let at = start; at < end; at++) {
      if (seen.has(at)) continue;
      seen.add(at);
      size++;
      isLate ||= at < reached;
    }
    reached = Math.max(reached, end);
    return { size, isLate };
  });
}

describe('the bytes that each range is the first to have', () => {
  test('are those that a set of bytes finds', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 20 }), (ranges) => {
        expect(firstCarried(ranges)).toEqual(byHand(ranges));
        expect(firstCarried(ranges, 1)).toEqual(byHand(ranges));
      }),
      { seed: 1, numRuns: 3000 },
    );
  });

  // With a search through all holes for each range, this takes longer than a test may.
  test('are found of many ranges, whatever their order', () => {
    const count = 200_000;
    const backwards = Array.from({ length: count }, (_, at) => ({
      start: 2 * (count - at),
      end: 2 * (count - at) + 1,
    }));
    const found = firstCarried([...backwards, ...backwards, { start: 0, end: 2 * count + 2 }]);
    expect(found.at(-1)).toEqual({ size: count + 2, isLate: true });
    expect(found[count]).toEqual({ size: 0, isLate: false });
  });
});
