import { describe, expect, test } from 'vitest';
import { indexAfterKey, isKeyEventFree, isKeyFree, type KeyTarget } from '#view/ui/keys.ts';

function target(tagName: string, given: Partial<KeyTarget> = {}): KeyTarget {
  return { tagName, type: null, role: null, isContentEditable: false, ...given };
}

describe('isKeyFree', () => {
  test.each<{ name: string; target: KeyTarget; free: string[]; taken: string[] }>([
    { name: 'the body', target: target('BODY'), free: [' ', '.', 'ArrowLeft', 'End'], taken: [] },
    {
      name: 'a button',
      target: target('BUTTON'),
      free: ['.', 'ArrowLeft', 'Home'],
      taken: [' ', 'Enter'],
    },
    { name: 'a link', target: target('A'), free: [' ', 'ArrowLeft'], taken: ['Enter'] },
    { name: 'a summary', target: target('SUMMARY'), free: ['.'], taken: [' ', 'Enter'] },
    {
      name: 'a slider',
      target: target('INPUT', { type: 'range' }),
      free: [' ', '.', '?'],
      taken: ['ArrowLeft', 'ArrowUp', 'Home', 'End', 'PageUp', 'PageDown'],
    },
    {
      name: 'a radio button',
      target: target('INPUT', { type: 'radio' }),
      free: ['.', 'Home'],
      taken: [' ', 'ArrowLeft', 'ArrowDown'],
    },
    {
      name: 'a checkbox',
      target: target('INPUT', { type: 'checkbox' }),
      free: ['.', 'ArrowLeft'],
      taken: [' '],
    },
    {
      name: 'a text field',
      target: target('INPUT'),
      free: [],
      taken: [' ', '.', '?', 'ArrowLeft', 'Home', 'Enter'],
    },
    { name: 'a text area', target: target('TEXTAREA'), free: [], taken: [' ', '.', 'PageDown'] },
    { name: 'a select', target: target('SELECT'), free: [], taken: [' ', 'b', 'ArrowDown'] },
    {
      name: 'editable content',
      target: target('DIV', { isContentEditable: true }),
      free: [],
      taken: [' ', '.', 'ArrowLeft'],
    },
    {
      name: 'a cell of a grid',
      target: target('TD', { role: 'gridcell' }),
      free: ['.', '?'],
      taken: [' ', 'Enter', 'ArrowDown', 'Home', 'PageDown'],
    },
    {
      name: 'a tab, though it is a button',
      target: target('BUTTON', { role: 'tab' }),
      free: ['.', '?'],
      taken: [' ', 'ArrowLeft', 'Home', 'End'],
    },
    { name: 'a link in a figure', target: target('a'), free: ['.'], taken: ['Enter'] },
  ])('knows what $name needs', ({ target, free, taken }) => {
    expect(free.filter((key) => !isKeyFree(key, target))).toEqual([]);
    expect(taken.filter((key) => isKeyFree(key, target))).toEqual([]);
  });
});

describe('isKeyEventFree', () => {
  function press(init: KeyboardEventInit, element: Element = document.body): boolean {
    let isFree = false;
    const listen = (event: KeyboardEvent): void => void (isFree = isKeyEventFree(event));
    window.addEventListener('keydown', listen, { once: true });
    element.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, ...init }));
    return isFree;
  }

  test('leaves shortcuts of the browser alone', () => {
    expect(press({ key: 'ArrowLeft', altKey: true })).toBe(false);
    expect(press({ key: '.', ctrlKey: true })).toBe(false);
    expect(press({ key: '.', metaKey: true })).toBe(false);
    expect(press({ key: '?', shiftKey: true })).toBe(true);
  });

  test('asks the focused element', () => {
    const field = document.body.appendChild(document.createElement('input'));
    expect(press({ key: '.' }, field)).toBe(false);
    field.type = 'range';
    expect(press({ key: '.' }, field)).toBe(true);
    expect(press({ key: 'ArrowLeft' }, field)).toBe(false);
    field.remove();
  });
});

test.each([
  { key: 'ArrowRight', from: 0, to: 1 },
  { key: 'ArrowRight', from: 2, to: 0 },
  { key: 'ArrowLeft', from: 0, to: 2 },
  { key: 'Home', from: 2, to: 0 },
  { key: 'End', from: 0, to: 2 },
  { key: 'ArrowDown', from: 0, to: null },
])('$key leads from $from of three to $to', ({ key, from, to }) => {
  expect(indexAfterKey(key, from, 3)).toBe(to);
});
