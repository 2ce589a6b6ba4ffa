import { expect, test } from 'vitest';
import { arrowHead, pointBetween, pointsText } from '#core/scenes/mark.ts';
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

test.each([
  ['Hello', 5, 'Hello'],
  ['Hello', 4, 'Hel…'],
  ['Hello', 0, '…'],
  ['ėėė', 2, 'ė…'],
])('%s in %d characters', (text, most, expected) => {
  expect(shorten(text, most)).toBe(expected);
  expect(fitText(text, widthOf('x'.repeat(most), 13) + 0.01, 13)).toBe(expected);
});

test.each([
  ['😀😀😀', 5, '😀😀…'],
  ['漢字漢字', 7, '漢字漢…'],
  ['漢字漢字', 8, '漢字漢字'],
  ['e\u0301e\u0301', 2, 'e\u0301e\u0301'],
])('%s in the room of %d letters', (text, letters, expected) => {
  expect(shorten('😀😀😀', 2)).toBe('😀…');
  expect(fitText(text, widthOf('x'.repeat(letters), 13), 13)).toBe(expected);
});
