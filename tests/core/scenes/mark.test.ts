import { expect, test } from 'vitest';
import { placeChip } from '#core/scenes/chip-place.ts';
import { arrowHead, pointBetween, pointsText, type ChipMark } from '#core/scenes/mark.ts';
import { fitText, shorten, widthOf } from '#core/scenes/text-width.ts';

test('a point between two is at the fraction that its progress gives', () => {
  const [from, to] = [
    { x: 0, y: 10 },
    { x: 8, y: 30 },
  ];
  expect([0, 0.25, 1].map((progress) => pointBetween(from, to, progress))).toEqual([
    from,
    { x: 2, y: 15 },
    to,
  ]);
});

test.each([
  ['right', { x: 100, y: 0 }, '98.00,0.00 91.00,4.00 91.00,-4.00'],
  ['left', { x: -100, y: 0 }, '-98.00,0.00 -91.00,-4.00 -91.00,4.00'],
  ['down', { x: 0, y: 100 }, '0.00,98.00 -4.00,91.00 4.00,91.00'],
])('the head of an arrow to the %s', (_, to, expected) => {
  const head = arrowHead({ x: 0, y: 0 }, to, { front: -2, length: 9, halfWidth: 4 });
  expect(pointsText(head).replaceAll('-0.00', '0.00')).toBe(expected);
});

const chip: ChipMark<string> = {
  shape: 'chip',
  kind: 'data',
  emphasis: 'past',
  slot: 'Hello',
  center: { x: 50, y: 20 },
  height: 22,
  radius: 6,
  padding: 8,
  size: 13,
  maxWidth: 400,
  hasGround: false,
  isCovered: false,
};

test('a chip is as wide as its text, around its center', () => {
  const { box, text, at } = placeChip(chip, (slot) => `${slot}!`);
  expect(text).toBe('Hello!');
  expect(box.width).toBeCloseTo(widthOf('Hello!', 13) + 16);
  expect([box.x + box.width / 2, box.y + box.height / 2]).toEqual([50, 20]);
  expect(at.x).toBe(50);
});

test('a chip never exceeds its room', () => {
  const { box, text } = placeChip({ ...chip, maxWidth: 60 }, () => 'a long label');
  expect(text).toBe('a lo…');
  expect(box.width).toBeLessThanOrEqual(60);
});

test.each([
  ['Hello', 5, 'Hello'],
  ['Hello', 4, 'Hel…'],
  ['Hello', 0, '…'],
  ['😀😀😀', 2, '😀…'],
])('%s in %d characters', (text, most, expected) => {
  expect(shorten(text, most)).toBe(expected);
  expect(fitText(text, widthOf('x'.repeat(most), 13) + 0.01, 13)).toBe(expected);
});
