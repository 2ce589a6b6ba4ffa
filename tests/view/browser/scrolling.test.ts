import { afterEach, expect, test } from 'vitest';
import { scrollsAround } from '#view/browser/scrolling.ts';

afterEach(() => document.body.replaceChildren());

/** The environment of tests has no layout. */
function size(element: Element, scrollHeight: number, clientHeight: number): void {
  Object.defineProperties(element, {
    scrollHeight: { value: scrollHeight, configurable: true },
    clientHeight: { value: clientHeight, configurable: true },
  });
}

function nested(overflow: string, scrollHeight: number) {
  const pane = document.createElement('div');
  pane.style.overflowY = overflow;
  const inside = document.createElement('span');
  pane.append(inside);
  document.body.append(pane);
  size(pane, scrollHeight, 100);
  return inside;
}

test.each([
  { name: 'a pane that is too small scrolls', overflow: 'auto', height: 300, expected: true },
  { name: 'a pane with room does not', overflow: 'auto', height: 100, expected: false },
  {
    name: 'a fraction of a pixel does not count',
    overflow: 'scroll',
    height: 101,
    expected: false,
  },
  { name: 'what is cut off does not scroll', overflow: 'hidden', height: 300, expected: false },
])('$name', ({ overflow, height, expected }) => {
  expect(scrollsAround(nested(overflow, height))).toBe(expected);
});

test('the page scrolls around everything', () => {
  const page = document.documentElement;
  size(page, 2000, 900);
  expect(scrollsAround(document.body)).toBe(true);
  expect(scrollsAround(nested('visible', 100))).toBe(true);
  size(page, 900, 900);
  expect(scrollsAround(document.body)).toBe(false);
});
