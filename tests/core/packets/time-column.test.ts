import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimeColumn } from '#core/packets/time-column.ts';

const time = fc.option(fc.bigInt({ min: -(2n ** 70n), max: 2n ** 90n }), { nil: null });
const edges = fc.constantFrom(-(2n ** 63n), -(2n ** 63n) + 1n, 2n ** 63n - 1n, 2n ** 63n, 0n);

test('any times, and none, come back as they were', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(time, edges)), (times) => {
      const column = new TimeColumn();
      for (const [index, each] of times.entries()) column.set(index, each);
      expect(times.map((_, index) => column.at(index))).toEqual(times);
    }),
  );
});
