import { expect, test } from 'vitest';
import {
  commandForKey,
  keyName,
  PLAY_KEYS,
  pressedKey,
  PRESENTING_KEYS,
  scrolls,
  speedLabel,
  STEP_KEYS,
} from '#view/figures/player/commands.ts';
import { speedBeside } from '#view/state/player-command.ts';

test.each([
  [' ', 'play-step', 'play-on', 'play-step'],
  ['Shift+ ', 'play-on', null, 'play-on'],
  ['.', 'play-on', 'play-on', 'play-on'],
  ['ArrowRight', 'forward', 'forward', 'forward'],
  ['ArrowUp', 'back', 'back', 'back'],
  ['PageDown', 'next-chapter', 'forward', 'forward'],
  ['PageUp', 'previous-chapter', 'back', 'back'],
  ['Home', 'first', 'first', 'first'],
  ['End', 'last', 'last', 'last'],
  ['?', 'help', 'help', 'help'],
  ['x', null, null, null],
])('%s is %s in a lesson, %s without stops, %s when presented', (key, ...commands) => {
  const found = [STEP_KEYS, PLAY_KEYS, PRESENTING_KEYS].map((keys) =>
    commandForKey(key, true, keys),
  );
  expect(found).toEqual(commands);
});

test('keys of one character can be switched off, but Space can’t', () => {
  const commandOf = (key: string) => commandForKey(key, false, STEP_KEYS);
  expect(['.', '?', '+'].map(commandOf)).toEqual([null, null, null]);
  expect([' ', 'Shift+ ', 'PageDown'].map(commandOf)).toEqual([
    'play-step',
    'play-on',
    'next-chapter',
  ]);
});

test('Shift makes only Space another key', () => {
  expect(pressedKey({ key: ' ', shiftKey: true })).toBe('Shift+ ');
  expect(pressedKey({ key: ' ', shiftKey: false })).toBe(' ');
  expect(pressedKey({ key: '?', shiftKey: true })).toBe('?');
});

test('a page scrolls by all its keys but Left and Right', () => {
  const keys = STEP_KEYS.flatMap((binding) => binding.keys);
  expect(keys.filter((key) => !scrolls(key))).toEqual([
    '.',
    'ArrowRight',
    'ArrowLeft',
    '+',
    '-',
    '?',
  ]);
});

test('speeds go up and down by their steps, and no further', () => {
  expect([speedBeside(1, 1), speedBeside(1, -1)]).toEqual([2, 0.5]);
  expect([speedBeside(4, 1), speedBeside(0.05, -1)]).toEqual([4, 0.05]);
  expect(speedBeside(3, -1)).toBe(2);
  expect([0.05, 1, 4].map(speedLabel)).toEqual(['1/20×', '1×', '4×']);
});

test('keys have the names that are on a keyboard', () => {
  expect([' ', 'Shift+ ', 'ArrowLeft', 'PageUp', 'End'].map(keyName)).toEqual([
    'Space',
    'Shift + Space',
    '←',
    'Page Up',
    'End',
  ]);
});
