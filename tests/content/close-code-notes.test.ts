import { expect, test } from 'vitest';
import { isSendableCloseCode } from '#core/protocol/close-code.ts';
import {
  CLOSE_CODE_CLASS_NOTES,
  CLOSE_CODE_NOTES,
  closeCodeNote,
} from '#content/close-code-notes.ts';

test('every close code has words', () => {
  for (let code = 0; code <= 0xffff; code++) {
    const { name, meaning } = closeCodeNote(code);
    expect(name).not.toBe('');
    expect(meaning).toMatch(/\.$/);
  }
});

test.each([
  [999, 'never used'],
  [1000, 'normal'],
  [1005, 'no code'],
  [1016, 'not assigned'],
  [3000, 'registered'],
  [4999, 'private'],
  [5000, 'out of range'],
])('%i is “%s”', (code, name) => {
  expect(closeCodeNote(code).name).toBe(name);
});

test('a code that must not be sent says so', () => {
  for (const code of [1004, 1005, 1006, 1015]) {
    expect(isSendableCloseCode(code)).toBe(false);
    expect(closeCodeNote(code).meaning).toMatch(/not be sent|nobody|only inside an API/i);
  }
});

test('no words are there twice', () => {
  const notes = [...Object.values(CLOSE_CODE_NOTES), ...Object.values(CLOSE_CODE_CLASS_NOTES)];
  const meanings = notes.map(({ meaning }) => meaning);
  expect(new Set(meanings).size).toBe(meanings.length);
});
