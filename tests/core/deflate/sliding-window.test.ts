import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concatBytes } from '#core/bytes/byte-array.ts';
import { toHex } from '#core/bytes/hex.ts';
import { MAX_WINDOW_SIZE, SlidingWindow } from '#core/deflate/sliding-window.ts';

const outputOf = (window: SlidingWindow) => concatBytes(window.takeOutput());

test('repeats what came before, and what it is just writing', () => {
  const window = new SlidingWindow();
  for (const byte of [1, 2, 3]) window.put(byte);
  window.repeat(3, 2);
  window.repeat(1, 4);
  expect(toHex(outputOf(window), ' ')).toBe('01 02 03 01 02 02 02 02 02');
  expect(window.reach).toBe(9);
});

test('reaches into its history, which is no output', () => {
  const window = new SlidingWindow(Uint8Array.of(7, 8, 9));
  window.repeat(3, 3);
  expect([...outputOf(window)]).toEqual([7, 8, 9]);
  expect([window.outputSize, window.reach]).toEqual([3, 6]);
  const far = new SlidingWindow(new Uint8Array(40_000).fill(1, 40_000 - MAX_WINDOW_SIZE));
  expect(far.reach).toBe(MAX_WINDOW_SIZE);
  far.repeat(MAX_WINDOW_SIZE, 1);
  expect([...outputOf(far)]).toEqual([1]);
});

test('forgets what it has to, even after it has slid', () => {
  const window = new SlidingWindow();
  window.append(new Uint8Array(50_000));
  window.forget();
  expect(window.reach).toBe(0);
  window.append(new Uint8Array(20_000));
  expect(window.reach).toBe(20_000);
  window.append(new Uint8Array(20_000));
  expect(window.reach).toBe(MAX_WINDOW_SIZE);
});

describe('the limit', () => {
  test('lets exactly as much through', () => {
    const window = new SlidingWindow();
    window.allow(3);
    expect([window.put(1), window.repeat(1, 2), window.put(1)]).toEqual([true, true, false]);
    expect(outputOf(window).length).toBe(3);
    window.allow(2);
    expect([window.repeat(1, 3), window.append(new Uint8Array(3))]).toEqual([false, false]);
    expect(outputOf(window).length).toBe(2);
  });

  test.each([65_535, 65_536, 65_537, 100_000])(
    'holds at %i bytes, where the window slides',
    (limit) => {
      const window = new SlidingWindow();
      window.allow(limit);
      let written = 0;
      while (window.put(written & 0xff)) written++;
      expect(written).toBe(limit);
      expect(outputOf(window).length).toBe(limit);
    },
  );
});

test('is the same as one long array, whatever is written', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('put' as const), byte: fc.nat(255) }),
    fc.record({ kind: fc.constant('append' as const), size: fc.nat(70_000), byte: fc.nat(255) }),
    fc.record({
      kind: fc.constant('repeat' as const),
      distance: fc.integer({ min: 1, max: MAX_WINDOW_SIZE }),
      length: fc.integer({ min: 3, max: 258 }),
    }),
    fc.record({ kind: fc.constant('take' as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const window = new SlidingWindow();
      const pieces: Uint8Array[] = [];
      const wanted: number[] = [];
      for (const item of steps) {
        if (item.kind === 'put') {
          window.put(item.byte);
          wanted.push(item.byte);
        } else if (item.kind === 'append') {
          const bytes = Uint8Array.from({ length: item.size }, (_, index) => item.byte + index);
          window.append(bytes);
          for (const byte of bytes) wanted.push(byte);
        } else if (item.kind === 'take') {
          pieces.push(...window.takeOutput());
        } else {
          expect(window.reach).toBe(Math.min(wanted.length, MAX_WINDOW_SIZE));
          if (item.distance > window.reach) continue;
          window.repeat(item.distance, item.length);
          for (let missing = item.length; missing > 0; missing--) {
            wanted.push(wanted[wanted.length - item.distance] ?? -1);
          }
        }
      }
      pieces.push(...window.takeOutput());
      expect(Buffer.compare(concatBytes(pieces), Uint8Array.from(wanted))).toBe(0);
      expect(window.outputSize).toBe(wanted.length);
    }),
    { seed: 1951, numRuns: 40 },
  );
});
