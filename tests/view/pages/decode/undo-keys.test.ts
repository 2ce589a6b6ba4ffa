import { expect, test } from 'vitest';
import { isTyping, undoCommandFor } from '#view/pages/decode/undo-keys.ts';

const NOT_HELD = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test.each([
  { key: 'z', held: { ctrlKey: true }, command: 'undo' },
  { key: 'z', held: { metaKey: true }, command: 'undo' },
  { key: 'Z', held: { ctrlKey: true, shiftKey: true }, command: 'redo' },
  { key: 'z', held: {}, command: null },
  { key: 'z', held: { ctrlKey: true, altKey: true }, command: null },
  { key: 'y', held: { ctrlKey: true }, command: null },
])('$key with $held is $command', ({ key, held, command }) => {
  expect(undoCommandFor({ ...NOT_HELD, ...held, key })).toBe(command);
});

test.each(['input', 'textarea', 'select'])('a focused %s undoes typing by itself', (name) => {
  expect(isTyping(document.createElement(name))).toBe(true);
});

test('a button, the window and nothing do not', () => {
  expect(isTyping(document.createElement('button'))).toBe(false);
  expect(isTyping(window)).toBe(false);
  expect(isTyping(undefined)).toBe(false);
});
