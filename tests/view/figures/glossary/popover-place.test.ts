import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placePopover, type Box } from '#view/figures/glossary/popover-place.ts';

const box = (left: number, top: number, width: number, height: number): Box => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

const window = { width: 1000, height: 800 };
const size = { width: 300, height: 100 };

test.each([
  ['below the word', box(100, 300, 60, 20), null, 'below', { left: 100, top: 326 }],
  ['above the word', box(100, 300, 60, 20), null, 'above', { left: 100, top: 194 }],
  [
    'above at the foot of the window',
    box(100, 750, 60, 20),
    null,
    'below',
    { left: 100, top: 644 },
  ],
  ['below at the top of the window', box(100, 40, 60, 20), null, 'above', { left: 100, top: 66 }],
  ['within the right edge', box(900, 300, 60, 20), null, 'below', { left: 692, top: 326 }],
  [
    'on the other side of the word than the bytes',
    box(100, 300, 60, 20),
    box(0, 330, 1000, 300),
    'below',
    { left: 100, top: 194 },
  ],
  [
    'below if the bytes are beside it',
    box(100, 300, 60, 20),
    box(500, 330, 500, 300),
    'below',
    { left: 100, top: 326 },
  ],
  [
    'over the word if only that is left',
    box(100, 720, 60, 20),
    box(0, 300, 1000, 380),
    'below',
    { left: 100, top: 692 },
  ],
] as const)('goes %s', (_, anchor, avoid, side, expected) => {
  expect(placePopover({ anchor, size, window, avoid, side })).toEqual(expected);
});

describe('any word in any window', () => {
  const side = fc.constantFrom('above' as const, 'below' as const);
  const length = (min: number, max: number) => fc.integer({ min, max });

  test('never covers what it must not, if there is room for it above or below that', () => {
    fc.assert(
      fc.property(
        fc.record({ left: length(0, 900), top: length(0, 780), side }),
        fc.record({ top: length(0, 800), height: length(0, 500) }),
        fc.record({ width: length(100, 520), height: length(20, 200) }),
        (word, bytes, popover) => {
          const anchor = box(word.left, word.top, 60, 20);
          const avoid = box(0, bytes.top, 1000, bytes.height);
          const at = placePopover({ anchor, size: popover, window, avoid, side: word.side });
          const bottom = at.top + popover.height;
          expect(at.left).toBeGreaterThanOrEqual(8);
          expect(at.left + popover.width).toBeLessThanOrEqual(992);
          const needed = popover.height + 14;
          const hasRoom = avoid.top >= needed || window.height - avoid.bottom >= needed;
          if (!hasRoom) return;
          expect(at.top).toBeGreaterThanOrEqual(8);
          expect(bottom).toBeLessThanOrEqual(792);
          expect(bottom <= avoid.top || at.top >= avoid.bottom).toBe(true);
        },
      ),
    );
  });
});
