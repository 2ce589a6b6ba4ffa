import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardPlace } from '#view/figures/byte-card/card-place.ts';

const byteAt = (left: number, top: number) => ({ left, top, right: left + 28, bottom: top + 24 });

test('the card is below the byte, and above it if only there is room', () => {
  const window = { width: 1440, height: 900 };
  expect(cardPlace(byteAt(700, 100), window)).toEqual({
    left: 506,
    top: 130,
    width: 416,
    maxHeight: 762,
  });
  expect(cardPlace(byteAt(700, 800), window)).toEqual({
    left: 506,
    top: 8,
    width: 416,
    maxHeight: 786,
  });
});

test('the card is inside the window and never over its byte, down to 320 by 256 pixels', () => {
  const sizes = fc.record({
    width: fc.integer({ min: 320, max: 2000 }),
    height: fc.integer({ min: 256, max: 1400 }),
    x: fc.double({ min: 0, max: 1, noNaN: true }),
    y: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(sizes, ({ width, height, x, y }) => {
      const byte = byteAt(x * (width - 28), y * (height - 24));
      const place = cardPlace(byte, { width, height });
      expect(place.left).toBeGreaterThanOrEqual(8);
      expect(place.left + place.width).toBeLessThanOrEqual(width - 8);
      expect(place.top + place.maxHeight).toBeLessThanOrEqual(height - 8 + 1e-6);
      const isBelow = place.top >= byte.bottom;
      expect(isBelow || place.top + place.maxHeight <= byte.top).toBe(true);
      expect(place.maxHeight).toBeGreaterThan(90);
    }),
  );
});
