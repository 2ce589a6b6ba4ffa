import { expect, test } from 'vitest';
import { commandForKey, keyName, speedLabel } from '#view/figures/player/commands.ts';
import { speedBeside } from '#view/state/player-command.ts';

test.each([
  [' ', 'toggle'],
  ['.', 'toggle'],
  ['ArrowRight', 'forward'],
  ['PageDown', 'forward'],
  ['ArrowLeft', 'back'],
  ['PageUp', 'back'],
  ['Home', 'first'],
  ['End', 'last'],
  ['?', 'help'],
  ['x', null],
])('%s is %s', (key, command) => {
  expect(commandForKey(key, true)).toBe(command);
});

test('keys of one character can be switched off, but Space can’t', () => {
  expect(['.', '?', '+'].map((key) => commandForKey(key, false))).toEqual([null, null, null]);
  expect(commandForKey(' ', false)).toBe('toggle');
  expect(commandForKey('PageDown', false)).toBe('forward');
});

test('speeds go up and down by their steps, and no further', () => {
  expect([speedBeside(1, 1), speedBeside(1, -1)]).toEqual([2, 0.5]);
  expect([speedBeside(4, 1), speedBeside(0.05, -1)]).toEqual([4, 0.05]);
  expect(speedBeside(3, -1)).toBe(2);
  expect([0.05, 1, 4].map(speedLabel)).toEqual(['1/20×', '1×', '4×']);
});

test('keys have the names that are on a keyboard', () => {
  expect([' ', 'ArrowLeft', 'PageUp', 'End'].map(keyName)).toEqual([
    'Space',
    '←',
    'Page Up',
    'End',
  ]);
});
